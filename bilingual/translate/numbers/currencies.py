"""Currency signs: ``￥100万`` is an amount, and so must its English be. Models know few signs, and
drop them beside numbers that they reword."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bilingual.chinese.edits import Range
from bilingual.chinese.numbers import Figure
from bilingual.translate.numbers.findings import NumberCode, NumberFinding

_SIGN = re.compile("(?P<country>US|HK|NT|A|C|S)?(?P<sign>[$＄¥￥€£])[ \u00a0]?$")
_UNITS = {"$": "dollar", "＄": "dollar", "¥": "yuan", "￥": "yuan", "€": "euro", "£": "pound"}
_NAMES = {"dollar": "dollars", "euro": "euros", "pound": "pounds", "yuan": "yuan"}
_WRITTEN = {"￥": "¥", "＄": "$"}
_NAMED_BEFORE = re.compile("(?:[$¥￥€£]|\\b(?:RMB|CNY|USD|EUR|GBP|JPY|HKD))[ \u00a0]?$")
_NAMED_AFTER = re.compile(
    "(?:[ \u00a0-]|(?:US|Hong Kong|Canadian|Australian|Singapore) )*"
    "(?:yuan|renminbi|dollars?|euros?|pounds?|yen|RMB|CNY|USD|EUR|GBP|HKD|[€£])",
    re.IGNORECASE,
)
_NEAR = 20  # characters
_LONGEST_SIGN = 4
_MOST = 300
"""Figures of a translation that are looked at, so that no text takes the square of its time."""


def sign_before(text: str, at: int) -> re.Match[str] | None:
    """The currency sign that ends at ``at``, with its country: ``US$``."""
    return _SIGN.search(text[max(0, at - _LONGEST_SIGN) : at])


def sign_in_english(sign: re.Match[str]) -> str:
    """The sign as English writes it: ``¥`` for ``￥``."""
    return (sign["country"] or "") + _WRITTEN.get(sign["sign"], sign["sign"])


def is_amount(text: str, place: Range) -> bool:
    """Whether an English figure at ``place`` has a currency, before or behind it."""
    start, stop = place
    return (
        text[start] in "$¥￥€£"
        or _NAMED_BEFORE.search(text, max(0, start - _NEAR), start) is not None
        or _NAMED_AFTER.match(text, stop) is not None
    )


def find_lost_signs(
    source: str, target: str, ours: Sequence[Figure], theirs: Sequence[Figure]
) -> Iterator[NumberFinding]:
    """Amounts with a sign in the source that are numbers without a currency in the translation, or
    of another one."""
    for figure in ours:
        start, stop = figure.place
        sign = sign_before(source, start)
        if not sign:
            continue
        meant = frozenset(figure.readings)
        same = [one for one in theirs[:_MOST] if not meant.isdisjoint(one.readings)]
        if not same:
            continue
        unit = _UNITS[sign["sign"]]
        # ¥ is the sign of two countries, and figures do not know it.
        if any(is_amount(target, one.place) and one.unit in ("", unit) for one in same):
            continue
        place = same[0].place
        is_bare = not is_amount(target, place)
        wrong = "no currency" if is_bare else f"not in {_NAMES[unit]}"
        rendering = sign_in_english(sign) + target[slice(*place)]
        yield NumberFinding(
            code=NumberCode.UNIT,
            message=f"{sign[0]}{source[start:stop]}: {wrong} in the translation",
            source=(start - len(sign[0]), stop),
            target=place,
            renderings=(rendering,) if is_bare else (),
        )
