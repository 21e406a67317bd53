"""What a bilingual document shows, before any layout.

`arrange` turns pairs into the sequence of items that every format and layout walks: rows
(one a block) and source tables (their blocks regrouped into cells).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from bilingual.model import (
    OPAQUE_KINDS,
    BilingualDocument,
    Block,
    Cell,
    Layout,
    Pair,
    SourceText,
    Span,
)


class PageSize(StrEnum):
    """The paper of a paged document."""

    SOURCE = "source"
    """As the source has it; A4 where it has none."""
    A4 = "a4"
    LETTER = "letter"


class Orientation(StrEnum):
    """Which way the paper is held."""

    SOURCE = "source"
    """As the source has it; upright where it has none."""
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class ShownFindings(StrEnum):
    """How a document shows what checks found."""

    COMMENTS = "comments"
    """As comments on the translation, in formats that have them; else as notes."""
    NOTES = "notes"
    """As a line below the translation."""
    NONE = "none"


class RowNumbers(StrEnum):
    """What stands before each row of a side-by-side document."""

    NONE = "none"
    NUMBER = "number"
    """Its number, from 1."""
    ID = "id"
    """The block's stable name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How a document is to be written."""

    layout: Layout = Layout.SIDE_BY_SIDE
    source_text: SourceText = SourceText.NORMALIZED
    page: PageSize = PageSize.SOURCE
    orientation: Orientation = Orientation.SOURCE
    columns: tuple[int, int] = (50, 50)
    """Shares of the source and the target in the width of a side-by-side page, in percent."""
    row_numbers: RowNumbers = RowNumbers.NONE
    findings: ShownFindings = ShownFindings.COMMENTS
    has_cover: bool = True
    """Whether a block with title, source, date, translator and how to read the marks opens it."""
    has_contents: bool = False
    """Whether a table of contents opens it."""
    is_copy: bool = False
    """Whether Word documents that do not stand side by side are written into a copy of the source,
    where that is a Word file: its styles, headers and sections stay."""
    template: bytes = field(default=b"", repr=False)
    """A Word file whose styles (by our names), theme and page take the place of ours."""


class Side(StrEnum):
    """One half of a pair."""

    SOURCE = "Source"
    TARGET = "Target"


SHOWN_SIDES = {
    Layout.SIDE_BY_SIDE: (Side.SOURCE, Side.TARGET),
    Layout.INTERLEAVED: (Side.SOURCE, Side.TARGET),
    Layout.TARGET_ONLY: (Side.TARGET,),
}
"""The halves a layout shows, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One block with its translation."""

    block: Block
    """The source in the form the reader asked for."""
    target: tuple[Span, ...]
    notes: tuple[str, ...] = ()
    """What checks found, each message once."""
    has_gap: bool = False
    """Whether the source leaves more space before it than is usual there."""

    @property
    def is_opaque(self) -> bool:
        return self.block.kind in OPAQUE_KINDS

    def spans(self, side: Side) -> tuple[Span, ...]:
        """One half's text. An opaque block is the same on both sides."""
        return self.target if side is Side.TARGET and not self.is_opaque else self.block.spans


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a source table with the rows that stand in it."""

    place: Cell
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of one line of a table's grid."""

    width: int
    """How many columns it covers."""
    cell: TableCell | None
    """None where the source has no cell."""
    is_continued: bool = False
    """Whether the cell started in a line above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """Consecutive blocks of one table of the source."""

    cells: tuple[TableCell, ...]

    @property
    def column_count(self) -> int:
        return max(cell.place.column + cell.place.column_span for cell in self.cells)

    def grid(self) -> tuple[tuple[Slot, ...], ...]:
        """The table line by line; every column of every line is covered exactly once."""
        line_count = 1 + max(cell.place.row for cell in self.cells)
        owners: list[list[TableCell | None]] = [
            [None] * self.column_count for _ in range(line_count)
        ]
        for cell in self.cells:
            place = cell.place
            for line in owners[place.row : place.row + place.row_span]:
                for column in range(place.column, place.column + place.column_span):
                    line[column] = line[column] or cell
        return tuple(tuple(_slots(number, line)) for number, line in enumerate(owners))


def _slots(number: int, owners: list[TableCell | None]) -> Iterable[Slot]:
    for _, run in groupby(owners, key=id):
        cell, width = (members := list(run))[0], len(members)
        if cell is None:
            yield from (Slot(width=1, cell=None) for _ in members)
        else:
            yield Slot(width=width, cell=cell, is_continued=cell.place.row < number)


Item: TypeAlias = Row | SourceTable


def arrange(document: BilingualDocument, source_text: SourceText) -> tuple[Item, ...]:
    """The document's pairs in their order, those of one table together."""
    usual_gap = min((pair.source.blank_before for pair in document.pairs[1:]), default=0)
    items: list[Item] = []
    for table, pairs in groupby(document.pairs, key=_table_number):
        rows = [_row(pair, source_text, usual_gap) for pair in pairs]
        items.extend(rows if table is None else [_source_table(rows)])
    return tuple(items)


def _table_number(pair: Pair) -> int | None:
    return pair.source.cell.table if pair.source.cell else None


def _row(pair: Pair, source_text: SourceText, usual_gap: int) -> Row:
    return Row(
        block=pair.original if source_text is SourceText.ORIGINAL else pair.source,
        target=pair.target,
        notes=_notes(pair),
        has_gap=pair.source.blank_before > usual_gap,
    )


def _notes(pair: Pair) -> tuple[str, ...]:
    counts = Counter(finding.message for finding in pair.findings)
    return tuple(
        f"{text} ({n}\N{MULTIPLICATION SIGN})" if n > 1 else text for text, n in counts.items()
    )


def _source_table(rows: list[Row]) -> SourceTable:
    places: dict[tuple[int, int], tuple[Cell, list[Row]]] = {}
    for row in rows:
        place = row.block.cell
        assert place is not None, "rows of a table have a place in it"
        places.setdefault((place.row, place.column), (place, []))[1].append(row)
    return SourceTable(
        cells=tuple(TableCell(place=place, rows=tuple(inside)) for place, inside in places.values())
    )


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without characters that XML and Markdown cannot hold: they are shown as escapes
    (``\\x0b``), so that nothing is lost. Line ends become ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)


def image_text(span: Span) -> str:
    """How an image is named where it cannot be shown."""
    name = span.text.strip() or span.href.rsplit("/", 1)[-1]
    return f"[image: {name}]" if name else "[image]"
