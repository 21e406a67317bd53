"""Pinyin above the source, for formats that have a place for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.chinese.readings import readings_of
from bilingual.formats.literals import literal_ranges
from bilingual.formats.markers import GLOSS_SIGN
from bilingual.model import OPAQUE_KINDS, BilingualDocument, Block, Span, SpanKind
from bilingual.spans import cut_spans, joined_text


def with_pinyin(document: BilingualDocument) -> BilingualDocument:
    """The document with a reading for each Chinese character of its source, but for code, addresses
    and entries of contents. The texts stay as they are."""
    pairs = (
        replace(pair, source=_with_readings(pair.source), original=_with_readings(pair.original))
        for pair in document.pairs
    )
    return replace(document, pairs=tuple(pairs))


def _with_readings(block: Block) -> Block:
    if block.kind in OPAQUE_KINDS or block.is_contents or block.text.startswith(GLOSS_SIGN):
        return block
    return replace(block, spans=tuple(_read(block.spans)))


def _read(spans: Sequence[Span]) -> Iterator[Span]:
    text = joined_text(spans)
    literal = {at for start, stop in literal_ranges(text) for at in range(start, stop)}
    readings = {at: said for at, said in readings_of(text) if at not in literal}
    edges = {edge for at in readings for edge in (at, at + 1)}
    for at, span in cut_spans(spans, edges):
        is_text = span.kind is SpanKind.TEXT and at in readings
        yield replace(span, reading=readings[at]) if is_text else span
