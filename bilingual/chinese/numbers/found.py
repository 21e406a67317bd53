"""A numeral where it stands, and the figure that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bilingual.chinese.edits import Range
from bilingual.chinese.numbers.figures import Figure, Kind, Reading, Value
from bilingual.chinese.numbers.numerals import Numeral

_LIMITS = ("上", "近", "逾", "超", "约", "过", "破", "达", "满", "足", "到", "于", "至")
_PARTS_OF_TEXTS = tuple("章条节款编篇届次批期季轮步集卷回讲")
_ENDS = re.compile("[ ，。、；：！？,.;:!?”’」』）)》]|$")
_LISTED = re.compile("[、和与及][^，。；：,;]{0,14}$")
_CHARACTERS = re.compile("个大?字")
_BOTH = re.compile("个?人|[级代者方队侧字]|个(?:字|名字)|位(?:领导|总统|总理)")
_PLAN = re.compile("十.五")
_NEAR = 8  # characters
_LONG_CODE = 7  # digits
_NAMES_BY_NUMBER = re.compile(
    "(?:编号|代码|编码|号码|证号|卡号|账号|帐号|单号|工号|学号|邮编|邮政编码|文号|批号|型号|群|QQ|热线|电话|传真|手机)"
    "[：: ]{0,2}$"
)
_VERSION = re.compile(r"(?:[A-Za-z]|版本|版)[ \u00a0]?[vV]?$")


class Found(NamedTuple):
    """A numeral in its text."""

    text: str
    start: int
    stop: int
    numeral: Numeral
    after: re.Match[str]
    """Of `patterns.AFTER`."""

    @property
    def written(self) -> str:
        """The numeral itself."""
        return self.text[self.start : self.stop]

    @property
    def is_arabic(self) -> bool:
        """Whether it begins with an Arabic digit."""
        return self.text[self.start] in "0123456789"

    @property
    def is_counting(self) -> bool:
        """Whether a word after it shows that it counts something."""
        return self.after.lastgroup not in (None, "odd")

    @property
    def value(self) -> Value:
        """Its first value; 0 if it has none."""
        return self.numeral.values[0] if self.numeral.values else 0

    @property
    def whole(self) -> Range:
        """Its place with the word after it."""
        return self.start, self.after.end()

    def follows(self, *words: str) -> bool:
        """Whether one of the words stands directly before."""
        return self.text.endswith(words, 0, self.start)

    def readings(self, kind: Kind) -> list[Reading]:
        """Its values as readings of a kind."""
        return [Reading(kind, value) for value in self.numeral.values]


def figure(
    found: Found,
    readings: list[Reading],
    *,
    is_needed: bool | None = None,
    unit: str = "",
    parts: tuple[Figure, ...] = (),
    is_whole: bool = False,
) -> Figure:
    """A figure at the numeral's place, with 第 and, if it ``is_whole``, the word after it: what
    English says in one (10月, 5%)."""
    numeral = found.numeral
    bounds = numeral.bounds
    if numeral.values == (10,) and found.after["odd"]:
        bounds = (10, 19)
    is_scaled = numeral.quantum is not None and numeral.scale >= 10**4
    has_prefix = found.follows("第")
    return Figure(
        place=(found.start - has_prefix, found.after.end() if is_whole else found.stop),
        readings=tuple(readings),
        is_needed=is_said(found) if is_needed is None else is_needed,
        quantum=numeral.quantum if is_scaled else None,
        bounds=bounds,
        unit=unit,
        parts=parts,
        is_ordinal=has_prefix or found.after["unit"] == "季度",
    )


def plain_figures(place: Range, values: Iterable[Value]) -> tuple[Figure, ...]:
    """Numbers that together make up the figure at ``place``."""
    return tuple(Figure(place=place, readings=(Reading(Kind.NUMBER, value),)) for value in values)


def is_said(found: Found) -> bool:
    """Whether English has to say the number too."""
    numeral = found.numeral
    if found.is_arabic or numeral.is_choice:
        return found.is_arabic
    if numeral.is_bare:  # 百, 千万
        return found.after["odd"] is not None or (found.is_counting and found.follows(*_LIMITS))
    if len(found.written) > 1:
        return _is_long_number_said(found)
    if numeral.values == (1,) and not _is_first_quarter(found):
        return found.follows("第") and (found.after["unit"] or "-")[0] in _PARTS_OF_TEXTS
    is_left_out = _is_sum(found) or _CHARACTERS.match(found.text, found.stop)
    is_both = found.written in "两二" and _BOTH.match(found.text, found.stop)
    return not (is_left_out or is_both) and (found.is_counting or found.follows("第"))


def _is_first_quarter(found: Found) -> bool:
    return found.after["unit"] == "季度" and not found.follows("上", "下", "前", "后", "每", "同")


def _is_long_number_said(found: Found) -> bool:
    if found.numeral.digits:
        return len(found.numeral.digits) > 3
    return (
        found.after.lastgroup is not None
        or found.follows("第", *_LIMITS)
        or _ENDS.match(found.text, found.stop) is not None
        or _PLAN.fullmatch(found.written) is not None
    )


def _is_sum(found: Found) -> bool:
    """Whether the number only counts what was listed before it: 村、镇两级."""
    return (
        found.value <= 10
        and not found.follows("第", *_LIMITS)
        and _LISTED.search(found.text, max(0, found.start - 18), found.start) is not None
    )


def numbers(found: Found) -> list[Reading]:
    """The numeral as a plain number, or as digits."""
    numeral = found.numeral
    if found.is_arabic and numeral.digits and _is_code(found):
        return [Reading(Kind.CODE, numeral.digits)]
    readings = found.readings(Kind.NUMBER)
    if found.is_arabic and numeral.digits.isdigit() and _may_be_code(found):
        return [Reading(Kind.CODE, numeral.digits), *readings]
    if numeral.is_vague:
        return [Reading(Kind.VAGUE, found.value), *readings]
    if numeral.is_bare:
        readings.append(Reading(Kind.VAGUE, found.value))
    return readings


def _may_be_code(found: Found) -> bool:
    """Whether digits without separators name a thing rather than count: 证号530102199001011234."""
    if found.after.lastgroup is not None:
        return False
    before = found.text[max(0, found.start - _NEAR) : found.start]
    return len(found.numeral.digits) >= _LONG_CODE or _NAMES_BY_NUMBER.search(before) is not None


def _is_code(found: Found) -> bool:
    digits = found.numeral.digits
    if not found.numeral.values:  # 1.2.3
        return True
    if "." in digits:
        return (
            found.after.lastgroup is None
            and _VERSION.search(found.text, max(0, found.start - 4), found.start) is not None
        )
    return digits[0] == "0" and len(digits) > 2
