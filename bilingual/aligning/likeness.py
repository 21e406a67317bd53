"""How well runs of sentences of two languages answer to each other.

Length is judged as Gale and Church do (Computational Linguistics 19, 1993): the length of a
translation, in characters, is spread around that of its source times a constant. Words are
compared by what they tell: a rare one, or a figure, tells more than one that is everywhere. What a
document looks like helps too: headings answer to headings, cells to cells in the same place, and
paragraphs mostly begin together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from math import erfc, log, sqrt

from bilingual.aligning.units import Unit

VARIANCE = 4.81
"""Of the length of a translation for each character that is expected: 22,551 pairs of this
project's sentences."""
_PRIORS = {
    (1, 1): 0.1,
    (1, 0): 5.0,
    (0, 1): 5.0,
    (1, 2): 3.2,
    (2, 1): 3.2,
    (2, 2): 7.0,
    (1, 3): 6.4,
    (3, 1): 6.4,
}
"""What each way to pair sentences costs: about the logarithm of how rare it is. Like the worth of
words, chosen on TICO-19 and NTREX-128 in Traditional Chinese, with `benchmarks/align.py`."""
WAYS = tuple(_PRIORS)
_LEAST_TAIL = 1e-6
_WORDS = 20.0
"""What all words in common are worth, for each pair of sentences."""
_USUAL = 0.16
"""How like unrelated sentences may be by chance, and a little more."""
_OTHER_SHAPE = 3.0
_OTHER_CELL = 1.0
_ACROSS = 1.5
_ACROSS_PARTS = 4.0
_BEGINNING = 0.7


class Likeness:
    """Costs of pairing runs of two documents' units; the lower, the better."""

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> None:
        """Weigh the words by how many units of both documents have them."""
        self.sources, self.targets = sources, targets
        self._sides = (sources, targets)
        count = len(sources) + len(targets)
        known = Counter(word for side in self._sides for unit in side for word in unit.words)
        self._weights = {word: log((count + 1) / (found + 0.5)) for word, found in known.items()}
        self._runs: dict[tuple[int, int, int], tuple[dict[str, float], float]] = {}
        self._sizes = tuple(
            list(accumulate((unit.size for unit in side), initial=0.0)) for side in self._sides
        )

    def cost(self, i: int, di: int, j: int, dj: int) -> float:
        """Of pairing ``di`` sources from the i-th on with ``dj`` targets from the j-th on."""
        prior = _PRIORS[di, dj]
        if not (di and dj):
            return prior
        paired = (di + dj) / 2
        shared = (self.shared(i, di, j, dj) - _USUAL) * _WORDS * paired
        return prior + self.odd_length(i, di, j, dj) + self._structure(i, di, j, dj) - shared

    def shared(self, i: int, di: int, j: int, dj: int) -> float:
        """The share of what their words tell that they have in common, 0 to 1."""
        ours, ours_total = self._words(0, i, di)
        theirs, theirs_total = self._words(1, j, dj)
        if len(ours) > len(theirs):
            ours, theirs = theirs, ours
        common = sum(min(weight, theirs[word]) for word, weight in ours.items() if word in theirs)
        return 2 * common / (ours_total + theirs_total) if common else 0.0

    def odd_length(self, i: int, di: int, j: int, dj: int) -> float:
        """How odd the lengths are: the negative logarithm of how rare, 0 if just as expected."""
        source = (self._sizes[0][i + di] - self._sizes[0][i]) * self._ratio
        target = self._sizes[1][j + dj] - self._sizes[1][j]
        deviation = abs(target - source) / sqrt(VARIANCE * (source + target) / 2)
        return -log(max(erfc(deviation / sqrt(2)), _LEAST_TAIL))

    @cached_property
    def _ratio(self) -> float:
        """How much longer than expected this translation is; people write more or less tersely."""
        return min(2.0, max(0.5, self._sizes[1][-1] / max(self._sizes[0][-1], 1.0)))

    def _words(self, side: int, at: int, count: int) -> tuple[dict[str, float], float]:
        """The words of a run, each with what its number of them tells, and the sum."""
        key = (side, at, count)
        if key not in self._runs:
            total = Counter[str]()
            for unit in self._sides[side][at : at + count]:
                total.update(unit.words)
            told = {word: number * self._weights[word] for word, number in total.items()}
            self._runs[key] = told, sum(told.values())
        return self._runs[key]

    def _structure(self, i: int, di: int, j: int, dj: int) -> float:
        ours, theirs = self.sources[i : i + di], self.targets[j : j + dj]
        one, other = ours[0], theirs[0]
        cost = _crossing(ours) + _crossing(theirs)
        if one.shape != other.shape:
            cost += _OTHER_SHAPE
        elif one.cell != other.cell:
            cost += _OTHER_CELL
        if one.is_first or other.is_first:
            cost += -_BEGINNING if one.is_first and other.is_first else _BEGINNING
        return cost


def _crossing(run: Sequence[Unit]) -> float:
    """What it costs that a run does not stand in one block."""
    if len({unit.block for unit in run}) == 1:
        return 0.0
    has_parts = any(unit.shape for unit in run)
    return _ACROSS_PARTS if has_parts else _ACROSS
