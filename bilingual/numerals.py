"""Numbers of a source that its translation does not have.

Only numbers in Arabic digits are compared, by value: ``1.8万`` is found as ``18,000``, ``35亿`` as
``3.5 billion``, ``10月`` as ``October``, ``第3`` as ``third``.
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_SOURCE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*[多余餘]?([十百千万萬亿億]*)")
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
    values = _english_values(unicodedata.normalize("NFKC", target))
    missing = []
    for match in _SOURCE.finditer(unicodedata.normalize("NFKC", source)):
        number, scales = match.groups()
        value = float(number.replace(",", "")) * math.prod(_SCALES[scale] for scale in scales)
        if not any(math.isclose(value, other, rel_tol=0.005) for other in values):
            missing.append(match.group().strip())
    return missing


def _english_values(text: str) -> set[float]:
    values = {_WORDS[word] for word in re.findall("[a-z]+", text.lower()) if word in _WORDS}
    for number, scale in _TARGET.findall(text):
        value = float(number.replace(",", ""))
        values |= {value, value * _ENGLISH_SCALES.get(scale.lower(), 1)}
    return values
