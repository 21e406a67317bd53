"""What stands in columns: text to be read one column after another, or a table without lines."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic

from bilingual.model import Cell
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.rows import Box, Content, join_rows, levels

_NARROWEST = 7.0
"""Ems of a column of text."""
_FULL = 0.7
"""Share of the width of its column that a full line takes."""
_SHARE_OF_FULL = 0.4
_CLEARLY_FULL = 0.6
_FEWEST_LINES = 4
_CLOSE = 0.8
"""Of the usual distance of rows: what goes on with the row above."""
_NO_ROOM, _NEXT_LINE = 0.85, 2.0
"""Share of its column that a line fills whose cell goes on, and ems to the next one."""
_FEWEST_UNCLEAR = 3
_BESIDE = 0.6
"""Share of the rows of a table that have more than one cell with text."""
_LABEL = re.compile(
    r"[(（\[]?(?:[0-9A-Za-z]{1,3}|[一二三四五六七八九十]{1,3})[)）\].、．:：]"
    r"|[A-Z0-9]{1,2}(?:\.\d{1,3}){1,4}\.?|\W{1,2}|[lnuqvwoØ]"
)
"""What opens entries of a list: ``1.``, ``（二）``, ``2.4.1``, a sign, a letter of Wingdings."""
_PAGE_NUMBER = re.compile(r"[\d ivxlIVXL.…·-]+")


@dataclass(slots=True)
class Columns(Generic[Content]):
    """Rows of a page, cut at the strips that all leave free."""

    parts: list[list[Box[Content]]]
    """From left to right, in the order of the file."""
    lines: list[list[Line]]
    """The same as lines, from top to bottom."""

    @classmethod
    def of(
        cls, boxes: Sequence[Box[Content]], gutters: Sequence[tuple[float, float]]
    ) -> Columns[Content]:
        """Cut boxes, given in rows, at strips."""
        edges = [strip[0] for strip in sorted(gutters)]
        parts: list[list[Box[Content]]] = [[] for _ in range(len(edges) + 1)]
        for box in boxes:
            parts[sum(edge < box.left for edge in edges)].append(box)
        parts = [part for part in parts if part]
        return cls(parts=parts, lines=[join_rows(part) for part in parts])

    @property
    def are_unclear(self) -> bool:
        """Whether it takes a guess that their lines are read from left to right."""
        is_list = self.are_labels or self.are_contents
        return sum(len(lines) >= _FEWEST_UNCLEAR for lines in self.lines) > 1 and not is_list

    @property
    def are_labels(self) -> bool:
        """Whether the first column only holds the signs or numbers of a list."""
        return all(_LABEL.fullmatch(line.text) for line in self.lines[0]) and not any(
            box.table for box in self.parts[0]
        )

    @property
    def are_contents(self) -> bool:
        """Whether the last of two columns holds numbers of pages."""
        if len(self.lines) != 2 or not all(
            _PAGE_NUMBER.fullmatch(line.text) for line in self.lines[1]
        ):
            return False
        numbers = [int(line.text) for line in self.lines[1] if line.text.isdecimal()]
        return len(numbers) > 2 and numbers == sorted(numbers)

    @property
    def is_doubtful(self) -> bool:
        """Whether they could as well be a table of long cells."""
        return _share_of_full(self) < _CLEARLY_FULL and _share_beside(self.lines) > 0.9


def are_text(columns: Columns[Content]) -> bool:
    """Whether columns are read one after another."""
    lines = [line for column in columns.lines for line in column]
    if len(columns.parts) < 2 or columns.are_labels:
        return False
    if any(box.table for part in columns.parts for box in part):
        return True
    em = statistics.median(line.size for line in lines)
    widths = [_width(column) for column in columns.lines]
    return (
        len(lines) >= _FEWEST_LINES
        and max(widths) >= _NARROWEST * em
        and min(widths) >= 0.25 * max(widths)
        and _share_of_full(columns) >= _SHARE_OF_FULL
    )


def aligned_table(columns: Columns[Content]) -> list[tuple[Cell, tuple[Line, ...]]]:
    """The cells of a table that has no lines; none where the columns are no table."""
    if len(columns.parts) < 2 or columns.are_labels or columns.are_contents:
        return []
    rows = list(_table_rows(columns.lines))
    if len(rows) < (3 if len(columns.parts) == 2 else 2):
        return []
    filled = sum(sum(map(bool, row)) > 1 for row in rows)
    if filled < _BESIDE * len(rows):
        return []
    return [
        (Cell(table=0, row=number, column=column), tuple(lines))
        for number, row in enumerate(rows)
        for column, lines in enumerate(row)
    ]


def _width(lines: Sequence[Line]) -> float:
    return max(line.right for line in lines) - min(line.left for line in lines) if lines else 0.0


def _share_of_full(columns: Columns[Content]) -> float:
    """Of lines that reach from one side of the widest column nearly to the other."""
    lines = [line for column in columns.lines for line in column]
    widest = max(_width(column) for column in columns.lines)
    return sum(line.right - line.left >= _FULL * widest for line in lines) / max(1, len(lines))


def _share_beside(columns: Sequence[Sequence[Line]]) -> float:
    """Of levels on which more than one column has text."""
    found = levels([line for column in columns for line in column])
    return sum(len(level) > 1 for level in found) / len(found)


def _table_rows(columns: Sequence[Sequence[Line]]) -> Iterator[list[list[Line]]]:
    """The rows of a table; a line without a first cell close below a row goes on with it."""
    where = {id(line): number for number, column in enumerate(columns) for line in column}
    found = levels([line for column in columns for line in column])
    bases = [level[0].base for level in found]
    drops = [above - below for above, below in pairwise(bases)]
    starts = [drop for drop, level in zip(drops, found[1:], strict=True) if _is_first(level, where)]
    usual = statistics.median(starts) if starts else 0.0
    row: list[list[Line]] = []
    for number, level in enumerate(found):
        is_close = number > 0 and drops[number - 1] < _CLOSE * usual
        goes_on = number > 0 and (
            (is_close and not _is_first(level, where)) or _is_wrapped(level, row, columns, where)
        )
        if not goes_on:
            if row:
                yield row
            row = [[] for _ in columns]
        for line in level:
            row[where[id(line)]].append(line)
    yield row


def _is_first(level: Sequence[Line], where: dict[int, int]) -> bool:
    return any(where[id(line)] == 0 for line in level)


def _is_wrapped(
    level: Sequence[Line],
    row: Sequence[Sequence[Line]],
    columns: Sequence[Sequence[Line]],
    where: dict[int, int],
) -> bool:
    """Whether a single line goes on with the cell above it, which had no room for it."""
    column = where[id(level[0])]
    if len(level) > 1 or column == 0 or not row[column]:
        return False
    above = row[column][-1]
    is_full = above.right - above.left >= _NO_ROOM * _width(columns[column])
    return is_full and above.base - level[0].base <= _NEXT_LINE * above.size
