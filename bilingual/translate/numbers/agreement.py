"""When two figures mean the same: by a reading, rounded beside a scale word, or left open."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bilingual.chinese.numbers import Figure, Kind, Reading

_MOST_ROUNDED = Fraction(1, 20)
ROUNDING_BOUNDS = (
    "beside an English scale word, as far as its digits go and by at most "
    f"{float(_MOST_ROUNDED):.0%}; else exact"
)
"""Of the value. 1.96 billion may be *2 billion*, 1.6 billion may not."""


def all_readings(figures: Sequence[Figure]) -> frozenset[Reading]:
    """Everything that some figure, or a part of it, may mean."""
    found: set[Reading] = set()
    for figure in figures:
        found.update(figure.readings)
        for part in figure.parts:
            found.update(part.readings)
    return frozenset(found)


def is_rounded(exact: Figure, rounded: Figure) -> bool:
    """Whether an English number with a scale word is a source's number, rounded (half goes up)."""
    if rounded.quantum is None:
        return False
    for (kind, value), (_, other) in (
        (one, two) for one in exact.readings for two in rounded.readings[:1]
    ):
        if kind is not Kind.NUMBER or isinstance(value, str) or isinstance(other, str):
            continue
        error = Fraction(other) - Fraction(value)
        half = Fraction(rounded.quantum) / 2
        if -half < error <= half and abs(error) <= _MOST_ROUNDED * Fraction(value):
            return True
    return False


def is_within(open_figure: Figure, other: Figure) -> bool:
    """Whether a number lies within what the source leaves open: 15 for 十几."""
    if open_figure.bounds is None:
        return False
    kind = Kind.RATIO if open_figure.kind is Kind.RATIO else Kind.NUMBER
    low, high = open_figure.bounds
    return any(
        low <= reading.value <= high
        for reading in other.readings
        if reading.kind is kind and not isinstance(reading.value, str)
    )
