"""Links to headings of Markdown documents, and the table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from bilingual.formats.markers import BULLET
from bilingual.model import Block, BlockKind, Span, SpanKind
from bilingual.writers.markdown.containers import Flow
from bilingual.writers.markdown.escape import escape


def redirected(span: Span, fragments: dict[str, str]) -> Span:
    """A link within the document led to where its heading is now."""
    if not span.href.startswith("#") or span.kind is SpanKind.IMAGE:
        return span
    fragment = unquote(span.href[1:])
    return replace(span, href=f"#{fragments[fragment]}") if fragment in fragments else span


def contents(entries: Sequence[tuple[int, str, str]]) -> str:
    """The table of contents as a nested list of links."""
    flow, above = Flow(is_tight=True), list[int]()
    for level, text, fragment in entries:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        item = Block(kind=BlockKind.LIST_ITEM, level=len(above), marker=BULLET)
        flow.add_item(item, [f"[{escape(text)}](#{fragment})"])
    return flow.text()
