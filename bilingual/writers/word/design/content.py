"""Blocks and spans as elements of a Word document; no layout is decided here."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from urllib.parse import quote, urlsplit

from bilingual.formats.addresses import is_followed, scheme_of
from bilingual.formats.shown import image_text, printable
from bilingual.formats.word.elements import Element, paragraph, relation, run, style_id, w
from bilingual.formats.word.relations import Relations
from bilingual.model import BlockKind, Mark, Span, SpanKind
from bilingual.spans import cut_spans
from bilingual.writers.content import Remark, Row, Side
from bilingual.writers.labels import CHECK_BOXES, NOTE_SIGN
from bilingual.writers.options import ShownFindings
from bilingual.writers.word.design.comments import Comments
from bilingual.writers.word.design.images import Figure, Figures
from bilingual.writers.word.design.notes import Notes
from bilingual.writers.word.design.numbering import Numbering
from bilingual.writers.word.design.page_numbers import told_target
from bilingual.writers.word.design.styles import StyleSheet

"""Markers of task lists, as Word shows them."""
_KEEP_NEXT = w("keepNext").tag
_LONGEST_URL = 2083
"""Word takes a package with a longer address for damaged."""
_TALLEST_IMAGE = 8000
"""Twips: about half of a page."""
_MARK_PROPERTIES: Sequence[tuple[Mark, str, str]] = (
    (Mark.BOLD, "b", ""),
    (Mark.ITALIC, "i", ""),
    (Mark.STRIKE, "strike", ""),
    (Mark.UNDERLINE, "u", "single"),
    (Mark.SUPERSCRIPT, "vertAlign", "superscript"),
    (Mark.SUBSCRIPT, "vertAlign", "subscript"),
)
"""In the schema's order."""
_SPAN_STYLES = {
    SpanKind.CODE: "Code Char",
    SpanKind.IMAGE: "Image Text",
    SpanKind.NOTE: "footnote reference",
    SpanKind.RAW: "Raw Char",
}


class Place(Enum):
    """Where a half of a row stands to the other."""

    FIRST = "first"
    BESIDE = "beside"
    """To its right: illustrations are not shown again."""
    BELOW = "below"
    """Under it: nor is the marker, or the gap before the row."""


