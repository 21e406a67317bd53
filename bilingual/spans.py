"""Operations on spans: their text, joining, trimming, cutting, editing. Each takes linear time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby
from operator import attrgetter

from bilingual.chinese.edits import Edit, overlapping
from bilingual.model import Block, BlockKind, Span, SpanKind

_JOINED = frozenset({SpanKind.TEXT, SpanKind.CODE})


def joined_text(spans: Iterable[Span]) -> str:
    """The texts of spans, one after the other: what places in them count."""
    return "".join(span.text for span in spans)


def plain_text(spans: Iterable[Span]) -> str:
    """What a title shows: texts, without template tags and the like."""
    return joined_text(span for span in spans if span.kind is not SpanKind.RAW).strip()


def first_heading(blocks: Iterable[Block]) -> str:
    """The text of the first heading of level 1 outside of tables; empty without one."""
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == 1 and block.cell is None:
            return plain_text(block.spans)
    return ""


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbouring texts or code of one formatting joined, and texts without characters left out.

    Word cuts a sentence at every edit; a page can be one paragraph of 100,000 pieces.
    """
    merged: list[Span] = []
    filled = (span for span in spans if span.text or span.is_opaque)
    for _, group in groupby(filled, key=_all_but_text):
        run = list(group)
        if len(run) > 1 and run[0].kind in _JOINED:
            run = [replace(run[0], text=joined_text(run))]
        merged += run
    return tuple(merged)


def trim_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merged spans without white space at the paragraph's ends; indentation is layout."""
    merged = list(merge_spans(spans))
    start, stop = 0, len(merged)
    while start < stop and _is_blank(merged[start]):
        start += 1
    while start < stop and _is_blank(merged[stop - 1]):
        stop -= 1
    trimmed = merged[start:stop]
    if trimmed and trimmed[0].kind is SpanKind.TEXT:
        trimmed[0] = _with_text(trimmed[0], trimmed[0].text.lstrip())
    if trimmed and trimmed[-1].kind is SpanKind.TEXT:
        trimmed[-1] = _with_text(trimmed[-1], trimmed[-1].text.rstrip())
    return tuple(trimmed)


def cut_spans(spans: Iterable[Span], places: Iterable[int]) -> Iterator[tuple[int, Span]]:
    """Spans cut at places in their joined text, each with the place where it begins. What is opaque
    stays whole.

    Cut at 1 and 3, ``天气`` in bold before ``好`` gives ``(0, 天)``, ``(1, 气)`` and ``(2, 好)``.
    """
    first, pending = 0, deque(sorted(set(places)))
    for span in spans:
        start, stop = first, first + len(span.text)
        while pending and pending[0] < stop:
            cut = pending.popleft()
            if cut > start and not span.is_opaque:
                yield start, _with_text(span, span.text[start - first : cut - first])
                start = cut
        yield start, _with_text(span, span.text[start - first :])
        first = stop


def edit_spans(spans: tuple[Span, ...], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """The spans after edits of their joined text; spans that these empty are left out.

    ``edits`` are in order and do not overlap. A replacement of equal length is dealt out character
    by character, so that formatting stays on its characters; any other goes to the span that the
    edit starts in.
    """
    if not edits:
        return spans
    edited, at = [], 0
    for span in spans:
        text = edited_piece(span.text, at, edits)
        at += len(span.text)
        if text or not span.text:
            edited.append(_with_text(span, text))
    return tuple(edited)


def edited_piece(text: str, offset: int, edits: Sequence[Edit]) -> str:
    """A piece of a longer text, in which it begins at ``offset``, after its part of the edits of
    that text, which are dealt out as `edit_spans` says."""
    pieces, at, stop = [], offset, offset + len(text)
    for start, end, after in overlapping(edits, offset, stop):
        pieces.append(text[at - offset : max(start, at) - offset])
        if len(after) == end - start:
            pieces.append(after[max(offset - start, 0) : stop - start])
        elif start >= offset:
            pieces.append(after)
        at = min(end, stop)
    pieces.append(text[at - offset :])
    return "".join(pieces)


def _with_text(span: Span, text: str) -> Span:
    """The span with another text; most keep theirs, and making one takes time."""
    return span if text == span.text else replace(span, text=text)


_all_but_text = attrgetter(*(field.name for field in fields(Span) if field.name != "text"))


def _is_blank(span: Span) -> bool:
    return span.kind is SpanKind.TEXT and not span.text.strip()
