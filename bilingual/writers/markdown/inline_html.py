"""Spans as HTML on one line, for places in Markdown documents that Markdown does not reach."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from bilingual.formats.addresses import is_followed
from bilingual.formats.html.elements import Html, element, text
from bilingual.formats.html.marks import tag_for
from bilingual.formats.shown import printable
from bilingual.model import Span, SpanKind
from bilingual.writers.markdown.escape import flat


def link_of(span: Span) -> tuple[str, str]:
    """Address and title of the link that a span stands in."""
    if span.kind is SpanKind.NOTE:
        return "", ""
    address, title = (span.link, "") if span.kind is SpanKind.IMAGE else (span.href, span.title)
    return (address, title) if is_followed(address) else ("", "")


def inline_html(spans: Iterable[Span]) -> str:
    """Spans as HTML without a line break, so that no blank line ends the HTML block around."""
    return "".join(
        _link(*link, Html("".join(_span(span) for span in run)))
        for link, run in groupby(spans, key=link_of)
    )


def _span(span: Span) -> Html:
    if span.kind is SpanKind.RAW:
        return Html(flat(span.text))
    written = text(span.text)
    if span.kind is SpanKind.CODE:
        written = element("code", written)
    elif span.kind is SpanKind.NOTE:
        written = element("sup", written)
    elif span.kind is SpanKind.IMAGE:
        source, title = _address(span.href) or None, flat(span.title) or None
        written = element("img", src=source, alt=flat(span.text), title=title)
    if span.reading:
        written = element("ruby", written, element("rt", text(span.reading)))
    for mark in sorted(span.marks):
        written = element(tag_for(mark), written)
    return written


def _link(address: str, title: str, content: Html) -> Html:
    if not address:
        return content
    return element("a", content, href=_address(address), title=flat(title) or None)


def _address(address: str) -> str:
    return re.sub(
        r"[\s\x00-\x1f]",
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()),
        printable(address),
    )
