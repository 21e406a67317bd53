"""Small operations on the spans of a block, shared by readers and the translation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from bilingual.model import Block, BlockKind, Span, SpanKind


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join neighbouring texts or code of one formatting; Word cuts them at every edit."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if not span.text and not span.is_opaque:
            continue
        is_joinable = span.kind in (SpanKind.TEXT, SpanKind.CODE)
        if last and is_joinable and replace(last, text="") == replace(span, text=""):
            merged[-1] = replace(last, text=last.text + span.text)
        else:
            merged.append(span)
    return tuple(merged)


def join_spans(spans: Sequence[Span]) -> list[Span]:
    """As `merge_spans`, but in linear time: pages can be one paragraph of 100,000 breaks."""
    merged: list[Span] = []
    for style, run in groupby(spans, key=lambda span: replace(span, text="")):
        same = list(run)
        if style.is_opaque:
            merged += same
        else:
            merged.append(replace(style, text="".join(span.text for span in same)))
    return merged


def trim_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merged spans without white space at the paragraph's ends; indentation is layout."""
    trimmed = list(merge_spans(spans))
    while trimmed and trimmed[0].kind is SpanKind.TEXT:
        if text := trimmed[0].text.lstrip():
            trimmed[0] = replace(trimmed[0], text=text)
            break
        del trimmed[0]
    while trimmed and trimmed[-1].kind is SpanKind.TEXT:
        if text := trimmed[-1].text.rstrip():
            trimmed[-1] = replace(trimmed[-1], text=text)
            break
        del trimmed[-1]
    return tuple(trimmed)


def plain_text(spans: Iterable[Span]) -> str:
    """What a title shows: texts, without template tags and the like."""
    return "".join(span.text for span in spans if span.kind is not SpanKind.RAW).strip()


def first_heading(blocks: Iterable[Block]) -> str:
    """The text of the first heading of level 1 outside of tables; empty without one."""
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == 1 and block.cell is None:
            return plain_text(block.spans)
    return ""
