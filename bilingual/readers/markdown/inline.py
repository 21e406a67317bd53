"""Inline tokens of markdown-it -> spans: marks, links, images, references to notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from bilingual.formats.addresses import web_ranges
from bilingual.formats.html.marks import MARKS_BY_TAG
from bilingual.model import Mark, Span, SpanKind
from bilingual.readers.shared.joining import line_joint
from bilingual.spans import merge_spans, trim_spans

_TAG = re.compile(rf"<(/?)({'|'.join(MARKS_BY_TAG)})>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RUBY = re.compile(r"<(/?)(ruby|rb|rt|rp)(?:\s[^<>]*)?>", re.IGNORECASE)
EMPTY_COMMENT = re.compile(r"<!--\s*-->\s*")
"""Keeps two lists apart or fills an item; it is not text."""


def read_inline(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The spans of a paragraph. A line break in the source joins Chinese without a space."""
    tokens = list(_without_readings(tokens))
    reading, tags = _Reading(), _paired_tags(tokens)
    for index, token in enumerate(tokens):
        if index in tags:
            mark, step = tags[index]
            reading.marks[mark] += step
        else:
            reading.take(token)
    return merge_spans(_with_addresses(trim_spans(reading.spans)))


@dataclass(slots=True)
class _Reading:
    """What has been read of a paragraph, and the formatting that is open."""

    spans: list[Span] = field(default_factory=list)
    marks: Counter[Mark] = field(default_factory=Counter)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address and title."""
    is_broken: bool = False
    """Whether a line has just ended that is to be joined with the next."""

    def take(self, token: Token) -> None:
        name = token.type.rpartition("_")[0]
        if token.type == "text":
            self._add(token.content)
        elif token.type == "code_inline":
            self._add(token.content, SpanKind.CODE)
        elif token.type == "hardbreak" or _BREAK.fullmatch(token.content):
            self._break_line()
        elif token.type in ("html_inline", "raw") and not EMPTY_COMMENT.fullmatch(token.content):
            self._add(token.content.replace("\n", " "), SpanKind.RAW)
        elif token.type == "image":
            self._add_image(token)
        elif token.type == "footnote_ref":
            number = token.meta["id"] + 1
            self._add(f"[{number}]", SpanKind.NOTE, href=token.meta["label"])
        elif token.type == "softbreak":
            self.is_broken = True
        elif token.type == "link_open":
            title = str(token.attrs.get("title", ""))
            self.links.append((str(token.attrs.get("href", "")), title))
        elif token.type == "link_close":
            self.links.pop()
        elif name in MARKS_BY_TAG:
            self.marks[MARKS_BY_TAG[name]] += token.nesting

    def _add(
        self, text: str, kind: SpanKind = SpanKind.TEXT, *, href: str = "", title: str = ""
    ) -> None:
        before = "".join(span.text[-1:] for span in self.spans[-2:])
        if self.is_broken and text:
            joint = line_joint(before, text) if kind is SpanKind.TEXT else " "
            if joint and not before.endswith((" ", "\n")):
                self.spans.append(Span(text=joint))
            self.is_broken = False
        if before.endswith("\n") and kind is SpanKind.TEXT:
            text = text.lstrip(" \t")
        address, address_title = self.links[-1] if self.links else ("", "")
        is_linked = kind not in (SpanKind.IMAGE, SpanKind.NOTE)
        self.spans.append(
            Span(
                text=text,
                kind=kind,
                marks=frozenset(mark for mark, depth in self.marks.items() if depth),
                href=address if is_linked else href,
                title=address_title if is_linked else title,
                link=address if kind is SpanKind.IMAGE else "",
            )
        )

    def _add_image(self, token: Token) -> None:
        text = "".join(span.text for span in read_inline(token.children or ()))
        href, title = (str(token.attrs.get(name, "")) for name in ("src", "title"))
        self._add(text, SpanKind.IMAGE, href=href, title=title)

    def _break_line(self) -> None:
        if self.spans and self.spans[-1].kind is SpanKind.TEXT:
            self.spans[-1] = replace(self.spans[-1], text=self.spans[-1].text.rstrip(" \t"))
        self._add("\n")
        self.is_broken = False


def _paired_tags(tokens: Iterable[Token]) -> dict[int, tuple[Mark, int]]:
    """The HTML tags that are formatting we know, opened and closed: where, which, and 1 or -1."""
    paired: dict[int, tuple[Mark, int]] = {}
    open_tags: list[tuple[str, int]] = []
    open_names: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        match = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if match is None:
            continue
        name = match[2].lower()
        if not match[1]:
            open_tags.append((name, index))
            open_names[name] += 1
            continue
        while open_names[name]:
            other, start = open_tags.pop()
            open_names[other] -= 1
            if other == name:
                paired[start], paired[index] = (MARKS_BY_TAG[name], 1), (MARKS_BY_TAG[name], -1)
                break
    return paired


def _without_readings(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, of ruby (``<ruby>字<rt>zì</rt></ruby>``) the base. What is not closed stays."""
    tags = [
        _RUBY.fullmatch(token.content) if token.type == "html_inline" else None for token in tokens
    ]
    last = {match[2].lower(): index for index, match in enumerate(tags) if match and match[1]}
    inside = ""
    for index, (token, match) in enumerate(zip(tokens, tags, strict=True)):
        name = match[2].lower() if match else ""
        if match and index <= last.get(name, -1):
            if not match[1] and not inside and name in ("rt", "rp"):
                inside = name
            elif match[1] and name == inside:
                inside = ""
        elif not inside:
            yield token


def _with_addresses(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, web addresses in their text made links."""
    for span in spans:
        if span.is_opaque or span.href:
            yield span
            continue
        at = 0
        for start, stop in web_ranges(span.text):
            if at < start:
                yield replace(span, text=span.text[at:start])
            yield replace(span, text=span.text[start:stop], href=span.text[start:stop])
            at = stop
        if at < len(span.text):
            yield replace(span, text=span.text[at:])
