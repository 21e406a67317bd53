"""Inline codes: what of a text is formatting, a link, an image, a note reference, code.

A translator sees them as tags that stand around words, or between them. Codes that answer to each
other in source and translation have the same number. A new mark needs a row only where a format
has a name of its own for it; elsewhere its name is ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import TypeAlias

from bilingual.formats.html.marks import tag_for
from bilingual.formats.points import POINT, is_point
from bilingual.formats.shown import printable
from bilingual.model import Mark, Span, SpanKind

_STANDING = re.compile(f"(\n|{POINT})")
_IN_LINKS = frozenset({SpanKind.TEXT, SpanKind.CODE, SpanKind.RAW})


class CodeKind(StrEnum):
    """What a code stands for."""

    MARK = "mark"
    """Formatting of the words inside."""
    LINK = "link"
    BREAK = "break"
    """A line break."""
    POINT = "point"
    """An image, a note reference, an HTML tag: a sentence reads the same without it."""
    TEXT = "text"
    """Code or a formula, which is text that nobody translates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code, whatever format it is written in."""

    kind: CodeKind
    mark: Mark | None = None
    before: str = ""
    """What a web page would have there; of ``TEXT``, the text itself."""
    after: str = ""
    """The same where it ends; empty for one that stands between words."""
    shown: str = ""
    """What a person reads in its place."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A code between words."""

    code: Code
    id: str


@dataclass(frozen=True, slots=True)
class Around:
    """A code around words."""

    code: Code
    id: str
    inside: tuple[Piece, ...]


Piece: TypeAlias = str | Standing | Around


def encode(*sides: Iterable[Span]) -> tuple[tuple[Piece, ...], ...]:
    """Texts that answer to each other, such as a source and its translation, as words and codes.

    ``数据`` in bold before a reference to note 1, and ``data`` in bold before it, become
    ``<1>数据</1><2/>`` and ``<1>data</1><2/>``.
    """
    numbers = _Numbers()
    return tuple(tuple(_Side(numbers).pieces(tuple(spans), frozenset[Code]())) for spans in sides)


@dataclass(slots=True)
class _Numbers:
    """The numbers of codes: the second bold stretch of a text is another code than the first."""

    given: dict[tuple[Code, int], str] = field(default_factory=dict)

    def number(self, code: Code, nth: int) -> str:
        return self.given.setdefault((code, nth), str(len(self.given) + 1))


@dataclass(slots=True)
class _Side:
    """One text while it is encoded."""

    numbers: _Numbers
    seen: defaultdict[Code, int] = field(default_factory=lambda: defaultdict(int))

    def pieces(self, spans: Sequence[Span], around: frozenset[Code]) -> Iterator[Piece]:
        """The spans as pieces; what reaches farthest stands outside."""
        at = 0
        while at < len(spans):
            if not _has_codes(spans[at]):
                yield from self._leaf(spans[at])
                at += 1
                continue
            stops = {
                code: _stop_of_run(spans, at, code)
                for code in _codes_around(spans[at])
                if code not in around
            }
            if not stops:
                yield from self._leaf(spans[at])
                at += 1
                continue
            stop = max(stops.values())
            code = next(one for one, end in stops.items() if end == stop)
            id_ = self._id(code)
            inside = tuple(self.pieces(spans[at:stop], around | {code}))
            yield Around(code, id_, inside)
            at = stop

    def _leaf(self, span: Span) -> Iterator[Piece]:
        if span.kind is not SpanKind.TEXT:
            yield self._standing(_standing_code(span))
            return
        for part in filter(None, _STANDING.split(printable(span.text))):
            if part == "\n":
                yield self._standing(_BREAK)
            elif part == POINT:
                yield self._standing(_POINT)
            else:
                yield part

    def _standing(self, code: Code) -> Standing:
        return Standing(code, self._id(code))

    def _id(self, code: Code) -> str:
        self.seen[code] += 1
        return self.numbers.number(code, self.seen[code])


_BREAK = Code(kind=CodeKind.BREAK, before="<br/>", shown="\n")
_POINT = Code(kind=CodeKind.POINT)


def _has_codes(span: Span) -> bool:
    return bool(span.marks or span.href)


def _codes_around(span: Span) -> Iterator[Code]:
    if span.href and span.kind in _IN_LINKS:
        title = f' title="{escape(span.title)}"' if span.title else ""
        before = printable(f'<a href="{escape(span.href)}"{title}>')
        yield Code(kind=CodeKind.LINK, before=before, after="</a>")
    for mark in Mark:
        if mark in span.marks:
            tag = tag_for(mark)
            yield Code(kind=CodeKind.MARK, mark=mark, before=f"<{tag}>", after=f"</{tag}>")


def _standing_code(span: Span) -> Code:
    text = printable(span.text)
    if span.kind is SpanKind.IMAGE:
        html = f'<img src="{escape(printable(span.href))}" alt="{escape(text)}"/>'
        return Code(kind=CodeKind.POINT, before=html, shown=text or "[image]")
    if is_point(span):
        return Code(kind=CodeKind.POINT, before=text, shown=text)
    return Code(kind=CodeKind.TEXT, before=text, shown=text)


def _stop_of_run(spans: Sequence[Span], start: int, code: Code) -> int:
    """Where the run from ``start`` on ends that has a code all through."""
    stop = start
    while stop < len(spans) and code in _codes_around(spans[stop]):
        stop += 1
    return stop
