"""The formatting of a segment: what all its words have, what a part of them has, and what stands
between them. `applying` gives it to the translation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TypeAlias

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range
from bilingual.engines.placeholders import PLACEHOLDER
from bilingual.formats.addresses import is_followed
from bilingual.formats.ledger import LEARNED_MARKS, is_learned_link
from bilingual.formats.points import TAG
from bilingual.memory import EntryFormatting
from bilingual.memory.formatting import Feature
from bilingual.model import Mark, Span, SpanKind
from bilingual.translate.segments import Piece, Role, Segment

_Placed: TypeAlias = tuple[Piece, Range]

_NOTHING = frozenset[Mark]()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a segment with one formatting: a mark, a link, or a pair of HTML tags."""

    place: Range
    """In `Segment.masked`."""
    mark: Mark | None = None
    link: tuple[str, str] | None = None
    """Address and title."""
    tags: tuple[Span, Span] | None = None

    @property
    def name(self) -> str:
        """For messages."""
        return self.mark.value if self.mark else "link" if self.link else "HTML tags"


@dataclass(frozen=True, slots=True)
class Formatting:
    """What formatting a segment has, and where."""

    marks: frozenset[Mark]
    """Marks of all its words."""
    link: tuple[str, str] | None
    """Address and title of a link over all its words."""
    stretches: tuple[Stretch, ...]
    """What only a part of it has, in order; longer ones first."""
    points: tuple[tuple[int, Span], ...]
    """What stands between its words, and where in `Segment.masked`."""
    hints: tuple[str, ...]
    """The texts whose translations tell where the stretches belong."""
    given: tuple[Stretch, ...] = ()
    """What a person gave words of the translation, with its places there."""

    @property
    def needs_places(self) -> bool:
        """Whether anything must find its place in a translation."""
        return bool(self.stretches or self.points)


def formatting_of(segment: Segment) -> Formatting:
    """The formatting of ``segment``'s pieces."""
    if all(_is_plain(piece) for piece in segment.pieces):
        return _PLAIN
    placed = list(zip(segment.pieces, segment.places, strict=True))
    words = [piece.span for piece, _ in placed if piece.role is Role.TEXT and _has_words(piece)]
    marks = frozenset.intersection(*(span.marks for span in words)) if words else _NOTHING
    links = {_link(span) for span in words}
    link = links.pop() if len(links) == 1 else None
    stretches = [
        Stretch(place, mark=mark)
        for mark in Mark
        if mark not in marks
        for place in _runs(placed, partial(_is_marked, mark))
    ]
    stretches += [
        Stretch(place, link=one)
        for one in dict.fromkeys(map(_link, words))
        if one and one != link
        for place in _runs(placed, partial(_is_linked, one))
    ]
    pairs = _tag_pairs(placed)
    paired = {index for indices, _ in pairs for index in indices}
    stretches += [stretch for _, stretch in pairs]
    masked = segment.masked
    texts = [masked[slice(*stretch.place)] for stretch in stretches]
    return Formatting(
        marks=marks,
        link=link,
        stretches=tuple(sorted(stretches, key=lambda one: (one.place[0], -one.place[1]))),
        hints=tuple(text for text in texts if has_han(text) and not PLACEHOLDER.search(text)),
        points=tuple(
            (place[0], piece.span)
            for index, (piece, place) in enumerate(placed)
            if piece.role is Role.POINT and index not in paired
        ),
    )


_PLAIN = Formatting(marks=_NOTHING, link=None, stretches=(), points=(), hints=())


def _is_plain(piece: Piece) -> bool:
    """Whether nothing of the formatting comes from ``piece``, as for most of them."""
    return piece.role is not Role.POINT and not piece.span.marks and not piece.span.href


