"""The grid of a table: its cells brought to a size that documents can show, and its lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, TypeVar

from bilingual.model import Cell

Content = TypeVar("Content")
_MOST_PLACES = 500_000
"""Rows times columns: files of a few bytes can claim millions of empty cells."""


def fit_grid(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table, less the columns in which none of them begins. No cells at all where
    it is larger than any table: its text is to be taken for paragraphs then."""
    starts = sorted({cell.column for cell in cells})
    rows = 1 + max((cell.row for cell in cells), default=0)
    if rows * len(starts) > _MOST_PLACES:
        return []
    return [_fitted(cell, starts) for cell in cells]


def _fitted(cell: Cell, starts: Sequence[int]) -> Cell:
    first = bisect_left(starts, cell.column)
    after = bisect_left(starts, cell.column + cell.column_span)
    return replace(cell, column=first, column_span=max(1, after - first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Generic[Content]):
    """A stretch of one line of a grid."""

    width: int
    """How many columns it covers."""
    height: int = 1
    """How many lines its cell covers from this one on."""
    cell: Content | None
    """What the cell holds; None where there is no cell."""
    is_continued: bool = False
    """Whether the cell started in a line above."""


def grid_of(cells: Sequence[tuple[Cell, Content]]) -> tuple[tuple[Slot[Content], ...], ...]:
    """Cells with what they hold, line by line: every column of every line is covered exactly
    once, and each cell starts once. Where two cells claim a place, the first has it.

    >>> wide, low = Cell(table=0, row=0, column=0, column_span=2), Cell(table=0, row=1, column=1)
    >>> [[(slot.width, slot.cell) for slot in line] for line in grid_of([(wide, "a"), (low, "b")])]
    [[(2, 'a')], [(1, None), (1, 'b')]]
    """
    line_count = 1 + max(cell.row for cell, _ in cells)
    column_count = max(cell.column + cell.column_span for cell, _ in cells)
    owners: list[list[int | None]] = [[None] * column_count for _ in range(line_count)]
    for index, (cell, _) in enumerate(cells):
        for line in owners[cell.row : cell.row + cell.row_span]:
            for column in range(cell.column, cell.column + cell.column_span):
                line[column] = index if line[column] is None else line[column]
    return tuple(tuple(_slots(cells, number, owners)) for number in range(line_count))


def _slots(
    cells: Sequence[tuple[Cell, Content]], number: int, owners: Sequence[Sequence[int | None]]
) -> Iterator[Slot[Content]]:
    started = set[int]()
    for index, run in groupby(owners[number]):
        width = len(list(run))
        if index is None or index in started:
            yield from (Slot(width=1, cell=None) for _ in range(width))
            continue
        started.add(index)
        place, content = cells[index]
        height = min(place.row + place.row_span, len(owners)) - number
        is_continued = place.row < number
        yield Slot(width=width, height=height, cell=content, is_continued=is_continued)
