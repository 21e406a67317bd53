"""Figures known by their own shape, whatever stands around them: dates with slashes, clock times,
scores, fractions, powers, shares, set phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from bilingual.chinese.edits import Range
from bilingual.chinese.numbers.figures import Figure, Kind, Reading
from bilingual.chinese.numbers.found import plain_figures
from bilingual.chinese.numbers.numerals import NUMERAL, number, read_numeral
from bilingual.chinese.numbers.patterns import SUPERSCRIPTS, VULGAR
from bilingual.chinese.numbers.times import ERAS, LATE
from bilingual.chinese.numbers.units import DAY_OF_MONTH

_NUMERAL = re.compile(NUMERAL)
_DIGITS = re.compile("[0-9]+")

Shape = Callable[[str, "re.Match[str]"], list[Figure]]


def _date(text: str, match: re.Match[str]) -> list[Figure]:
    """2024-10-28, 10/28/2024, 2024.10: one figure of two or three."""
    return [date_in_digits(match.group(), match.span())]


def date_in_digits(written: str, place: Range) -> Figure:
    """The figure that a date in digits is, in either language."""
    digits = _DIGITS.findall(written)
    parts = [
        Figure(place=place, readings=_date_readings(piece), unit=DAY_OF_MONTH) for piece in digits
    ]
    numbers = [int(piece) for piece in digits]
    if len(digits) == 3:
        # 28/10/2024 has its day first, as the month cannot be 28.
        year, month, day = numbers if numbers[0] > 31 else (numbers[2], *numbers[:2])
        month, day = (day, month) if month > 12 else (month, day)
        whole = (Reading(Kind.DATE, f"{year}-{month}-{day}"),)
    else:
        whole = (Reading(Kind.DATE, f"{numbers[0]}-{numbers[1]}"),)
    return Figure(place=place, readings=whole, parts=tuple(parts))


def _date_readings(piece: str) -> tuple[Reading, ...]:
    value = int(piece)
    plain = Reading(Kind.NUMBER, value)
    if len(piece) == 4:
        return Reading(Kind.YEAR, value), plain
    return (Reading(Kind.MONTH, value), plain) if value <= 12 else (plain,)


def _clock(text: str, match: re.Match[str]) -> list[Figure]:
    """12:00, which may also be a ratio or a score."""
    hours, minutes = map(int, match.group().split(":"))
    late = text.endswith(LATE, 0, match.start())
    times = {(60 * hours + minutes) % 1440}
    if hours < 12:
        times |= {(60 * (hours + 12) + minutes) % 1440}
        if late and hours < 12:
            times = {60 * (hours + 12) + minutes}
    readings = [Reading(Kind.TIME, each) for each in sorted(times)] if hours < 25 else []
    return [
        Figure(
            place=match.span(),
            readings=tuple(readings),
            parts=plain_figures(match.span(), (hours, minutes)),
        )
    ]


def _pair(text: str, match: re.Match[str]) -> list[Figure]:
    """3:2."""
    left, right = map(number, match.group().split(":"))
    readings = (Reading(Kind.RATIO, Fraction(left) / Fraction(right)),) if right else ()
    return [
        Figure(
            place=match.span(), readings=readings, parts=plain_figures(match.span(), (left, right))
        )
    ]


def _slash(text: str, match: re.Match[str]) -> list[Figure]:
    """2/3, which may also be a date, or two numbers; 220 2/3."""
    *whole, top, bottom = (int(digits) for digits in _DIGITS.findall(match.group()))
    parts = plain_figures(match.span(), (top, bottom))
    if not bottom:
        return [Figure(place=match.span(), readings=(), parts=parts)]
    share = Fraction(top, bottom)
    if whole:
        return [Figure(place=match.span(), readings=(Reading(Kind.NUMBER, whole[0] + share),))]
    readings = (Reading(Kind.RATIO, share), Reading(Kind.NUMBER, share))
    if 0 < top <= 12:
        month = Figure(place=match.span(), readings=(Reading(Kind.MONTH, top), *parts[0].readings))
        parts = (month, parts[1])
    return [Figure(place=match.span(), readings=readings, parts=parts)]


def _power(text: str, match: re.Match[str]) -> list[Figure]:
    """10²; after any other number than a base the raised digit may be a footnote's."""
    base = _DIGITS.match(match.group())
    assert base is not None
    exponent = match.group()[base.end() :].translate(SUPERSCRIPTS)
    readings = [Reading(Kind.POWER, f"{base.group()}^{exponent}")]
    value = int(base.group()[:40])
    if value == 10 and int(exponent) <= 24:
        readings.append(Reading(Kind.NUMBER, 10 ** int(exponent)))
    else:
        readings += [Reading(Kind.NUMBER, value), Reading(Kind.YEAR, value)]
    return [Figure(place=match.span(), readings=tuple(readings))]


