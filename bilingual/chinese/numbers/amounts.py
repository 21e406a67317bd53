"""Counts and measures: what the word after a numeral makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers.figures import Figure, Kind, Reading, Value
from bilingual.chinese.numbers.found import Found, figure, is_said, numbers, plain_figures
from bilingual.chinese.numbers.numerals import number, read_numeral
from bilingual.chinese.numbers.units import CHINESE
from bilingual.chinese.numbers.values import add, hundredth, tenth, times

_GROWTH = re.compile(
    "(?:增长|增加|提高|提升|上升|上涨|扩大|增|涨|翻|多|高|快|贵)[了出约近超过达逾整上]*$"
)
_THOUSANDS = ("千米", "千克")


def plain(found: Found) -> Figure:
    """A number with nothing, or a measure word, after it."""
    word = found.after["unit"] or ""
    readings = numbers(found)
    parts: tuple[Figure, ...] = ()
    for value in found.numeral.values:
        readings += _said_otherwise(found, word, value)
    if not found.is_arabic and len(found.numeral.digits) > 2:  # 四三二一, read out one by one
        parts = plain_figures((found.start, found.stop), map(int, found.numeral.digits))
    elif found.is_arabic and found.numeral.digits.count(",") > 1:  # 249,289,299 may be three
        pieces = found.numeral.digits.split(",")
        parts = plain_figures((found.start, found.stop), map(number, pieces))
    elif not found.is_arabic and len(found.numeral.digits) == 2:  # 三八, 七一: days of the year
        month, day = map(int, found.numeral.digits)
        readings += [Reading(Kind.MONTH, month), Reading(Kind.NUMBER, day)]
    is_meters = word in _THOUSANDS and not found.is_arabic
    return figure(found, readings, unit="" if is_meters else CHINESE.get(word, ""), parts=parts)


def _said_otherwise(found: Found, word: str, value: Value) -> Iterable[Reading]:
    """English numbers for the same in other units."""
    after = word or found.text[found.stop : found.stop + 1]
    if after == "斤":  # half a kilogram; large amounts are counted in tons
        yield Reading(Kind.NUMBER, times(value, Fraction(1, 2)))
        if found.numeral.scale >= 10**4:
            yield Reading(Kind.NUMBER, times(value, Fraction(1, 2000)))
    elif after == "里":  # half a kilometre
        yield Reading(Kind.NUMBER, times(value, Fraction(1, 2)))
    elif after in ("毛", "角"):
        yield Reading(Kind.NUMBER, tenth(value))
        yield Reading(Kind.NUMBER, times(value, 10))
    elif after == "厘":
        yield Reading(Kind.RATIO, tenth(hundredth(value)))
    elif after == "小时" and isinstance(value, Decimal):
        yield Reading(Kind.NUMBER, value * 60)
    elif not found.is_arabic:
        yield from _spoken_otherwise(found, after, value)


def _spoken_otherwise(found: Found, after: str, value: Value) -> Iterable[Reading]:
    if after == "旬":  # 七旬: seventy years
        yield Reading(Kind.NUMBER, times(value, 10))
    elif after == "分" and 0 < value < 10:  # 七分靠生态
        yield Reading(Kind.RATIO, tenth(value))
    elif after in _THOUSANDS:  # 四千米: thousands of metres
        yield Reading(Kind.NUMBER, times(value, 1000))


def percent(found: Found) -> Figure:
    """5%."""
    readings = [Reading(Kind.RATIO, hundredth(v)) for v in found.numeral.values]
    return figure(found, readings, is_whole=True)


def permille(found: Found) -> Figure:
    """5‰."""
    readings = [Reading(Kind.RATIO, tenth(hundredth(v))) for v in found.numeral.values]
    return figure(found, readings + numbers(found), is_whole=True)


def points(found: Found) -> Figure:
    """0.8个百分点."""
    readings = found.readings(Kind.POINTS)
    return figure(found, readings, is_whole=True)


def fraction(found: Found) -> Figure:
    """三分之二."""
    top = read_numeral(found.after["top"])
    if top is None or not top.values or not found.value:
        return figure(found, numbers(found), is_needed=False)
    share = Fraction(top.values[0]) / Fraction(found.value)
    return Figure(
        place=found.whole,
        readings=(Reading(Kind.RATIO, share), Reading(Kind.NUMBER, share)),
        is_needed=not (found.numeral.is_vague or found.numeral.is_bare or top.is_vague),
        parts=plain_figures(found.whole, (top.values[0], found.value)),
    )


def discount(found: Found) -> Figure:
    """8折, 八五折: what is paid, or what is taken off."""
    readings = []
    for value in found.numeral.values:
        paid = hundredth(value) if value >= 10 else tenth(value)
        if 0 < paid < 1:
            readings += [Reading(Kind.RATIO, 1 - paid), Reading(Kind.RATIO, paid)]
    return figure(found, readings or numbers(found), is_needed=bool(readings), is_whole=True)


def tenths(found: Found) -> Figure:
    """三成, 七成半."""
    more = found.after["more"]
    extra: Value = 0
    if more:
        numeral = read_numeral(more) if more != "半" else None
        extra = Decimal("0.5") if numeral is None else tenth(numeral.values[0])
    values = [tenth(add(value, extra)) for value in found.numeral.values]
    bounds = (values[0], values[-1]) if len(values) > 1 else None
    return Figure(
        place=found.whole,
        readings=tuple(Reading(Kind.RATIO, value) for value in values),
        is_needed=is_said(found) and found.numeral.values != (1,),
        bounds=bounds,
    )


def multiple(found: Found) -> Figure:
    """3.2倍. What grew by two times tripled; what grew to two times doubled."""
    before = found.text[max(0, found.start - 8) : found.start]
    values = found.numeral.values
    readings = numbers(found)
    if _GROWTH.search(before):
        for value in values:
            more = add(value, 1)
            readings += [Reading(Kind.NUMBER, more), Reading(Kind.FACTOR, more)]
            if "翻" in before:  # 翻三倍 is said for three times and for four
                readings.append(Reading(Kind.FACTOR, value))
    else:
        readings += [Reading(Kind.FACTOR, value) for value in values]
    readings += [Reading(Kind.RATIO, value) for value in values]
    return figure(found, readings, is_needed=is_said(found) and values != (1,))


def doublings(found: Found) -> Figure:
    """翻两番 is four times; 三番 otherwise is no count."""
    readings = numbers(found)
    if found.follows("翻", "翻了"):
        factors = [2 ** int(value) for value in found.numeral.values if 0 < value < 10]
        readings = [Reading(kind, n) for n in factors for kind in (Kind.FACTOR, Kind.NUMBER)]
    return figure(found, readings or numbers(found), is_needed=False)
