"""What a numeral means, by the word after it."""

from __future__ import annotations

from collections.abc import Callable

from bilingual.chinese.numbers import amounts, compounds, times
from bilingual.chinese.numbers.figures import Figure
from bilingual.chinese.numbers.found import Found

MEANINGS: dict[str, Callable[[Found], Figure]] = {
    "percent": amounts.percent,
    "permille": amounts.permille,
    "points": amounts.points,
    "over": amounts.fraction,
    "off": amounts.discount,
    "tenths": amounts.tenths,
    "times": amounts.multiple,
    "doublings": amounts.doublings,
    "century": times.century,
    "term": compounds.term,
    "decade": times.decade,
    "born": times.born,
    "year": times.year,
    "month": times.month,
    "day": times.day,
    "hour": times.hour,
    "onehalf": compounds.one_half,
    "andhalf": compounds.and_half,
    "hours": compounds.duration,
    "yuan": compounds.money,
    "kuai": compounds.colloquial_money,
    "tall": compounds.measure,
    "versus": compounds.score,
}
"""By the group of `patterns.AFTER`; with any other, it is a `times.number_or_weekday`."""
