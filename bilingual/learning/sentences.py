"""Sentences of a row that a person changed, and the sentences of the source that they translate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bilingual.chinese.sentences import split_sentences
from bilingual.formats.ledger import fingerprint, short
from bilingual.translate.sentence_pairs import pair_sentences

_CUT = re.compile(r"(?<=[.!?。！？;；:：,，)\"'”’])\s*|\s+")
"""Where a sentence of a translation can end; most are no ends, which the fingerprints show."""
_MOST_PLACES = 400


def sentence_pairs(source: str, target: str, written: Sequence[str]) -> list[tuple[str, str]]:
    """The sentences of a paragraph with their translations, as far as it is clear which belongs to
    which: those that stand as they were ``written`` (short fingerprints), what is left between
    them, if that is of one sentence; else sentence by sentence, if both have as many."""
    sentences = list(split_sentences(source))
    if len(sentences) < 2:
        return []
    if len(sentences) == len(written):
        anchored = list(_anchored(sentences, target, written))
        if anchored:
            return anchored
    places = pair_sentences(source, target)
    if len(places) < 2:
        return []
    return [
        (source[slice(*ours)].strip(), target[slice(*theirs)].strip()) for ours, theirs in places
    ]


def _anchored(
    sentences: Sequence[str], target: str, written: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The pairs from both ends up to what is changed, and that, if it is one sentence."""
    places = [0, *(match.end() for match in _CUT.finditer(target)), len(target)]
    if len(places) > _MOST_PLACES:
        return
    start, first = 0, 0
    while first < len(written) and (end := _end_of(target, start, places, written[first])):
        start, first = end, first + 1
    stop, last = len(target), len(written)
    while last > first and (begin := _begin_of(target, start, stop, places, written[last - 1])):
        stop, last = begin, last - 1
    if (first, last) == (0, len(written)):
        return  # nothing stands as it was
    at = 0
    for index in range(first):
        end = _end_of(target, at, places, written[index])
        yield sentences[index].strip(), target[at:end].strip()
        at = end
    if last - first == 1 and (middle := target[start:stop].strip()):
        yield sentences[first].strip(), middle
    at = stop
    for index in range(last, len(written)):
        end = _end_of(target, at, places, written[index]) or len(target)
        yield sentences[index].strip(), target[at:end].strip()
        at = end


def _end_of(text: str, start: int, places: Sequence[int], wanted: str) -> int:
    """Where the sentence with a fingerprint that starts at ``start`` ends; 0 if none does."""
    for place in places:
        if place > start and short(fingerprint(text[start:place])) == wanted:
            return place
    return 0


def _begin_of(text: str, least: int, stop: int, places: Sequence[int], wanted: str) -> int:
    """Where the sentence with a fingerprint that ends at ``stop`` begins; 0 if none does."""
    for place in reversed(places):
        if least < place < stop and short(fingerprint(text[place:stop])) == wanted:
            return place
    return 0
