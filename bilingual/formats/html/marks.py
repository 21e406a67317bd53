"""Which elements and styles of HTML show our inline marks: to read by and to write by.
A new mark is a row of `_TAGS`; docs/adding.md shows one.
"""

from __future__ import annotations

import re

from bilingual.model import Mark

_TAGS = {
    Mark.BOLD: ("strong", "b"),
    Mark.ITALIC: ("em", "i"),
    Mark.UNDERLINE: ("u",),
    Mark.STRIKE: ("del", "s"),
    Mark.HIGHLIGHT: ("mark",),
    Mark.SUPERSCRIPT: ("sup",),
    Mark.SUBSCRIPT: ("sub",),
}
"""The elements that show each mark; the first is the one that is written."""
_LOOKALIKES = {
    "cite": Mark.ITALIC,
    "var": Mark.ITALIC,
    "dfn": Mark.ITALIC,
    "ins": Mark.UNDERLINE,
    "strike": Mark.STRIKE,
}
"""Elements that browsers show like a mark, though they say more, or are not written any more."""
_STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), Mark.BOLD),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), Mark.ITALIC),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline"), Mark.UNDERLINE),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through"), Mark.STRIKE),
)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")

MARKS_BY_TAG = {tag: mark for mark, tags in _TAGS.items() for tag in tags}
"""The elements that are a mark and nothing else, such as ``b`` and ``strong``."""


def tag_for(mark: Mark) -> str:
    """The element to write a mark as: ``strong`` for bold."""
    return _TAGS[mark][0]


def read_marks(tag: str, style: str) -> frozenset[Mark]:
    """The formatting that an element adds: ``read_marks("b", "font-style: italic")`` is bold and
    italic. ``style`` is its attribute of that name, in lower case."""
    mark = MARKS_BY_TAG.get(tag) or _LOOKALIKES.get(tag)
    marks = {mark} if mark else set()
    if style:
        marks |= {mark for pattern, mark in _STYLES if pattern.search(style)}
        if _NOT_BOLD.search(style):
            marks.discard(Mark.BOLD)
    return frozenset(marks)
