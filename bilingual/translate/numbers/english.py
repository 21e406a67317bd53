"""The figures of an English text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers.figures import Figure, Kind, Reading, Value
from bilingual.chinese.numbers.numerals import number
from bilingual.chinese.numbers.units import ENGLISH
from bilingual.chinese.numbers.values import add, hundredth, times
from bilingual.chinese.phones import hide_phones
from bilingual.translate.numbers.english_patterns import ADDRESS, AFTER, FIGURE
from bilingual.translate.numbers.english_shapes import SHAPES
from bilingual.translate.numbers.words import SCALES

_SCALES = SCALES | {
    "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12,
    "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "RMB": "yuan", "CNY": "yuan"}
_RANGE = re.compile("[ \u00a0]*(?:[-–—~]|to|and|or|,|through)[ \u00a0]*")
_SPANS = {"decades": 10, "decade": 10, "centuries": 100}
_OTHERS = ("other", "others", "more")
_HEADING = re.compile("[A-Z]{4}")
_OUT_OF = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "hundred": 100}


def read_english_figures(text: str) -> tuple[Figure, ...]:
    """The figures of an English text, in order; no two of them overlap.

    `Figure.is_needed` is whether a source must explain them: not for words that English uses
    without counting (*one*, *first*, *a second*), nor for the digits of a name (*COVID-19*).
    """
    if "@" in text or "://" in text or "www." in text:
        text = ADDRESS.sub(lambda found: " " * len(found[0]), text)
    text = hide_phones(text)
    if text.isupper() and _HEADING.search(text) and len(text.title()) == len(text):
        text = text.title()
    figures: list[Figure] = []
    groups: list[str] = []  # what follows each
    for match in FIGURE.finditer(text):
        group = str(match.lastgroup)
        if match.end() == match.start():
            continue
        found = _digits(text, match) if group == "digits" else SHAPES[group](text, match)
        figures += found
        groups += [""] * len(found)
        if group in ("digits", "words") and figures:
            figures[-1], groups[-1] = _with_unit(text, figures[-1])
    return tuple(_share_units(text, figures, groups))


def _with_unit(text: str, figure: Figure) -> tuple[Figure, str]:
    """The figure with what the words after it add, and what kind of words they are."""
    after = AFTER.match(text, figure.place[1])
    kind = after.lastgroup if after else None
    if after is None or kind is None:
        return figure, ""
    values = [
        reading.value
        for reading in figure.readings
        if reading.kind is Kind.NUMBER and not isinstance(reading.value, str)
    ]
    if kind == "unit":
        return _with_counted(figure, after["unit"], values), ""
    if not values:
        return figure, ""
    first = values[0]
    if kind in _SHARES:
        reading = Reading(Kind.POINTS, first) if kind == "points" else None
        reading = reading or Reading(Kind.RATIO, hundredth(first))
        # "100 percent" is as often an emphatic "all".
        is_needed = figure.is_needed and reading.value != 1
        return replace(figure, readings=(reading,), is_needed=is_needed), kind
    more = _more_readings(kind, first, after)
    return replace(figure, readings=(*figure.readings, *more)), kind


_SHARES = ("percent", "points")


def _with_counted(figure: Figure, words: str, values: Sequence[Value]) -> Figure:
    """The figure with what is counted after it: three decades, nine other organizations."""
    first = words.lower().split()[0]
    if many := _SPANS.get(first):
        more = [Reading(Kind.NUMBER, times(value, many)) for value in values]
        return replace(figure, readings=(*more, *figure.readings))
    if first in _OTHERS:
        return replace(figure, is_needed=False)
    unit = figure.unit or ENGLISH.get(words.lower()) or ENGLISH.get(first) or ""
    return replace(figure, unit=unit) if unit else figure


def _more_readings(kind: str, value: Value, after: re.Match[str]) -> Iterable[Reading]:
    if kind == "permille":
        yield Reading(Kind.RATIO, Fraction(value) / 1000)
    elif kind == "fold":
        yield Reading(Kind.FACTOR, value)
    elif kind == "point":
        yield Reading(Kind.POINTS, value)
    elif kind == "clock" and isinstance(value, int) and value < 25:
        yield Reading(Kind.TIME, 60 * value % 1440)
        yield Reading(Kind.TIME, 60 * (value + 12) % 1440)
    elif kind == "out":
        whole = after["whole"].lower()
        bottom = int(whole[:9]) if whole.isdigit() else _OUT_OF[whole]
        if bottom:
            yield Reading(Kind.RATIO, Fraction(value) / bottom)


def _share_units(text: str, figures: list[Figure], groups: list[str]) -> list[Figure]:
    """The first of a range with what stands only after the last: 10 to 20 million, 3-5 percent."""
    for index in range(len(figures) - 1, 0, -1):
        left, right = figures[index - 1], figures[index]
        gap = text[left.place[1] : right.place[0]]
        if len(gap) > 9 or groups[index - 1] or not _RANGE.fullmatch(gap):
            continue
        value = left.readings[0].value if left.kind is Kind.NUMBER else None
        if value is None or isinstance(value, str) or left.quantum is not None:
            continue
        more: list[Reading] = []
        if groups[index] == "percent":
            more.append(Reading(Kind.RATIO, hundredth(value)))
        elif groups[index] == "points":
            more.append(Reading(Kind.POINTS, value))
        if right.kind is Kind.TIME and value in range(25):
            more += [Reading(Kind.TIME, 60 * int(value)), Reading(Kind.TIME, 60 * int(value) + 720)]
        if right.quantum is not None and (scale := _scale_of(text, right)) > 1:
            more.append(Reading(Kind.NUMBER, value * scale))
        if more or (right.unit and not left.unit):
            figures[index - 1] = replace(
                left, readings=left.readings + tuple(more), unit=left.unit or right.unit
            )
            groups[index - 1] = groups[index]
    return figures


def _scale_of(text: str, figure: Figure) -> int:
    scale = 1
    for word in re.findall("[A-Za-z]+", text[slice(*figure.place)]):
        scale *= _SCALES.get(word.lower(), 1)
    return scale


def _digits(text: str, match: re.Match[str]) -> list[Figure]:
    written = match["plain"].replace(",", "")
    place = match.start("plain"), match.end("plain")
    before = text[match.start() - 1] if match.start() else ""
    earlier = text[match.start() - 2] if match.start() > 1 else ""
    if before == "X" and text[place[1] : place[1] + 1] == "X":  # X1X is a placeholder
        return []
    is_in_name = before.isalpha() or (before in "-/–" and before != "" and earlier.isalpha())
    if written.count(".") > 1 or len(written) > 40:
        readings = [Reading(Kind.CODE, written)]
        return [Figure(place=place, readings=tuple(readings), is_needed=not is_in_name)]
    value = number(written)
    readings = [Reading(Kind.NUMBER, value)]
    quantum: Value | None = None
    if match["ordinal"]:
        place = place[0], match.end("ordinal")
    elif match["decade"]:
        place = place[0], match.end("decade")
        readings = [Reading(Kind.DECADE, value), *readings]
    elif match["half_more"]:
        place = place[0], match.end("half_more")
        readings = [Reading(Kind.NUMBER, add(value, Fraction(1, 2)))]
    elif match["scale"]:
        scale = 1
        for word in re.findall("[A-Za-z]+", match["scale"]):
            scale *= _SCALES[word.lower().removesuffix("th")]
        places = len(written) - written.index(".") - 1 if "." in written else 0
        quantum = Decimal(scale).scaleb(-places)
        readings = [Reading(Kind.NUMBER, value * scale)]
        if len(match["scale"]) == 1:  # 14m may be metres, 5K a resolution
            readings.append(Reading(Kind.NUMBER, value))
        place = place[0], match.end("scale")
    else:
        readings = _unscaled(text, match, written, value)
    return [
        Figure(
            place=place,
            readings=tuple(readings),
            is_needed=not is_in_name,
            quantum=quantum,
            unit=_CURRENCIES.get((match["money"] or "").strip().removeprefix("US"), ""),
            is_ordinal=bool(match["ordinal"] or (match["scale"] or "").endswith("th")),
        )
    ]


def _unscaled(text: str, match: re.Match[str], written: str, value: Value) -> list[Reading]:
    readings = [Reading(Kind.NUMBER, value)]
    if "." in written or written[0] == "0":
        readings.append(Reading(Kind.CODE, match["plain"]))
    elif len(written) == 4 and "," not in match["plain"]:
        at = 0 if 1900 <= value < 2100 else 1
        readings.insert(at, Reading(Kind.YEAR, value))
    elif len(written) == 2 and match.start() > 4:
        # 2023-24
        if (
            text[match.start() - 1] in "-–/"
            and text[match.start() - 5 : match.start() - 1].isdigit()
        ):
            century = int(text[match.start() - 5 : match.start() - 3])
            readings.append(Reading(Kind.YEAR, 100 * century + int(value)))
        elif text[match.start() - 1] in "'’":
            readings += [Reading(Kind.YEAR, century + value) for century in (1900, 2000)]
    return readings
