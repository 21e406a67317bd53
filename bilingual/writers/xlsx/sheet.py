"""One sheet of a copy: its cells, the headers of its tables, and room for longer texts."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from bilingual.formats.office.sheet import (
    cell_name,
    cells_of,
    merged_areas,
    read_area,
    read_place,
    rows_of,
)
from bilingual.formats.shown import display_width
from bilingual.formats.word.names import Element, child, number, qualified

_USUAL_WIDTH = 8.43
"""Of columns that say nothing of it, in digits."""
_MOST_COLUMNS = 16_384
_LINE_HEIGHT = 15.0  # points
_TALLEST = 400.0
_FILLED = 0.9
"""How much of a line words fill before it breaks."""


class Sheet:
    """A sheet while it is changed."""

    def __init__(self, root: Element, tables: Sequence[Element]) -> None:
        self.cells = {
            cell_name(*place): cell
            for row, line in rows_of(root)
            for place, cell in cells_of(row, line)
        }
        self._merged = {(one.row, one.column): one for one in merged_areas(root)}
        self._widths = dict(_widths(root))
        shape = child(root, "s:sheetFormatPr")
        told = "" if shape is None else str(shape.get("defaultColWidth", ""))
        self._usual = _read_float(told, _USUAL_WIDTH)
        self._columns = {name: one for table in tables for name, one in _header_of(table)}
        self._lines: dict[Element, int] = {}
        self._fixed: set[Element] = set()

    def is_header(self, name: str) -> bool:
        """Whether a cell is the header of a table's column."""
        return name in self._columns

    def rename(self, name: str, text: str, named: Collection[str]) -> bool:
        """Call the column of a table what its header says now. False where formulas name it, or
        another column has that name: the header has to stay then."""
        column = self._columns[name]
        new = text.replace("\n", "_x000a_")
        siblings = {str(one.get("name", "")).lower() for one in column.itersiblings()}
        siblings |= {
            str(one.get("name", "")).lower() for one in column.itersiblings(preceding=True)
        }
        if column.get("name") in named or new.lower() in siblings:
            return False
        column.set("name", new)
        return True

    def is_too_narrow(self, name: str, text: str) -> bool:
        """Whether a cell has to break its lines to show a text."""
        return "\n" in text or display_width(text) > self._width(name)

    def make_room(self, cell: Element, name: str, text: str) -> None:
        """Note how many lines a cell takes."""
        row, width = cell.getparent(), max(_FILLED * self._width(name), 1.0)
        if row is None:
            return
        lines = sum(max(math.ceil(display_width(one) / width), 1) for one in text.split("\n"))
        self._lines[row] = max(self._lines.get(row, 1), lines)
        if read_place(name) in self._merged:
            self._fixed.add(row)

    def set_heights(self) -> None:
        """Have rows be as high as their texts. Excel finds better heights as soon as a text is
        edited, though not for merged cells; their rows are told to stay as high as they are."""
        for row, lines in self._lines.items():
            told = _read_float(str(row.get("ht", "")), 0.0)
            row.set("ht", str(max(told, min(lines * _LINE_HEIGHT, _TALLEST))))
            if row in self._fixed:
                row.set("customHeight", "1")

    def _width(self, name: str) -> float:
        """Of a cell, in digits."""
        row, column = read_place(name) or (0, 0)
        area = self._merged.get((row, column))
        last = area.last_column if area else column
        return sum(self._widths.get(one, self._usual) for one in range(column, last + 1))


def _header_of(table: Element) -> Iterator[tuple[str, Element]]:
    """The cells in the header of a table, with the columns that they name."""
    area = read_area(str(table.get("ref", "")))
    if area and table.get("headerRowCount", "1") != "0":
        for at, column in enumerate(table.iter(qualified("s:tableColumn"))):
            yield cell_name(area.row, area.column + at), column


def _widths(root: Element) -> Iterator[tuple[int, float]]:
    """The widths of columns, in digits."""
    for one in root.iterfind(f"{qualified('s:cols')}/{qualified('s:col')}"):
        first, last = (number(str(one.get(name, "0")), 0) for name in ("min", "max"))
        width = _read_float(str(one.get("width", "")), _USUAL_WIDTH)
        for column in range(max(first, 1) - 1, min(last, _MOST_COLUMNS)):
            yield column, width


def _read_float(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default
