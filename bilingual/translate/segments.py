"""Segments of a block: its sentences, and what in them an engine must not see.

A sentence goes to an engine whole, as plain text without formatting. Code, addresses and
formulas are words of it that a placeholder stands for. Images, note references and HTML tags
stand between its words: they are left out and put back where they belong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import accumulate, chain, groupby, pairwise, takewhile

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range, move_range, overlapping
from bilingual.chinese.sentences import split_sentences
from bilingual.engines.placeholders import find_placeholders, is_whole
from bilingual.formats.contents import entry_pieces
from bilingual.formats.markers import typed_marker
from bilingual.formats.points import is_point
from bilingual.memory import EntryFormatting
from bilingual.model import Block, BlockKind, Finding, Origin, Recalled, Span, SpanKind
from bilingual.normalize import fixed_ranges
from bilingual.spans import cut_spans


class Role(Enum):
    """What a piece is to its sentence."""

    TEXT = auto()
    WORD = auto()
    """Passes untouched, but is a part of the sentence: code, an address, a formula."""
    POINT = auto()
    """Passes untouched and stands between words: an image, a note reference, an HTML tag."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A span, or the part of one that is in the sentence."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Known:
    """A translation that is there before any engine is asked."""

    text: str
    """With a placeholder for each word that passes untouched, as an engine would give it."""
    points: tuple[int, ...] | None
    """Where in it the points of the sentence stand, in their order; None where that is not said."""
    origin: Origin
    recalled: Recalled | None = None
    """What a memory has, if it is from one."""
    findings: tuple[Finding, ...] = ()
    formatting: EntryFormatting | None = None
    """How a person formatted `text`; None where the source says it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a part of one, in pieces, and what a memory says of it."""

    pieces: tuple[Piece, ...]
    known: Known | None = None
    suggestion: Recalled | None = None
    """The translation of a text like this one."""
    is_marker: bool = False
    """Whether it is the number that was typed before a heading: 第一章. A rule translates it; an
    engine that gets it with the title drops one of the two."""

    @property
    def text(self) -> str:
        return "".join(piece.span.text for piece in self.pieces)

    @property
    def is_translatable(self) -> bool:
        """Whether there is anything to translate."""
        return any(piece.role is Role.TEXT and has_han(piece.span.text) for piece in self.pieces)

    @property
    def needs_engine(self) -> bool:
        """Whether there is anything to hand to an engine."""
        return self.known is None and not self.is_marker and self.is_translatable

    @property
    def masked(self) -> str:
        """The sentence as an engine gets it: a placeholder for each word that passes untouched,
        and no points."""
        return "".join(self._masks()).strip()

    @property
    def places(self) -> tuple[Range, ...]:
        """Where in `masked` each piece stands; nowhere, between two characters, if it is a
        point."""
        masks = self._masks()
        lead = len("".join(masks)) - len("".join(masks).lstrip())
        last = len("".join(masks).strip())
        edges = [min(max(edge - lead, 0), last) for edge in accumulate(map(len, masks), initial=0)]
        return tuple(pairwise(edges))

    @property
    def points(self) -> tuple[Span, ...]:
        """What stands between its words, in order."""
        return tuple(piece.span for piece in self.pieces if piece.role is Role.POINT)

    def unmasked(self, place: Range) -> Range:
        """Where in `text` stands what stands at ``place`` in `masked`."""
        masks = self._masks()
        lead = len("".join(masks)) - len("".join(masks).lstrip())
        changes = [
            (stop, len(piece.span.text) - len(mask))
            for piece, mask, (_, stop) in zip(self.pieces, masks, self.places, strict=True)
        ]
        return move_range(place, [(0, lead), *changes])

    def is_whole_in(self, translation: str) -> bool:
        """Whether ``translation`` has each placeholder, once."""
        return is_whole(translation, self._numbers)

    def words_in(self, translation: str) -> dict[Range, Span]:
        """The words that pass untouched, by the range of their placeholders in ``translation``."""
        return {
            place: self.pieces[int(number)].span
            for place, number in find_placeholders(translation, self._numbers)
        }

    def without_words(self) -> tuple[Segment, ...]:
        """Cut at the words that pass untouched, each of which stands alone then."""
        parts = list[Segment]()
        for is_word, group in groupby(self.pieces, lambda piece: piece.role is Role.WORD):
            pieces = tuple(group)
            parts += [Segment((piece,)) for piece in pieces] if is_word else [Segment(pieces)]
        return tuple(parts)

    @property
    def _numbers(self) -> list[str]:
        """The numbers of the placeholders."""
        return [str(n) for n, piece in enumerate(self.pieces) if piece.role is Role.WORD]

    def _masks(self) -> list[str]:
        return [
            piece.span.text
            if piece.role is Role.TEXT
            else f"X{number}X"
            if piece.role is Role.WORD
            else ""
            for number, piece in enumerate(self.pieces)
        ]


def segments_of(block: Block) -> tuple[Segment, ...]:
    """The block's sentences, or the number, title and page of an entry of the contents; joined,
    their texts are the block's. None for a block without anything to translate."""
    if not block.is_translatable:
        return ()
    fixed, marker = fixed_ranges(block.spans), _marker(block)
    lengths = map(len, _sentences(block, fixed, marker))
    *starts, _ = accumulate(lengths, initial=0)
    placed = cut_spans(block.spans, (*starts, *chain.from_iterable(fixed)))
    sentences: list[list[Piece]] = []
    for _, group in groupby(placed, lambda one: bisect_right(starts, one[0])):
        pieces = [
            Piece(span, _role(span, at, fixed)) for at, span in group if span.text or span.is_opaque
        ]
        notes = list(takewhile(_is_note, pieces)) if sentences else []
        if notes:
            sentences[-1] += notes  # references after the full stop that they belong to
        if rest := pieces[len(notes) :]:
            sentences.append(rest)
    segments = [Segment(tuple(pieces)) for pieces in sentences]
    if marker and segments[0].text == marker:
        segments[0] = replace(segments[0], is_marker=True)
    return tuple(segments)


def _marker(block: Block) -> str:
    """The marker typed at the head of a heading, which has no other; else empty."""
    is_bare = block.kind is BlockKind.HEADING and not block.marker
    return typed_marker(block.text) if is_bare else ""


def _sentences(block: Block, fixed: Sequence[Range], marker: str) -> Sequence[str]:
    if block.is_contents and not any(span.is_opaque for span in block.spans):
        return entry_pieces(block.text)
    lead = len(marker)
    rest = [(max(start, lead) - lead, stop - lead) for start, stop in fixed if stop > lead]
    sentences = split_sentences(block.text[lead:], fixed=rest)
    return [marker, *sentences] if marker else sentences


def _role(span: Span, at: int, fixed: Sequence[Range]) -> Role:
    """The role of a piece that begins at ``at``; ``fixed`` are the ranges that pass untouched."""
    if span.is_opaque:
        return Role.POINT if is_point(span) else Role.WORD
    return Role.WORD if any(overlapping(fixed, at, at + 1)) else Role.TEXT


def _is_note(piece: Piece) -> bool:
    return piece.span.kind is SpanKind.NOTE
