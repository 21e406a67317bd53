"""Formatting through translation: marks, links, images and note references of a sentence find
their places in its translation.

What a whole sentence wears, its translation wears. What a part of it wears goes to the words
that answer to that part (`bilingual.alignment`). Where none do, a link goes to the whole
sentence if that has no other, and anything else is reported as a finding. No text is ever lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TypeAlias

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment
from bilingual.model import Finding, FindingCode, Mark, Span, SpanKind
from bilingual.translate.placing import place_point, place_range
from bilingual.translate.segments import PLACEHOLDER, TAG, Piece, Role, Segment

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
    """What a segment wears and where."""

    marks: frozenset[Mark]
    """Marks of all its words."""
    link: tuple[str, str] | None
    """Address and title of a link over all its words."""
    stretches: tuple[Stretch, ...]
    """What only a part of it wears, in order; longer ones first."""
    points: tuple[tuple[int, Span], ...]
    """What stands between its words, and where in `Segment.masked`."""
    hints: tuple[str, ...]
    """The texts whose translations tell where the stretches belong."""

    @property
    def needs_places(self) -> bool:
        """Whether anything must find its place in a translation."""
        return bool(self.stretches or self.points)


def formatting_of(segment: Segment) -> Formatting:
    """The formatting of ``segment``'s pieces."""
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


def format_translation(
    segment: Segment, translation: str, alignment: Alignment | None, hints: Mapping[str, str]
) -> tuple[list[Span], tuple[Finding, ...]]:
    """The ``translation`` of ``segment.masked`` as spans, with the segment's formatting, its
    placeholders filled and its points back; and a finding for each mark without a place.

    ``hints`` has translations of `Formatting.hints`.
    """
    source, formatting = segment.masked, formatting_of(segment)
    placed: list[Stretch] = []
    findings = []
    for stretch in formatting.stretches:
        text = source[slice(*stretch.place)]
        if stretch.place == (0, len(source)):
            place: Range | None = (0, len(translation))
        else:
            place = place_range(alignment, source, translation, stretch.place, hints.get(text, ""))
        if place and stretch.link:
            place = _clear_of(place, [one.place for one in placed if one.link])
        if not place and stretch.link and not any(one.link for one in placed):
            place = (0, len(translation))
        if place:
            placed.append(replace(stretch, place=place))
        else:
            findings.append(
                Finding(
                    code=FindingCode.FORMAT,
                    message=f"{stretch.name} of “{text}” has no place in the translation",
                )
            )
    points = [
        (place_point(alignment, source, translation, at), span) for at, span in formatting.points
    ]
    return list(_spans(segment, translation, formatting, placed, points)), tuple(findings)


def _spans(
    segment: Segment,
    translation: str,
    formatting: Formatting,
    stretches: Sequence[Stretch],
    points: Iterable[tuple[int, Span]],
) -> Iterator[Span]:
    numbers = {str(n) for n, piece in enumerate(segment.pieces) if piece.role is Role.WORD}
    found = PLACEHOLDER.finditer(translation)
    words = {match.start(): match for match in found if match[1] in numbers}
    inserted = _inserted(translation, stretches, points, segment.masked)
    edges = {0, len(translation), *inserted, *words, *(m.end() for m in words.values())}
    for stretch in stretches:
        edges.update(stretch.place)
    within = [range(m.start() + 1, m.end()) for m in words.values()]
    cuts = sorted(edge for edge in edges if not any(edge in inside for inside in within))
    for start, stop in zip(cuts, [*cuts[1:], len(translation)], strict=True):
        yield from inserted.get(start, ())
        if start in words:
            yield segment.pieces[int(words[start][1])].span
        elif start < stop:
            over = [one for one in stretches if one.place[0] <= start and stop <= one.place[1]]
            link = next((one.link for one in over if one.link), formatting.link) or ("", "")
            yield Span(
                text=translation[start:stop],
                marks=formatting.marks | {one.mark for one in over if one.mark},
                href=link[0],
                title=link[1],
            )


def _inserted(
    translation: str,
    stretches: Sequence[Stretch],
    points: Iterable[tuple[int, Span]],
    source: str,
) -> dict[int, list[Span]]:
    """What goes between the words, by place: closing tags, points, opening tags."""
    inserted: defaultdict[int, list[Span]] = defaultdict(list)
    tagged = _nested([stretch for stretch in stretches if stretch.tags], len(translation))
    for stretch in reversed(tagged):
        if stretch.tags:
            inserted[stretch.place[1]].append(stretch.tags[1])
    for at, span in points:
        if span.kind is SpanKind.IMAGE and at and translation != source:
            inserted[at].append(Span(text=" "))
        inserted[at].append(span)
    for stretch in tagged:
        if stretch.tags:
            inserted[stretch.place[0]].append(stretch.tags[0])
    return inserted


def _nested(stretches: Sequence[Stretch], length: int) -> list[Stretch]:
    """The stretches as they are if none of them cross, else each over the whole text."""
    for number, one in enumerate(stretches):
        for other in stretches[number + 1 :]:
            (start, stop), (low, high) = one.place, other.place
            if not (stop <= low or (start <= low and high <= stop)):
                return [replace(stretch, place=(0, length)) for stretch in stretches]
    return list(stretches)


def _runs(placed: Sequence[_Placed], has_it: Callable[[Span], bool]) -> Iterator[Range]:
    """Where neighbouring pieces with words have something; points do not part them."""
    solid = [(piece, place) for piece, place in placed if piece.role is not Role.POINT]
    for wears, group in groupby(solid, lambda one: has_it(one[0].span)):
        run = list(group)
        while run and not _has_words(run[0][0]):
            run = run[1:]
        while run and not _has_words(run[-1][0]):
            run = run[:-1]
        if wears and any(piece.role is Role.TEXT for piece, _ in run):
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


def _clear_of(place: Range, taken: Iterable[Range]) -> Range | None:
    """What is left of ``place``: no words can be in two links."""
    start, stop = place
    for low, high in taken:
        if low <= start < high:
            start = high
        elif start < low < stop:
            stop = low
    return (start, stop) if start < stop else None


def _is_marked(mark: Mark, span: Span) -> bool:
    return mark in span.marks


def _is_linked(link: tuple[str, str], span: Span) -> bool:
    return _link(span) == link


def _has_words(piece: Piece) -> bool:
    return any(character.isalnum() for character in piece.span.text)


def _link(span: Span) -> tuple[str, str] | None:
    return (span.href, span.title) if span.href else None
