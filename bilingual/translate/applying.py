"""Formatting through translation: marks, links, images and note references of a segment find
their places in its translation.

What all words of a segment have, all words of its translation get. What a part of them has goes to
the words that answer to that part (`placing`). Where none do, a link goes to the whole translation
if that has no other, and anything else is reported as a finding. No text is ever lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bilingual.chinese.edits import Range, move_range
from bilingual.engines.alignment import Alignment
from bilingual.model import Finding, Span, SpanKind
from bilingual.spans import joined_text
from bilingual.translate.checks import FORMAT
from bilingual.translate.formatting import Formatting, Stretch, without_tags
from bilingual.translate.placing import place_point, place_range
from bilingual.translate.results import TextResult
from bilingual.translate.segments import Segment


def format_translation(
    segment: Segment,
    formatting: Formatting,
    result: TextResult,
    alignment: Alignment | None,
    hints: Mapping[str, str],
) -> tuple[list[Span], tuple[Finding, ...]]:
    """The translation of ``segment.masked`` as spans, with the segment's ``formatting``, its
    placeholders filled and its points back; and its findings, with their places in the segment's
    text and in that of the spans, and one for each mark without a place.

    ``hints`` has translations of `Formatting.hints`.
    """
    source, translation = segment.masked, result.text
    known = segment.known.points if segment.known else None
    if known is not None:  # whoever wrote the translation put the points where they belong
        formatting = without_tags(formatting)
    placed = list(formatting.given)
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
                FORMAT.finding(f"{stretch.name} of “{text}” has no place in the translation")
            )
    if known is None:
        points = [
            (place_point(alignment, source, translation, at), span)
            for at, span in formatting.points
        ]
    else:
        points = list(zip(known, segment.points, strict=True))
    between = _between_words(translation, placed, points, source)
    words = segment.words_in(translation)
    spans = list(_spans(translation, words, between, formatting, placed))
    changes = [(stop, len(span.text) - (stop - start)) for (start, stop), span in words.items()]
    changes += [(at, len(joined_text(inserted))) for at, inserted in between.items()]
    moved = (
        replace(
            finding,
            source=finding.source and segment.unmasked(finding.source),
            target=finding.target and move_range(finding.target, changes),
        )
        for finding in result.findings
    )
    return spans, (*moved, *findings)


def _spans(
    translation: str,
    words: Mapping[Range, Span],
    between: Mapping[int, Sequence[Span]],
    formatting: Formatting,
    stretches: Sequence[Stretch],
) -> Iterator[Span]:
    """The translation cut wherever its formatting changes.

    ``Run X1X now.``, where ``X1X`` stands for the code ``ls``, ``Run X1X`` is bold and a note
    belongs at 7, is cut at 0, 4, 7 and 12. So it becomes ``Run `` in bold, the code, the note,
    and `` now.``.
    """
    edges = {0, len(translation), *between}
    for place in (*words, *(stretch.place for stretch in stretches)):
        edges.update(place)
    inside = {at for start, stop in words for at in range(start + 1, stop)}
    cuts = sorted(edges - inside)
    for start, stop in pairwise(cuts):
        yield from between.get(start, ())
        yield words.get((start, stop)) or _formatted(
            translation[start:stop],
            formatting,
            [one for one in stretches if one.place[0] <= start and stop <= one.place[1]],
        )
    yield from between.get(len(translation), ())


def _formatted(text: str, formatting: Formatting, stretches: Sequence[Stretch]) -> Span:
    """``text`` with what all words have and what the ``stretches`` around it have."""
    link = next((one.link for one in stretches if one.link), formatting.link)
    href, title = link or ("", "")
    marks = formatting.marks | {one.mark for one in stretches if one.mark}
    return Span(text=text, marks=marks, href=href, title=title)


def _between_words(
    translation: str,
    stretches: Sequence[Stretch],
    points: Iterable[tuple[int, Span]],
    source: str,
) -> dict[int, list[Span]]:
    """What goes between the words, by place: closing tags, points, opening tags."""
    between: defaultdict[int, list[Span]] = defaultdict(list)
    tagged = _nested([stretch for stretch in stretches if stretch.tags], len(translation))
    for stretch in reversed(tagged):
        if stretch.tags:
            between[stretch.place[1]].append(stretch.tags[1])
    for at, span in points:
        if span.kind is SpanKind.IMAGE and at and translation != source:
            between[at].append(Span(text=" "))
        between[at].append(span)
    for stretch in tagged:
        if stretch.tags:
            between[stretch.place[0]].append(stretch.tags[0])
    return between


def _nested(stretches: Sequence[Stretch], length: int) -> list[Stretch]:
    """The stretches as they are if none of them cross, else each over the whole text."""
    for number, one in enumerate(stretches):
        for other in stretches[number + 1 :]:
            (start, stop), (low, high) = one.place, other.place
            if not (stop <= low or (start <= low and high <= stop)):
                return [replace(stretch, place=(0, length)) for stretch in stretches]
    return list(stretches)


def _clear_of(place: Range, taken: Iterable[Range]) -> Range | None:
    """What is left of ``place``: no words can be in two links."""
    start, stop = place
    for low, high in taken:
        if low <= start < high:
            start = high
        elif start < low < stop:
            stop = low
    return (start, stop) if start < stop else None
