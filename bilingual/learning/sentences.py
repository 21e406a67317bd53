"""Sentences of a row that a person changed, and the sentences of the source that they translate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.chinese.sentences import split_sentences
from bilingual.formats.ledger import fingerprint, short
from bilingual.translate.sentence_pairs import pair_sentences

_CUT = re.compile(r"(?<=[.!?。！？;；:：,，)\"'”’])\s*|\s+")
"""Where a sentence of a translation can end; most are no ends, which the fingerprints show."""
_MOST_PLACES = 400


def changed_sentences(source: str, target: str, written: Sequence[str]) -> list[tuple[str, str]]:
    """The changed sentences of a paragraph with the sentences of the source that they translate,
    as far as that is clear: what is left between sentences that stand as they were ``written``
    (short fingerprints), if that is of one sentence, or of as many on both sides."""
    sentences = list(split_sentences(source))
    if len(sentences) < 2:
        return []
    start, stop, first, last = 0, len(target), 0, len(sentences)
    if len(sentences) == len(written):
        places = [0, *(match.end() for match in _CUT.finditer(target)), len(target)]
        if len(places) <= _MOST_PLACES:
            while first < last and (end := _end_of(target, start, places, written[first])):
                start, first = end, first + 1
            while first < last and (
                begin := _begin_of(target, start, stop, places, written[last - 1])
            ):
                stop, last = begin, last - 1
    ours, theirs = "".join(sentences[first:last]).strip(), target[start:stop].strip()
    if not ours or not theirs:
        return []
    if last - first == 1:
        return [(ours, theirs)]
    pairs = [(ours[slice(*one)], theirs[slice(*two)]) for one, two in pair_sentences(ours, theirs)]
    if len(pairs) < 2:
        return []
    return [
        (one.strip(), two.strip())
        for one, two in pairs
        if short(fingerprint(two)) not in written and two.strip()
    ]


def _end_of(text: str, start: int, places: Sequence[int], wanted: str) -> int:
    """Where the sentence with a fingerprint that starts at ``start`` ends; 0 if none does."""
    for place in places:
        if place > start and short(fingerprint(text[start:place])) == wanted:
            return place
    return 0


def _begin_of(text: str, least: int, stop: int, places: Sequence[int], wanted: str) -> int:
    """Where the sentence with a fingerprint that ends at ``stop`` begins; 0 if none does."""
    for place in reversed(places):
        if least <= place < stop and short(fingerprint(text[place:stop])) == wanted:
            return place
    return 0
