"""Beads: runs of sentences that answer to each other, found by dynamic programming.

All ways through the two documents would take time and room as their product. So pairs of which
there is no doubt are found first, by their words; between them the best way is looked for near the
straight line, and what is kept grows as the documents do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from bilingual.aligning.likeness import WAYS, Likeness

_SURE = 0.45
_MARGIN = 0.12
"""How like the words of a pair must be, and how much more than those of any other pair with one
of the two."""
_COMMON = 12
"""Units that have a word, above which it is no help to find a pair."""
_MARGIN_UNITS = 8
"""How far from the straight line between sure pairs the best way is looked for, at least."""
_SHORT = 60
"""Units between sure pairs up to which all ways are tried."""
_LEAST_LIKE = 0.1
_LEAST_OF_ONE = 0.06
"""Below how like in words a pair is doubtful, and one of several sentences to what they answer."""
_ODD = 7.0
_PLAIN = 0.3
"""Above what oddity of length a pair is doubtful, if it is not as like as that in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sources and targets that answer to each other; none on one side for what has no answer."""

    source: range
    target: range
    likeness: float = 0.0
    """The share of what their words tell that they have in common, 0 to 1."""
    is_doubtful: bool = False

    @property
    def is_pair(self) -> bool:
        return bool(self.source and self.target)


def find_beads(likeness: Likeness) -> list[Bead]:
    """The beads of two documents, in order; each unit is in one of them."""
    steps = _best_way(likeness, _windows(likeness))
    return [_bead(likeness, *step) for step in steps]


def _bead(likeness: Likeness, i: int, di: int, j: int, dj: int) -> Bead:
    if not (di and dj):
        return Bead(source=range(i, i + di), target=range(j, j + dj), is_doubtful=True)
    shared = likeness.shared(i, di, j, dj)
    least = min(
        *(likeness.shared(one, 1, j, dj) for one in range(i, i + di)),
        *(likeness.shared(i, di, other, 1) for other in range(j, j + dj)),
    )
    is_odd = likeness.odd_length(i, di, j, dj) > _ODD and shared < _PLAIN
    return Bead(
        source=range(i, i + di),
        target=range(j, j + dj),
        likeness=shared,
        is_doubtful=shared < _LEAST_LIKE or least < _LEAST_OF_ONE or is_odd,
    )


def _best_way(likeness: Likeness, windows: Sequence[range]) -> list[tuple[int, int, int, int]]:
    """The steps of the cheapest way: from the i-th source, so many, and the same of targets."""
    costs: list[list[float]] = []
    steps: list[bytearray] = []
    for i, window in enumerate(windows):
        row, taken = [inf] * len(window), bytearray(len(window))
        costs.append(row)
        steps.append(taken)
        for place, j in enumerate(window):
            if i == j == 0:
                row[0] = 0.0
                continue
            for number, (di, dj) in enumerate(WAYS):
                before = j - dj - windows[i - di].start if i >= di and j >= dj else -1
                if not 0 <= before < len(windows[i - di]):
                    continue
                reached = costs[i - di][before]
                if reached == inf:
                    continue
                cost = reached + likeness.cost(i - di, di, j - dj, dj)
                if cost < row[place]:
                    row[place], taken[place] = cost, number
    i, j, way = len(windows) - 1, windows[-1].stop - 1, []
    while i or j:
        di, dj = WAYS[steps[i][j - windows[i].start]]
        i, j = i - di, j - dj
        way.append((i, di, j, dj))
    return way[::-1]


def _windows(likeness: Likeness) -> list[range]:
    """For each number of sources, the numbers of targets that may answer to them."""
    rows, columns = len(likeness.sources), len(likeness.targets)
    anchors = [(0, 0), *_anchors(likeness), (rows, columns)]
    starts, stops = [columns] * (rows + 1), [0] * (rows + 1)
    for (i, j), (next_i, next_j) in pairwise(anchors):
        height, width = next_i - i, next_j - j
        slack = _MARGIN_UNITS + (
            width if max(height, width) <= _SHORT else max(_SHORT, abs(height - width))
        )
        for row in range(i, next_i + 1):
            middle = j + (width * (row - i) // height if height else 0)
            last = middle if height else next_j
            starts[row] = min(starts[row], max(j - _MARGIN_UNITS, middle - slack, 0))
            stops[row] = max(stops[row], min(next_j + _MARGIN_UNITS, last + slack, columns))
    return [range(start, stop + 1) for start, stop in zip(starts, stops, strict=True)]


def _anchors(likeness: Likeness) -> list[tuple[int, int]]:
    """Numbers of units before pairs of which there is no doubt, in order on both sides."""
    best = list(_sure_pairs(likeness))
    # The longest chain in which both numbers rise; sources are in order already.
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for number, (_, j) in enumerate(best):
        place = bisect_left(tails, j)
        links.append(ends[place - 1] if place else -1)
        tails[place : place + 1], ends[place : place + 1] = [j], [number]
    chain, number = list[tuple[int, int]](), ends[-1] if ends else -1
    while number >= 0:
        chain.append(best[number])
        number = links[number]
    return chain[::-1]


def _sure_pairs(likeness: Likeness) -> Iterator[tuple[int, int]]:
    """Each source with the target whose words are like its own, if no other pair comes near."""
    having: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(likeness.targets):
        for word in unit.words:
            having[word].append(j)
    scores: dict[int, list[tuple[float, int]]] = {}
    rivals: dict[int, list[float]] = defaultdict(list)
    for i, unit in enumerate(likeness.sources):
        near = {
            j
            for word in unit.words
            if len(having.get(word, ())) <= _COMMON
            for j in having.get(word, ())
        }
        scores[i] = sorted(((likeness.shared(i, 1, j, 1), j) for j in near), reverse=True)[:2]
        for score, j in scores[i]:
            rivals[j].append(score)
    for i, found in scores.items():
        if not found or found[0][0] < _SURE:
            continue
        score, j = found[0]
        others = [other for other, _ in found[1:]] + sorted(rivals[j])[:-1]
        is_best = score >= max(rivals[j])
        if is_best and all(score - other >= _MARGIN for other in others):
            yield i, j
