"""Sentence templates filled with values: pairs whose figures and names are right by construction.

A template is a line ``中文<TAB>English`` with slots such as ``{fulldate}`` or ``{n2}``; a list of
values is a file KIND.tsv. What is computed here is written out as both languages have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

from bilingual.translate.numbers.rendering import ordinal

Value = tuple[str, str]
Lists = Mapping[str, Sequence[Value]]

SLOT = re.compile(r"\{([a-z]+)([0-9]*)\}")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def read_lists(folder: Path) -> Lists:
    """The lists of values in a folder, by their kind."""
    return {path.stem: read_pairs(path) for path in sorted(folder.glob("*.tsv"))}


def read_pairs(path: Path) -> list[Value]:
    """The pairs of a file with one on each line."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def fill(template: Value, lists: Lists, random: Random) -> tuple[str, str, tuple[Value, ...]]:
    """Chinese and English with a value in each slot, and the persons named.

    Raises `KeyError` for a slot of unknown kind.
    """
    values: dict[str, Value] = {}
    persons: list[Value] = []
    for kind, number in SLOT.findall(template[0]):
        value = value_of(kind, lists, random)
        while value in values.values():
            value = value_of(kind, lists, random)
        values[kind + number] = value
        if kind == "person":
            persons.append(value)
    chinese = SLOT.sub(lambda slot: values[slot[1] + slot[2]][0], template[0])
    english = SLOT.sub(lambda slot: values[slot[1] + slot[2]][1], template[1])
    english = english.replace("the the ", "the ")
    return chinese, english[:1].upper() + english[1:], tuple(persons)


def value_of(kind: str, lists: Lists, random: Random) -> Value:
    """A value for a slot; raises `KeyError` if its kind is unknown."""
    if kind in _COMPUTED:
        return _COMPUTED[kind](random)
    if kind == "person":
        surname, given = random.choice(lists["surname"]), random.choice(lists["given"])
        return surname[0] + given[0], f"{surname[1]} {given[1].capitalize()}"
    if kind == "firm":
        place, name, form = (random.choice(lists[one]) for one in ("prov", "firmname", "firmkind"))
        return place[0] + name[0] + form[0], f"{place[1]} {name[1]} {form[1]}"
    return random.choice(lists[kind])


def _date(random: Random) -> Value:
    month, day = random.randint(1, 12), random.randint(1, 28)
    return f"{month}月{day}日", f"{_MONTHS[month]} {day}"


def _full_date(random: Random) -> Value:
    year, (chinese, english) = random.randint(2008, 2027), _date(random)
    return f"{year}年{chinese}", f"{english}, {year}"


def _dates(random: Random) -> Value:
    month, first = random.randint(1, 12), random.randint(1, 24)
    last = first + random.randint(1, 4)
    joint = random.choice("至—-")
    return f"{month}月{first}日{joint}{last}日", f"{_MONTHS[month]} {first} to {last}"


def _year(random: Random) -> Value:
    year = random.randint(1998, 2035)
    return f"{year}年", str(year)


def _month(random: Random) -> Value:
    month = random.randint(1, 12)
    return f"{month}月", _MONTHS[month]


def _time(random: Random) -> Value:
    hour, minute = random.randint(6, 22), random.choice((0, 15, 30, 45))
    english = f"{(hour - 1) % 12 + 1}" + (f":{minute}" if minute else "")
    english = "noon" if (hour, minute) == (12, 0) else english + (" a.m.", " p.m.")[hour >= 12]
    return (f"{hour}时{minute}分" if minute else f"{hour}时"), english


def _number(random: Random) -> Value:
    number = random.choice((random.randint(2, 99), random.randint(100, 9999)))
    return random.choice((str(number), f"{number:,}")), f"{number:,}"


def _large(word: str, scale: int, unit: Value = ("", "")) -> Callable[[Random], Value]:
    def value(random: Random) -> Value:
        digits = Decimal(random.randint(11, 99999)).scaleb(-random.choice((0, 1, 2)))
        return f"{digits:f}{word}{unit[0]}", _large_english(digits * scale) + unit[1]

    return value


def _large_english(value: Decimal) -> str:
    for scale, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= scale:
            return f"{(value / scale).normalize():f} {word}"
    return f"{int(value):,}"


def _decimal(chinese: str, english: str, places: int) -> Callable[[Random], Value]:
    def value(random: Random) -> Value:
        digits = f"{Decimal(random.randint(11, 990)).scaleb(-places):f}"
        return digits + chinese, digits + english

    return value


def _ordinal(random: Random) -> Value:
    number = random.randint(2, 30)
    tens, ones = divmod(number, 10)
    written = ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones else ""
    )
    return f"第{written}届", f"the {ordinal(number)}"


def _small(random: Random) -> Value:
    number = random.randint(2, 9)
    return "两" if number == 2 else _DIGITS[number], _SMALL[number - 2]


def _code(random: Random) -> Value:
    code = str(random.randint(100, 9999))
    return code, code


def _kilometers(random: Random) -> Value:
    number = random.randint(2, 30000)
    return f"{number}公里", f"{number:,} kilometers"


_COMPUTED: dict[str, Callable[[Random], Value]] = {
    "date": _date,
    "fulldate": _full_date,
    "dates": _dates,
    "year": _year,
    "month": _month,
    "time": _time,
    "n": _number,
    "small": _small,
    "wan": _large("万", 10**4),
    "yi": _large("亿", 10**8),
    "wanyuan": _large("万", 10**4, ("元", " yuan")),
    "yiyuan": _large("亿", 10**8, ("元", " yuan")),
    "pct": _decimal("%", " percent", 1),
    "pp": _decimal("个百分点", " percentage points", 2),
    "times": _decimal("倍", " times", 1),
    "km": _kilometers,
    "ordinal": _ordinal,
    "code": _code,
}
