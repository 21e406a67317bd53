"""What rules translate, in place of an engine: markers, page counts, entries of contents.

An engine sees two signs of ``第 2 页 共 9 页``, drops the numbers of ``1.1 ⇥ 引言 ⇥ 3``, and words
an entry of the contents unlike the heading that it names. Rules come before any writer, so that
every format and layout shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from bilingual.chinese.characters import has_han
from bilingual.formats.contents import entry_pieces, has_page
from bilingual.formats.markers import marker_in
from bilingual.model import (
    Block,
    BlockKind,
    Finding,
    Origin,
    Pair,
    Part,
    Span,
    SpanKind,
    Translation,
)

_FIELD = "\N{OBJECT REPLACEMENT CHARACTER}"
_PAGE_COUNTS = {
    f"第{_FIELD}页": f"Page {_FIELD}",
    f"第{_FIELD}页共{_FIELD}页": f"Page {_FIELD} of {_FIELD}",
    f"共{_FIELD}页": f"{_FIELD} pages",
    f"共{_FIELD}页第{_FIELD}页": f"{_FIELD} pages, page {_FIELD}",
}


def translate_by_rule(pairs: Sequence[Pair], language: str) -> tuple[Pair, ...]:
    """The pairs with everything that a rule says in ``language`` as the rule says it."""
    marked = [replace(one, target_marker=marker_in(language, one.source.marker)) for one in pairs]
    headings = _headings(marked)
    return tuple(_ruled(pair, headings, language) for pair in marked)


def _ruled(pair: Pair, headings: Mapping[str, Pair], language: str) -> Pair:
    if pair.is_remembered:
        return pair
    if pair.source.is_contents:
        return _contents_entry(pair, headings, language)
    if language.startswith("en") and (spans := _page_count(pair.source)):
        told = "".join(span.text for span in spans)
        return replace(pair, target=spans, segments=(_rule(pair.source.text, told),))
    return pair


def _rule(source: str, text: str, findings: tuple[Finding, ...] = ()) -> Translation:
    return Translation(source=source, text=text, origin=Origin.RULE, findings=findings)


def _page_count(block: Block) -> tuple[Span, ...]:
    """The translation of a page count in a header or footer, around its fields; empty for all
    other lines."""
    if block.part is Part.BODY:
        return ()
    fields = [span for span in block.spans if span.kind is SpanKind.RAW]
    shown = "".join(_FIELD if span in fields else span.text for span in block.spans)
    told = _PAGE_COUNTS.get(re.sub(r"[\s,，、/]+", "", shown.replace("頁", "页")), "")
    texts = [Span(text=text) for text in told.split(_FIELD)]
    spans = (span for pair in zip_longest(texts, fields) for span in pair)
    return tuple(span for span in spans if span and span.text) if told else ()


def _headings(pairs: Iterable[Pair]) -> dict[str, Pair]:
    """The headings of the body by what an entry of the contents may call them: number and text,
    or text alone."""
    found = [one for one in pairs if one.source.kind is BlockKind.HEADING and one.source.text]
    found = [one for one in found if one.source.part is Part.BODY]
    by_text = {_squeezed(one.source.text): one for one in reversed(found)}
    return by_text | {_squeezed(one.source.marker + one.source.text): one for one in found}


def _contents_entry(pair: Pair, headings: Mapping[str, Pair], language: str) -> Pair:
    """An entry, whose segments are number, title and page: ``第一章 ⇥ 引言 ⇥ 3`` becomes
    ``Chapter 1 ⇥ Introduction ⇥ 3``, worded as the heading is that it names."""
    pieces, segments = entry_pieces(pair.source.text), list(pair.segments)
    if len(pieces) != len(segments):
        return pair
    at = len(pieces) - (2 if has_page(pieces) else 1)
    title = pieces[at]
    heading = headings.get(_squeezed("".join(pieces[: at + 1]))) or headings.get(_squeezed(title))
    if heading:
        text = _shown_text(heading.target)
        if _squeezed(title) == _squeezed(heading.source.marker + heading.source.text):
            text = f"{heading.target_marker} {text}".strip()
        segments[at] = _rule(segments[at].source, text, heading.findings)
    number = marker_in(language, pieces[0].strip())
    if at == 1 and not has_han(number):
        segments[0] = _rule(segments[0].source, number)
    look = next((span for span in pair.source.spans if span.text.strip()), Span(text=""))
    target = replace(look, text="\t".join(one.text for one in segments))
    return replace(pair, target=(target,), segments=tuple(segments))


def _shown_text(spans: Iterable[Span]) -> str:
    silent = (SpanKind.IMAGE, SpanKind.NOTE, SpanKind.RAW)
    return "".join(span.text for span in spans if span.kind not in silent).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())
