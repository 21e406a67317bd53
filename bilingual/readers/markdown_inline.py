"""Inline tokens of markdown-it -> spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from bilingual.model import Mark, Span, SpanKind
from bilingual.readers.joining import line_joint
from bilingual.readers.spans import trim_spans

_MARKS = {"strong": Mark.BOLD, "em": Mark.ITALIC, "s": Mark.STRIKE}
_OPAQUE = {
    "code_inline": SpanKind.CODE,
    "html_inline": SpanKind.RAW,
    "raw": SpanKind.RAW,
}
_BARE_ADDRESS = re.compile(r"(https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]*[A-Za-z0-9/=&#_-])")


def read_inline(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The spans of a paragraph. A line break in the source joins Chinese without a space."""
    spans: list[Span] = []
    marks: Counter[Mark] = Counter()
    links: list[str] = []
    is_broken = False

    def add(text: str, kind: SpanKind = SpanKind.TEXT, href: str = "") -> None:
        nonlocal is_broken
        active = frozenset(mark for mark, depth in marks.items() if depth)
        href = href or (links[-1] if links else "")
        if is_broken and text:
            before = "".join(span.text for span in spans[-2:])
            joint = line_joint(before, text) if kind is SpanKind.TEXT else " "
            if joint and not before.endswith((" ", "\n")):
                spans.append(Span(text=joint))
            is_broken = False
        spans.append(Span(text=text, kind=kind, marks=active, href=href))

    for token in tokens:
        name = token.type.rpartition("_")[0]
        if token.type == "text" and not links:
            for index, part in enumerate(_BARE_ADDRESS.split(token.content)):
                if part:
                    add(part, href=part if index % 2 else "")
        elif token.type == "text":
            add(token.content)
        elif token.type in _OPAQUE:
            add(token.content, _OPAQUE[token.type])
        elif token.type == "image":
            text = "".join(span.text for span in read_inline(token.children or ()))
            add(text, SpanKind.IMAGE, str(token.attrs.get("src", "")))
        elif token.type == "softbreak":
            is_broken = True
        elif token.type == "hardbreak":
            add("\n")
        elif token.type == "link_open":
            links.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            links.pop()
        elif name in _MARKS:
            marks[_MARKS[name]] += token.nesting
    return trim_spans(spans)
