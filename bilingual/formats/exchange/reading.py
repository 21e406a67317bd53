"""Segments of exchange files read: words, and what codes of ours say of them.

Of the elements inside, codes of other programs are no text (``bpt``, ``ept``, ``ph``, ``it``,
``ut``, ``x``), unless a ``sub`` in them holds some; text inside of others is (``g``, ``mrk``,
``pc``). Codes that say that they are bold, italic and so on are that, whoever wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from bilingual.formats.exchange.names import BREAKS, MARKS, POINTS, TEXTS
from bilingual.formats.points import POINT
from bilingual.formats.xml import Element, tag_of
from bilingual.model import Mark, Span

_OPENING = frozenset({"bpt", "sc"})
_CLOSING = frozenset({"ept", "ec"})
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sc", "ec"})


def segment_spans(element: Element, data: Mapping[str, str] | None = None) -> tuple[Span, ...]:
    """The text of a segment with its formatting, without white space at its ends; ``\\ufffc`` for
    each of our points. ``data`` is the original data of the codes of XLIFF 2, by its id."""
    if not len(element):  # as nearly all are, and files may have millions
        text = (element.text or "").strip()
        return (Span(text=text),) if text else ()
    runs = groupby(_Walk(data or {}).inside(element, frozenset()), key=itemgetter(1))
    return _trimmed([("".join(text for text, _ in run), marks) for marks, run in runs])


_Piece = tuple[str, frozenset[Mark]]


def _trimmed(pieces: list[_Piece]) -> tuple[Span, ...]:
    """The pieces as spans, without white space at the ends."""
    while pieces and not pieces[0][0].strip():
        del pieces[0]
    while pieces and not pieces[-1][0].strip():
        del pieces[-1]
    if pieces:
        pieces[0] = (pieces[0][0].lstrip(), pieces[0][1])
        pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
    return tuple(Span(text=text, marks=marks) for text, marks in pieces)


@dataclass(slots=True)
class _Walk:
    """A walk through a segment."""

    data: Mapping[str, str]
    open: dict[str, Mark] = field(default_factory=dict)
    """What codes have begun that are not elements around the words, by their number."""

    def inside(self, element: Element, marks: frozenset[Mark]) -> Iterator[_Piece]:
        yield from self._text(element.text, marks)
        for one in element:
            tag = tag_of(one)
            if tag == "cp":  # a control character, for which XML has no place
                yield from self._text(" ", marks)
            elif tag in _CODES:
                yield from self._code(one, tag, marks)
            else:
                mark = MARKS.get(_kind(one)) if tag != "mrk" else None
                yield from self.inside(one, marks | {mark} if mark else marks)
            yield from self._text(one.tail, marks)

    def _code(self, code: Element, tag: str, marks: frozenset[Mark]) -> Iterator[_Piece]:
        kind = _kind(code)
        if kind in BREAKS:
            yield from self._text("\n", marks)
        elif kind in POINTS:
            yield from self._text(POINT, marks)
        elif kind in TEXTS:
            yield from self._text(self._original(code), marks)
        elif tag in _OPENING and kind in MARKS:
            self.open[code.get("i") or code.get("id") or ""] = MARKS[kind]
        elif tag in _CLOSING:
            self.open.pop(code.get("i") or code.get("startRef") or "", None)
        for sub in (inner for inner in code.iter() if tag_of(inner) == "sub"):
            yield from self._text(" ", marks)
            yield from self.inside(sub, marks)
            yield from self._text(" ", marks)

    def _original(self, code: Element) -> str:
        """The text that a code of ours stands for."""
        held = self.data.get(code.get("dataRef") or "")
        return held or code.get("equiv-text") or code.get("equiv") or code.text or ""

    def _text(self, text: str | None, marks: frozenset[Mark]) -> Iterator[_Piece]:
        if text:
            yield text, marks.union(self.open.values()) if self.open else marks


def _kind(code: Element) -> str:
    """What a code says that it is: ``subType`` of XLIFF 2, ``ctype`` of XLIFF 1, ``type``."""
    return code.get("subType") or code.get("ctype") or code.get("type") or ""
