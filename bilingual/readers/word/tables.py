"""Word's tables as a grid: which cell covers which rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bilingual.formats.word.names import (
    TRANSPARENT,
    Element,
    attribute,
    child,
    is_deleted,
    is_on,
    name_of,
    number,
    value,
)
from bilingual.model import Cell

_MOST_COLUMNS = 63
"""Word's own limit; a greater span is damage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell and what holds its content: itself, and those merged into it from below."""

    cell: Cell
    elements: tuple[Element, ...]


@dataclass(slots=True)
class _OpenCell:
    """A cell that lines below may still be merged into."""

    cell: Cell
    elements: list[Element]
    last_row: int


def table_rows(table: Element) -> Iterator[Element]:
    """The rows of a table that no tracked change deletes."""
    for row in _inside(table, "w:tr"):
        if not is_deleted(child(row, "w:trPr")):
            yield row


def is_hidden_row(row: Element) -> bool:
    """Whether a row is hidden as a whole."""
    hidden = child(row, "w:trPr", "w:hidden")
    return hidden is not None and is_on(hidden)


def table_cells(rows: Iterable[Element]) -> list[TableCell]:
    """The cells of these rows of a table, row by row; merged ones once, at their top left."""
    cells: list[_OpenCell] = []
    open_merges: dict[int, int] = {}  # column -> index in cells
    for row, line in enumerate(rows):
        properties = child(line, "w:trPr")
        header = child(properties, "w:tblHeader")
        column = _span(value(properties, "w:gridBefore"), 0)
        still_open: dict[int, int] = {}
        for element in _inside(line, "w:tc"):
            cell_properties = child(element, "w:tcPr")
            merge = child(cell_properties, "w:vMerge")
            is_continued = merge is not None and attribute(merge, "w:val") != "restart"
            width = _span(value(cell_properties, "w:gridSpan"), 1)
            if is_continued and column in open_merges:
                index = open_merges[column]
                cells[index].elements.append(element)
                cells[index].last_row = row
                still_open[column] = index
            else:
                if merge is not None:
                    still_open[column] = len(cells)
                cell = Cell(
                    table=0,
                    row=row,
                    column=column,
                    column_span=width,
                    is_header=header is not None and is_on(header),
                )
                cells.append(_OpenCell(cell=cell, elements=[element], last_row=row))
            column += width
        open_merges = still_open
    return [
        TableCell(
            cell=replace(one.cell, row_span=one.last_row - one.cell.row + 1),
            elements=tuple(one.elements),
        )
        for one in cells
    ]


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also where a content control or a tracked change is around them."""
    for one in element:
        if name_of(one) == name:
            yield one
        elif name_of(one) in TRANSPARENT:
            yield from _inside(one, name)


def _span(text: str, default: int) -> int:
    return min(max(number(text, default), default), _MOST_COLUMNS) if text else default
