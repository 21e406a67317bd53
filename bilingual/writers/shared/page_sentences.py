"""The inside of paragraphs: sentences that know their counterparts, formatting, links, notes.

A page numbers what refers to other places of it: sentences, findings, references to notes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from bilingual.formats.html.elements import Html, element, text
from bilingual.formats.html.links import link, safe_address
from bilingual.formats.html.marks import tag_for
from bilingual.model import REMEMBERED, Origin, Span, SpanKind
from bilingual.spans import cut_spans, joined_text
from bilingual.writers.content import Remark, Row, Side
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.options import ShownFindings


class Figures(Protocol):
    """The images of a document, as a page can show them."""

    def has(self, span: Span) -> bool:
        """Whether the image came with the document."""

    def draw(self, span: Span) -> Html:
        """The image; its name where it cannot be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """A sentence that checks found something about."""

    sentence: str
    messages: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Inliner:
    """Writes the text of row after row."""

    sides: tuple[Side, ...]
    findings: ShownFindings
    figures: Figures
    fragments: Mapping[str, str]
    """Fragments of the source's addresses -> elements of the page."""
    notes: Mapping[str, int]
    """The notes that the page has, numbered."""
    reference_type: str | None = None
    """What ``epub:type`` says of links to notes and findings, where pages are an e-book's."""
    flagged: list[Flagged] = field(default_factory=list)
    """In their order: what the list of findings has to show."""
    references: Counter[tuple[int, Side]] = field(default_factory=Counter)
    """How often each note has been referred to so far."""
    _sentence_count: int = 0

    def halves(self, row: Row) -> dict[Side, Html]:
        """The text of a row in the languages shown, each sentence marked with a number that its
        counterpart has too.

        If the source is shown as received and changed in length when it was normalised, its
        sentences are not known; then the row is one sentence.
        """
        first, count = self._sentence_count, len(row.sentences)
        source = [ranges[0] for ranges in row.sentences]
        is_known = bool(source) and source[-1][1] == len(row.block.text)
        names = range(first, first + count) if is_known else [first] * count
        self._sentence_count += count
        halves = dict[Side, Html]()
        for side in self.sides:
            if side is Side.TARGET:
                ranges = [ranges[1] for ranges in row.sentences]
                halves[side] = self._half(row, side, ranges, names)
            elif is_known:
                halves[side] = self._half(row, side, source, names)
            else:
                halves[side] = self._half(row, side, [(0, len(row.block.text))], [first])
        return halves

    def _half(
        self, row: Row, side: Side, ranges: Sequence[tuple[int, int]], names: Sequence[int]
    ) -> Html:
        is_flagging = side is Side.TARGET and self.findings is ShownFindings.COMMENTS
        remarks = deque(row.remarks if is_flagging else ())
        parts = []
        for index, spans in _sentences(row.spans(side), ranges):
            written = self._spans(spans, side)
            if index is None or not row.block.is_translatable:
                parts.append(written)
                continue
            while remarks and remarks[0].stop < ranges[index][1]:
                parts.append(self._flag(remarks.popleft(), ""))
            is_flagged = bool(remarks) and (remarks[0].start, remarks[0].stop) == ranges[index]
            origin = row.segments[index].origin if side is Side.TARGET and row.segments else None
            parts.append(self._sentence(written, names[index], origin, is_flagged=is_flagged))
            if is_flagged:
                parts.append(self._flag(remarks.popleft(), _shown_text(spans)))
        parts += [self._flag(remark, "") for remark in remarks]
        return Html("".join(parts))

    def _sentence(
        self, written: Html, name: int, origin: Origin | None, *, is_flagged: bool
    ) -> Html:
        has_counterpart, is_remembered = len(self.sides) > 1, origin in REMEMBERED
        if not (has_counterpart or is_flagged or is_remembered):
            return written
        return element(
            "span",
            written,
            class_="flagged" if is_flagged else None,
            data_s=name if has_counterpart else None,
            data_origin=origin if is_remembered else None,
        )

    def _flag(self, remark: Remark, sentence: str) -> Html:
        """A sign behind the sentence that says what was found, and leads to the list of all."""
        self.flagged.append(Flagged(sentence=sentence, messages=remark.messages))
        number, message = len(self.flagged), "; ".join(remark.messages)
        return element(
            "a",
            text(NOTE_SIGN),
            class_="flag",
            id=f"flag-{number}",
            href=f"#finding-{number}",
            aria_label=f"Finding {number}: {message}",
            data_tip=message,
            **{"epub:type": self.reference_type},
        )

    def _spans(self, spans: Sequence[Span], side: Side) -> Html:
        return Html(
            "".join(
                link(Html("".join(self._span(span, side) for span in run)), *destination)
                for destination, run in groupby(spans, key=self._destination)
            )
        )

    def _destination(self, span: Span) -> tuple[str, str]:
        """Address and title of the link that a span stands in."""
        if span.kind is SpanKind.NOTE:
            return "", ""
        if span.kind is SpanKind.IMAGE:
            return safe_address(span.link, {}) or self._distant(span), ""
        return safe_address(span.href, self.fragments), span.title

    def _distant(self, image: Span) -> str:
        """Where an image is that did not come with the document; pages must not fetch it."""
        return "" if self.figures.has(image) else safe_address(image.href, {})

    def _span(self, span: Span, side: Side) -> Html:
        if span.kind is SpanKind.IMAGE:
            written = self.figures.draw(span)
        elif span.kind is SpanKind.NOTE:
            written = self._reference(span, side)
        elif span.kind is SpanKind.CODE:
            written = element("code", text(span.text), translate="no")
        elif span.kind is SpanKind.RAW:
            written = element("span", text(span.text), class_="raw", translate="no")
        else:
            written = text(span.text)
        if span.reading:
            written = element("ruby", written, element("rt", text(span.reading)))
        for mark in sorted(span.marks):
            written = element(tag_for(mark), written)
        return written

    def _reference(self, span: Span, side: Side) -> Html:
        number = self.notes.get(span.href)
        if not number:
            return element("sup", text(span.text))
        self.references[number, side] += 1
        count = self.references[number, side]
        return element(
            "sup",
            element(
                "a",
                text(span.text),
                id=reference_id(number, side) if count == 1 else None,
                href=f"#note-{number}",
                role="doc-noteref",
                aria_label=f"Note {span.text.strip('[]')}",
                **{"epub:type": self.reference_type},
            ),
        )


def reference_id(note: int, side: Side) -> str:
    """The element that a note leads back to: the first that refers to it."""
    return f"reference-{note}-{side.lower()}"


def _sentences(
    spans: Sequence[Span], ranges: Sequence[tuple[int, int]]
) -> Iterator[tuple[int | None, list[Span]]]:
    """The spans by the sentence that they stand in; None for what is between sentences."""
    starts = [start for start, _ in ranges]

    def sentence(placed: tuple[int, Span]) -> int | None:
        index = bisect_right(starts, placed[0]) - 1
        return index if index >= 0 and placed[0] < ranges[index][1] else None

    placed = cut_spans(spans, (edge for one in ranges for edge in one))
    for index, group in groupby(placed, key=sentence):
        yield index, [span for _, span in group]


def _shown_text(spans: Sequence[Span]) -> str:
    return joined_text(span for span in spans if span.kind is not SpanKind.NOTE)
