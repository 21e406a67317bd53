"""Sentence templates filled with values: pairs whose figures and names are right by construction.

A template is a line ``中文<TAB>English`` with slots such as ``{fulldate}`` or ``{n2}``; a list of
values is a file KIND.tsv. What is computed here is written out as both languages have it. The same
seed gives the same pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
_LEFT_ALONE = r"(?<!Ltd)(?<!Inc)(?<!Co)(?<!No)(?<!\b[A-Z])(?<!a\.m)(?<!p\.m)"
_SENTENCE = re.compile(_LEFT_ALONE + r"([.!?] )([a-z])")
_RANGE = re.compile(r"\{([a-z]+)([0-9]*)\}(?:至|到|—|-|～|~)\{\1([0-9]*)\}")
_SECOND = re.compile(r"(?<=[第初])两|两(?=[月号楼级等]|期工程)")
"""Where 2 is 二 and not 两."""
_MOST_FOR_ONE = 12
"""Times that a template is filled for each of its slots, beyond a few: more would repeat it."""
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def read_lists(folder: Path) -> Lists:
    """The lists of values in a folder, by their kind."""
    return {path.stem: read_pairs(path) for path in sorted(folder.glob("*.tsv"))}


def read_pairs(path: Path) -> list[Value]:
    """The pairs of a file with one on each line."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def filled_pairs(folder: Path, per_template: int, seed: int) -> Iterator[Value]:
    """Pairs from the templates in ``folder/templates`` with the values in ``folder/slots``: each
    template up to ``per_template`` times, one without slots once.

    Raises `ValueError` for a template whose sides have not the same slots, or an unknown one.
    """
    lists, random = read_lists(folder / "slots"), Random(seed)
    for path in sorted((folder / "templates").glob("*.tsv")):
        for template in read_pairs(path):
            slots = [sorted(SLOT.findall(side)) for side in template]
            if slots[0] != slots[1]:
                raise ValueError(f"{path}: sides with different slots: {template[0][:40]}")
            times = min(per_template, _MOST_FOR_ONE * len(slots[0]) + 10) if slots[0] else 1
            try:
                found = dict.fromkeys(fill(template, lists, random)[:2] for _ in range(times))
            except KeyError as error:
                raise ValueError(f"{path}: no values for the slot {error}") from None
            yield from found


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
    for kind, first, last in _RANGE.findall(template[0]):
        pair = sorted((values[kind + first], values[kind + last]), key=_size)
        values[kind + first], values[kind + last] = pair
    chinese = SLOT.sub(lambda slot: values[slot[1] + slot[2]][0], template[0])
    english = SLOT.sub(lambda slot: values[slot[1] + slot[2]][1], template[1])
    chinese = _SECOND.sub("二", chinese)
    english = english.replace("the the ", "the ")
    english = _SENTENCE.sub(lambda match: match[1] + match[2].upper(), english)
    return chinese, _capitalized(english), tuple(persons)


def _capitalized(sentence: str) -> str:
    """With its first letter large, also behind a quotation mark."""
    at = next((at for at, sign in enumerate(sentence[:3]) if sign.isalpha()), 0)
    return sentence[:at] + sentence[at : at + 1].upper() + sentence[at + 1 :]


def _size(value: Value) -> float:
    digits = re.search(r"[\d,]+(?:\.\d+)?", value[0])
    return float(digits[0].replace(",", "")) if digits else 0.0


def value_of(kind: str, lists: Lists, random: Random) -> Value:
    """A value for a slot; raises `KeyError` if its kind is unknown."""
    if kind in _COMPUTED:
        return _COMPUTED[kind](random)
    if kind == "person":
        surname = random.choice(lists["surname"])
        given = [random.choice(lists["given"]) for _ in range(random.choice((1, 2, 2)))]
        first, *others = (english for _, english in given)
        spelled = first + "".join(f"'{one}" if one[0] in "aeo" else one for one in others)
        written = surname[0] + "".join(chinese for chinese, _ in given)
        return written, f"{surname[1]} {spelled.capitalize()}"
    if kind == "firm":
        place, name, form = (random.choice(lists[one]) for one in ("prov", "firmname", "firmkind"))
        if random.random() < 0.5:
            return place[0] + name[0] + form[0], f"{place[1]} {name[1]} {form[1]}"
        return f"{name[0]}（{place[0]}）{form[0]}", f"{name[1]} ({place[1]}) {form[1]}"
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
    number = random.randint(1, 30)
    if number == 1:
        return random.choice(("首届", "第一届")), "the first"
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
