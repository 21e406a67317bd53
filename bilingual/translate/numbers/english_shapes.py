"""English figures known by their own shape: dates, times of day, fractions, number words, names of
months and days, Roman numerals."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from bilingual.chinese.numbers.figures import Figure, Kind, Reading
from bilingual.chinese.numbers.found import plain_figures
from bilingual.chinese.numbers.patterns import SUPERSCRIPTS, VULGAR
from bilingual.chinese.numbers.shapes import date_in_digits
from bilingual.translate.numbers.words import CARDINALS, read_words

_MONTHS = {name: at for at, name in enumerate(calendar.month_name) if at} | {
    name: at for at, name in enumerate(calendar.month_abbr) if at
} | {"Sept": 9}  # fmt: skip
_WEEKDAYS = {name: at for at, name in enumerate(calendar.day_name, 1)}
_DATED_AFTER = re.compile(r"\.?[ \u00a0][0-9]")
_PLAN = re.compile("[- ][Yy]ear [Pp]lan|[- ][Pp]art(?:y|ies)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DATED_BEFORE = re.compile(
    r"(?:[0-9](?:st|nd|rd|th)?|\b(?:of|in|since|by|until|from|to|and|early|late|mid|last|next|this)|-)"
    r"[ \u00a0]?$"
)


def _date(text: str, match: re.Match[str]) -> list[Figure]:
    return [date_in_digits(match.group(), match.span())]


def _clock(text: str, match: re.Match[str]) -> list[Figure]:
    half = (match["half"] or "").lower()
    if half:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        hours = [hour % 12 + (12 if half == "p" else 0)] if hour < 13 else [hour]
    else:
        hour, minute = map(int, match.group().split(":"))
        hours = [hour] if hour > 12 or hour == 0 else [hour, hour + 12]
    stop = match.start() + len(match.group().rstrip(".")) if half else match.end()
    if half and match.group().endswith(".") and match.group().count(".") > 1:
        stop = match.end()
    readings = [Reading(Kind.TIME, (60 * one + minute) % 1440) for one in hours]
    parts = () if half else plain_figures(match.span(), (hour, minute))
    return [Figure(place=(match.start(), stop), readings=tuple(readings), parts=parts)]


def _slash(text: str, match: re.Match[str]) -> list[Figure]:
    whole, top, bottom = 0, *map(int, re.findall("[0-9]+", match.group())[-2:])
    if " " in match.group() or "\u00a0" in match.group():
        whole = int(re.split("[ \u00a0]", match.group())[0][-40:])
    if not bottom:
        return []
    share = whole + Fraction(top, bottom)
    readings = [Reading(Kind.NUMBER, share)] + [Reading(Kind.RATIO, share)] * (not whole)
    if whole:
        return [Figure(place=match.span(), readings=tuple(readings))]
    parts = plain_figures(match.span(), (top, bottom))
    if 0 < top <= 12:  # which may be a date
        month = Reading(Kind.MONTH, top)
        parts = (replace(parts[0], readings=(month, *parts[0].readings)), parts[1])
    return [Figure(place=match.span(), readings=tuple(readings), parts=parts)]


def _power(text: str, match: re.Match[str]) -> list[Figure]:
    base = re.match("[0-9]+", match.group())
    assert base is not None
    raised = match.group()[base.end() :]
    exponent = raised.removeprefix("^").translate(SUPERSCRIPTS)
    value = int(base.group()[:40])
    readings = [Reading(Kind.POWER, f"{base.group()}^{exponent}")]
    if raised[0] != "^" and value != 10:  # a footnote's digit
        readings += [Reading(Kind.NUMBER, value), Reading(Kind.YEAR, value)]
    elif value == 10 and int(exponent[:9]) <= 24:
        readings.append(Reading(Kind.NUMBER, 10 ** int(exponent[:9])))
    return [Figure(place=match.span(), readings=tuple(readings))]


def _mixed(text: str, match: re.Match[str]) -> list[Figure]:
    value = int(match.group()[:-1].strip()[-40:] or 0) + VULGAR[match.group()[-1]]
    readings = [Reading(Kind.NUMBER, value)] + [Reading(Kind.RATIO, value)] * (value < 1)
    return [Figure(place=match.span(), readings=tuple(readings))]


def _past(text: str, match: re.Match[str]) -> list[Figure]:
    """half past six."""
    word = match["minutes"].lower()
    minutes = {"half": 30, "five": 5, "ten": 10, "twenty": 20}.get(word, 15)
    spoken = match["oclock"].lower()
    hour = int(spoken) if spoken.isdigit() else CARDINALS[spoken]
    total = 60 * hour + (minutes if match["way"].lower() == "past" else -minutes)
    readings = tuple(Reading(Kind.TIME, each % 1440) for each in (total, total + 720))
    return [
        Figure(
            place=match.span(),
            readings=readings,
            is_needed=match["way"].lower() == "past",
            parts=plain_figures(match.span(), (minutes, hour)),
        )
    ]


def _words(text: str, match: re.Match[str]) -> list[Figure]:
    return [
        Figure(
            place=phrase.place,
            readings=phrase.readings,
            is_needed=phrase.is_sure and not _PLAN.match(text, phrase.place[1]),
            quantum=phrase.quantum,
            is_ordinal=phrase.is_ordinal,
        )
        for phrase in read_words(text, *match.span())
    ]


def _month(text: str, match: re.Match[str]) -> list[Figure]:
    value = _MONTHS[match.group()]
    is_sure = (
        match.group() not in ("May", "March", "Mar", "Jan", "Jun", "Dec")
        or _DATED_AFTER.match(text, match.end()) is not None
        or _DATED_BEFORE.search(text, max(0, match.start() - 8), match.start()) is not None
    )
    readings = (Reading(Kind.MONTH, value),)
    return [Figure(place=match.span(), readings=readings, is_needed=is_sure)]


def _weekday(text: str, match: re.Match[str]) -> list[Figure]:
    readings = (Reading(Kind.WEEKDAY, _WEEKDAYS[match.group().removesuffix("s")]),)
    return [Figure(place=match.span(), readings=readings, is_needed=False)]


def _circled(text: str, match: re.Match[str]) -> list[Figure]:
    readings = (Reading(Kind.NUMBER, int(unicodedata.numeric(match.group()))),)
    return [Figure(place=match.span(), readings=readings)]


def _noon(text: str, match: re.Match[str]) -> list[Figure]:
    minutes = 0 if match.group().lower() == "midnight" else 720
    readings = (Reading(Kind.TIME, minutes), Reading(Kind.NUMBER, 12), Reading(Kind.NUMBER, 24))
    return [Figure(place=match.span(), readings=readings, is_needed=False)]


def _roman(text: str, match: re.Match[str]) -> list[Figure]:
    values = [_ROMAN[letter] for letter in match.group()]
    total = sum(
        -one if one < following else one
        for one, following in zip(values, [*values[1:], 0], strict=True)
    )
    readings = (Reading(Kind.NUMBER, total),)
    return [Figure(place=match.span(), readings=readings, is_needed=False, is_ordinal=True)]


SHAPES: dict[str, Callable[[str, re.Match[str]], list[Figure]]] = {
    "circled": _circled,
    "date": _date,
    "clock": _clock,
    "slash": _slash,
    "power": _power,
    "mixed": _mixed,
    "past": _past,
    "words": _words,
    "month": _month,
    "weekday": _weekday,
    "noon": _noon,
    "roman": _roman,
}
"""By the group of `english_patterns.FIGURE`."""
