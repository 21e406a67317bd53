"""Blocks and spans as elements of a Word document; no layout is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from bilingual.formats.ledger import Half
from bilingual.formats.markers import drawn_marker
from bilingual.formats.shown import image_text
from bilingual.formats.word.elements import w
from bilingual.formats.word.hyperlinks import linkable, web_link
from bilingual.formats.word.marks import mark_properties
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import character_style, paragraph, run
from bilingual.formats.word.relations import Relations
from bilingual.formats.word.row_marks import RowMarks
from bilingual.formats.word.style_names import (
    CODE_CHARACTERS,
    HYPERLINK,
    NOTE_REFERENCE,
    RAW_CHARACTERS,
)
from bilingual.model import BlockKind, Span, SpanKind
from bilingual.writers.content import Row, Side
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.ledgers import is_learnable
from bilingual.writers.options import ShownFindings
from bilingual.writers.word.comments import commented
from bilingual.writers.word.design.figures import Figure, Figures
from bilingual.writers.word.design.footnotes import Footnotes
from bilingual.writers.word.design.lists import Lists
from bilingual.writers.word.design.new_comments import NewComments
from bilingual.writers.word.design.readings import with_reading
from bilingual.writers.word.design.style_sheet import StyleSheet
from bilingual.writers.word.design.typography import TEXT_SIZE, heading_size

_KEEP_NEXT = w("keepNext").tag
_TALLEST_IMAGE = 8000
"""Twips: about half of a page."""
_HALVES = {Side.SOURCE: Half.SOURCE, Side.TARGET: Half.TARGET}
_SPAN_STYLES = {
    SpanKind.CODE: CODE_CHARACTERS,
    SpanKind.IMAGE: "Image Text",
    SpanKind.NOTE: NOTE_REFERENCE,
    SpanKind.RAW: RAW_CHARACTERS,
}


class Place(Enum):
    """Where one half of a row stands, seen from the other."""

    FIRST = "first"
    BESIDE = "beside"
    """To its right: illustrations are not shown again."""
    BELOW = "below"
    """Under it: nor is the gap before the row, or a marker that is the same."""


class Composer:
    """Makes elements, and collects what they refer to.

    Footnotes have a composer of their own: in them, Word knows neither comments nor
    footnotes, so both are shown as text, as are the markers of lists.
    """

    def __init__(
        self,
        styles: StyleSheet,
        figures: Figures,
        findings: ShownFindings,
        *,
        comments: NewComments | None = None,
        notes: Footnotes | None = None,
        lists: Lists | None = None,
        row_marks: RowMarks,
    ) -> None:
        self.styles = styles
        self.figures = figures
        self.findings = findings
        self.comments = comments
        self.notes = notes
        self.lists = lists
        self.row_marks = row_marks
        self.relations = Relations()

    def block(
        self,
        row: Row,
        side: Side,
        width: int,
        place: Place = Place.FIRST,
        *,
        properties: Sequence[Element] = (),
    ) -> list[Element]:
        """One half of a row, set in so many twips: its paragraph and, on the target's side, what
        checks found."""
        is_below = place is Place.BELOW
        is_shared = is_below and row.target_marker == row.block.marker
        marker = "" if is_shared else drawn_marker(row.marker(side))
        block = replace(row.block, marker=marker)
        style = self.styles.of_block(block, side, has_gap=row.has_gap and not is_below)
        content = self.marked(row, side, self.content(row, side, width, place))
        made = list(properties)
        if block.is_caption and not any(one.tag == _KEEP_NEXT for one in made):
            made.append(w("keepNext"))  # captions of templates may not say so
        if row.block.marker and block.kind is BlockKind.LIST_ITEM and self.lists is not None:
            left = self.styles.left_of_item(block if marker else row.block)
            made.append(
                self.lists.place(marker, side, block.level, left)
                if marker
                else w("ind", left=left, firstLine=0)
            )
        elif block.marker:
            content.insert(0, run(f"{block.marker}\N{EN SPACE}", character_style("Marker Char")))
        return [paragraph(style, *content, properties=made), *self.findings_of(row, side)]

    def findings_of(self, row: Row, side: Side) -> list[Element]:
        """What checks found, as a paragraph; nothing where comments say it."""
        is_told = side is Side.SOURCE or self._has_comments(side)
        if not row.notes or is_told or self.findings is ShownFindings.NONE:
            return []
        return [paragraph("Finding", run("\n".join(f"{NOTE_SIGN} {note}" for note in row.notes)))]

    def marked(self, row: Row, side: Side, content: Iterable[Element]) -> list[Element]:
        """The content of one half of a row with the bookmarks that name it."""
        shown = list(content)
        return (
            self.row_marks.around(row.block.id, _HALVES[side], shown)
            if is_learnable(row)
            else shown
        )

    def content(
        self, row: Row, side: Side, width: int, place: Place = Place.FIRST
    ) -> Iterator[Element]:
        """The runs of one half of a row."""
        if row.is_opaque:
            yield run(row.block.text.removesuffix("\n"))
            return
        repeated = set[str]()
        if place is not Place.FIRST:
            repeated = {span.href for span in row.block.spans if span.kind is SpanKind.IMAGE}
        spans = row.spans(side)
        is_heading = row.block.kind is BlockKind.HEADING
        size = heading_size(row.block) if is_heading else TEXT_SIZE
        shown: Iterable[Span | Element] = spans
        if self.comments is not None and self._has_comments(side):
            shown = commented(spans, row.remarks, self.comments.open)
        for one in shown:
            if not isinstance(one, Span):
                yield one
            elif one.href not in repeated or not self.is_illustration(one):
                yield from self._span(one, side, width, size)

    def is_illustration(self, span: Span) -> bool:
        """Whether a span is an image that is shown, and larger than a sign in its line."""
        if span.kind is not SpanKind.IMAGE or not self.figures.find(span):
            return False
        return not self.figures.is_small(span)

    def is_figure(self, row: Row) -> bool:
        """Whether a row is made up of illustrations."""
        return any(map(self.is_illustration, row.block.spans)) and all(
            self.is_illustration(span) or not span.text.strip() for span in row.block.spans
        )

    def _has_comments(self, side: Side) -> bool:
        is_wanted = self.findings is ShownFindings.COMMENTS and side is Side.TARGET
        return is_wanted and self.comments is not None

    def _span(self, span: Span, side: Side, width: int, size: int) -> Iterable[Element]:
        is_note = span.kind is SpanKind.NOTE
        reference = self.notes.refer(span) if is_note and self.notes is not None else []
        if reference:
            yield from reference
            return
        is_image = span.kind is SpanKind.IMAGE
        figure = self.figures.find(span) if is_image else None
        address = "" if is_note else linkable(span.link if is_image else span.href)
        if figure:
            element = self._drawing(span, figure, width)
        else:
            element = _span_run(span, side, is_link=bool(address))
            element = with_reading(element, span.reading, size) if span.reading else element
        if address:
            name = self.relations.link(address)
            element = web_link(name, element, title="" if is_image else span.title)
        yield element

    def _drawing(self, span: Span, figure: Figure, width: int) -> Element:
        name = self.relations.image(figure.part)
        return self.figures.draw(span, figure, name, (width, _TALLEST_IMAGE))


def _span_run(span: Span, side: Side, *, is_link: bool) -> Element:
    style = _SPAN_STYLES.get(span.kind, HYPERLINK if is_link else "")
    properties = [character_style(style)] if style else []
    text = image_text(span) if span.kind is SpanKind.IMAGE else span.text
    if side is Side.SOURCE and span.kind is SpanKind.TEXT and not text.isascii():
        properties.append(w("rFonts", hint="eastAsia"))
    return run(text, *properties, *mark_properties(span.marks))
