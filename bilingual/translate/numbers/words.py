"""English number words: *twenty-three*, *two thirds*, *half a million*, *hundreds of thousands*."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from bilingual.chinese.edits import Range
from bilingual.chinese.numbers.figures import Kind, Reading

CARDINALS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15,
}  # fmt: skip
_ORDINAL_SCALES = {word + "th": value for word, value in SCALES.items()}
_PLURAL_SCALES = {word + "s": value for word, value in SCALES.items()} | {
    "dozens": 10, "scores": 10, "tens": 10,
}  # fmt: skip
_DENOMINATORS = (
    {word: value for word, value in ORDINALS.items() if value > 2}
    | {word + "s": value for word, value in ORDINALS.items() if value > 2}
    | {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
    | {word + "s": value for word, value in _ORDINAL_SCALES.items()}
)
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
FACTORS = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "twofold": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "treble": 3, "trebled": 3, "thrice": 3,
    "quadruple": 4, "quadrupled": 4, "quadruples": 4, "quadrupling": 4, "quintupled": 5,
}  # fmt: skip
_FOLDS = {word + "fold": value for word, value in CARDINALS.items() if value > 1}

ALL = sorted(
    {
        *CARDINALS, *ORDINALS, *SCALES, *_ORDINAL_SCALES, *_PLURAL_SCALES, *_DENOMINATORS,
        *_DECADES, *FACTORS, *_FOLDS, "dozen",
    },
    key=lambda word: (-len(word), word),
)  # fmt: skip
_WORD = re.compile("[A-Za-z]+")


class Phrase(NamedTuple):
    """One number that words say."""

    place: Range
    readings: tuple[Reading, ...]
    is_sure: bool
    """Whether the word is a number and nothing else; *first*, *second* and *one* are more."""
    quantum: int | None = None
    is_ordinal: bool = False


def read_words(text: str, start: int, stop: int) -> list[Phrase]:
    """The numbers in a run of number words, joined by spaces, hyphens, commas, *and*, *a*, *of*."""
    words = [(match.group().lower(), match.span()) for match in _WORD.finditer(text, start, stop)]
    phrases = []
    at = 0
    while at < len(words):
        phrase, after = _read_one(words, at)
        if phrase is not None:
            phrases.append(phrase)
        at = after
    return phrases


_Words = list[tuple[str, Range]]


def _read_one(words: _Words, at: int) -> tuple[Phrase | None, int]:
    word, (start, stop) = words[at]
    following = words[at + 1][0] if at + 1 < len(words) else ""
    if word in FACTORS or word in _FOLDS:
        times = FACTORS.get(word) or _FOLDS[word]
        readings = [Reading(Kind.FACTOR, times)]
        if word in _FOLDS or word in ("twice", "thrice", "double", "triple"):
            readings.append(Reading(Kind.NUMBER, times))
        return Phrase((start, stop), tuple(readings), times > 2), at + 1
    if word in _DECADES:
        value = _DECADES[word]
        readings = [Reading(Kind.DECADE, 1900 + value), Reading(Kind.NUMBER, value)]
        return Phrase((start, stop), tuple(readings), True), at + 1
    if word in _PLURAL_SCALES:
        return _read_vague(words, at)
    if word == "half" and following not in ("dozen", "million", "billion", "trillion", "a"):
        return _half((start, stop)), at + 1
    return _read_number(words, at)


def _half(place: Range) -> Phrase:
    half = Fraction(1, 2)
    return Phrase(place, (Reading(Kind.RATIO, half), Reading(Kind.NUMBER, half)), False)


def _read_vague(words: _Words, at: int) -> tuple[Phrase, int]:
    size, after = 1, at
    while after < len(words) and (words[after][0] in _PLURAL_SCALES or words[after][0] == "of"):
        size *= _PLURAL_SCALES.get(words[after][0], 1)
        after += 1
    while words[after - 1][0] == "of":
        after -= 1
    place = words[at][1][0], words[after - 1][1][1]
    return Phrase(place, (Reading(Kind.VAGUE, size),), False), after


class _Number:
    """A cardinal or ordinal on its way, word after word."""

    def __init__(self) -> None:
        self.total = 0  # what *thousand* and above have closed
        self.group = 0  # below a thousand
        self.low: int | None = None  # what stands below a hundred, None if nothing does
        self.scale = 0  # the last scale word
        self.has_digit = self.is_ordinal = False

    def takes(self, word: str) -> bool:
        """Whether the word goes on with the number; if so, it is added."""
        if self.is_ordinal:
            return False
        if word in CARDINALS or word in ORDINALS:
            return self._takes_digit(word)
        if word == "dozen":
            fits = self.group <= 20
            if fits:
                self.group, self.low = (self.group or 1) * 12, 99
        else:
            fits = word in SCALES or word in _ORDINAL_SCALES
            fits = fits and self._takes_scale(SCALES.get(word) or _ORDINAL_SCALES[word])
            self.is_ordinal = fits and word in _ORDINAL_SCALES
        self.has_digit = self.has_digit or fits
        return fits

    def _takes_digit(self, word: str) -> bool:
        value = CARDINALS.get(word, ORDINALS.get(word, 0))
        is_after_tens = self.low is not None and self.low % 10 == 0 and self.low >= 20
        if self.low is not None and not (is_after_tens and 0 < value < 10):
            return False
        self.low = (self.low or 0) + value
        self.group += value
        self.has_digit, self.is_ordinal = True, word in ORDINALS
        return True

    def _takes_scale(self, by: int) -> bool:
        if by == 100:
            self.group = (self.group or 1) * 100
        elif self.group or not self.total:
            self.total, self.group = self.total + (self.group or 1) * by, 0
        else:
            return False
        self.low, self.scale = None, by
        return True


def _read_number(words: _Words, first: int) -> tuple[Phrase | None, int]:
    """A cardinal or ordinal, with its fraction if it has one."""
    if words[first][0] == "half":
        return _read_half_of(words, first)
    number, at = _Number(), first
    if words[first][0] in ("a", "an"):
        at += 1
    while at < len(words):
        if words[at][0] == "and" and number.scale and _starts_number(words, at + 1):
            at += 1
        if not number.takes(words[at][0]):
            break
        at += 1
    word, place = words[first]
    if not number.has_digit:
        if word not in _DENOMINATORS:
            return None, first + 1
        return Phrase(place, _shares(Fraction(1, _DENOMINATORS[word])), False), first + 1
    if words[at - 1][0] == "and":
        at -= 1
    phrase, after = _finish(words, first, at, number)
    return phrase, after


def _starts_number(words: _Words, at: int) -> bool:
    return at < len(words) and (words[at][0] in CARDINALS or words[at][0] in ORDINALS)


def _read_half_of(words: _Words, first: int) -> tuple[Phrase | None, int]:
    """half a million, half a dozen."""
    at = first + 1 + (words[first + 1][0] == "a" if first + 1 < len(words) else 0)
    scale = words[at][0] if at < len(words) else ""
    size = 12 if scale == "dozen" else SCALES.get(scale)
    if size is None:
        return _half(words[first][1]), first + 1
    place = words[first][1][0], words[at][1][1]
    return Phrase(place, (Reading(Kind.NUMBER, size // 2),), True, size // 10), at + 1


def _shares(share: Fraction) -> tuple[Reading, ...]:
    return Reading(Kind.RATIO, share), Reading(Kind.NUMBER, share)


def _finish(words: _Words, first: int, at: int, number: _Number) -> tuple[Phrase, int]:
    """The number with what may come after it: a denominator, *and a half*."""
    start, value = words[first][1][0], number.total + number.group
    rest = [word for word, _ in words[at : at + 3]]
    for more, share in _AND_SHARES.items():
        if rest[: len(more)] == list(more):
            place = start, words[at + len(more) - 1][1][1]
            return Phrase(place, (Reading(Kind.NUMBER, value + share),), True), at + len(more)
    if rest and rest[0] in _DENOMINATORS and not number.is_ordinal and value:
        readings = _shares(Fraction(value, _DENOMINATORS[rest[0]]))
        if rest[0].startswith("quarter"):  # the first three quarters of a year
            readings = (*readings, Reading(Kind.NUMBER, value))
        return Phrase((start, words[at][1][1]), readings, value > 1), at + 1
    readings = (Reading(Kind.NUMBER, value),)
    if number.scale and at - first == 1:
        readings = (*readings, Reading(Kind.VAGUE, value))
    if number.is_ordinal and number.scale and value % number.scale == 0:  # one-thousandth
        share = Fraction(value // number.scale, number.scale)
        readings = (*readings, Reading(Kind.RATIO, share))
    return Phrase(
        (start, words[at - 1][1][1]),
        readings,
        value > 2 and words[first][0] not in SCALES,
        number.scale if number.scale >= 10**3 and number.low is None else None,
        number.is_ordinal,
    ), at


_AND_SHARES = {
    ("and", "a", "half"): Fraction(1, 2),
    ("and", "half"): Fraction(1, 2),
    ("and", "a", "quarter"): Fraction(1, 4),
}
