"""The properties of runs that are our inline marks: one table, to read by and to write by."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bilingual.formats.shades import is_shade_in_hex
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, is_on, name_of
from bilingual.formats.word.order import put
from bilingual.model import Mark

_PROPERTIES = {
    Mark.BOLD: ("b", ""),
    Mark.ITALIC: ("i", ""),
    Mark.STRIKE: ("strike", ""),
    Mark.HIGHLIGHT: ("highlight", "yellow"),
    Mark.UNDERLINE: ("u", "single"),
    Mark.SUPERSCRIPT: ("vertAlign", "superscript"),
    Mark.SUBSCRIPT: ("vertAlign", "subscript"),
}
"""The property that makes each mark, and its value; without one it is a switch."""

_RAISED = {setting: mark for mark, (tag, setting) in _PROPERTIES.items() if tag == "vertAlign"}
_SWITCHES = {
    **{f"w:{tag}": mark for mark, (tag, _) in _PROPERTIES.items() if mark not in _RAISED.values()},
    "w:dstrike": Mark.STRIKE,
}
_ALSO = {"w:bCs": Mark.BOLD, "w:iCs": Mark.ITALIC}
"""Switches for scripts that are neither Chinese nor Latin: they go with the mark."""


def read_marks(properties: Iterable[Element] | None, marks: dict[Mark, bool]) -> None:
    """Set in ``marks`` what ``w:rPr`` says: ``<w:b w:val="0"/>`` is ``{Mark.BOLD: False}``. What it
    does not speak of stays, so that the properties of styles can be read before those of a run."""
    for one in properties if properties is not None else ():
        name = name_of(one)
        if name in _SWITCHES:
            marks[_SWITCHES[name]] = is_on(one)
        elif name == "w:shd":
            marks[Mark.HIGHLIGHT] = marks.get(Mark.HIGHLIGHT, False) or _is_shaded(one)
        elif name == "w:vertAlign":
            for setting, mark in _RAISED.items():
                marks[mark] = attribute(one, "w:val") == setting


def mark_properties(marks: Collection[Mark]) -> list[Element]:
    """The properties that make some marks: ``<w:b/>`` for bold. A run is superscript or subscript,
    not both."""
    settings = {tag: setting for mark, (tag, setting) in _PROPERTIES.items() if mark in marks}
    return [w(tag, val=setting) if setting else w(tag) for tag, setting in settings.items()]


def set_marks(properties: Element, marks: Collection[Mark]) -> None:
    """Give ``w:rPr`` these marks and no others. What makes one of them already stays, with its
    colour or kind of line, and so does a property that switches a mark of the style off."""
    for one in list(properties):
        made = dict[Mark, bool]()
        read_marks([one], made)
        if name_of(one) in _ALSO:
            made = {_ALSO[name_of(one)]: is_on(one)}
        if any(is_set and mark not in marks for mark, is_set in made.items()):
            properties.remove(one)
    there = dict[Mark, bool]()
    read_marks(properties, there)
    for one in mark_properties([mark for mark in marks if not there.get(mark)]):
        put(properties, one)


def _is_shaded(shade: Element) -> bool:
    """Whether a pattern, or a colour under none, is seen behind text."""
    pattern = attribute(shade, "w:val")
    if pattern == "solid":
        colour = attribute(shade, "w:color")
        return colour == "auto" or is_shade_in_hex(colour)
    if pattern in ("", "nil", "clear"):
        return pattern == "clear" and is_shade_in_hex(attribute(shade, "w:fill"))
    return True
