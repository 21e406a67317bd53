"""How large Word shows an image."""

from __future__ import annotations

import re

from bilingual.formats.word.names import Element, number

_EMU = {"": 9_525, "px": 9_525, "pt": 12_700, "pc": 152_400}
_EMU |= {"in": 914_400, "cm": 360_000, "mm": 36_000}
_LARGEST = 100 * 914_400
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)\s*(px|pt|pc|in|cm|mm|)\s*(?=;|$)")


def written_extent(extent: Element) -> tuple[int, int] | None:
    """The size in ``wp:extent``, in EMU; none where it is no size."""
    return _plausible(number(str(extent.get("cx", "")), 0), number(str(extent.get("cy", "")), 0))


def shape_extent(shape: Element) -> tuple[int, int] | None:
    """The size in the CSS of a VML shape (``width:120pt;height:2in``), in EMU."""
    sizes = {"width": 0, "height": 0}
    for name, digits, unit in _MEASURE.findall(str(shape.get("style", ""))):
        try:
            sizes[name] = round(float(digits) * _EMU[unit])
        except (ValueError, OverflowError):
            return None
    return _plausible(sizes["width"], sizes["height"])


def _plausible(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None
