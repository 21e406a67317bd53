"""Tables of documents: two columns that answer to each other, or cells that hold both languages,
or one table after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bilingual.model import Cell
from bilingual.readers.pairs.columns import Columns, find_columns
from bilingual.readers.pairs.sequence import Side, Text, are_alternating, pair_sequence
from bilingual.readers.pairs.texts import (
    TextPair,
    has_words,
    is_answer,
    is_chinese,
    rows_text,
    split_heading,
)

_CHINESE_ENOUGH = 0.5


@dataclass(slots=True)
class Table:
    """A table and what pairs it holds."""

    name: str
    """How messages call it: ``table 2``."""
    cells: Mapping[Cell, Sequence[Text]]
    pairs: list[TextPair] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def by_place(self) -> dict[tuple[int, int], Sequence[Text]]:
        """Its texts by row and column."""
        return {_place(cell): texts for cell, texts in self.cells.items()}


def read_table(name: str, cells: Mapping[Cell, Sequence[Text]], *, is_ours: bool) -> Table:
    """The pairs of a table. One of ours names its columns; what its columns are in others is told
    by their content too."""
    table = Table(name, cells)
    grid = _grid(cells)
    columns = find_columns(grid)
    if isinstance(columns, str) or not columns.is_named:
        columns = _by_sides(cells) or columns
    if isinstance(columns, Columns) and (columns.is_certain or not is_ours):
        _read_rows(table, columns)
        return table
    inside = [pair for texts in cells.values() for pair in pair_sequence(texts)]
    if are_alternating(inside):
        table.pairs = inside
    elif any(is_chinese(text) for row in grid for text in row):
        reason = columns if isinstance(columns, str) else "its columns have no names"
        table.remarks.append(
            f"{name}: source and translation cannot be told ({reason}): not checked"
        )
    return table


def _by_sides(cells: Mapping[Cell, Sequence[Text]]) -> Columns | None:
    """The columns of a table of ours without a row of names, as goes on after a wider one."""
    columns = {
        side: {cell.column for cell, texts in cells.items() if any(t.side is side for t in texts)}
        for side in (Side.SOURCE, Side.TARGET)
    }
    source, target = columns[Side.SOURCE], columns[Side.TARGET]
    if len(source) != 1 or len(target) != 1 or source == target:
        return None
    return Columns(source=source.pop(), target=target.pop(), is_certain=True)


def join_tables(tables: Sequence[Table]) -> None:
    """Where a Chinese table stands before the same one in another language, pair their cells."""
    for table, following in pairwise(tables):
        if not (table.pairs or following.pairs) and _is_translated_by(table, following):
            answers = following.by_place
            for place, texts in sorted(table.by_place.items()):
                table.pairs += _pair_cells(texts, answers[place])
            table.remarks, following.remarks = [], []


def _is_translated_by(table: Table, following: Table) -> bool:
    texts, answers = table.by_place, following.by_place
    if texts.keys() != answers.keys():
        return False
    told = [
        is_answer(_joined(answers[place]), _joined(inside))
        for place, inside in texts.items()
        if is_chinese(_joined(inside))
    ]
    return bool(told) and sum(told) > _CHINESE_ENOUGH * len(told)


def _read_rows(table: Table, columns: Columns) -> None:
    """The pairs of a table with columns; what is merged over both is read as a heading of both."""
    merged: list[int] = []
    rows = list(_rows(table.cells))
    for number, cells in rows[1:] if columns.is_named else rows:
        by_column: dict[int, list[Text]] = {}
        wide = list[Text]()
        for cell, texts in cells:
            covered = range(cell.column, cell.column + cell.column_span)
            if cell.column_span > 1 and (columns.source in covered or columns.target in covered):
                wide += texts
            else:
                by_column.setdefault(cell.column, []).extend(texts)
        source, target = (by_column.get(at, []) for at in (columns.source, columns.target))
        is_header = number == 0 and all(cell.is_header for cell, _ in cells)
        if is_header and not is_answer(_joined(target), _joined(source)):
            continue  # names of columns that we do not know
        name = [] if columns.id is None else by_column.get(columns.id, [])
        table.pairs += _pair_cells(source, target, _joined(name))
        for text in wide:
            if halves := split_heading(text.text):
                table.pairs.append(text.pair(*halves))
            elif has_words(text.text):
                merged.append(number + 1)
    if merged:
        told = rows_text(sorted(set(merged)))
        table.remarks.append(f"{table.name}: merged cells in {told} are not checked")


def _rows(
    cells: Mapping[Cell, Sequence[Text]],
) -> Iterator[tuple[int, list[tuple[Cell, list[Text]]]]]:
    """The rows, with their numbers from 0; those that a cell spans together are one."""
    group: list[tuple[Cell, list[Text]]] = []
    start = stop = 0
    for cell, texts in sorted(cells.items(), key=lambda one: _place(one[0])):
        if cell.row >= stop:
            if group:
                yield start, group
            group, start = [], cell.row
        stop = max(stop, cell.row + cell.row_span)
        group.append((cell, list(texts)))
    if group:
        yield start, group


def _pair_cells(
    source: Sequence[Text], target: Sequence[Text], name: str = ""
) -> Iterator[TextPair]:
    """Two cells, paragraph by paragraph where they have as many, else each as a whole."""
    if not source and not target:
        return
    if len(source) == len(target):
        for one, other in zip(source, target, strict=True):
            yield _named(one.pair(one.text, other.text), name)
    else:
        first = (*source, *target)[0]
        yield _named(first.pair(_joined(source), _joined(target)), name)


def _named(pair: TextPair, name: str) -> TextPair:
    return pair.named(name) if name else pair


def _grid(cells: Mapping[Cell, Sequence[Text]]) -> list[list[str]]:
    height = max((cell.row for cell in cells), default=-1) + 1
    width = max((cell.column for cell in cells), default=-1) + 1
    grid = [[""] * width for _ in range(height)]
    for cell, texts in cells.items():
        if cell.column_span == 1:
            grid[cell.row][cell.column] = _joined(texts)
    return grid


def _joined(texts: Sequence[Text]) -> str:
    return "\n".join(text.text for text in texts)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column
