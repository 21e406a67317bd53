"""Years, months, days, days of the week and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from bilingual.chinese.numbers.amounts import plain
from bilingual.chinese.numbers.figures import Figure, Kind, Reading
from bilingual.chinese.numbers.found import Found, figure, is_said, numbers, plain_figures
from bilingual.chinese.numbers.numerals import read_numeral
from bilingual.chinese.numbers.units import DAY_OF_MONTH

ERAS = {
    "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
}  # fmt: skip
"""The year before the first of each."""
_CENTURY_BEFORE = re.compile("([0-9]+|[一二十]+)[ \u00a0]?世纪[ \u00a0]?$")
_DECADE_AFTER = re.compile("[ \u00a0]?(?:[0-9]+|[一二三四五六七八九]十)[ \u00a0]?年代")
EARLY = ("凌晨", "清早", "早上", "清晨", "早晨", "上午", "今早", "早")
LATE = ("中午", "下午", "傍晚", "晚上", "晚", "夜里", "深夜", "午后", "夜间")
"""Words before a time that tell which half of the day it is in."""


def number_or_weekday(found: Found) -> Figure:
    """周三, 星期五; any other number."""
    length = next((len(word) for word in ("周", "星期", "礼拜") if found.follows(word)), 0)
    if not length or found.is_arabic or len(found.written) > 1 or found.value not in range(1, 7):
        return plain(found)
    readings = [*found.readings(Kind.WEEKDAY), *numbers(found)]
    weekday = figure(found, readings, is_needed=not found.after["unit"])
    return replace(weekday, place=(found.start - length, found.stop))


def century(found: Found) -> Figure:
    """20世纪; with 80年代 after it, English says the 1980s."""
    is_decade = _DECADE_AFTER.match(found.text, found.after.end()) is not None
    return figure(found, numbers(found), is_needed=is_said(found) and not is_decade)


def decade(found: Found) -> Figure:
    """80年代, 1980年代, 18世纪90年代."""
    before = _CENTURY_BEFORE.search(found.text, max(0, found.start - 12), found.start)
    numeral = read_numeral(before[1]) if before else None
    readings = []
    for value in found.numeral.values:
        first = [value] if value >= 1000 else [1900 + value, 1800 + value, 2000 + value]
        if numeral and numeral.values and value < 100:
            first = [100 * (numeral.values[0] - 1) + value]
        readings += [Reading(Kind.DECADE, year) for year in first]
    return figure(found, [*readings, *numbers(found)], is_whole=True)


def born(found: Found) -> Figure:
    """80后: people born from 1980 on. Any other number before 后 is just a number."""
    value = found.numeral.values[0] if found.numeral.values else None
    digits = found.numeral.digits
    if len(digits) != 2 or not isinstance(value, int) or 20 < value < 40:
        return figure(found, numbers(found))
    year = (2000 if value < 20 else 1900) + value
    readings = [Reading(kind, year) for kind in (Kind.DECADE, Kind.YEAR, Kind.NUMBER)]
    readings.append(Reading(Kind.NUMBER, value))
    return figure(found, readings, is_needed=bool(value), is_whole=True)


def year(found: Found) -> Figure:
    """2024年, 二〇二四年, 民国113年, 98年; or so many years."""
    value, digits, readings = found.value, found.numeral.digits, numbers(found)
    era = next((era for era in ERAS if found.follows(era)), None)
    if era is not None:
        return figure(found, [Reading(Kind.YEAR, ERAS[era] + value), *readings], is_whole=True)
    if not isinstance(value, int) or found.numeral.is_choice or found.follows("第"):
        return figure(found, readings, unit="" if found.follows("第") else "year")
    if len(digits) == 4:
        readings = [Reading(Kind.YEAR, value), *readings]
        return figure(found, readings, is_needed=True, is_whole=True)
    if len(digits) == 2:
        readings += [Reading(Kind.YEAR, century + value) for century in (1900, 2000)]
        return figure(found, readings, is_needed=found.is_arabic, unit="year")
    return figure(found, readings, unit="year")


def month(found: Found) -> Figure:
    """10月, 十月."""
    months = [value for value in found.numeral.values if value in range(1, 13)]
    if not months:
        return figure(found, numbers(found))
    readings = [Reading(Kind.MONTH, value) for value in months]
    if not found.is_arabic or found.follows("历"):
        readings += numbers(found)
    is_needed = not found.numeral.is_choice
    return figure(found, readings, is_needed=is_needed, is_whole=True)


def day(found: Found) -> Figure:
    """24日; also 5号楼, which is a number like any other."""
    is_date = found.after["day"] == "日" or found.follows("月")
    return figure(
        found,
        numbers(found),
        is_needed=found.follows("月") or is_said(found),
        unit=DAY_OF_MONTH if is_date else "",
        is_whole=is_date,
    )


def hour(found: Found) -> Figure:
    """14时30分, 两点半; 三点 may also be three points."""
    value, after, minutes = found.value, found.after, _minutes(found)
    if not isinstance(value, int) or value > 24 or found.numeral.scale > 10 or minutes > 59:
        return figure(found, numbers(found))
    is_marked = found.follows(*EARLY, *LATE) or "钟" in after["hour"] or "整" in after["hour"]
    readings = [Reading(Kind.TIME, minute) for minute in clock_times(found, value, minutes)]
    clock = tuple(Reading(Kind.NUMBER, one) for one in {value, value % 12 or 12})
    if minutes:
        stop = after.end("hour")
        place = found.start, stop + found.text.startswith("分", stop)
        hours = Figure(place=place, readings=clock)
        parts = (hours, *plain_figures(place, (minutes,)))
        return Figure(place=place, readings=tuple(readings), parts=parts)
    is_needed = is_said(found) or is_marked
    if is_marked or after["hour"][0] == "时":
        return figure(found, [*readings, *clock], is_needed=is_needed, is_whole=True)
    return figure(found, [*numbers(found), *readings], is_needed=is_needed)


def _minutes(found: Found) -> int:
    after = found.after
    if after["minute"]:
        numeral = read_numeral(after["minute"])
        return int(numeral.values[0]) if numeral and numeral.values else 0
    if after["past"]:
        return 30
    return {"一": 15, "三": 45, None: 0}[after["quarters"]]


def clock_times(found: Found, hour: int, minutes: int) -> list[int]:
    """The minutes since midnight that an hour and minutes may be, by the words before them."""
    if found.follows(*LATE) and hour < 12:
        hours = [hour + 12]
    elif hour > 12 or hour == 0 or found.follows(*EARLY):
        hours = [hour]
    else:
        hours = [hour, (hour + 12) % 24]
    return [(60 * each + minutes) % 1440 for each in hours]