def _mixed(text: str, match: re.Match[str]) -> list[Figure]:
    """1½, ½."""
    whole, part = match.group()[:-1], VULGAR[match.group()[-1]]
    value = int(whole[-40:] or 0) + part
    kinds = (Kind.NUMBER,) if whole else (Kind.NUMBER, Kind.RATIO)
    return [Figure(place=match.span(), readings=tuple(Reading(kind, value) for kind in kinds))]


def _share(text: str, match: re.Match[str]) -> list[Figure]:
    """百分之二十, 千分之三."""
    top = read_numeral(match["top"])
    if top is None or not top.values:
        return []
    whole = 1
    for character in match.group().partition("分")[0]:
        whole *= {"十": 10, "百": 100, "千": 1000, "万": 10**4}[character]
    shares = [Fraction(value) / whole for value in top.values]
    readings = [Reading(Kind.RATIO, share) for share in shares]
    if whole > 100:
        readings += [Reading(Kind.NUMBER, value) for value in (*top.values, whole)]
    bounds = (shares[0], shares[-1]) if len(shares) > 1 else None
    return [Figure(place=match.span(), readings=tuple(readings), bounds=bounds)]


def _phrase(text: str, match: re.Match[str]) -> list[Figure]:
    """千方百计, 双十一: nothing that English must say, but it may."""
    readings: list[Reading] = []
    for piece in _NUMERAL.findall(match.group()) + list(match.group()):
        numeral = read_numeral(piece) if _NUMERAL.fullmatch(piece) else None
        for value in numeral.values if numeral else ():
            kinds = [Kind.NUMBER] + [Kind.MONTH] * (value in range(1, 13))
            readings += [Reading(kind, value) for kind in kinds]
    return [Figure(place=match.span(), readings=tuple(readings), is_needed=False)]


def _half(text: str, match: re.Match[str]) -> list[Figure]:
    """半: 30 minutes, 6 months, 50 percent."""
    half = Fraction(1, 2)
    readings = [Reading(Kind.NUMBER, half), Reading(Kind.RATIO, half)]
    readings += [Reading(Kind.NUMBER, value) for value in (30, 6, 15)]
    return [Figure(place=match.span(), readings=tuple(readings), is_needed=False)]


def _word(*readings: Reading) -> Shape:
    def read(text: str, match: re.Match[str]) -> list[Figure]:
        return [Figure(place=match.span(), readings=readings, is_needed=False)]

    return read


def _lunar(text: str, match: re.Match[str]) -> list[Figure]:
    """正月, 冬月, 腊月 of the old calendar."""
    month = {"正": 1, "冬": 11, "腊": 12}[match.group()[0]]
    return [Figure(place=match.span(), readings=(Reading(Kind.NUMBER, month),), is_needed=False)]


def _wide(text: str, match: re.Match[str]) -> list[Figure]:
    """千兆, 万兆: so many megabits, which English counts in gigabits; 千米, one or a thousand."""
    megabits = {"百": 100, "千": 1000, "万": 10**4}[match.group()[0]]
    readings = tuple(Reading(Kind.NUMBER, value) for value in (megabits // 1000, megabits))
    return [Figure(place=match.span(), readings=readings, is_needed=False)]


def _era(text: str, match: re.Match[str]) -> list[Figure]:
    """民国元年."""
    first = ERAS[text[match.start() - 2 : match.start()]] + 1
    readings = (Reading(Kind.YEAR, first), Reading(Kind.NUMBER, 1))
    return [Figure(place=match.span(), readings=readings)]


def _circled(text: str, match: re.Match[str]) -> list[Figure]:
    """①, ⑴, Ⅱ."""
    value = int(unicodedata.numeric(match.group()))
    return [Figure(place=match.span(), readings=(Reading(Kind.NUMBER, value),))]


SHAPES: dict[str, Shape] = {
    "phrase": _phrase,
    "date": _date,
    "clock": _clock,
    "pair": _pair,
    "slash": _slash,
    "power": _power,
    "mixed": _mixed,
    "share": _share,
    "wide": _wide,
    "lunar": _lunar,
    "ninth": _word(Reading(Kind.NUMBER, 9)),
    "fifty": _word(Reading(Kind.NUMBER, 50)),
    "sixty": _word(Reading(Kind.NUMBER, 60)),
    "seventy": _word(Reading(Kind.NUMBER, 70)),
    "half": _half,
    "two": _word(Reading(Kind.NUMBER, 2), Reading(Kind.FACTOR, 2)),
    "three": _word(Reading(Kind.NUMBER, 3)),
    "first": _word(Reading(Kind.NUMBER, 1)),
    "era": _era,
    "circled": _circled,
}
"""By the group of `patterns.FIGURE`."""
