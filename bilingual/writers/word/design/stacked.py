"""The layouts in one column: each source paragraph with its translation under it, or the
translation alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import paragraph
from bilingual.writers.content import Item, Row, Side, SourceTable
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.headings import Headings, is_heading
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.source_tables import shown_sides, source_table
from bilingual.writers.word.page_breaks import LONGEST_KEPT


def stacked(
    items: Iterable[Item],
    sides: Sequence[Side],
    composer: Composer,
    headings: Headings,
    frame: Frame,
) -> Iterator[Element]:
    """The items as paragraphs and tables. The space after a table keeps Word from joining it to
    the next."""
    width = frame.text_width
    for item in items:
        if isinstance(item, SourceTable):
            yield source_table(item, sides, composer, width)
            yield paragraph("Space")
        elif is_heading(item):
            yield from headings.stacked(item, sides, width)
        elif item.is_opaque:
            yield from composer.block(item, Side.SOURCE, width)
        elif composer.is_figure(item):
            yield paragraph("Figure", *composer.content(item, sides[0], width))
            yield from composer.findings_of(item, Side.TARGET)
        else:
            yield from _paragraphs(item, sides, composer, width)


def _paragraphs(
    row: Row, sides: Sequence[Side], composer: Composer, width: int
) -> Iterator[Element]:
    told = shown_sides(row, sides)
    for number, side in enumerate(told):
        is_last = number == len(told) - 1
        has_note = is_last and bool(composer.findings_of(row, side))
        is_pair = not is_last and display_width(row.block.text) <= LONGEST_KEPT
        kept = [w("keepNext")] if is_pair or has_note else []
        place = Place.BELOW if number else Place.FIRST
        yield from composer.block(row, side, width, place, properties=kept)
