"""Which wrong figure of a translation stands for which missing one of its source.

Mending puts the right figure in the wrong one's place, so two figures are a pair only where they
are of one kind and share at least half of their digits; or where nothing else is wrong, and they
are about as large.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from bilingual.chinese.numbers import Figure, Kind

Written = tuple[Figure, str]
"""A figure, and how it is written."""

_LEAST_ALIKE = 0.5
_ABOUT = 20  # times as large, or as small
_NAMED = frozenset({Kind.MONTH, Kind.WEEKDAY, Kind.TIME})
"""Kinds that never stand for another kind."""


def pair_figures(missing: Sequence[Written], added: Sequence[Written]) -> list[Figure | None]:
    """For each missing figure the wrong one in its place, the likeliest pairs first; None where
    there is none."""
    is_sole = len(missing) == len(added) == 1
    candidates = sorted(
        (
            (-alike, abs(at - place), at, place)
            for at, ours in enumerate(missing)
            for place, theirs in enumerate(added)
            if (alike := _likeness(ours, theirs, is_sole=is_sole))
        ),
    )
    pairs: list[Figure | None] = [None] * len(missing)
    taken: set[int] = set()
    for _, _, at, place in candidates:
        if pairs[at] is None and place not in taken:
            pairs[at] = added[place][0]
            taken.add(place)
    return pairs


def _likeness(ours: Written, theirs: Written, *, is_sole: bool) -> float:
    """From 0, where the one cannot stand for the other, to 1."""
    kinds = {reading.kind for reading in ours[0].readings}
    others = {reading.kind for reading in theirs[0].readings}
    named = (kinds | others) & _NAMED
    if named and not (kinds & others):
        return 0.0
    if named and ours[0].kind in _NAMED and ours[0].kind is theirs[0].kind:
        return 1.0
    digits = max(
        _common(_digits(ours[1]), _digits(theirs[1])),
        _common(_significant(ours[0]), _significant(theirs[0])),
    )
    if digits >= _LEAST_ALIKE:
        return digits
    return 0.1 if is_sole and _is_about_as_large(ours[0], theirs[0]) else 0.0


def _digits(written: str) -> str:
    return re.sub("[^0-9]", "", written)


def _significant(figure: Figure) -> str:
    value = figure.readings[0].value if figure.readings else ""
    return "" if isinstance(value, Fraction) else re.sub("[^0-9]", "", str(value)).strip("0")


def _common(one: str, other: str) -> float:
    """The share of digits that two strings have in common, whatever their order."""
    common = sum(min(one.count(digit), other.count(digit)) for digit in set(one))
    return common / max(1, len(one), len(other))


def _is_about_as_large(one: Figure, other: Figure) -> bool:
    values = [
        Fraction(figure.readings[0].value)
        for figure in (one, other)
        if figure.readings and not isinstance(figure.readings[0].value, str)
    ]
    return len(values) == 2 and all(values) and max(values) <= _ABOUT * min(values)
