"""Where cells stand on a sheet. Rows and columns are counted from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilingual.formats.word.names import Element, number, qualified

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells; rows and columns are counted from 0, ends are included."""

    row: int
    column: int
    last_row: int
    last_column: int

    def __contains__(self, place: tuple[int, int]) -> bool:
        row, column = place
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column


def cell_name(row: int, column: int) -> str:
    """``B3`` for row 2, column 1."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def read_place(name: str) -> tuple[int, int] | None:
    """Row and column of ``B3``: 2 and 1; None for anything else."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def read_area(name: str) -> Area | None:
    """The area ``B3:C5``; None for anything else."""
    first, _, last = name.partition(":")
    start, end = read_place(first), read_place(last or first)
    if start is None or end is None:
        return None
    return Area(row=start[0], column=start[1], last_row=end[0], last_column=end[1])


def merged_areas(sheet: Element) -> list[Area]:
    """The areas that are one cell."""
    names = (str(one.get("ref", "")) for one in sheet.iter(qualified("s:mergeCell")))
    return [area for name in names if (area := read_area(name))]


def rows_of(sheet: Element) -> Iterator[tuple[int, Element]]:
    """The rows with their numbers from 0."""
    row = -1
    for line in sheet.iterfind(f"{qualified('s:sheetData')}/{qualified('s:row')}"):
        row = number(str(line.get("r", row + 2)), row + 2) - 1
        yield row, line


def cells_of(row: int, line: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """The cells of a row, with row and column of each; programs may leave out their names."""
    column = -1
    for element in line.iterfind(qualified("s:c")):
        place = read_place(str(element.get("r", "")))
        column = place[1] if place else column + 1
        yield (row, column), element
