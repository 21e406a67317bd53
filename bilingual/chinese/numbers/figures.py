"""What a figure is, in either language: what it may mean, and how exactly it was written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bilingual.chinese.edits import Range

Value = int | Decimal | Fraction
"""Exact. The three compare and hash alike where they are equal."""


class Kind(StrEnum):
    """How a value is meant. Only readings of one kind are ever the same figure."""

    NUMBER = "number"
    """A count, a measure, an ordinal, a day of the month: what is said with the bare number."""
    RATIO = "ratio"
    """A share of a whole: 20 % is 1/5, and so are 两成 and 五分之一."""
    POINTS = "points"
    """Percentage points."""
    FACTOR = "factor"
    """Said with a word for many times: *doubled* is 2, *tripled* 3."""
    DATE = "date"
    """A whole date in digits, as year, month and day: ``2024-10-28``."""
    YEAR = "year"
    MONTH = "month"
    """A month of the year, from 1."""
    WEEKDAY = "weekday"
    """A day of the week, Monday 1."""
    DECADE = "decade"
    """Its first year: *the 1980s*."""
    TIME = "time"
    """Minutes since midnight."""
    CODE = "code"
    """Digits that are no quantity, compared character by character: 007, version 3.10."""
    POWER = "power"
    """Base and exponent, as written: ``10^2``."""
    VAGUE = "vague"
    """Only how large: *hundreds* is 100, *tens of thousands* 10,000."""


class Reading(NamedTuple):
    """One thing that a figure may mean."""

    kind: Kind
    value: Value | str
    """Text for `Kind.CODE`, `Kind.POWER` and `Kind.DATE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a text."""

    place: Range
    """Where it stands: number and scale word, without its unit."""
    readings: tuple[Reading, ...]
    """What it may mean, the likeliest first; a translation need only agree with one."""
    is_needed: bool = True
    """Whether a translation must say it, and whether in a translation it must be explained. 一举
    holds a number that English leaves out, and English says *one* of its own accord."""
    quantum: Value | None = None
    """What the last written digit is worth, for a number with a scale word: 100,000 in *1.2
    million*. None without a scale word: such a number is exact."""
    bounds: tuple[Value, Value] | None = None
    """The smallest and the greatest number that is meant, where the figure leaves it open: 十几."""
    unit: str = ""
    """What is counted, by the names of `bilingual.chinese.numbers.units`; empty if unknown."""
    parts: tuple[Figure, ...] = ()
    """Smaller figures that, all together, say the same: 3 and 2 of the score 3:2."""
    is_ordinal: bool = False

    @property
    def kind(self) -> Kind:
        """What the likeliest reading is; a score (3:2) has none of its own, but its parts do."""
        return self.readings[0].kind if self.readings else self.parts[0].kind
