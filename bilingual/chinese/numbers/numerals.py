"""Chinese numerals, Arabic ones with Chinese scale words, and their mixtures, as exact values.

Rules: GB/T 15835-2011 for what is written how; 兆 is 10^12 as in Taiwan, since with units (兆瓦,
兆赫) it is left alone.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

Plain = int | Decimal
"""What numerals say, without fractions."""

DIGITS = "零〇一二两三四五六七八九"
_VALUES = dict(zip(DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}

ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*"
_SCALE = (
    "[十廿卅卌亿]|百(?!分[点比之制百]|[兆帕])|千(?![瓦米克卡伏赫焦帕升安兆]|分之)"
    "|万(?!兆|分之)|(?<![百千万])兆(?![瓦赫比字帕焦欧伏])"
)
_PLACES = DIGITS.replace("两", "")
_SPACE = "(?:[ \u00a0](?=[多余来几]?[十百千万亿兆]))?"
_SPOKEN = f"[{DIGITS}]+(?:点(?!一[直个些样般同起切次面边定下路])[{_PLACES}]+(?![十分刻点滴]))?"
NUMERAL = (
    f"(?:(?:(?:{ARABIC}){_SPACE}|{_SPOKEN}|[几数](?=[十百千万亿]))?[多余来几]?(?:{_SCALE}))+"
    f"(?:(?:{ARABIC})(?![A-Za-z.0-9年月])|(?:[{DIGITS}几]+)?点[{_PLACES}]+(?=[万亿倍成个，。；、的以左])"
    f"|(?:(?<=[二三四五六七八九]十)有)?[{DIGITS}几]+)?"
    f"|{ARABIC}|{_SPOKEN}"
)
"""A numeral as a regular expression, over text whose numerals are Simplified. It never has to
give back what it has taken, so it is linear."""

_PARTS = re.compile(f"({ARABIC})|([{DIGITS}]+)|(.)", re.DOTALL)
_PLAN = re.compile("十[一二三四五]五")  # 十四五, the fourteenth five-year plan
_LONGEST = 40  # characters; a longer one is a string of digits


class Numeral(NamedTuple):
    """What a numeral says."""

    values: tuple[Plain, ...]
    """One value; two where it says *two or three* (两三), or may say either."""
    quantum: Plain | None = None
    """What its last written digit is worth, if it has a scale word."""
    scale: int = 1
    """What its last scale words multiply by: 10,000 for 3.6万."""
    digits: str = ""
    """Its digits where it has nothing else: 007, 3.10, 二〇二四 as 2024."""
    bounds: tuple[Plain, Plain] | None = None
    is_vague: bool = False
    """Whether it only says how large (数百); its value is then the smallest of its size."""
    is_choice: bool = False
    """Whether it is two neighbouring numbers in one: 两三, 七八十."""
    is_bare: bool = False
    """Whether it has no digit at all: 百, 千万."""


def read_numeral(text: str) -> Numeral | None:
    """What a stretch that `NUMERAL` matches says; None if it is none after all."""
    if text[0] in "0123456789" and text[-1] in "0123456789" and text.isascii():
        return _read_arabic(text)
    if len(text) > _LONGEST:
        return None
    if _PLAN.fullmatch(text):
        return Numeral((10 + _VALUES[text[1]],))
    if all(character in _VALUES for character in text):
        return _read_digits(text)
    return _read_scaled(text)


def _read_arabic(text: str) -> Numeral:
    digits = text.replace(",", "")
    if digits.count(".") > 1 or len(digits) > _LONGEST:
        return Numeral((), digits=digits)
    return Numeral((number(digits),), digits=text)


def number(digits: str) -> Plain:
    """The value of Arabic digits with at most one point."""
    return Decimal(digits) if "." in digits else int(digits)


def _read_digits(text: str) -> Numeral | None:
    values = [_VALUES[character] for character in text]
    digits = "".join(map(str, values))
    if len(values) == 1:
        return Numeral((values[0],))
    if len(values) == 2 and is_choice(text):
        return Numeral(tuple(values), is_choice=True, bounds=(values[0], values[1]))
    return Numeral((int(digits),), digits=digits)


def is_choice(pair: str) -> bool:
    """Whether two digits mean the one or the other: 两三, 七八, 三五."""
    first, second = _VALUES[pair[0]], _VALUES[pair[1]]
    return (second == first + 1 and first > 0) or pair == "三五"


class _Sum:
    """Adds up a numeral with scale words."""

    def __init__(self) -> None:
        self.total: Plain = 0  # what a scale word from 万 on has closed
        self.section: Plain = 0  # what 十百千 have closed since
        self.pending: Plain | None = None
        self.last = 1  # the scale word before
        self.biggest = 1  # the greatest scale word from 万 on so far
        self.quantum: Plain = 1

    def put(self, value: Plain, quantum: Plain = 1) -> None:
        self.pending, self.quantum = value, quantum

    def add(self, tens: int) -> None:
        self.section += tens
        self.last = 10

    def scale(self, by: int) -> None:
        if by < 10**4:
            self.section += (1 if self.pending is None else self.pending) * by
            self.quantum = self.quantum * by if self.pending is not None else by
        else:
            section = self.section + (self.pending or 0)
            if by > self.biggest or (by == self.biggest and not section):
                self.total = (self.total + section or 1) * by
            else:
                self.total += section * by
            self.section, self.biggest = 0, max(by, self.biggest)
            self.quantum = self.quantum * by
        self.pending, self.last = None, by

    def close(self, *, is_additive: bool) -> Plain:
        """With the digit at the end, which counts in tenths of the scale before: 两万五."""
        if self.pending is not None:
            is_short = self.last > 10 and not is_additive and 0 < self.pending < 10
            by = self.last // 10 if is_short else 1
            self.section += self.pending * by
            self.quantum = by
        return self.total + self.section


class _Scaled:
    """Reads a numeral piece by piece, as the smallest and as the greatest number it may be."""

    def __init__(self) -> None:
        self.sums = _Sum(), _Sum()
        self.scale = 1
        self.is_open = self.is_vague = self.is_choice = False
        self.is_additive = self.has_digit = self.has_point = False

    def put(self, low: Plain, high: Plain, quantum: Plain = 1) -> None:
        for each, value in zip(self.sums, (low, high), strict=True):
            each.put(value, quantum)

    def arabic(self, digits: str) -> None:
        value = number(digits)
        places = len(digits.partition(".")[2])
        self.put(value, value, Decimal(1).scaleb(-places) if places else 1)
        self.has_digit, self.scale, self.is_additive = True, 1, len(digits) > 1

    def spoken(self, digits: str) -> None:
        values = [_VALUES[digit] for digit in digits]
        written = "".join(map(str, values))
        if self.has_point:  # the places of 三点五
            value = Decimal(f"{self.sums[0].pending or 0}.{written}")
            self.put(value, value, Decimal(1).scaleb(-len(values)))
            self.has_point = False
            return
        self.has_digit, self.scale, self.is_additive = True, 1, digits[0] in "零〇"
        plain = digits.lstrip("零〇")
        if len(plain) == 2 and is_choice(plain):
            self.is_choice = True
            self.put(values[-2], values[-1])
        elif plain:
            self.put(int(written), int(written))

    def some(self) -> None:
        """几 or 数: from one to nine, or after a number up to nine more."""
        self.is_vague = not self.has_digit and self.sums[0].last == 1
        self.is_open = not self.is_vague
        self.put(*((1, Decimal("9.9")) if self.is_vague else (0, 9)))

    def word(self, word: str) -> None:
        if word == "点":
            self.has_point = True
        elif word in "几数":
            self.some()
        elif word in _TENS:
            self.has_digit = True
            for each in self.sums:
                each.add(_TENS[word])
        elif word not in "多余来有 \u00a0":
            by = _SMALL.get(word) or _BIG[word]
            self.scale *= by
            for each in self.sums:
                each.scale(by)


def _read_scaled(text: str) -> Numeral | None:
    read = _Scaled()
    for arabic, spoken, other in _PARTS.findall(text):
        if arabic.count(".") > 1:
            return None
        if arabic:
            read.arabic(arabic.replace(",", ""))
        elif spoken:
            read.spoken(spoken)
        else:
            read.word(other)
    low, high = (each.close(is_additive=read.is_additive) for each in read.sums)
    if read.is_choice:
        return Numeral((low, high), scale=read.scale, bounds=(low, high), is_choice=True)
    return Numeral(
        (low,),
        quantum=read.sums[0].quantum,
        scale=read.scale,
        bounds=(low, high) if read.is_open or read.is_vague else None,
        is_vague=read.is_vague,
        is_bare=not read.has_digit and "几" not in text and not read.is_vague and text != "十",
    )
