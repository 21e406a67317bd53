"""The figures of an English text."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers.figures import Figure, Kind, Reading, Value
from bilingual.chinese.numbers.found import plain_figures
from bilingual.chinese.numbers.numerals import number
from bilingual.chinese.numbers.patterns import SUPERSCRIPTS, VULGAR
from bilingual.chinese.numbers.shapes import date_in_digits
from bilingual.chinese.numbers.units import ENGLISH
from bilingual.chinese.numbers.values import add, hundredth, times
from bilingual.translate.numbers.words import ALL, CARDINALS, SCALES, read_words

_MONTHS = {name: at for at, name in enumerate(calendar.month_name) if at} | {
    name: at for at, name in enumerate(calendar.month_abbr) if at
} | {"Sept": 9}  # fmt: skip
_WEEKDAYS = {name: at for at, name in enumerate(calendar.day_name, 1)}
_SCALES = SCALES | {
    "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12,
    "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "RMB": "yuan", "CNY": "yuan"}
_FRACTIONS = "".join(VULGAR)
_WORDS = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in ALL)
_INITIALS = "".join(sorted({initial for word in ALL for initial in (word[0], word[0].upper())}))
_JOINT = "[ \u00a0\n]|-|\u2011| and |, | and a | a | [Oo]f "

_FIGURE = re.compile(
    # One look at the first character: most of a text begins no figure.
    f"(?=[0-9$€£RCUHNA{_FRACTIONS}①-⑳⑴-⒇])(?:"
    "(?P<circled>[①-⑳⑴-⒇])|"
    "(?P<date>(?<![0-9.])(?:[0-9]{4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}"
    "|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2]))(?![0-9.]))"
    "|(?P<clock>(?<![0-9:.,])(?P<hour>[0-2]?[0-9])"
    "(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0]?(?P<half>[AaPp])\\.?[Mm]\\b\\.?"
    "|(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9:]))"
    "|(?P<slash>(?<![0-9/A-Za-z.])(?:[0-9]+[ \u00a0])?[0-9]{1,4}[/⁄][0-9]{1,4}(?![0-9/]))"
    "|(?P<power>(?<![0-9.,])[0-9]+(?:\\^[0-9]+|[⁰¹²³⁴-⁹]+)(?![0-9]))"
    f"|(?P<mixed>[0-9]*[ \u00a0]?[{_FRACTIONS}])"
    "|(?P<digits>(?P<money>US\\$|HK\\$|NT\\$|A\\$|[$€£]|RMB ?|CNY ?)?"
    # The last of the three is a slip of the model: 3,8155.
    "(?P<plain>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{4,}"
    "|[0-9]+(?:\\.[0-9]+)*)"
    "(?:(?P<ordinal>st|nd|rd|th|St|Nd|Rd|Th)\\b|(?P<decade>['’]?s)\\b"
    "|(?P<scale>(?:[ \u00a0-]?(?i:(?:hundred|thousand|million|billion|trillion|quadrillion)(?:th)?"
    "|mln|mn|bn|tn|trn)\\b)+"
    "|[kKmMbB]\\b)|(?P<half_more> and a half\\b))?)"
    f")|(?<![A-Za-z])(?=[{_INITIALS}JFMASONDTWIVXL])(?:"
    "(?P<past>(?P<minutes>[Hh]alf|[Qq]uarter|[Ff]ive|[Tt]en|[Tt]wenty)[ -](?P<way>[Pp]ast|to)[ -]"
    "(?P<oclock>[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
    "|[Ee]leven|[Tt]welve|1?[0-9])\\b)"
    f"|(?P<words>(?:{_WORDS})\\b(?:(?:{_JOINT})(?:{_WORDS})\\b)*)"
    "|(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November"
    "|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b)"
    "|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\\b)"
    "|(?P<noon>(?:[Nn]oon|[Mm]idday|[Mm]idnight)\\b)"
    "|(?P<roman>(?=[IVXL])(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3})\\b)"
    ")"
)
_ADDRESS = re.compile(
    "https?://[!-~]+|www\\.[!-~]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
)
_AFTER = re.compile(
    "(?i:(?P<points>[ \u00a0-]?(?:percentage|pct\\.?|%)[ \u00a0-]points?\\b|[ \u00a0]pp(?:ts?)?\\b)"
    "|(?P<percent>[ \u00a0-]?(?:%|％|per[ -]?cents?\\b|(?-i:pct)\\b))"
    "|(?P<permille>‰| per (?:thousand|mille)\\b)"
    "|(?P<fold>[ -]?fold\\b)"
    "|(?P<point>[ -]points?\\b)"
    "|(?P<clock> o['’]clock\\b)"
    "|(?P<out> (?:in|out of|of) (?:every )?"
    "(?P<whole>[0-9]+|two|three|four|five|six|ten|hundred)\\b)"
    "|[ \u00a0-]?(?P<unit>[A-Za-z]+(?: (?:kilo|centi|milli)?met(?:er|re)s?)?[²³]?))"
)
_RANGE = re.compile("[ \u00a0]*(?:[-–—~]|to|and|or|,|through)[ \u00a0]*")
_DATED_BEFORE = re.compile(
    r"(?:[0-9](?:st|nd|rd|th)?|\b(?:of|in|since|by|until|from|to|and|early|late|mid|last|next|this)|-)"
    r"[ \u00a0]?$"
)
_DATED_AFTER = re.compile(r"\.?[ \u00a0][0-9]")
_SPANS = {"decades": 10, "decade": 10, "centuries": 100}
_OTHERS = ("other", "others", "more")
_PLAN = re.compile("[- ][Yy]ear [Pp]lan|[- ][Pp]art(?:y|ies)")
_HEADING = re.compile("[A-Z]{4}")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_OUT_OF = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "hundred": 100}


def read_english_figures(text: str) -> tuple[Figure, ...]:
    """The figures of an English text, in order; no two of them overlap.

    `Figure.is_needed` is whether a source must explain them: not for words that English uses
    without counting (*one*, *first*, *a second*), nor for the digits of a name (*COVID-19*).
    """
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    if text.isupper() and _HEADING.search(text) and len(text.title()) == len(text):
        text = text.title()
    figures: list[Figure] = []
    groups: list[str] = []  # what follows each
    for match in _FIGURE.finditer(text):
        group = str(match.lastgroup)
        if match.end() == match.start():
            continue
        for figure in _READERS[group](text, match):
            figures.append(figure)
            groups.append("")
        if group in ("digits", "words") and figures:
            figures[-1], groups[-1] = _with_unit(text, figures[-1])
    return tuple(_share_units(text, figures, groups))


def _with_unit(text: str, figure: Figure) -> tuple[Figure, str]:
    """The figure with what the words after it add, and what kind of words they are."""
    after = _AFTER.match(text, figure.place[1])
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


def _date(text: str, match: re.Match[str]) -> list[Figure]:
    return [date_in_digits(match.group(), match.span())]


def _clock(text: str, match: re.Match[str]) -> list[Figure]:
    half = (match["half"] or "").lower()
    if half:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        hours = [hour % 12 + (12 if half == "p" else 0)] if hour < 13 else [hour]
    else:
        hour, minute = map(int, match.group().split(":"))
        hours = [hour] if hour > 12 or hour == 0 else [hour, hour + 12]
    stop = match.start() + len(match.group().rstrip(".")) if half else match.end()
    if half and match.group().endswith(".") and match.group().count(".") > 1:
        stop = match.end()
    readings = [Reading(Kind.TIME, (60 * one + minute) % 1440) for one in hours]
    parts = () if half else plain_figures(match.span(), (hour, minute))
    return [Figure(place=(match.start(), stop), readings=tuple(readings), parts=parts)]


def _slash(text: str, match: re.Match[str]) -> list[Figure]:
    whole, top, bottom = 0, *map(int, re.findall("[0-9]+", match.group())[-2:])
    if " " in match.group() or "\u00a0" in match.group():
        whole = int(re.split("[ \u00a0]", match.group())[0][-40:])
    if not bottom:
        return []
    share = whole + Fraction(top, bottom)
    readings = [Reading(Kind.NUMBER, share)] + [Reading(Kind.RATIO, share)] * (not whole)
    if whole:
        return [Figure(place=match.span(), readings=tuple(readings))]
    parts = plain_figures(match.span(), (top, bottom))
    if 0 < top <= 12:  # which may be a date
        month = Reading(Kind.MONTH, top)
        parts = (replace(parts[0], readings=(month, *parts[0].readings)), parts[1])
    return [Figure(place=match.span(), readings=tuple(readings), parts=parts)]


def _power(text: str, match: re.Match[str]) -> list[Figure]:
    base = re.match("[0-9]+", match.group())
    assert base is not None
    raised = match.group()[base.end() :]
    exponent = raised.removeprefix("^").translate(SUPERSCRIPTS)
    value = int(base.group()[:40])
    readings = [Reading(Kind.POWER, f"{base.group()}^{exponent}")]
    if raised[0] != "^" and value != 10:  # a footnote's digit
        readings += [Reading(Kind.NUMBER, value), Reading(Kind.YEAR, value)]
    elif value == 10 and int(exponent[:9]) <= 24:
        readings.append(Reading(Kind.NUMBER, 10 ** int(exponent[:9])))
    return [Figure(place=match.span(), readings=tuple(readings))]


def _mixed(text: str, match: re.Match[str]) -> list[Figure]:
    value = int(match.group()[:-1].strip()[-40:] or 0) + VULGAR[match.group()[-1]]
    readings = [Reading(Kind.NUMBER, value)] + [Reading(Kind.RATIO, value)] * (value < 1)
    return [Figure(place=match.span(), readings=tuple(readings))]


def _past(text: str, match: re.Match[str]) -> list[Figure]:
    """half past six."""
    word = match["minutes"].lower()
    minutes = {"half": 30, "five": 5, "ten": 10, "twenty": 20}.get(word, 15)
    spoken = match["oclock"].lower()
    hour = int(spoken) if spoken.isdigit() else CARDINALS[spoken]
    total = 60 * hour + (minutes if match["way"].lower() == "past" else -minutes)
    readings = tuple(Reading(Kind.TIME, each % 1440) for each in (total, total + 720))
    return [
        Figure(
            place=match.span(),
            readings=readings,
            is_needed=match["way"].lower() == "past",
            parts=plain_figures(match.span(), (minutes, hour)),
        )
    ]


def _words(text: str, match: re.Match[str]) -> list[Figure]:
    return [
        Figure(
            place=phrase.place,
            readings=phrase.readings,
            is_needed=phrase.is_sure and not _PLAN.match(text, phrase.place[1]),
            quantum=phrase.quantum,
            is_ordinal=phrase.is_ordinal,
        )
        for phrase in read_words(text, *match.span())
    ]


def _month(text: str, match: re.Match[str]) -> list[Figure]:
    value = _MONTHS[match.group()]
    is_sure = (
        match.group() not in ("May", "March", "Mar", "Jan", "Jun", "Dec")
        or _DATED_AFTER.match(text, match.end()) is not None
        or _DATED_BEFORE.search(text, max(0, match.start() - 8), match.start()) is not None
    )
    readings = (Reading(Kind.MONTH, value),)
    return [Figure(place=match.span(), readings=readings, is_needed=is_sure)]


def _weekday(text: str, match: re.Match[str]) -> list[Figure]:
    readings = (Reading(Kind.WEEKDAY, _WEEKDAYS[match.group().removesuffix("s")]),)
    return [Figure(place=match.span(), readings=readings, is_needed=False)]


def _circled(text: str, match: re.Match[str]) -> list[Figure]:
    readings = (Reading(Kind.NUMBER, int(unicodedata.numeric(match.group()))),)
    return [Figure(place=match.span(), readings=readings)]


def _noon(text: str, match: re.Match[str]) -> list[Figure]:
    minutes = 0 if match.group().lower() == "midnight" else 720
    readings = (Reading(Kind.TIME, minutes), Reading(Kind.NUMBER, 12), Reading(Kind.NUMBER, 24))
    return [Figure(place=match.span(), readings=readings, is_needed=False)]


def _roman(text: str, match: re.Match[str]) -> list[Figure]:
    values = [_ROMAN[letter] for letter in match.group()]
    total = sum(
        -one if one < following else one
        for one, following in zip(values, [*values[1:], 0], strict=True)
    )
    readings = (Reading(Kind.NUMBER, total),)
    return [Figure(place=match.span(), readings=readings, is_needed=False, is_ordinal=True)]


_READERS = {
    "circled": _circled,
    "date": _date,
    "clock": _clock,
    "slash": _slash,
    "power": _power,
    "mixed": _mixed,
    "digits": _digits,
    "past": _past,
    "words": _words,
    "month": _month,
    "weekday": _weekday,
    "noon": _noon,
    "roman": _roman,
}
