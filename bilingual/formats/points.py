"""What stands between the words of a sentence and is none: images, note references, HTML tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bilingual.model import Span, SpanKind

TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)(?:\s[^<>]*?)?/?>|<!--.*?-->", re.S)
"""An HTML tag or comment."""
POINT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for an image, a note reference or an HTML tag in texts without formatting."""


def is_point(span: Span) -> bool:
    """Whether a span stands between words: a sentence reads the same without it."""
    return span.kind in (SpanKind.IMAGE, SpanKind.NOTE) or (
        span.kind is SpanKind.RAW and TAG.fullmatch(span.text) is not None
    )


def pointed_text(spans: Iterable[Span]) -> str:
    """The text of spans, with one sign for each point: ``根据规定[1]，`` with a reference to a note
    is ``根据规定￼，``."""
    return "".join(POINT if is_point(span) else span.text for span in spans)