def remembered_formatting(formatting: Formatting, known: EntryFormatting | None) -> Formatting:
    """The formatting of a segment whose translation a person formatted: what the source had then is
    where the person put it, as far as the source still has it; what the person added stays; and
    what the source has since then finds its place as ever. Where links of the source lead
    elsewhere now, as many as then, so do those of the translation."""
    if known is None:
        return formatting
    now = _features(formatting)
    then = dict.fromkeys(now if known.source is None else (one.feature for one in known.source))
    lost = [one for one in then if isinstance(one, tuple) and one not in now]
    new = [one for one in now if isinstance(one, tuple) and one not in then]
    renamed = dict[Feature, Feature](zip(lost, new, strict=True) if len(lost) == len(new) else ())
    settled = {*then, *renamed.values()}
    kept = [one for one in known.target if one.feature in renamed or one.feature not in then]
    kept += [one for one in known.target if one.feature in then and one.feature in now]
    stretches = tuple(one for one in formatting.stretches if _feature(one) not in settled)
    return replace(
        formatting,
        marks=formatting.marks - settled,
        link=None if formatting.link in settled else formatting.link,
        stretches=stretches,
        hints=formatting.hints if stretches else (),
        given=tuple(
            _stretch((one.start, one.stop), renamed.get(one.feature, one.feature)) for one in kept
        ),
    )


def _features(formatting: Formatting) -> list[Feature]:
    """Marks and links that entries know, in their order."""
    links = (formatting.link, *(one.link for one in formatting.stretches))
    marks = (*formatting.marks, *(one.mark for one in formatting.stretches))
    return [
        *(one for one in links if one and is_learned_link(one[0])),
        *(one for one in marks if one in LEARNED_MARKS),
    ]


def _feature(stretch: Stretch) -> Feature | None:
    return stretch.mark or stretch.link


def _stretch(place: Range, feature: Feature) -> Stretch:
    if isinstance(feature, Mark):
        return Stretch(place, mark=feature)
    return Stretch(place, link=feature)


def without_tags(formatting: Formatting) -> Formatting:
    """The formatting without HTML tags, which are points then."""
    kept = tuple(one for one in formatting.stretches if not one.tags)
    return replace(formatting, stretches=kept)


def _runs(placed: Sequence[_Placed], has_it: Callable[[Span], bool]) -> Iterator[Range]:
    """Where neighbouring pieces with words have something; points do not part them."""
    solid = [(piece, place) for piece, place in placed if piece.role is not Role.POINT]
    for is_formatted, group in groupby(solid, lambda one: has_it(one[0].span)):
        run = list(group)
        while run and not _has_words(run[0][0]):
            run = run[1:]
        while run and not _has_words(run[-1][0]):
            run = run[:-1]
        if is_formatted and any(piece.role is Role.TEXT for piece, _ in run):
            yield run[0][1][0], run[-1][1][1]


def _tag_pairs(placed: Sequence[_Placed]) -> list[tuple[set[int], Stretch]]:
    """Opening HTML tags with their closing ones, by index, and what they enclose."""
    opened: list[tuple[int, str]] = []
    pairs = []
    for index, (piece, place) in enumerate(placed):
        tag = TAG.fullmatch(piece.span.text) if piece.role is Role.POINT else None
        if piece.span.kind is not SpanKind.RAW or not tag or not tag["name"]:
            continue
        if not tag["closes"]:
            opened.append((index, tag["name"]))
            continue
        while opened and opened[-1][1] != tag["name"]:
            opened.pop()  # one that needs no closing, such as <br>
        if opened:
            first = opened.pop()[0]
            around = (placed[first][1][0], place[0])
            if around[0] < around[1]:
                tags = (placed[first][0].span, piece.span)
                pairs.append(({first, index}, Stretch(around, tags=tags)))
    return pairs


def _is_marked(mark: Mark, span: Span) -> bool:
    return mark in span.marks


def _is_linked(link: tuple[str, str], span: Span) -> bool:
    return _link(span) == link


def _has_words(piece: Piece) -> bool:
    return any(character.isalnum() for character in piece.span.text)


def _link(span: Span) -> tuple[str, str] | None:
    is_shown = span.href and is_followed(span.href)  # others no document shows
    return (span.href, span.title) if is_shown else None
