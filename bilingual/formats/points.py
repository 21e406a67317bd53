"""What stands between the words of a sentence and is none: images, note references, HTML tags."""

from __future__ import annotations

import re

from bilingual.model import Span, SpanKind

TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)(?:\s[^<>]*?)?/?>|<!--.*?-->", re.S)
"""An HTML tag or comment."""


def is_point(span: Span) -> bool:
    """Whether a span stands between words: a sentence reads the same without it."""
    return span.kind in (SpanKind.IMAGE, SpanKind.NOTE) or (
        span.kind is SpanKind.RAW and TAG.fullmatch(span.text) is not None
    )
