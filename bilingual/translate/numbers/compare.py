"""The figures of a sentence against those of its English translation.

Each figure of the source must be in the translation with the same value, and each figure of the
translation must have one in the source that explains it. Values are compared exactly. Only a number
with an English scale word may be rounded, as far as its written digits go: 12,345,678 may be *12.3
million*. Years, codes and versions have no scale word, so they never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from string import ascii_letters

from bilingual.chinese.edits import Range
from bilingual.chinese.numbers import Figure, Kind, Reading, read_figures
from bilingual.chinese.numbers.units import DAY_OF_MONTH, DIMENSION
from bilingual.translate.numbers.agreement import all_readings, is_rounded, is_within
from bilingual.translate.numbers.currencies import (
    find_lost_signs,
    is_amount,
    sign_before,
    sign_in_english,
)
from bilingual.translate.numbers.english import read_english_figures
from bilingual.translate.numbers.findings import NumberCode, NumberFinding
from bilingual.translate.numbers.otherwise import is_said_otherwise
from bilingual.translate.numbers.pairing import pair_figures
from bilingual.translate.numbers.rendering import renderings_of

_YEAR_AFTER = re.compile(",? ?([0-9]{4})")
_QUOTED = re.compile("[“‘「『\"'][0-9]+[”’」』\"']")
_TIED_BEFORE, _TIED_AFTER = re.compile(r"(?:[0-9]+/)*$"), re.compile(r"(?:/[0-9]+)*")
_PERCENT = re.compile(" ?(?:%|per ?cent)(?! ?point)")
_OTHERS = re.compile(r"\b(?:other|others|more)\b", re.IGNORECASE)
_ROMAN = re.compile("[Ⅰ-Ⅻ]")
_MOST_WRONG = 30
"""From there on nothing tells which wrong figure stands for which: the texts are no translation of
one another, and to compare each with each takes long."""
_DATES = frozenset({Kind.DATE, Kind.YEAR, Kind.MONTH, Kind.WEEKDAY, Kind.DECADE})


def compare_numbers(source: str, target: str) -> tuple[NumberFinding, ...]:
    """What is wrong about the figures of ``target`` as the English of ``source``: in the order of
    the source, then what nothing in the source explains."""
    wrong = _Comparison(source, target)
    return tuple(wrong.findings())


def same_figures(source: str, target: str) -> list[tuple[Range, list[Range]]]:
    """For each figure of the translation, where it stands there, and where figures of the source
    stand that may mean the same."""
    ours = [figure for figure in read_figures(source) if figure.is_needed]
    return [
        (
            figure.place,
            [one.place for one in ours if not frozenset(one.readings).isdisjoint(figure.readings)],
        )
        for figure in read_english_figures(target)
        if figure.is_needed
    ]


class _Comparison:
    """The figures of both sides, those without an answer, and what is to be said about them."""

    def __init__(self, source: str, target: str) -> None:
        self.source, self.target = source, target
        self.ours = read_figures(source)
        self.theirs = read_english_figures(target)
        self.rounded = [figure for figure in self.theirs if figure.quantum is not None]
        self.open = [figure for figure in self.ours if figure.bounds is not None]
        self.areas = [figure for figure in self.ours if figure.unit == "mu"]
        self.said_otherwise: dict[tuple[tuple[Reading, ...], bool], bool] = {}
        said = all_readings(self.theirs)
        self.missing = [
            figure for figure in self.ours if figure.is_needed and not self._is_said(figure, said)
        ]
        meant = all_readings(self.ours)
        self.added = [
            figure
            for figure in self.theirs
            if figure.is_needed and not self._is_meant(figure, meant)
        ]

    def _is_said(self, figure: Figure, said: frozenset[Reading]) -> bool:
        written = self.source[slice(*figure.place)]
        if not said.isdisjoint(figure.readings) or self._stays(written):
            return True
        if figure.parts and all(self._is_said(part, said) for part in figure.parts):
            return True
        if any(is_rounded(figure, other) for other in self.rounded):
            return True
        if figure.bounds and any(is_within(figure, other) for other in self.theirs):
            return True
        if self.source.endswith("等", 0, figure.place[0]) and self.has_others:
            return True  # 甲、乙等七家: two of them named, and five others
        key = figure.readings, figure.is_ordinal
        if key not in self.said_otherwise:
            self.said_otherwise[key] = is_said_otherwise(figure, self.target)
        return self.said_otherwise[key]

    def _stays(self, written: str) -> bool:
        """Whether a numeral stands in the translation as it is written, which reads no such one."""
        return _ROMAN.fullmatch(written) is not None and written in self.target

    @cached_property
    def has_others(self) -> bool:
        """Whether the translation counts others than those it names."""
        return _OTHERS.search(self.target) is not None

    def _is_meant(self, figure: Figure, meant: frozenset[Reading]) -> bool:
        if not meant.isdisjoint(figure.readings):
            return True
        if figure.parts and all(self._is_meant(part, meant) for part in figure.parts):
            return True
        if figure.quantum is not None and any(is_rounded(one, figure) for one in self.ours):
            return True
        return any(is_within(one, figure) for one in self.open) or any(
            self._is_hectares(one, figure) for one in self.areas
        )

    def _is_hectares(self, mu: Figure, hectares: Figure) -> bool:
        """Whether English gives the area in hectares, as far as its written digits go."""
        if (mu.unit, hectares.unit) != ("mu", "hectare"):
            return False
        ours, theirs = mu.readings[0].value, hectares.readings[0].value
        if isinstance(ours, str) or isinstance(theirs, str):
            return False
        places = len(
            self.target[slice(*hectares.place)].partition(".")[2].rstrip(ascii_letters + " ")
        )
        quantum = Fraction(hectares.quantum or Fraction(1, 10**places))
        return abs(Fraction(ours) / 15 - Fraction(theirs)) <= quantum

    def findings(self) -> Iterable[NumberFinding]:
        """All there is to say."""
        answers = self._answers()
        for figure, answer in zip(self.missing, answers, strict=True):
            yield self._finding(figure, answer)
        for figure in self.added:
            if figure in answers:
                continue
            yield NumberFinding(
                code=_code(figure, is_added=True),
                message=f"{self.target[slice(*figure.place)]}: nothing in the source says so",
                source=None,
                target=figure.place,
            )
        for figure, other in self.wrong_units():
            yield NumberFinding(
                code=NumberCode.UNIT,
                message=(
                    f"{self.source[slice(*figure.place)]}: {figure.unit} in the source, "
                    f"{other.unit} in the translation"
                ),
                source=figure.place,
                target=other.place,
            )
        yield from find_lost_signs(self.source, self.target, self.ours, self.theirs)

    def _with_slashes(self, place: tuple[int, int]) -> tuple[int, int]:
        """The place of a wrong date with what slashes tie to it: a model makes *10/82024* of
        10/28/2024, of which 82024 alone is read as a figure."""
        before, after = self.target[: place[0]], self.target[place[1] :]
        start = place[0] - len(_TIED_BEFORE.search(before)[0])  # type: ignore[index]
        return start, place[1] + len(_TIED_AFTER.match(after)[0])  # type: ignore[index]

    def _answers(self) -> list[Figure | None]:
        """For each missing figure, the wrong one that stands in its place."""
        if max(len(self.missing), len(self.added)) > _MOST_WRONG:
            return [None] * len(self.missing)
        return pair_figures(
            [(figure, self.source[slice(*figure.place)]) for figure in self.missing],
            [(figure, self.target[slice(*figure.place)]) for figure in self.added],
        )

    def _finding(self, figure: Figure, answer: Figure | None) -> NumberFinding:
        start, stop = figure.place
        written = self.source[start:stop]
        if _QUOTED.fullmatch(self.source[max(0, start - 1) : stop + 1]):  # “3815”: a name
            figure = replace(figure, readings=(Reading(Kind.CODE, written), *figure.readings))
        sign = sign_before(self.source, start)
        shown = sign_in_english(sign) if sign else ""
        found = NumberFinding(
            code=_code(figure, is_added=False),
            message=f"{written}: not in the translation",
            source=(start - len(sign[0]), stop) if sign else figure.place,
            target=None,
            renderings=tuple(shown + one for one in renderings_of(figure, None)),
        )
        if answer is None:
            return found
        percent = _PERCENT.match(self.target, answer.place[1])
        place, code = answer.place, found.code
        if percent and figure.kind is Kind.POINTS:
            place, code = (place[0], percent.end()), NumberCode.UNIT
        if figure.kind is Kind.DATE:
            place = self._with_slashes(place)
        wrong = self.target[slice(*place)]
        shown = "" if is_amount(self.target, place) else shown
        return replace(
            found,
            code=code,
            message=f"{written}: the translation has {wrong}",
            target=place,
            renderings=tuple(
                rendering
                for rendering in (shown + one for one in renderings_of(figure, wrong))
                if not (percent and rendering.endswith("percent"))
                and not self._repeats_year(figure, place, rendering)
                and self._is_mended(figure, place, rendering)
            ),
        )

    def _repeats_year(self, figure: Figure, place: Range, rendering: str) -> bool:
        """Whether a date's rendering ends in the year that comes after it anyway."""
        after = _YEAR_AFTER.match(self.target, place[1])
        return figure.kind is Kind.DATE and after is not None and rendering.endswith(after[1])

    def _is_mended(self, figure: Figure, place: Range, rendering: str) -> bool:
        """Whether the rendering in that place leaves less to be said than before."""
        start, stop = place
        mended = _Comparison(self.source, self.target[:start] + rendering + self.target[stop:])
        is_there = all(one.place != figure.place for one in mended.missing)
        return is_there and len(mended.missing) + len(mended.added) < (
            len(self.missing) + len(self.added)
        )

    def wrong_units(self) -> list[tuple[Figure, Figure]]:
        """Figures that are right but for what they count."""
        wrong = []
        for figure in self.ours:
            dimension = DIMENSION.get(figure.unit)
            if dimension is None or not figure.is_needed:
                continue
            same = [
                other
                for other in self.theirs
                if not frozenset(figure.readings).isdisjoint(other.readings)
            ]
            if same and all(
                DIMENSION.get(other.unit) == dimension and other.unit != figure.unit
                for other in same
            ):
                wrong.append((figure, same[0]))
        return wrong


def _code(figure: Figure, *, is_added: bool) -> NumberCode:
    kind = figure.readings[0].kind if figure.readings else Kind.NUMBER
    if kind is Kind.TIME:
        return NumberCode.TIME_ADDED if is_added else NumberCode.TIME
    if kind in _DATES or figure.unit == DAY_OF_MONTH:
        return NumberCode.DATE_ADDED if is_added else NumberCode.DATE
    return NumberCode.NUMBER_ADDED if is_added else NumberCode.NUMBER
