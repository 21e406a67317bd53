"""The properties of runs that are our inline marks: one table, to read by and to write by."""

from __future__ import annotations

from collections.abc import Collection

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, is_on, name_of, qualified
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
_SAYING_SO = (*_SWITCHES, "w:vertAlign", "w:bCs", "w:iCs")


def read_marks(properties: Element | None, marks: dict[Mark, bool]) -> None:
    """Set in ``marks`` what ``w:rPr`` says: ``<w:b w:val="0"/>`` is ``{Mark.BOLD: False}``. What it
    does not speak of stays, so that the properties of styles can be read before those of a run."""
    for one in properties if properties is not None else ():
        name = name_of(one)
        if name in _SWITCHES:
            marks[_SWITCHES[name]] = is_on(one)
        elif name == "w:vertAlign":
            for setting, mark in _RAISED.items():
                marks[mark] = attribute(one, "w:val") == setting


def mark_properties(marks: Collection[Mark]) -> list[Element]:
    """The properties that make some marks: ``<w:b/>`` for bold. A run is superscript or subscript,
    not both."""
    settings = {tag: setting for mark, (tag, setting) in _PROPERTIES.items() if mark in marks}
    return [w(tag, val=setting) if setting else w(tag) for tag, setting in settings.items()]


def clear_marks(properties: Element) -> None:
    """Take marks out of ``w:rPr``. A property that switches a mark of the style off stays."""
    for name in _SAYING_SO:
        for former in properties.findall(qualified(name)):
            if is_on(former):
                properties.remove(former)
