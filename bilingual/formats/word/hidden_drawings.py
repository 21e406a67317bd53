"""Drawings that a Word file hides: as DrawingML says it (``hidden`` on ``wp:docPr``, ``wps:cNvPr``
and the like), and as VML does (``visibility:hidden``, ``display:none``)."""

from __future__ import annotations

import re

from bilingual.formats.word.names import Element
from bilingual.formats.xml import tag_of

_HIDING = re.compile(r"(?:^|(?<=;))\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)\s*(?:;|$)")
_PROPERTIES = ("docpr", "cnvpr")


def is_hidden_drawing(element: Element) -> bool:
    """Whether a drawing, or a shape or picture in one, is hidden; no other element is."""
    return any(one.get("hidden") in ("1", "true", "on") for one in _speakers(element)) or bool(
        _HIDING.search(str(element.get("style", "")).lower())
    )


def show_drawing(element: Element) -> None:
    """Have a drawing, a shape or a picture say no more that it is hidden."""
    for one in _speakers(element):
        one.attrib.pop("hidden", None)
    if style := str(element.get("style", "")):
        element.set("style", _HIDING.sub("", style))


def _speakers(element: Element) -> list[Element]:
    """The element and those of its own properties that say whether it is hidden."""
    own = [one for one in element if tag_of(one) in _PROPERTIES]
    deeper = [one for part in element if tag_of(part) == "nvpicpr" for one in part]
    return [element, *own, *(one for one in deeper if tag_of(one) in _PROPERTIES)]
