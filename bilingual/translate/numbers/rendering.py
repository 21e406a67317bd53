"""How English writes a figure that the source has."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from fractions import Fraction

from bilingual.chinese.numbers import Figure, Kind, Value
from bilingual.translate.numbers.words import CARDINALS, ORDINALS

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_CARDINAL_WORDS = {value: word for word, value in CARDINALS.items()}
_ORDINAL_WORDS = {value: word for word, value in ORDINALS.items()}


def renderings_of(figure: Figure, wrong: str | None) -> tuple[str, ...]:
    """English for a figure, the best first; in the manner of ``wrong``, the wrong figure that it
    is to replace, if there is one. Empty where what is right is not certain."""
    is_multiple = any(reading.kind is Kind.FACTOR for reading in figure.readings)
    if not figure.readings or figure.bounds is not None or is_multiple:
        return ()
    reading = figure.readings[0]
    if reading.kind is Kind.DATE:
        return _date(str(reading.value))
    if isinstance(reading.value, str):
        return (reading.value,) if reading.kind is Kind.CODE else ()
    render = _RENDERERS.get(reading.kind)
    found = render(reading.value, figure, wrong or "") if render else []
    if wrong and wrong[0].isupper():
        found = [text[0].upper() + text[1:] for text in found]
    return tuple(dict.fromkeys(found))


def _number(value: Value, figure: Figure, wrong: str) -> list[str]:
    is_ordinal = figure.is_ordinal or re.search(r"[0-9](?:st|nd|rd|th)$", wrong) is not None
    if is_ordinal and isinstance(value, int):
        digits, word = ordinal(value), _ORDINAL_WORDS.get(value)
        if wrong[:1].isdigit() and not re.search("[a-z]$", wrong):
            return [str(value)]
        return [word, digits] if word and not wrong[:1].isdigit() else [digits]
    if isinstance(value, Fraction):
        return _mixed(value)
    if value != int(value) and value < 10**6:
        return [_plain(value)]
    whole = f"{int(value):,}"
    found = [_scaled(value), whole] if value >= 10**6 else [whole]
    if 10**3 <= value < 10**6 and figure.quantum is None:
        # Digits without separators are a code as often as a count.
        found.insert(int("," in wrong or len(wrong) < 4), str(value))
    if value >= 10**6 and wrong and "," in wrong:
        found.reverse()
    if word := _CARDINAL_WORDS.get(int(value)):
        found = [word, *found] if value < 10 and not wrong[:1].isdigit() else [*found, word]
    return found


def _date(value: str) -> tuple[str, ...]:
    """2024-10-28 as *October 28, 2024*, and without its year."""
    year, month, *day = map(int, value.split("-"))
    if not 1 <= month <= 12:
        return ()
    name = calendar.month_name[month]
    return (f"{name} {day[0]}, {year}", f"{name} {day[0]}") if day else (f"{name} {year}", name)


def _mixed(value: Fraction) -> list[str]:
    if 10**4 % value.denominator == 0:
        return [_plain(Decimal(value.numerator) / Decimal(value.denominator))]
    return [f"{value.numerator}/{value.denominator}"] if value < 1 else []


def _scaled(value: Value) -> str:
    """35亿 as *3.5 billion*."""
    for scale, word in _SCALES:
        if value >= scale:
            return f"{_plain(Decimal(value) / scale)} {word}"  # type: ignore[arg-type]
    return _plain(value)


def _plain(value: Value) -> str:
    """Digits with separators of thousands and no needless zeros."""
    text = f"{Decimal(value):,f}"  # type: ignore[arg-type]
    return text.rstrip("0").rstrip(".") if "." in text else text


def ordinal(value: int) -> str:
    """21 as *21st*."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10)
    return f"{value:,}{ending or 'th'}"


def _ratio(value: Value, figure: Figure, wrong: str) -> list[str]:
    hundred = Fraction(value) * 100
    if hundred.denominator in (1, 2, 4, 5, 10, 20, 25, 50, 100):
        number = _plain(Decimal(hundred.numerator) / Decimal(hundred.denominator))
        return (
            [f"{number} percent", number]
            if not wrong[:1].isdigit()
            else [number, f"{number} percent"]
        )
    if value < 1:
        share = Fraction(value)
        top, bottom = share.numerator, share.denominator
        word = _ORDINAL_WORDS.get(bottom)
        spoken = _CARDINAL_WORDS.get(top)
        return [f"{spoken} {word}{'s' * (top > 1)}"] if word and spoken else [f"{top}/{bottom}"]
    return []


def _points(value: Value, figure: Figure, wrong: str) -> list[str]:
    number = _plain(value)
    return [number, f"{number} percentage points"] if wrong else [f"{number} percentage points"]


def _month(value: Value, figure: Figure, wrong: str) -> list[str]:
    names = [calendar.month_name[int(value)], calendar.month_abbr[int(value)]]
    return names[::-1] if 0 < len(wrong) < 5 and wrong != "May" else names


def _year(value: Value, figure: Figure, wrong: str) -> list[str]:
    return [str(value)]


def _decade(value: Value, figure: Figure, wrong: str) -> list[str]:
    return [f"{value}s"]


def _weekday(value: Value, figure: Figure, wrong: str) -> list[str]:
    return [calendar.day_name[int(value) - 1]]


def _time(value: Value, figure: Figure, wrong: str) -> list[str]:
    if len([reading for reading in figure.readings if reading.kind is Kind.TIME]) > 1:
        return []  # in the morning or in the afternoon
    hour, minute = divmod(int(value), 60)
    tail = f":{minute:02d}" if minute else ""
    spoken = f"{(hour - 1) % 12 + 1}{tail} {'a' if hour < 12 else 'p'}.m."
    if ":" in wrong and "m" not in wrong.lower():
        return [f"{hour}:{minute:02d}", spoken]
    return [spoken, f"{hour}:{minute:02d}"]


_RENDERERS = {
    Kind.NUMBER: _number,
    Kind.RATIO: _ratio,
    Kind.POINTS: _points,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.DECADE: _decade,
    Kind.WEEKDAY: _weekday,
    Kind.TIME: _time,
}
