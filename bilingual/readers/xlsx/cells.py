"""The cells of a sheet: what each shows, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.formats.office.number_formats import BUILT_IN, show_number
from bilingual.formats.office.rich_text import read_rich_text
from bilingual.formats.office.sheet import Area, cell_name, cells_of, rows_of
from bilingual.formats.word.names import Element, child, number, qualified
from bilingual.model import Span, SpanKind
from bilingual.readers.xlsx.links import formula_address

_TRUTH = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell that shows something."""

    row: int
    column: int
    spans: tuple[Span, ...]
    is_text: bool
    """Whether it is text that somebody typed; no number, date, truth value or formula."""
    is_number: bool = False
    address: str = ""
    """Where it leads to; empty for nowhere."""

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


def is_on(element: Element, name: str) -> bool:
    """Whether an attribute is a switch that is on."""
    return element.get(name) in ("1", "true")


def read_cells(sheet: Element, workbook: Workbook) -> Iterator[SheetCell]:
    """The cells of a sheet that show something, row by row."""
    for row, line in rows_of(sheet):
        for (_, column), element in cells_of(row, line):
            cell = _cell(element, row, column, workbook)
            if any(span.text.strip() for span in cell.spans):
                yield cell


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
        address=formula_address(element),
    )
