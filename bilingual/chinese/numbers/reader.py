"""The figures of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from bilingual.chinese.numbers.figures import Figure, Kind, Reading
from bilingual.chinese.numbers.found import Found
from bilingual.chinese.numbers.meanings import MEANINGS
from bilingual.chinese.numbers.numerals import Numeral, read_numeral
from bilingual.chinese.numbers.patterns import AFTER, FIGURE, even_numerals
from bilingual.chinese.numbers.shapes import SHAPES
from bilingual.chinese.numbers.times import number_or_weekday
from bilingual.chinese.numbers.values import hundredth, tenth
from bilingual.chinese.phones import hide_phones

_RANGE = re.compile("[ \u00a0]*(?:[\u2010-\u2015~-]{1,2}|至|到|、|和|或|与)[ \u00a0]*")


class _Draft(NamedTuple):
    """A figure on its way, with what a neighbour may have to know."""

    figure: Figure
    numeral: Numeral | None = None
    group: str = ""


@lru_cache(maxsize=256)  # a sentence is read anew for each translation that is judged
def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in either script, in order; no two of them overlap."""
    even = hide_phones(even_numerals(text))
    drafts: list[_Draft] = []
    at = 0
    while match := FIGURE.search(even, at):
        group = str(match.lastgroup)
        at = match.end()
        if group == "numeral":
            numeral = read_numeral(match.group())
            if numeral is None:
                continue
            after = AFTER.match(even, at)
            assert after is not None
            kind = after.lastgroup or ""
            found = Found(even, match.start(), match.end(), numeral, after)
            if numeral.values == (0,) and not found.is_arabic and kind != "hour":
                continue  # 零 in 零碳, 零部件
            figure = MEANINGS.get(kind, number_or_weekday)(found)
            drafts.append(_Draft(figure, numeral, kind))
            at = max(at, figure.place[1])
        elif group != "skip":
            drafts += map(_Draft, SHAPES[group](even, match))
    return tuple(_share_units(even, drafts))


def _share_units(even: str, drafts: list[_Draft]) -> list[Figure]:
    """The figures, the first of a range with what stands only after the last: 10~20万, 3至5%."""
    figures = [draft.figure for draft in drafts]
    for index in range(len(drafts) - 1, 0, -1):
        left, right = drafts[index - 1], drafts[index]
        gap = even[left.figure.place[1] : right.figure.place[0]]
        if left.numeral is None or left.group or not gap or not _RANGE.fullmatch(gap):
            continue
        more: list[Reading] = []
        if right.numeral is not None and left.numeral.scale == 1 < right.numeral.scale:
            more += [
                Reading(Kind.NUMBER, value * right.numeral.scale) for value in left.numeral.values
            ]
        if share := _SHARED.get(right.group):
            more += [each for value in left.numeral.values for each in share(value)]
        figures[index - 1] = replace(
            left.figure,
            readings=tuple(more) + left.figure.readings,
            unit=right.figure.unit,
            is_needed=left.figure.is_needed or (right.figure.is_needed and bool(right.group)),
        )
        drafts[index - 1] = _Draft(figures[index - 1], left.numeral, right.group)
        if right.group == "month" and left.numeral.values == (1,):  # the first ten months
            figures[index - 1] = replace(figures[index - 1], is_needed=False)
            span = Reading(Kind.NUMBER, figures[index].readings[0].value)
            figures[index] = replace(figures[index], readings=(*figures[index].readings, span))
    return figures


def _times_of(value: object) -> tuple[Reading, ...]:
    hour = int(str(value)) if str(value).isdigit() else 99
    return tuple(Reading(Kind.TIME, 60 * one) for one in (hour, hour + 12) if one <= 24)


_SHARED: dict[str, Callable[..., tuple[Reading, ...]]] = {
    "percent": lambda value: (Reading(Kind.RATIO, hundredth(value)),),
    "points": lambda value: (Reading(Kind.POINTS, value),),
    "tenths": lambda value: (Reading(Kind.RATIO, tenth(value)),),
    "off": lambda value: (
        Reading(Kind.RATIO, tenth(value)),
        Reading(Kind.RATIO, 1 - tenth(value)),
    ),
    "month": lambda value: (Reading(Kind.MONTH, value),),
    "year": lambda value: (Reading(Kind.YEAR, value),),
    "decade": lambda value: (Reading(Kind.DECADE, value if value >= 1000 else 1900 + value),),
    "hour": _times_of,
}
"""What the group after a range's last numeral makes of the first one too."""
