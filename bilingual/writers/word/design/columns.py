"""The side-by-side layout: source left, target right, a row for each block.

Three things stand between tables rather than in one: headings, since Word's navigation pane does
not show those in tables; rules; and tables of the source that are too wide for half a page, with
their captions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import paragraph, run
from bilingual.model import BlockKind
from bilingual.writers.content import Item, Row, Side, SourceTable
from bilingual.writers.options import RowNumbers
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.headings import Headings, is_heading
from bilingual.writers.word.design.page import GUTTER, Frame
from bilingual.writers.word.design.source_tables import has_room, shown_sides, source_table
from bilingual.writers.word.design.style_elements import twips
from bilingual.writers.word.design.table_elements import table_cell, table_frame, table_row
from bilingual.writers.word.design.typography import HALF_CHARACTER

_LOW = 25
"""Twips above and below the names of the columns."""
_MOST_LINES_TOGETHER = 8
"""A row of no more lines is not divided between pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Lays out the items of one section in two columns."""

    frame: Frame
    names: tuple[str, str]
    """What stands over the columns."""
    row_numbers: RowNumbers
    composer: Composer
    headings: Headings

    def elements(self, items: Iterable[Item]) -> Iterator[Element]:
        """The items as tables, and what stands between these."""
        is_continued = is_introduced = False
        for stands_outside, group in groupby(self._placed(items), lambda placed: placed[0]):
            shown = [item for _, item in group]
            if not stands_outside:
                yield self._table(shown, is_continued=is_continued)
                yield paragraph("Table End")
                is_introduced = False
                continue
            for item in shown:
                if not is_introduced and not is_heading(item):
                    yield paragraph("Space")
                yield from self._outside(item)
                is_introduced = is_heading(item) or _is_caption(item)
                is_continued = not is_heading(item)

    def _placed(self, items: Iterable[Item]) -> Iterator[tuple[bool, Item]]:
        """Each item, and whether it stands outside; the caption above a table does as that does."""
        ordered = list(items)
        for item, following in zip_longest(ordered, ordered[1:]):
            is_above = _is_caption(item) and isinstance(following, SourceTable)
            yield self._stands_outside(following if is_above else item), item

    def _stands_outside(self, item: Item) -> bool:
        if isinstance(item, SourceTable):
            halves = zip(Side, self.frame.inner_columns, strict=True)
            return not all(has_room(item, side, width) for side, width in halves)
        return is_heading(item) or item.block.kind is BlockKind.RULE

    def _outside(self, item: Item) -> Iterator[Element]:
        width = self.frame.text_width
        if isinstance(item, SourceTable):
            yield source_table(item, tuple(Side), self.composer, width)
            yield paragraph("Space")
        elif is_heading(item):
            yield from self.headings.side_by_side(item, self.frame)
        else:
            for number, side in enumerate(shown_sides(item, tuple(Side))):
                place = Place.BELOW if number else Place.FIRST
                yield from self.composer.block(item, side, width, place)

    def _table(self, items: Sequence[Item], *, is_continued: bool) -> Element:
        """A row for each item. Where it goes on after a table or a rule of the source, the names
        of the columns are not said again."""
        frame = self.frame
        numbered = [frame.number_width] if frame.number_width else []
        lines = [] if is_continued else [self._header(numbered)]
        lines += [table_row(self._cells(item), is_whole=self._is_short(item)) for item in items]
        widths = [*numbered, *frame.columns]
        first, second = self.names
        return table_frame(
            "Bilingual Table",
            widths,
            lines,
            has_header=not is_continued,
            caption=f"{first} / {second}",
            description=f"Each row is one paragraph: {first} left, {second} right.",
        )

    def _header(self, numbered: Iterable[int]) -> Element:
        cells = [self._cell([paragraph("Table Header")], width) for width in numbered]
        for index, name in enumerate(self.names):
            shown = [paragraph("Table Header", run(name))]
            cells.append(self._cell(shown, self.frame.columns[index], index, padding=_LOW))
        return table_row(cells, is_header=True, is_whole=True)

    def _cells(self, item: Item) -> list[Element]:
        cells = [
            self._cell([paragraph("Row Number", run(self._number(item)))], width)
            for width in ([self.frame.number_width] if self.frame.number_width else [])
        ]
        width = sum(self.frame.columns)
        if isinstance(item, Row) and item.is_opaque:
            shown = self.composer.block(item, Side.SOURCE, width)
            return [*cells, self._cell(shown, width, span=2)]
        if isinstance(item, Row) and self.composer.is_figure(item):
            shown = [
                paragraph("Figure", *self.composer.content(item, Side.SOURCE, width)),
                *self.composer.findings_of(item, Side.TARGET),
            ]
            return [*cells, self._cell(shown, width, span=2)]
        return cells + [
            self._cell(self._half(item, side, inside), column, index)
            for index, (side, column, inside) in enumerate(
                zip(Side, self.frame.columns, self.frame.inner_columns, strict=True)
            )
        ]

    def _half(self, item: Item, side: Side, width: int) -> list[Element]:
        if isinstance(item, SourceTable):
            return [source_table(item, (side,), self.composer, width), paragraph("Table End")]
        place = Place.FIRST if side is Side.SOURCE else Place.BESIDE
        return self.composer.block(item, side, width, place)

    def _cell(
        self,
        content: Iterable[Element],
        width: int,
        column: int | None = None,
        *,
        span: int = 1,
        padding: int | None = None,
    ) -> Element:
        """A cell of a column, or of several; ``padding`` above and below, if it is not that of
        the table."""
        edges: dict[str, int] = {} if padding is None else {"top": padding, "bottom": padding}
        if column is not None:
            edges["left" if column else "right"] = GUTTER
        margins = [twips(side, room) for side, room in edges.items()]
        others = [w("tcMar", *margins)] if margins else []
        return table_cell(content, width, span=span, others=others)

    def _number(self, item: Item) -> str:
        return str(item.number) if self.row_numbers is RowNumbers.NUMBER else item.block.id

    def _is_short(self, item: Item) -> bool:
        if isinstance(item, SourceTable):
            return True
        widest = max(
            display_width("".join(span.text for span in item.spans(side))) * HALF_CHARACTER / width
            for side, width in zip(Side, self.frame.inner_columns, strict=True)
        )
        return widest <= _MOST_LINES_TOGETHER and item.block.kind is not BlockKind.CODE


def _is_caption(item: Item) -> bool:
    return isinstance(item, Row) and item.block.is_caption
