"""Tables of web pages as a grid: which cell covers which rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.grid import fit_grid
from bilingual.formats.html.tags import HEADINGS, ROW_GROUPS
from bilingual.formats.xml import Element, tag_of, word_set
from bilingual.model import Cell

_WIDEST_SPAN = 100
"""Columns; browsers allow 1,000, and no page needs them."""
_MOST_COLUMNS = 1000
_ROWS_IN = ROW_GROUPS | {"form"}
_BLOCKS = word_set("p div li pre blockquote")
_MOST_BLOCKS = 3
"""In a cell of a table without header cells: beyond, it lays out a page."""


def is_layout(table: Element) -> bool:
    """Whether a table only puts the parts of a page in their places, as old pages do."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    tags = {tag_of(one) for one in table.iterdescendants()}
    if tags & {"th", "thead", "caption"}:
        return False
    if "table" in tags or tags & HEADINGS.keys():
        return True
    rows = [list(row_cells(row)) for row in table_rows(table)]
    return (
        len(rows) < 2
        or max(map(len, rows)) < 2
        or any(
            sum(tag_of(one) in _BLOCKS for one in cell.iterdescendants()) > _MOST_BLOCKS
            for cells in rows
            for cell in cells
        )
    )


def page_cells(table: Element) -> list[tuple[Cell, Element]]:
    """The cells of a table, row by row, as if it were the first of its document.

    Spans are cut to the rows and columns that there are (HTML Standard, 4.9.12, forming a table).
    A table beyond reason has no cells: its text is to be taken for paragraphs.
    """
    rows = list(table_rows(table))
    is_header = [_is_header(row) for row in rows]
    cells: list[Cell] = []
    elements: list[Element] = []
    covered: dict[int, int] = {}  # column -> the row below the cell that covers it
    for index, row in enumerate(rows):
        column = 0
        for element in row_cells(row):
            while covered.get(column, 0) > index:
                column += 1
            if column > _MOST_COLUMNS:
                return []
            width = min(max(_number(element.get("colspan")), 1), _WIDEST_SPAN)
            span = _number(element.get("rowspan"), default=1) or len(rows)
            height = min(max(span, 1), len(rows) - index)
            cells.append(
                Cell(
                    table=0,
                    row=index,
                    column=column,
                    row_span=height,
                    column_span=width,
                    is_header=is_header[index],
                    align=_align(element),
                )
            )
            elements.append(element)
            covered.update(dict.fromkeys(range(column, column + width), index + height))
            column += width
    return list(zip(fit_grid(cells), elements, strict=False))


def table_rows(table: Element) -> Iterator[Element]:
    """The rows of a table, but not of tables in its cells."""
    for one in table:
        if tag_of(one) == "tr":
            yield one
        elif tag_of(one) in _ROWS_IN:
            yield from (row for row in one if tag_of(row) == "tr")


def row_cells(row: Element) -> Iterator[Element]:
    """The cells of a row, and whatever else stands in their place."""
    for one in row:
        if tag_of(one) == "form":
            yield from one
        else:
            yield one


def strays_of(table: Element) -> Iterator[tuple[str | None, Element | None]]:
    """Texts and elements of a table that are in none of its cells: its caption, and errors."""
    yield table.text, None
    for child in table:
        tag = tag_of(child)
        if tag not in _ROWS_IN and tag not in ("tr", "colgroup", "col"):
            yield None, child
        elif tag in _ROWS_IN:
            yield child.text, None
            yield from ((None, one) for one in child if tag_of(one) != "tr")
        for row in (child, *child) if tag in _ROWS_IN else (child,):
            if tag_of(row) == "tr":
                yield row.text, None
                yield from ((cell.tail, None) for cell in row)
            yield row.tail, None


def _is_header(row: Element) -> bool:
    parent = row.getparent()
    in_head = parent is not None and tag_of(parent) == "thead"
    return in_head or all(tag_of(cell) == "th" for cell in row_cells(row))


def _align(cell: Element) -> str:
    style = (cell.get("style") or "").lower().replace(" ", "")
    for side in ("left", "center", "right"):
        if f"text-align:{side}" in style or (cell.get("align") or "").lower() == side:
            return side
    return ""


def _number(text: str | None, default: int = 0) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else default
