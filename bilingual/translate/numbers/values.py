"""Numbers of a source that its translation does not have.

Only numbers in Arabic digits are compared, by value: ``1.8万`` is found as ``18,000``, ``35亿`` as
``3.5 billion``, ``10月`` as ``October``, ``第3`` as ``third``.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata

from bilingual.chinese.edits import Range

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_SOURCE = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*[多余餘]?"
    r"((?:[十百万萬亿億]|千(?![瓦米克卡伏赫焦帕升字]))*)"  # 5230万千瓦 are 5230万 kilowatts
)
_TARGET = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:[\s-]*(hundred|thousand|million|billion|trillion|bn|m\b|k\b))?",
    re.IGNORECASE,
)
_ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "billion": 10**9,
    "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_WORDS: dict[str, float] = {
    name.lower(): number
    for names in (_CARDINALS.split(), _ORDINALS.split(), calendar.month_name[1:])
    for number, name in enumerate(names, start=1)
} | {"half": 0.5, "double": 2, "twice": 2, "zero": 0}


def missing_numbers(source: str, target: str) -> list[str]:
    """The numbers of ``source``, as written there, whose value ``target`` lacks."""
    text = unicodedata.normalize("NFKC", source)
    found = english_numbers(unicodedata.normalize("NFKC", target))
    values = {value for _, values in found for value in values}
    return [
        text[slice(*place)].strip()
        for place, value in chinese_numbers(text)
        if not any(is_same_number(value, other) for other in values)
    ]


def chinese_numbers(text: str) -> list[tuple[Range, float]]:
    """The numbers in Arabic digits: where each stands with its scale, and its value."""
    numbers = []
    for match in _SOURCE.finditer(text):
        number, scales = match.groups()
        value = float(number.replace(",", "")) * math.prod(_SCALES[scale] for scale in scales)
        numbers.append((match.span(), value))
    return numbers


def english_numbers(text: str) -> list[tuple[Range, frozenset[float]]]:
    """The numbers in digits and short words: where each stands, and what it may mean."""
    numbers = [
        (match.span(), frozenset({_WORDS[match.group().lower()]}))
        for match in re.finditer("[A-Za-z]+", text)
        if match.group().lower() in _WORDS
    ]
    for match in _TARGET.finditer(text):
        value = float(match[1].replace(",", ""))
        scaled = value * _ENGLISH_SCALES.get((match[2] or "").lower(), 1)
        numbers.append((match.span(), frozenset({value, scaled})))
    return numbers


def is_same_number(one: float, other: float) -> bool:
    """Whether the one may stand for the other in a translation, rounded as usual."""
    return math.isclose(one, other, rel_tol=0.005)
