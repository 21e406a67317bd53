"""Headings in both languages, as our documents have them in one paragraph: taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.formats.ledger import LedgerRow, fingerprint
from bilingual.model import Span
from bilingual.readers.pairs.texts import split_heading as split_text
from bilingual.spans import cut_spans, joined_text

MARKER = re.compile("^[^\N{EN SPACE}]{1,40}\N{EN SPACE}")
"""What our documents write before the text of a heading or a cue."""


def split_heading(
    spans: Sequence[Span], rows: Sequence[LedgerRow], signs: str = "\t\n"
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """The two halves of a heading; None where they cannot be told apart.

    They stand apart at a tab or a line break, of which a half may have some of its own: the halves
    that stand in the ledger tell where.
    """
    text = joined_text(spans)
    places = [at for at, character in enumerate(text) if character in signs]
    for at in places:
        ours, theirs = _bare(text[:at]), _bare(text[at + 1 :])
        if any(
            fingerprint(ours) == row.source or fingerprint(theirs) == row.target for row in rows
        ):
            return _halves(spans, at, at + 1)
    if len(places) == 1:
        return _halves(spans, places[0], places[0] + 1)
    told = split_text(text)
    if told is None:
        return None
    at = text.find(told[0]) + len(told[0])
    return _halves(spans, at, text.rfind(told[1]))


def _halves(
    spans: Sequence[Span], stop: int, start: int
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What stands before ``stop`` and what stands from ``start``, without markers."""
    text = joined_text(spans)
    first, second = MARKER.match(text[:stop]), MARKER.match(text[start:])
    begin, begin_second = first.end() if first else 0, start + (second.end() if second else 0)
    pieces = list(cut_spans(spans, (begin, stop, start, begin_second)))
    return (
        tuple(span for at, span in pieces if begin <= at < stop),
        tuple(span for at, span in pieces if at >= begin_second),
    )


def _bare(text: str) -> str:
    return MARKER.sub("", text)
