"""Spans as Markdown, so that what a reader sees is exactly their text.

Formatting nests: what the most spans have stands outside. Emphasis is drawn with stars
where CommonMark takes them for emphasis for certain, and with HTML tags elsewhere; without
spaces between words, as in Chinese, that is often so beside punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

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
from bilingual.writers.markdown.inline_html import link_of

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
        """The spans as Markdown. Each turn takes the longest run that has one mark or one link,
        and has a frame of its own fill it.

        Of ``a`` in bold, ``b`` in bold italics and a plain ``c``, the first run is ``ab``, since
        bold reaches farther than italics. In the frame of bold, ``a`` is a leaf and ``b`` a run in
        italics. So ``ab`` becomes ``**a*b***``; then comes the leaf ``c``.
        """
        text, stop = "", 0
        while stop < len(spans):
            start = stop
            marks, is_link, stop = self._longest_run(spans, start)
            run = spans[start:stop]
            if is_link:
                piece = self._linked(run)
            elif marks:
                after = self._first_character(spans[stop]) if stop < len(spans) else self.after
                piece = self._marked(run, marks, text[-1:] or self.before, after)
            else:
                piece = self._leaf(run)
            text = _attach(text, piece)
        return text

    def _longest_run(self, spans: Sequence[Span], start: int) -> tuple[tuple[Mark, ...], bool, int]:
        """The longest run from ``start`` on: the marks that it has all through, or whether it is
        a link, and where it ends. Without new marks and links, it is a run of one nature."""
        first = spans[start]
        stops = {
            mark: _stop_of_run(spans, start, partial(_has_mark, mark))
            for mark in _MARK_ORDER
            if mark in first.marks - self.marks
        }
        farthest = max(stops.values(), default=start)
        link = link_of(first)
        if link[0] and link != self.link:
            stop = _stop_of_run(spans, start, lambda span: link_of(span) == link)
            if stop >= farthest:
                return (), True, stop
        if not stops:
            nature = _nature(first)
            stop = _stop_of_run(spans, start, lambda span: _nature(span) == nature)
            return (), False, stop
        marks = tuple(mark for mark, stop in stops.items() if stop == farthest)
        is_both = marks[:2] == (Mark.BOLD, Mark.ITALIC)
        return marks[: 2 if is_both else 1], False, farthest

    def _marked(
        self, spans: Sequence[Span], marks: tuple[Mark, ...], before: str, after: str
    ) -> str:
        inner = self.marks | set(marks)
        delimiter = _DELIMITERS.get(marks, "")
        if delimiter:
            edge = delimiter[0]
            inside = _Frame(pipe=self.pipe, marks=inner, link=self.link, before=edge, after=edge)
            piece = inside.fill(spans)
            if _can_flank(piece, edge, before, after):
                return f"{delimiter}{piece}{delimiter}"
        inside = _Frame(pipe=self.pipe, marks=inner, link=self.link, before=">", after="<")
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
            case _ if spans[0].reading:
                read = (f"{escape(one.text)}<rt>{one.reading}</rt>" for one in spans)
                return f"<ruby>{''.join(read)}</ruby>"
            case _:
                return escape(text)

    def _first_character(self, span: Span) -> str:
        return self._leaf([span])[:1]


def _stop_of_run(spans: Sequence[Span], start: int, is_in: Callable[[Span], bool]) -> int:
    """Where the run from ``start`` on ends of which every span is in."""
    return next((at for at in range(start, len(spans)) if not is_in(spans[at])), len(spans))


def _has_mark(mark: Mark, span: Span) -> bool:
    return mark in span.marks


def _nature(span: Span) -> tuple[object, ...]:
    return span.kind, span.marks, link_of(span), bool(span.reading)


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
