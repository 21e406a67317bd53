"""What of a translation answers to what of its source, token by token."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.chinese.edits import Range

_LEAST = 1e-3  # what counts for a token that got nothing


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much the tokens of a source text had to do with each token of its translation."""

    source: tuple[Range, ...]
    """Where the source's tokens stand in it."""
    target: tuple[Range, ...]
    """Where the translation's tokens stand in it."""
    weights: tuple[tuple[float, ...], ...]
    """For each token of the translation, the share of each token of the source."""

    def share(self, target: Range, source: Range) -> float:
        """The part of ``target`` (a range of the translation) that answers to ``source``."""
        inside = [
            (index, shared / (where[1] - where[0]))
            for index, where in enumerate(self.source)
            if (shared := overlap(where, source))
        ]
        total, length = 0.0, 0
        for place, weights in zip(self.target, self.weights, strict=True):
            if place[0] < target[1] and target[0] < place[1]:
                covered = overlap(place, target)
                total += covered * sum(weights[index] * part for index, part in inside)
                length += covered
        return total / length if length else 0.0

    def then(self, second: Alignment) -> Alignment:
        """The alignment through a text between: ``self`` leads to it, ``second`` from it."""
        through = [
            [self.share(between, place) for place in self.source] for between in second.source
        ]
        return Alignment(
            source=self.source,
            target=second.target,
            weights=tuple(
                tuple(
                    sum(weight * row[index] for weight, row in zip(weights, through, strict=True))
                    for index in range(len(self.source))
                )
                for weights in second.weights
            ),
        )


def chain(first: Alignment | None, second: Alignment | None) -> Alignment | None:
    """The alignment through a text between; None if one of the two is not known."""
    return first.then(second) if first and second else None


def coverage(attention: Sequence[Sequence[float]]) -> float:
    """How much of a source its translation has looked at, as far as CTranslate2 tells the attention
    (of the last layer, by default of its first head); 0 at best, and below.

    ``attention`` has a row for each token of the translation with its share of each token of the
    source. It is the mean over the source of the logarithm of what a token got in all, at most 1
    (Wu and others, Google's Neural Machine Translation System, 2016, section 7, there summed).
    """
    got = [min(sum(shares), 1.0) for shares in zip(*attention, strict=True)]
    return sum(math.log(max(each, _LEAST)) for each in got) / len(got) if got else math.log(_LEAST)


def overlap(one: Range, other: Range) -> int:
    """How many characters two ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
