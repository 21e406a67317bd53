"""Tables of OpenDocument texts as a grid: which cell covers which rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.grid import fit_grid
from bilingual.formats.xml import Element, tag_of, word_set
from bilingual.model import Cell
from bilingual.readers.odt.styles import local_attribute, read_count

_GROUPS = word_set("table-rows table-row-group table-header-rows")
_MOST_COPIES = 10


def odt_cells(table: Element) -> list[tuple[Cell, Element]]:
    """The cells of a table, row by row, as if it were the first of its document.

    A cell that stands for many equal ones (ODF's ``number-columns-repeated``) comes as often as it
    stands, at most ten times. A table beyond reason has no cells: its text is to be taken for
    paragraphs.
    """
    cells: list[Cell] = []
    elements: list[Element] = []
    rows = list(_rows(table, is_header=False))
    for index, (row, is_header) in enumerate(rows):
        column = 0
        for cell in row:
            if tag_of(cell) not in ("table-cell", "covered-table-cell"):
                continue
            copies = read_count(local_attribute(cell, "number-columns-repeated"), 1)
            for copy in range(min(copies, _MOST_COPIES)):
                if tag_of(cell) == "table-cell":
                    width = read_count(local_attribute(cell, "number-columns-spanned"), 1)
                    height = read_count(local_attribute(cell, "number-rows-spanned"), 1)
                    cells.append(
                        Cell(
                            table=0,
                            row=index,
                            column=column + copy,
                            row_span=min(max(height, 1), len(rows) - index),
                            column_span=max(width, 1),
                            is_header=is_header,
                        )
                    )
                    elements.append(cell)
            column += copies
    return list(zip(fit_grid(cells), elements, strict=False))


def _rows(table: Element, *, is_header: bool) -> Iterator[tuple[Element, bool]]:
    for one in table:
        if tag_of(one) == "table-row":
            copies = min(read_count(local_attribute(one, "number-rows-repeated"), 1), _MOST_COPIES)
            yield from [(one, is_header)] * max(copies, 1)
        elif tag_of(one) in _GROUPS:
            yield from _rows(one, is_header=is_header or tag_of(one) == "table-header-rows")
