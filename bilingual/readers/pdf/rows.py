"""What stands on a page as boxes, and lines put together of the stretches that stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bilingual.readers.pdf.lines import Line
from bilingual.readers.shared.joining import is_wide

Content = TypeVar("Content")
_SAME_BASE = 0.35
"""Ems by which stretches of one line stand higher or lower."""
_SPACE = 0.15
"""Ems that part two words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Generic[Content]):
    """A stretch of text, or a table, and the room that it takes."""

    left: float
    right: float
    top: float
    bottom: float
    em: float
    line: Line | None = None
    table: Content | None = None


def box_of(line: Line) -> Box[Content]:
    """The room of text is that of its short letters, so that lines set tightly do not touch."""
    top, bottom = line.base + 0.65 * line.size, line.base - 0.05 * line.size
    return Box(left=line.left, right=line.right, top=top, bottom=bottom, em=line.size, line=line)


def table_box(table: Content, left: float, right: float, top: float, bottom: float) -> Box[Content]:
    """A table and the room between its outer lines."""
    return Box(left=left, right=right, top=top, bottom=bottom, em=10.0, table=table)


def levels(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by what they stand on, from top to bottom; each level from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.base):
        if found and found[-1][0].base - line.base <= _SAME_BASE * min(
            found[-1][0].size, line.size
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(level, key=lambda one: one.left) for level in found]


def join_rows(boxes: Sequence[Box[Content]]) -> list[Line]:
    """Whole lines, of the stretches that stand on one level."""
    return [_joined(level) for level in levels([box.line for box in boxes if box.line is not None])]


def _joined(level: Sequence[Line]) -> Line:
    text, right = level[0].text, level[0].right
    hang = level[0].hang
    for line in level[1:]:
        gap = (line.left - right) / line.size
        are_wide = is_wide(text[-1]) and is_wide(line.text[0])
        joint = "" if gap < _SPACE or (are_wide and gap < 1) else " "
        if hang <= level[0].left and joint:
            hang = line.left
        text, right = text + joint + line.text, max(right, line.right)
    if len(level) == 1:
        return level[0]
    main = max(level, key=lambda one: (sum(map(is_wide, one.text)), len(one.text)))
    return replace(
        main,
        text=text,
        left=level[0].left,
        right=right,
        hang=hang,
        room=max(one.room for one in level),
        sure=min(one.sure for one in level),
    )