class Composer:
    """Makes elements, and gathers all that they refer to.

    Footnotes have a composer of their own: in them, Word knows neither comments nor
    footnotes, so both are shown as text, as are the markers of lists.
    """

    def __init__(
        self,
        styles: StyleSheet,
        figures: Figures,
        findings: ShownFindings,
        *,
        comments: Comments | None = None,
        notes: Notes | None = None,
        numbering: Numbering | None = None,
    ) -> None:
        self.styles = styles
        self.figures = figures
        self.findings = findings
        self.comments = comments
        self.notes = notes
        self.numbering = numbering
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
        marker = "" if is_below else self.styles.marker(row.block, side)
        block = replace(row.block, marker=marker)
        style = self.styles.of_block(block, side, has_gap=row.has_gap and not is_below)
        content = list(self.content(row, side, width, place))
        made = list(properties)
        if block.is_caption and not any(one.tag == _KEEP_NEXT for one in made):
            made.append(w("keepNext"))  # captions of templates may not say so
        if row.block.marker and block.kind is BlockKind.LIST_ITEM and self.numbering is not None:
            left = self.styles.left_of_item(row.block if is_below else block)
            marker = CHECK_BOXES.get(block.marker, block.marker)
            made.append(
                w("ind", left=left, firstLine=0)
                if is_below
                else self.numbering.place(marker, side, block.level, left)
            )
        elif block.marker:
            marker_style = w("rStyle", val=style_id("Marker Char"))
            content.insert(0, run(f"{block.marker}\N{EN SPACE}", marker_style))
        return [paragraph(style, *content, properties=made), *self.findings_of(row, side)]

    def findings_of(self, row: Row, side: Side) -> list[Element]:
        """What checks found, as a paragraph, unless comments tell it."""
        is_told = side is Side.SOURCE or self._has_comments(side)
        if not row.notes or is_told or self.findings is ShownFindings.NONE:
            return []
        return [paragraph("Finding", run("\n".join(f"{NOTE_SIGN} {note}" for note in row.notes)))]

    def content(
        self, row: Row, side: Side, width: int, place: Place = Place.FIRST
    ) -> Iterator[Element]:
        """The runs of one half of a row."""
        if row.is_opaque:
            yield run(row.block.text.removesuffix("\n"))
            return
        remarks = row.remarks if self._has_comments(side) else ()
        repeated = set[str]()
        if place is not Place.FIRST:
            repeated = {span.href for span in row.block.spans if span.kind is SpanKind.IMAGE}
        spans = row.spans(side)
        if side is Side.TARGET:
            spans = told_target(row.block, spans, self.styles.target_language)
        for one in self._commented(spans, remarks):
            if not isinstance(one, Span):
                yield one
            elif one.href not in repeated or not self.is_illustration(one):
                yield from self._span(one, side, width)

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

    def _commented(
        self, spans: Iterable[Span], remarks: Sequence[Remark]
    ) -> Iterator[Span | Element]:
        """Spans, with what opens and closes comments between them."""
        waiting = deque(remarks)
        closing: list[Element] = []
        stop = 0
        places = [place for remark in remarks for place in (remark.start, remark.stop)]
        for start, span in cut_spans(spans, places):
            if start >= stop:
                yield from closing
                closing = []
            while waiting and waiting[0].start <= start:
                yield from closing
                stop = waiting[0].stop
                opening, closing = self._opened(waiting.popleft())
                yield opening
                if start >= stop:  # a sentence without any translation
                    yield from closing
                    closing = []
            yield span
        yield from closing
        for remark in waiting:
            opening, closing = self._opened(remark)
            yield opening
            yield from closing

    def _opened(self, remark: Remark) -> tuple[Element, list[Element]]:
        assert self.comments is not None, "remarks are passed where there are comments"
        return self.comments.open(remark)

    def _span(self, span: Span, side: Side, width: int) -> Iterable[Element]:
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
        if address:
            name = self.relations.link(address)
            tip = {"tooltip": printable(span.title)} if span.title and not is_image else {}
            element = relation("hyperlink", name, element, history=1, **tip)
        yield element

    def _drawing(self, span: Span, figure: Figure, width: int) -> Element:
        name = self.relations.image(figure.part)
        return self.figures.draw(span, figure, name, (width, _TALLEST_IMAGE))


def linkable(address: str) -> str:
    """The address as Word accepts it; empty where it leads to no other place than the file."""
    if not scheme_of(address) or not is_followed(address):
        return ""
    address = printable(address).strip()
    parts = urlsplit(address)
    if re.search(r"[\s<>\"{}|\\^`%]", parts.netloc):
        return ""
    encoded = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address), safe="%/:?#[]@!$&'()*+,;=~")
    encoded = encoded.replace(quote(parts.netloc, safe="[]:@"), parts.netloc, 1)
    return encoded if len(encoded) <= _LONGEST_URL else ""


def _span_run(span: Span, side: Side, *, is_link: bool) -> Element:
    style = _SPAN_STYLES.get(span.kind, "Hyperlink" if is_link else "")
    properties = [w("rStyle", val=style_id(style))] if style else []
    text = image_text(span) if span.kind is SpanKind.IMAGE else span.text
    if side is Side.SOURCE and span.kind is SpanKind.TEXT and not text.isascii():
        properties.append(w("rFonts", hint="eastAsia"))
    marked = {tag: value for mark, tag, value in _MARK_PROPERTIES if mark in span.marks}
    properties += [w(tag, val=value) if value else w(tag) for tag, value in marked.items()]
    return run(text, *properties)
