"""Errors put into a right translation, one at a time, to see whether a check finds them.

A new one is a function and a row of `INJECTORS`. It gets the English, the names in it and a source
of chance, and gives the English with one mistake, or None where it finds nothing to spoil.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bilingual.translate.numbers.words import CARDINALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A right pair, and what is known of it."""

    source: str
    target: str
    origin: str
    """Where it is from: a corpus file with its line, or a template."""
    persons: tuple[tuple[str, str], ...] = ()
    """Persons named, in Chinese and English."""
    terms: tuple[tuple[str, str], ...] = ()
    """Terms of the glossary that it holds."""


Spoil = Callable[[Sample, Random], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Injector:
    """A kind of mistake."""

    name: str
    family: str
    """Of checks that should find it, see `FAMILIES`."""
    spoil: Spoil


FAMILIES = {
    "figures": ("number", "date", "time", "unit"),
    "names": ("name",),
    "terms": ("term", "forbidden-term"),
    "addresses": ("address",),
    "Latin strings": ("latin",),
    "omissions": ("omission",),
    "negations": ("negation",),
}
"""For each family the codes of its findings, as their beginnings."""

_DIGITS = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_MONTHS = tuple(calendar.month_name)[1:]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b(?= [0-9])|(?<=in )(?:{'|'.join(_MONTHS)})\b")
_SCALE = re.compile(r"(?<=[0-9] )(?:million|billion|trillion)\b")
_WORD = re.compile(r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b")
_UNITS = {
    "percentage points": "percent", "yuan": "dollars", "kilometers": "meters", "tons": "kilograms",
    "years": "months", "hectares": "mu", "hours": "minutes",
}  # fmt: skip
_UNIT = re.compile(rf"(?:(?<=[0-9] )|(?<=illion ))(?:{'|'.join(_UNITS)})\b")
_NEGATION = re.compile(r" not\b|(?<=\b)no (?=[a-z])|n't\b")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[!-~]+[a-z0-9/]")
_LATIN = re.compile(r"\b(?=[A-Z0-9-]*[A-Z])[A-Z][A-Z0-9-]{2,}\b")
_CLAUSE = re.compile(r", [^,.;\"]{25,}(?=[,.])")


def swap_digits(sample: Sample, random: Random) -> str | None:
    """Two neighbouring digits change places."""
    places = [
        (at, at + 1)
        for match in _figures(sample.target)
        for at in range(match.start(), match.end() - 1)
        if sample.target[at : at + 2].isdigit() and sample.target[at] != sample.target[at + 1]
    ]
    if not places:
        return None
    at, _ = random.choice(places)
    text = sample.target
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def change_digit(sample: Sample, random: Random) -> str | None:
    """One digit becomes another."""
    places = [
        at
        for match in _figures(sample.target)
        for at in range(*match.span())
        if sample.target[at].isdigit()
    ]
    if not places:
        return None
    at = random.choice(places)
    digits = [digit for digit in "123456789" if digit != sample.target[at]]
    return sample.target[:at] + random.choice(digits) + sample.target[at + 1 :]


def drop_digit(sample: Sample, random: Random) -> str | None:
    """A digit is gone. The last decimal before a scale word stays: without it the number is
    rounded, which is allowed."""
    places = []
    for match in _figures(sample.target):
        is_scaled = re.match(" [mbt][a-z]*illion", sample.target[match.end() :]) is not None
        stop = match.end() - (is_scaled and "." in match.group())
        if len(re.sub("[^0-9]", "", match.group())) > 1:
            places += [at for at in range(match.start(), stop) if sample.target[at].isdigit()]
    # A dropped 0 at the end of a decimal changes nothing, and 05 is 5.
    wrong = [at for at in places if sample.target[at] != "0"]
    if not wrong:
        return None
    at = random.choice(wrong)
    return sample.target[:at] + sample.target[at + 1 :]


def scale_off(sample: Sample, random: Random) -> str | None:
    """Ten or a thousand times as much."""
    if match := _any(_SCALE, sample.target, random):
        other = {"million": "billion", "billion": "million", "trillion": "billion"}[match.group()]
        return _replaced(sample.target, match, other)
    whole = [m for m in _figures(sample.target) if "." not in m.group() and m.group() != "0"]
    if not whole:
        return None
    match = random.choice(whole)
    return sample.target[: match.end()] + "0" + sample.target[match.end() :]


def year_off(sample: Sample, random: Random) -> str | None:
    """Another year."""
    match = _any(_YEAR, sample.target, random)
    if match is None:
        return None
    return _replaced(sample.target, match, str(int(match.group()) + random.choice((-10, -1, 1))))


def change_month(sample: Sample, random: Random) -> str | None:
    """Another month."""
    match = _any(_MONTH, sample.target, random)
    if match is None:
        return None
    return _replaced(
        sample.target, match, random.choice([one for one in _MONTHS if one != match.group()])
    )


def change_number_word(sample: Sample, random: Random) -> str | None:
    """Another number in words."""
    match = _any(_WORD, sample.target, random)
    if match is None:
        return None
    words = [word for word, value in CARDINALS.items() if value > 2 and word != match.group()]
    return _replaced(sample.target, match, random.choice(words))


def change_unit(sample: Sample, random: Random) -> str | None:
    """Dollars for yuan, meters for kilometers."""
    match = _any(_UNIT, sample.target, random)
    return None if match is None else _replaced(sample.target, match, _UNITS[match.group()])


def change_name(sample: Sample, random: Random) -> str | None:
    """Another given name."""
    named = [english for _, english in sample.persons if english in sample.target]
    if not named:
        return None
    name = random.choice(named)
    others = [one for one in ("Jianguo", "Xiulan", "Bo", "Yuhua") if one not in name]
    return sample.target.replace(name, f"{name.split()[0]} {random.choice(others)}")


def swap_term(sample: Sample, random: Random) -> str | None:
    """The name of another thing."""
    said = [english for _, english in sample.terms if english in sample.target]
    if not said:
        return None
    return sample.target.replace(random.choice(said), "the Central Bureau of Other Affairs")


def drop_clause(sample: Sample, random: Random) -> str | None:
    """A clause is gone."""
    match = _any(_CLAUSE, sample.target, random)
    return None if match is None else _replaced(sample.target, match, "")


def drop_negation(sample: Sample, random: Random) -> str | None:
    """*not* is gone."""
    match = _any(_NEGATION, sample.target, random)
    return None if match is None else _replaced(sample.target, match, "")


def alter_address(sample: Sample, random: Random) -> str | None:
    """A letter of an address is gone."""
    match = _any(_ADDRESS, sample.target, random)
    if match is None:
        return None
    at = random.randrange(1, len(match.group()) - 1)
    return _replaced(sample.target, match, match.group()[:at] + match.group()[at + 1 :])


def alter_latin(sample: Sample, random: Random) -> str | None:
    """A letter of a name in capitals that the source has too is another."""
    shared = [m for m in _LATIN.finditer(sample.target) if m.group() in sample.source]
    if not shared:
        return None
    match = random.choice(shared)
    first = "Q" if match.group()[0] != "Q" else "Z"
    return _replaced(sample.target, match, first + match.group()[1:])


def _figures(text: str) -> list[re.Match[str]]:
    """Figures that are no part of a name."""
    return [
        match
        for match in _DIGITS.finditer(text)
        if not re.search(r"[A-Za-z][-/–]?$", text[: match.start()])
    ]


def _any(pattern: re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    found: Sequence[re.Match[str]] = list(pattern.finditer(text))
    return random.choice(found) if found else None


def _replaced(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


INJECTORS = (
    Injector(name="digits swapped", family="figures", spoil=swap_digits),
    Injector(name="digit changed", family="figures", spoil=change_digit),
    Injector(name="digit dropped", family="figures", spoil=drop_digit),
    Injector(name="scale off", family="figures", spoil=scale_off),
    Injector(name="year off", family="figures", spoil=year_off),
    Injector(name="month changed", family="figures", spoil=change_month),
    Injector(name="number word changed", family="figures", spoil=change_number_word),
    Injector(name="unit changed", family="figures", spoil=change_unit),
    Injector(name="name changed", family="names", spoil=change_name),
    Injector(name="term swapped", family="terms", spoil=swap_term),
    Injector(name="address altered", family="addresses", spoil=alter_address),
    Injector(name="Latin string altered", family="Latin strings", spoil=alter_latin),
    Injector(name="clause dropped", family="omissions", spoil=drop_clause),
    Injector(name="negation dropped", family="negations", spoil=drop_negation),
)
