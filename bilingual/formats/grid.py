"""Tables brought to a size that documents can show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bilingual.model import Cell

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
