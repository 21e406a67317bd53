"""The size in which Word shows an image."""

from __future__ import annotations

import re

from bilingual.formats.pictures import EMU_PER_INCH
from bilingual.formats.word.names import Element, number

_PER_INCH = {"": 96, "px": 96, "pt": 72, "pc": 6, "in": 1, "cm": 2.54, "mm": 25.4}
"""How many of each unit of CSS make an inch."""
_LARGEST = 100 * EMU_PER_INCH
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)\s*(px|pt|pc|in|cm|mm|)\s*(?=;|$)")


def written_extent(extent: Element) -> tuple[int, int] | None:
    """The width and height in ``wp:extent``, in EMU; None where they are no size."""
    return _plausible(number(str(extent.get("cx", "")), 0), number(str(extent.get("cy", "")), 0))


def shape_extent(shape: Element) -> tuple[int, int] | None:
    """The width and height in the CSS of a VML shape, in EMU: ``(914400, 1828800)`` for
    ``width:72pt;height:2in``; None where they are no size."""
    sizes = {"width": 0, "height": 0}
    for name, digits, unit in _MEASURE.findall(str(shape.get("style", ""))):
        try:
            sizes[name] = round(float(digits) * EMU_PER_INCH / _PER_INCH[unit])
        except (ValueError, OverflowError):
            return None
    return _plausible(sizes["width"], sizes["height"])


def _plausible(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None
