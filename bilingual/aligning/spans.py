"""The formatted text of sentences of a translation, as it stands in a document made of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bilingual.aligning.units import Unit
from bilingual.model import Block, Mark, Span, SpanKind
from bilingual.spans import cut_spans, joined_text, merge_spans, trim_spans

_OWN = (SpanKind.IMAGE, SpanKind.NOTE)


def with_points_of(targets: Sequence[Block], sources: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a translation with the images and notes of its source in place of its own,
    which are in another file: each in its turn, if there are as many, else their texts alone."""
    points = {kind: _points(sources, kind) for kind in _OWN}
    given = {
        kind: iter(found) if len(found) == len(_points(targets, kind)) else None
        for kind, found in points.items()
    }
    return tuple(replace(block, spans=tuple(_replaced(block.spans, given))) for block in targets)


def spans_of(block: Block, unit: Unit) -> tuple[Span, ...]:
    """The spans of a sentence of a block, without white space around them."""
    start, stop = unit.place
    cut = cut_spans(block.spans, unit.place)
    return trim_spans(span for at, span in cut if start <= at < stop)


def text_of(blocks: Sequence[Block], units: Iterable[Unit]) -> str:
    """The text of `joined_spans`."""
    return joined_text(joined_spans(blocks, units))


def joined_spans(blocks: Sequence[Block], units: Iterable[Unit]) -> tuple[Span, ...]:
    """The spans of sentences, with a space between them."""
    spans: list[Span] = []
    for unit in units:
        spans += [Span(text=" ")] if spans else []
        spans += spans_of(blocks[unit.block], unit)
    return merge_spans(spans)


def _points(blocks: Iterable[Block], kind: SpanKind) -> list[Span]:
    return [span for block in blocks for span in block.spans if span.kind is kind]


def _replaced(
    spans: Iterable[Span], given: dict[SpanKind, Iterator[Span] | None]
) -> Iterator[Span]:
    for span in spans:
        if span.kind not in _OWN:
            yield span
        elif (own := given[span.kind]) is not None:
            yield next(own)
        else:
            raised = {Mark.SUPERSCRIPT} if span.kind is SpanKind.NOTE else set[Mark]()
            yield Span(text=span.text, marks=span.marks | raised)
