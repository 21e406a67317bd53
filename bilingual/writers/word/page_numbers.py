"""Lines whose numbers no engine gets right: entries of a table of contents, and ``第 2 页 共 9 页``
in a footer, of which it sees two signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bilingual.model import Block, Part, Span, SpanKind

_PAGE = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)
_FIELD = "\N{OBJECT REPLACEMENT CHARACTER}"
_ENGLISH = {
    f"第{_FIELD}页": f"Page {_FIELD}",
    f"第{_FIELD}页共{_FIELD}页": f"Page {_FIELD} of {_FIELD}",
    f"共{_FIELD}页": f"{_FIELD} pages",
    f"共{_FIELD}页第{_FIELD}页": f"{_FIELD} pages, page {_FIELD}",
}


def told_target(block: Block, target: Sequence[Span], language: str) -> tuple[Span, ...]:
    """The translation of a block with its numbers in their places."""
    if block.is_contents:
        return _set_off(block.text, target)
    return (_english_page_count(block) if language.startswith("en") else ()) or tuple(target)


def _set_off(source: str, target: Sequence[Span]) -> tuple[Span, ...]:
    """The translation of an entry with the tabs around its numbers, which no engine keeps, and
    with its page number if that was lost too."""
    first, *others = (piece.strip() for piece in source.split("\t"))
    has_tabs = any("\t" in span.text for span in target)
    if has_tabs or not target or not others or not _PAGE.fullmatch(last := others[-1]):
        return tuple(target)
    spans = list(target)
    spans[0] = _edited(spans[0], rf"^{re.escape(first)}\s+(?=\S)", f"{first}\t")
    spans[-1] = _edited(spans[-1], rf"(?<=\S)\s+{re.escape(last)}$", f"\t{last}")
    if spans[-1].text.endswith(f"\t{last}"):
        return tuple(spans)
    return (*spans, Span(text=f"\t{last}", href=spans[-1].href))


def _edited(span: Span, pattern: str, text: str) -> Span:
    if span.kind is not SpanKind.TEXT:
        return span
    return replace(span, text=re.sub(pattern, lambda _: text, span.text))


def _english_page_count(block: Block) -> tuple[Span, ...]:
    """The translation of such a line around its fields; empty for all others."""
    if block.part is Part.BODY:
        return ()
    fields = [span for span in block.spans if span.kind is SpanKind.RAW]
    shown = "".join(_FIELD if span in fields else span.text for span in block.spans)
    told = _ENGLISH.get(re.sub(r"[\s,，、/]+", "", shown.replace("頁", "页")), "")
    texts = [Span(text=text) for text in told.split(_FIELD)]
    spans = (span for pair in zip_longest(texts, fields) for span in pair)
    return tuple(span for span in spans if span and span.text) if told else ()
