"""Which elements and styles of HTML show our inline marks: to read by and to write by.
A new mark is a row of `_TAGS`; docs/adding.md shows one.
"""

from __future__ import annotations

import re

from bilingual.formats.html.tags import BLOCKS
from bilingual.formats.shades import is_shade, is_shade_in_hex
from bilingual.formats.xml import word_set
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
_LETTER_STYLES = (
    (re.compile(r"vertical-align\s*:\s*super"), Mark.SUPERSCRIPT),
    (re.compile(r"vertical-align\s*:\s*sub"), Mark.SUBSCRIPT),
)
"""What is a mark only of a part of a line: cells and paragraphs have such a style too."""
_BEHIND = re.compile(
    r"(?:^|[;\s])background(?:-color)?\s*:\s*(?:#(?P<hex>[0-9a-f]{3,8})|rgba?\((?P<parts>[^)]*)\)"
    r"|(?P<name>[a-z]+))"
)
_NO_COLOURS = word_set(
    "none transparent inherit initial unset revert white snow ivory ghostwhite whitesmoke"
    " floralwhite azure mintcream seashell aliceblue url linear image repeat currentcolor"
)
_FAINT = 0.1
"""Up to this opacity, a colour is not seen."""
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
        is_block = tag in BLOCKS
        patterns = _STYLES if is_block else _STYLES + _LETTER_STYLES
        marks |= {mark for pattern, mark in patterns if pattern.search(style)}
        marks |= {Mark.HIGHLIGHT} if not is_block and _has_shade(style) else set()
        if _NOT_BOLD.search(style):
            marks.discard(Mark.BOLD)
    return frozenset(marks)


def _has_shade(style: str) -> bool:
    """Whether there is a colour behind the letters. Of several declarations the last counts."""
    found = list(_BEHIND.finditer(style))
    if not found:
        return False
    last = found[-1]
    if last["hex"]:
        return is_shade_in_hex(last["hex"][: 3 if len(last["hex"]) < 6 else 6])
    if last["name"]:
        return last["name"] not in _NO_COLOURS
    numbers = [float(one) for one in re.findall(r"\d{1,3}(?:\.\d{1,6})?|\.\d{1,6}", last["parts"])]
    is_seen = len(numbers) == 3 or (len(numbers) == 4 and numbers[3] > _FAINT)
    return is_seen and is_shade(*map(int, numbers[:3]))
