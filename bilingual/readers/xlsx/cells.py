"""The cells of a sheet: what each shows, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.formats.office.number_formats import BUILT_IN, show_number
from bilingual.formats.office.rich_text import read_rich_text
from bilingual.formats.word.names import Element, child, number, qualified
from bilingual.model import Span, SpanKind

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell that shows something."""

    row: int
    column: int
    spans: tuple[Span, ...]
    is_text: bool
    """Whether it is text that somebody typed; no number, date, truth value or formula."""
    is_number: bool = False

    @property
    def name(self) -> str:
        """``B3``."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What the cells of all sheets refer to."""

    strings: Sequence[tuple[Span, ...]]
    formats: Sequence[str]
    """Of numbers, by the style of a cell."""
    is_1904: bool = False
    """Whether days are counted from 1904."""


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


def read_formats(styles: Element | None) -> list[str]:
    """The format of numbers for each style of a cell."""
    if styles is None:
        return []
    own = {
        number(str(one.get("numFmtId", "")), -1): str(one.get("formatCode", ""))
        for one in styles.iter(qualified("s:numFmt"))
    }
    cells = child(styles, "s:cellXfs")
    ids = [number(str(one.get("numFmtId", "0")), 0) for one in (cells if cells is not None else ())]
    return [own.get(one) or BUILT_IN.get(one, "General") for one in ids]


def hidden_columns(sheet: Element) -> list[Area]:
    """The columns that are hidden, as areas."""
    return [
        Area(
            row=0,
            column=number(str(one.get("min", "1")), 1) - 1,
            last_row=2**20,
            last_column=number(str(one.get("max", "1")), 1) - 1,
        )
        for one in sheet.iterfind(f"{qualified('s:cols')}/{qualified('s:col')}")
        if is_on(one, "hidden")
    ]


def merged_areas(sheet: Element) -> list[Area]:
    """The areas that are one cell."""
    names = (str(one.get("ref", "")) for one in sheet.iter(qualified("s:mergeCell")))
    return [area for name in names if (area := read_area(name))]


def is_on(element: Element, name: str) -> bool:
    """Whether an attribute is a switch that is on."""
    return element.get(name) in ("1", "true")


def read_cells(sheet: Element, workbook: Workbook) -> Iterator[SheetCell]:
    """The cells of a sheet that show something, row by row."""
    for row, line in rows_of(sheet):
        column = -1
        for element in line.iterfind(qualified("s:c")):
            place = read_place(str(element.get("r", "")))
            column = place[1] if place else column + 1
            cell = _cell(element, row, column, workbook)
            if any(span.text.strip() for span in cell.spans):
                yield cell


def rows_of(sheet: Element) -> Iterator[tuple[int, Element]]:
    """The rows with their numbers from 0."""
    row = -1
    for line in sheet.iterfind(f"{qualified('s:sheetData')}/{qualified('s:row')}"):
        row = number(str(line.get("r", row + 2)), row + 2) - 1
        yield row, line


def _cell(element: Element, row: int, column: int, workbook: Workbook) -> SheetCell:
    kind, formula = element.get("t", "n"), child(element, "s:f")
    stored = child(element, "s:v")
    value = (stored.text or "") if stored is not None else ""
    spans: tuple[Span, ...]
    if kind == "s":
        at = number(value, -1)
        spans = workbook.strings[at] if 0 <= at < len(workbook.strings) else ()
    elif kind == "inlineStr":
        inside = child(element, "s:is")
        spans = read_rich_text(inside) if inside is not None else ()
    else:
        style = number(str(element.get("s", "0")), 0)
        if formula is not None and not value:
            text = f"={formula.text}" if formula.text else ""
            return SheetCell(
                row=row, column=column, spans=(Span(text=text, kind=SpanKind.CODE),), is_text=False
            )
        if kind == "b":
            value = _TRUTH.get(value, value)
        elif kind == "n":
            code = workbook.formats[style] if 0 <= style < len(workbook.formats) else "General"
            value = show_number(value, code, is_1904=workbook.is_1904)
        spans = (Span(text=value),) if value else ()
    return SheetCell(
        row=row,
        column=column,
        spans=spans,
        is_text=kind in ("s", "inlineStr") and formula is None,
        is_number=kind == "n",
    )
