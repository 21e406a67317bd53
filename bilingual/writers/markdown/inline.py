"""Spans as Markdown, so that what a reader sees is exactly their text.

Formatting nests: whatever covers the most spans stands outside. Emphasis is drawn with stars
where CommonMark takes them for emphasis for certain, and with HTML tags elsewhere; without
spaces between words, as in Chinese, that is often so beside punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilingual.formats.addresses import is_mailbox
from bilingual.formats.html.marks import tag_for
from bilingual.model import Mark, Span, SpanKind
from bilingual.writers.markdown.escape import (
    code_span,
    destination,
    escape,
    flat,
    guard_edges,
    guard_line,
)
from bilingual.writers.markdown.html import link_of

_DELIMITERS = {
    (Mark.BOLD,): "**",
    (Mark.ITALIC,): "*",
    (Mark.BOLD, Mark.ITALIC): "***",
    (Mark.STRIKE,): "~~",
}
_MARK_ORDER = tuple(sorted(Mark, key=lambda mark: (mark,) in _DELIMITERS))
"""From outside in, of marks that cover the same spans: stars open best beside a tag."""
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>|\x00-\x1f]*")


def inline(spans: Iterable[Span]) -> str:
    """Spans as a Markdown paragraph. Line breaks are a backslash at the end of the line."""
    *lines, last = _compose(spans).split("\n")
    broken = [guard_line(line, end="\\") for line in lines]
    if lines and not last:
        return "\n".join(broken)[:-1] + "<br>"
    return "\n".join([*broken, guard_line(last)])


def inline_line(spans: Iterable[Span]) -> str:
    """Spans on one line of Markdown, as in headings. Line breaks are ``<br>``."""
    text = "<br>".join(guard_edges(line) for line in _compose(spans).split("\n"))
    return re.sub(r"#(?=#*$)", r"\#", text)


def inline_cell(spans: Iterable[Span]) -> str:
    """Spans in a cell of a pipe table, where even in code a pipe must be escaped."""
    lines = _compose(spans, pipe="\\|").split("\n")
    return "<br>".join(map(guard_edges, lines))


def _compose(spans: Iterable[Span], *, pipe: str = "|") -> str:
    """Spans one after the other; ``\\n`` stands for hard line breaks only."""
    filled = [span for span in spans if span.text or span.kind is SpanKind.IMAGE]
    return _Frame(pipe=pipe).fill(filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What stands around some spans."""

    pipe: str
    marks: frozenset[Mark] = frozenset()
    link: tuple[str, str] = ("", "")
    before: str = ""
    """The last character before them."""
    after: str = ""

    def fill(self, spans: Sequence[Span]) -> str:
        """The spans as Markdown."""
        text, at = "", 0
        while at < len(spans):
            marks, is_link, stop = self._widest(spans, at)
            run, before = spans[at:stop], text[-1:] or self.before
            after = self._first_character(spans[stop]) if stop < len(spans) else self.after
            if is_link:
                piece = self._linked(run)
            elif marks:
                piece = self._marked(run, marks, before, after)
            else:
                piece = self._leaf(run)
            text = _attach(text, piece)
            at = stop
        return text

    def _widest(self, spans: Sequence[Span], at: int) -> tuple[tuple[Mark, ...], bool, int]:
        """What formats the most spans from here on: marks or a link, and where it ends."""
        first = spans[at]
        reach = {mark: _reach(spans, at, mark) for mark in _MARK_ORDER if self._is_new(first, mark)}
        link = link_of(first) if link_of(first) != self.link else ("", "")
        link_stop = at
        if link[0]:
            link_stop = at + 1
            while link_stop < len(spans) and link_of(spans[link_stop]) == link:
                link_stop += 1
        widest = max(reach.values(), default=at)
        if link_stop > at and link_stop >= widest:
            return (), True, link_stop
        if reach:
            marks = tuple(mark for mark in _MARK_ORDER if reach.get(mark) == widest)
            is_both = marks[:2] == (Mark.BOLD, Mark.ITALIC)
            return marks[: 2 if is_both else 1], False, widest
        stop = at + 1
        while stop < len(spans) and self._is_alike(first, spans[stop]):
            stop += 1
        return (), False, stop

    def _is_new(self, span: Span, mark: Mark) -> bool:
        return mark in span.marks and mark not in self.marks

    def _is_alike(self, span: Span, other: Span) -> bool:
        facts = (span.kind, span.marks, link_of(span))
        return facts == (other.kind, other.marks, link_of(other))

    def _marked(
        self, spans: Sequence[Span], marks: tuple[Mark, ...], before: str, after: str
    ) -> str:
        worn = self.marks | set(marks)
        delimiter = _DELIMITERS.get(marks, "")
        if delimiter:
            edge = delimiter[0]
            inside = _Frame(pipe=self.pipe, marks=worn, link=self.link, before=edge, after=edge)
            piece = inside.fill(spans)
            if _can_flank(piece, edge, before, after):
                return f"{delimiter}{piece}{delimiter}"
        inside = _Frame(pipe=self.pipe, marks=worn, link=self.link, before=">", after="<")
        piece = inside.fill(spans)
        for mark in reversed(marks):
            piece = f"<{tag_for(mark)}>{piece}</{tag_for(mark)}>"
        return piece

    def _linked(self, spans: Sequence[Span]) -> str:
        link = address, title = link_of(spans[0])
        text = "".join(span.text for span in spans)
        if not title and all(_is_plain(span, self.marks) for span in spans):
            is_mail = address == f"mailto:{text}" and is_mailbox(text)
            if is_mail or (address == text and _AUTOLINK.fullmatch(text)):
                return f"<{text}>"
        inside = _Frame(pipe=self.pipe, marks=self.marks, link=link, before="[", after="]")
        return f"[{inside.fill(spans)}]({destination(address, title)})"

    def _leaf(self, spans: Sequence[Span]) -> str:
        """Neighbours of one kind; two code spans could not touch."""
        kind, text = spans[0].kind, "".join(span.text for span in spans)
        match kind:
            case SpanKind.CODE:
                return code_span(text).replace("|", self.pipe)
            case SpanKind.RAW:
                return "".join(flat(span.text) for span in spans).replace("|", self.pipe)
            case SpanKind.NOTE:
                return "".join(f"[^{span.href}]" for span in spans)
            case SpanKind.IMAGE:
                return "".join(map(_image, spans))
            case _:
                return escape(text)

    def _first_character(self, span: Span) -> str:
        return self._leaf([span])[:1]


