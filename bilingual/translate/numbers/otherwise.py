"""Words that say a small number without being one: *both*, *a dozen*, *around the clock*."""

from __future__ import annotations

import re
from fractions import Fraction

from bilingual.chinese.numbers import Figure, Kind, Reading

_SAID_OTHERWISE = {
    Reading(Kind.NUMBER, value): re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, words in {
        0: "no|none|nil|zero|without|midnight",
        1: "an?|one|once|single|sole|only|firsts?|each|every|per|the same|I|another",
        2: "both|secondary|twice|pairs?|couples?|twin|dual|bilateral|second|half|either"
        "|two-\\w+|semi\\w+",
        3: "tertiary|triple|trio|tri\\w+|thrice|tripartite|third",
        4: "quarter\\w*|quadr\\w+",
        7: "weeks?",
        10: "decades?|dozen",
        12: "dozen|year|noon",
        14: "two weeks|fortnight",
        24: "(?:a)?round[- ]the[- ]clock|day and night|full day|a day|midnight",
        50: "half a century|half-century",
        100: "century|centen\\w+|hundreds?|fully?|perfect",
        1000: "millenni\\w+",
    }.items()
} | {
    Reading(Kind.VAGUE, 10): re.compile(r"\b(?:decades|many|several)\b", re.IGNORECASE),
    Reading(Kind.RATIO, 1): re.compile(
        r"\b(?:all|full|fully|complete\w*|entire\w*|whole\w*|every|total\w*|always|absolute\w*)\b",
        re.IGNORECASE,
    ),
    Reading(Kind.NUMBER, Fraction(1, 2)): re.compile(r"\b(?:half|semi\w*|mid\w*)\b", re.IGNORECASE),
}  # fmt: skip
_ORDINALS_OTHERWISE = {
    Reading(Kind.NUMBER, value): re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, words in {
        1: "firsts?|initial|inaugural|debut|primary|top|No\\. 1",
        2: "secondary|next|another|sequel|runner-up",
        3: "tertiary",
    }.items()
}
"""The same for ordinals."""
_SMALL = frozenset(reading.value for reading in _SAID_OTHERWISE)


def is_said_otherwise(figure: Figure, text: str) -> bool:
    """Whether a word of an English text may say the figure. Asked for only where it is missing:
    such words are many, and mean other things as well."""
    table = _ORDINALS_OTHERWISE if figure.is_ordinal else _SAID_OTHERWISE
    return any(
        words.search(text)
        for reading in figure.readings
        if reading.value in _SMALL and (words := table.get(reading))
    )
