"""The text of a paragraph as it is gathered, where white space is collapsed as in web pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bilingual.model import Span, SpanKind
from bilingual.readers.shared.joining import line_joint
from bilingual.spans import cut_spans, joined_text, merge_spans, trim_spans

_SPACE = re.compile(r"([ \t\n\r\f]+)")
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\xad"))
_PARAGRAPH_BREAK = re.compile("\n[ \xa0]*(?:(?:\n[ \xa0]*)+|\u3000\u3000|\xa0{2})")
"""Two breaks, or a break and an indent: how pages without ``<p>`` begin a paragraph."""
_OPAQUE = "\ufffc"


@dataclass(slots=True)
class Run:
    """The spans of a paragraph so far. White space counts only when text follows it."""

    spans: list[Span] = field(default_factory=list)
    space: str = ""

    def text(self, text: str, style: Span) -> None:
        """Add text formatted as ``style`` is: its white space collapsed, a line's end between
        Chinese dropped."""
        pieces: list[str] = []
        for index, piece in enumerate(_SPACE.split(text.translate(_INVISIBLE))):
            if index % 2:
                self.space = "\n" if "\n" in piece or "\n" in self.space else " "
            elif piece:
                if pieces:
                    pieces.append(" " if self.space == " " else line_joint(pieces[-1], piece))
                    self.space = ""
                else:
                    self._joint(piece, style)
                pieces.append(piece)
        if pieces:
            self.spans.append(replace(style, text="".join(pieces)))

    def opaque(self, span: Span) -> None:
        """Add an image or the like."""
        self._joint("X", Span(text=""))
        self.spans.append(span)

    def line_break(self) -> None:
        """Add ``<br>``; more than two say no more than two."""
        self.space = ""
        if [span.text for span in self.spans[-2:]] != ["\n", "\n"]:
            self.spans.append(Span(text="\n"))

    def raw(self, text: str) -> None:
        """Add preformatted text."""
        self.spans.append(Span(text=text))

    def take(self) -> list[tuple[Span, ...]]:
        """The paragraphs gathered, trimmed; the run is empty afterwards."""
        spans, self.spans, self.space = merge_spans(self.spans), [], ""
        paragraphs = (trim_spans(part) for part in _paragraphs(spans))
        return [paragraph for paragraph in paragraphs if paragraph]

    def take_raw(self) -> str:
        """The text gathered, as it stands."""
        spans, self.spans, self.space = self.spans, [], ""
        return joined_text(spans)

    def _joint(self, following: str, style: Span) -> None:
        last = self.spans[-1] if self.spans else None
        if self.space and last and not last.text.endswith("\n"):
            is_text = last.kind is SpanKind.TEXT
            joint = " " if self.space == " " or not is_text else line_joint(last.text, following)
            if joint:
                is_same_link = last.href == style.href and is_text
                between = style if is_same_link else Span(text="")
                self.spans.append(replace(between, text=joint, marks=last.marks & style.marks))
        self.space = ""


def _paragraphs(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The spans, parted where a paragraph ends without an element that says so.

    A span ``甲<br><br>乙`` gives two tuples: ``甲<br><br>`` and ``乙``.
    """
    text = "".join(_OPAQUE * len(span.text) if span.is_opaque else span.text for span in spans)
    ends = [match.end() for match in _PARAGRAPH_BREAK.finditer(text)]
    pieces = cut_spans(spans, ends)
    for _, part in groupby(pieces, key=lambda piece: bisect_right(ends, piece[0])):
        yield tuple(span for _, span in part)
