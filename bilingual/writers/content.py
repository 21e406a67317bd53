"""What a bilingual document shows, before any layout.

`arrange` turns pairs into the sequence of items that every format and layout walks: rows
(one a block) and source tables (their blocks regrouped into cells).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from bilingual.formats.contents import on_one_line
from bilingual.formats.grid import Slot, grid_of
from bilingual.model import (
    OPAQUE_KINDS,
    BilingualDocument,
    Block,
    Cell,
    Layout,
    Pair,
    Part,
    SourceText,
    Span,
    SpanKind,
    Translation,
)


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
_MOST_COLUMNS_IN_A_HALF = 3
"""Of a table; more leave a word no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What checks found about one sentence."""

    start: int
    """Where the sentence begins in the target's text."""
    stop: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One block with its translation."""

    block: Block
    """The source in the form the reader asked for."""
    target: tuple[Span, ...]
    target_marker: str = ""
    """See `Pair.target_marker`."""
    number: int = 0
    """Its place among the document's items, from 1; rows in a table of the source have none."""
    notes: tuple[str, ...] = ()
    """What checks found, each message once."""
    remarks: tuple[Remark, ...] = ()
    """The same, sentence by sentence."""
    sentences: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """See `Pair.sentence_ranges`: where each sentence stands, in the normalised source and in the
    target."""
    segments: tuple[Translation, ...] = ()
    """The translations of these."""
    label: str = ""
    """The first paragraph of a footnote or endnote: the mark that refers to it, such as ``[1]``."""
    has_gap: bool = False
    """Whether the source leaves more space before it than is usual there."""

    @property
    def is_opaque(self) -> bool:
        return self.block.kind in OPAQUE_KINDS

    def spans(self, side: Side) -> tuple[Span, ...]:
        """One half's text. An opaque block is the same on both sides."""
        return self.target if side is Side.TARGET and not self.is_opaque else self.block.spans

    def marker(self, side: Side) -> str:
        """What stands before one half: ``第一章`` and ``Chapter 1``; empty for no marker."""
        return self.target_marker if side is Side.TARGET else self.block.marker

    def marked_spans(self, side: Side) -> tuple[Span, ...]:
        """One half's text with its marker in front, for places where text alone can show it."""
        marker = self.marker(side)
        return (*([Span(text=f"{marker} ")] if marker else []), *self.spans(side))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a source table with what stands in it: rows, and tables of its own."""

    place: Cell
    items: tuple[Item, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in it, those of its tables too, in their order."""
        return tuple(row for item in self.items for row in rows_of(item))


TableSlot: TypeAlias = Slot[TableCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """Consecutive blocks of one table of the source."""

    cells: tuple[TableCell, ...]
    number: int = 0
    """Its place among the document's items, from 1."""

    @property
    def block(self) -> Block:
        """The first block in it, which tells where the table stands."""
        return self.cells[0].rows[0].block

    @property
    def column_count(self) -> int:
        return max(cell.place.column + cell.place.column_span for cell in self.cells)

    @property
    def is_wide(self) -> bool:
        """Whether half the width of a page is too little for it."""
        return self.column_count > _MOST_COLUMNS_IN_A_HALF or self.has_tables

    @property
    def has_tables(self) -> bool:
        """Whether tables stand in its cells."""
        return any(isinstance(item, SourceTable) for cell in self.cells for item in cell.items)

    def grid(self) -> tuple[tuple[TableSlot, ...], ...]:
        """See `grid_of`."""
        return grid_of([(cell.place, cell) for cell in self.cells])


Item: TypeAlias = Row | SourceTable


def rows_of(item: Item) -> tuple[Row, ...]:
    """The rows of an item, in their order."""
    return (item,) if isinstance(item, Row) else tuple(r for cell in item.cells for r in cell.rows)


_PARTS = tuple(Part)


def arrange(document: BilingualDocument, source_text: SourceText) -> tuple[Item, ...]:
    """The document's pairs in their order, those of one table together: the body, its notes,
    then the source's headers, footers and comments."""
    usual_gap = min((pair.source.blank_before for pair in document.pairs[1:]), default=0)
    labels = _note_labels(document.pairs)
    items: list[Item] = []
    for table, pairs in groupby(document.pairs, key=_table_number):
        rows = [_row(pair, source_text, usual_gap, labels) for pair in pairs]
        items.extend(rows if table is None else [_source_table(rows, 0)])
    items.sort(key=_place)
    return tuple(replace(item, number=number) for number, item in enumerate(items, start=1))


def _place(item: Item) -> tuple[int, bool]:
    return _PARTS.index(item.block.part), bool(item.block.note)


def _table_number(pair: Pair) -> int | None:
    return _table_at(pair.source, 0)


def _table_at(block: Block, depth: int) -> int | None:
    """The number of the table around a block, the outermost at depth 0; None where there is none
    so deep."""
    path = block.cell.path if block.cell else ()
    return path[depth].table if depth < len(path) else None


def _note_labels(pairs: Iterable[Pair]) -> dict[str, str]:
    """The mark of the first reference to each note."""
    labels: dict[str, str] = {}
    for pair in pairs:
        for span in pair.source.spans:
            if span.kind is SpanKind.NOTE:
                labels.setdefault(span.href, span.text)
    return labels


def _row(pair: Pair, source_text: SourceText, usual_gap: int, labels: dict[str, str]) -> Row:
    block = pair.original if source_text is SourceText.ORIGINAL else pair.source
    if block.is_contents:
        block = replace(block, spans=on_one_line(block.spans))
    return Row(
        block=block,
        target=on_one_line(pair.target) if block.is_contents else pair.target,
        target_marker=pair.target_marker,
        notes=counted(finding.message for finding in pair.findings),
        remarks=remarks_of(pair),
        sentences=pair.sentence_ranges(),
        segments=pair.segments,
        label=labels.pop(pair.source.note, ""),
        has_gap=pair.source.blank_before > usual_gap,
    )


def remarks_of(pair: Pair) -> tuple[Remark, ...]:
    """What checks found about a block's translation, sentence by sentence."""
    if not pair.findings:
        return ()
    return tuple(
        Remark(start=start, stop=stop, messages=counted(one.message for one in segment.findings))
        for segment, (_, (start, stop)) in zip(pair.segments, pair.sentence_ranges(), strict=True)
        if segment.findings
    )


def counted(messages: Iterable[str]) -> tuple[str, ...]:
    """Each message once, with how often it was given."""
    return tuple(
        f"{text} ({n}\N{MULTIPLICATION SIGN})" if n > 1 else text
        for text, n in Counter(messages).items()
    )


def _source_table(rows: list[Row], depth: int) -> SourceTable:
    """The table that rows stand in, which stands in so many others."""
    places: dict[tuple[int, int], tuple[Cell, list[Row]]] = {}
    for row in rows:
        assert row.block.cell is not None, "rows of a table have a place in it"
        place = row.block.cell.path[depth]
        places.setdefault((place.row, place.column), (place, []))[1].append(row)
    return SourceTable(
        cells=tuple(
            TableCell(place=place, items=tuple(_cell_items(inside, depth + 1)))
            for place, inside in places.values()
        )
    )


def _cell_items(rows: list[Row], depth: int) -> Iterator[Item]:
    for table, inside in groupby(rows, key=lambda row: _table_at(row.block, depth)):
        if table is None:
            yield from inside
        else:
            yield _source_table(list(inside), depth)
