"""Spans as HTML on one line, for places in Markdown documents that Markdown does not reach."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby

from bilingual.formats.addresses import is_followed
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
        _link(*link, "".join(_span(span) for span in run))
        for link, run in groupby(spans, key=link_of)
    )


def _span(span: Span) -> str:
    if span.kind is SpanKind.RAW:
        return flat(span.text)
    text = html.escape(printable(span.text), quote=False).replace("\n", "<br>")
    if span.kind is SpanKind.CODE:
        text = f"<code>{text}</code>"
    elif span.kind is SpanKind.NOTE:
        text = f"<sup>{text}</sup>"
    elif span.kind is SpanKind.IMAGE:
        attributes = {"src": _address(span.href), "alt": flat(span.text), "title": flat(span.title)}
        text = f"<img{_attributes(attributes)}>"
    for mark in sorted(span.marks):
        text = f"<{tag_for(mark)}>{text}</{tag_for(mark)}>"
    return text


def _link(address: str, title: str, content: str) -> str:
    if not address:
        return content
    attributes = {"href": _address(address), "title": flat(title)}
    return f"<a{_attributes(attributes)}>{content}</a>"


def _attributes(values: dict[str, str]) -> str:
    shown = (item for item in values.items() if item[1] or item[0] == "alt")
    return "".join(f' {name}="{html.escape(value)}"' for name, value in shown)


def _address(address: str) -> str:
    return re.sub(
        r"[\s\x00-\x1f]",
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()),
        printable(address),
    )
