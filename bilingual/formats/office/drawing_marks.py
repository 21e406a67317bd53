"""The properties of runs in DrawingML that are our inline marks: to read by and to write by
(ECMA-376, 21.1.2.3)."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from bilingual.formats.word.names import Element, child, name_of, number, qualified
from bilingual.model import Mark

_WRITTEN = {
    Mark.BOLD: ("b", "1"),
    Mark.ITALIC: ("i", "1"),
    Mark.UNDERLINE: ("u", "sng"),
    Mark.STRIKE: ("strike", "sngStrike"),
    Mark.SUPERSCRIPT: ("baseline", "30000"),
    Mark.SUBSCRIPT: ("baseline", "-25000"),
}
_HIGHLIGHT, _YELLOW = "a:highlight", "FFFF00"
_ORDER = (
    *(_HIGHLIGHT, "a:uLnTx", "a:uLn", "a:uFillTx", "a:uFill", "a:latin", "a:ea", "a:cs", "a:sym"),
    *("a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst"),
)
"""The last properties that the schema has, in its order."""
_OFF = frozenset({"0", "false", "none", "noStrike", ""})
_SWITCHES = (Mark.BOLD, Mark.ITALIC, Mark.UNDERLINE, Mark.STRIKE)


def read_marks(properties: Element | None) -> frozenset[Mark]:
    """The marks that ``a:rPr`` itself sets."""
    if properties is None:
        return frozenset()
    marks = {mark for mark in _SWITCHES if str(properties.get(_WRITTEN[mark][0], "")) not in _OFF}
    raised = number(str(properties.get("baseline", "0")).rstrip("%"), 0)
    if raised:
        marks.add(Mark.SUPERSCRIPT if raised > 0 else Mark.SUBSCRIPT)
    if child(properties, _HIGHLIGHT) is not None:
        marks.add(Mark.HIGHLIGHT)
    return frozenset(marks)


def set_marks(properties: Element, marks: Collection[Mark]) -> None:
    """Make ``a:rPr`` set these marks and no others."""
    for name, _ in _WRITTEN.values():
        properties.attrib.pop(name, None)
    for mark in (one for one in marks if one in _WRITTEN):
        name, value = _WRITTEN[mark]
        properties.set(name, value)
    drawn = child(properties, _HIGHLIGHT)
    if drawn is not None and Mark.HIGHLIGHT not in marks:
        properties.remove(drawn)
    elif drawn is None and Mark.HIGHLIGHT in marks:
        made = etree.Element(qualified(_HIGHLIGHT))
        etree.SubElement(made, qualified("a:srgbClr")).set("val", _YELLOW)
        put_property(properties, made)


def put_property(properties: Element, made: Element) -> None:
    """Add a highlight, or what stands behind it, to ``a:rPr`` where the schema has it."""
    later = _ORDER[_ORDER.index(name_of(made)) + 1 :]
    follower = next((one for one in properties if name_of(one) in later), None)
    place = len(properties) if follower is None else properties.index(follower)
    properties.insert(place, made)