def _reach(spans: Sequence[Span], at: int, mark: Mark) -> int:
    while at < len(spans) and mark in spans[at].marks:
        at += 1
    return at


def _is_plain(span: Span, marks: frozenset[Mark]) -> bool:
    return span.kind is SpanKind.TEXT and span.marks <= marks


def _image(span: Span) -> str:
    return f"![{escape(flat(span.text))}]({destination(span.href, span.title)})"


def _attach(text: str, piece: str) -> str:
    """Two pieces side by side, kept from making up a link, an image or a footnote together."""
    if text.endswith("!") and piece.startswith("["):
        return f"{text[:-1]}\\!{piece}"
    if text.endswith("]") and not text.endswith("\\]") and piece.startswith(("(", ":")):
        return f"{text}\\{piece}"
    return text + piece


def _can_flank(piece: str, sign: str, before: str, after: str) -> bool:
    """Whether delimiters around the piece open and close emphasis: CommonMark refuses where they
    stand between a letter and punctuation. (Symbols are punctuation since version 0.31 only;
    here they are whatever is worse.)"""
    if not piece or sign in (before, after):
        return False
    return (
        not piece[0].isspace()
        and not piece[-1].isspace()
        and (not _is_punctuation(piece[0]) or _is_edge(before))
        and (not _is_punctuation(piece[-1]) or _is_edge(after))
    )


def _is_edge(character: str) -> bool:
    if not character or character.isspace():
        return True
    return (character.isascii() and not character.isalnum()) or _category(character) == "P"


def _is_punctuation(character: str) -> bool:
    return _category(character) in "PS"


def _category(character: str) -> str:
    return unicodedata.category(character)[0]
