"""Figures of two numerals that make one: 三个半月, 3小时30分, 三块二, 3比2."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers.figures import Figure, Kind, Reading, Value
from bilingual.chinese.numbers.found import Found, figure, numbers, plain_figures
from bilingual.chinese.numbers.numerals import read_numeral
from bilingual.chinese.numbers.values import add, times

_HALF = Fraction(1, 2)


def and_half(found: Found) -> Figure:
    """三个半月, 两年半."""
    word = found.after["halved"]
    value = add(found.value, _HALF)
    more = {"年": 12, "小时": 60, "个小时": 60}.get(word)
    return _compound(found, (found.value, _HALF), value, *((times(value, more),) if more else ()))


def one_half(found: Found) -> Figure:
    """一半; 两半 are two halves."""
    if found.numeral.values != (1,):
        return figure(found, numbers(found), is_needed=False)
    readings = (Reading(Kind.RATIO, _HALF), Reading(Kind.NUMBER, _HALF))
    return Figure(place=found.whole, readings=readings, is_needed=False)


def duration(found: Found) -> Figure:
    """3小时30分: one number of hours, or two numbers, or one of minutes."""
    numeral = read_numeral(found.after["minutes"])
    minutes = numeral.values[0] if numeral and numeral.values else 0
    hours = add(found.value, Fraction(minutes) / 60)
    return _compound(found, (found.value, minutes), hours, times(hours, 60))


def term(found: Found) -> Figure:
    """三年六个月: one number of years, or two numbers, or one of months."""
    numeral = read_numeral(found.after["months"])
    months = numeral.values[0] if numeral and numeral.values else 0
    years = add(found.value, Fraction(months) / 12)
    return _compound(found, (found.value, months), years, times(years, 12))


def money(found: Found) -> Figure:
    """3元5角."""
    return _decimal(found, found.after["jiao"] + (found.after["fen"] or ""))


def colloquial_money(found: Found) -> Figure:
    """三块二."""
    return _decimal(found, found.after["mao"])


def measure(found: Found) -> Figure:
    """1米68, 38度5."""
    return _decimal(found, found.after["places"])


def score(found: Found) -> Figure:
    """3比2."""
    other = read_numeral(found.after["other"])
    return _compound(found, (found.value, other.values[0] if other and other.values else 0))


def _decimal(found: Found, written: str) -> Figure:
    read = [read_numeral(digit) for digit in written]
    places = "".join(str(one.values[0]) if one else "0" for one in read)
    return _compound(found, (found.value, int(places)), add(found.value, Decimal(f"0.{places}")))


def _compound(found: Found, parts: tuple[Value, ...], *values: Value) -> Figure:
    return Figure(
        place=found.whole,
        readings=tuple(Reading(Kind.NUMBER, value) for value in values),
        parts=plain_figures(found.whole, parts),
    )
