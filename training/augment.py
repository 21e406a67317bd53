"""Variants of clean pairs, so that the model has met what real seeds look like.

Punctuation of the wrong width, pinyin that the normaliser left, headings without a full stop;
and numbers, names in Latin letters and the tool's placeholders changed on both sides at once, so
often that the model learns to copy them and not which ones there were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random

from bilingual.chinese.characters import is_han
from training.corpora import Pair

_HALF = str.maketrans("，：；（）！？", ",:;()!?")
# Numbers that stand alone: with a unit of thousands, or as a day, another would not fit.
_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z])\d+(?:[.,]\d+)*(?![\d.,]*[\dA-Za-z])(?!\s*[多余]?[十百千万亿月日号时分])"
)
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*(?![A-Za-z0-9])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING = 30  # characters of Chinese


def with_half_width(pair: Pair) -> Pair | None:
    """The Chinese with half-width punctuation, as converters leave it."""
    chinese, english = pair
    changed = chinese.translate(_HALF)
    return (changed, english) if changed != chinese else None


def without_stop(pair: Pair) -> Pair | None:
    """A short sentence as a heading: neither side with a full stop."""
    chinese, english = pair
    is_short = len(chinese) <= _HEADING and chinese.count("。") == 1
    if is_short and chinese.endswith("。") and english.endswith("."):
        return chinese[:-1], english[:-1]
    return None


def with_pinyin(pair: Pair, rng: Random) -> Pair | None:
    """The Chinese with pinyin in brackets after one to three of its characters."""
    import pypinyin

    chinese, english = pair
    places = [at for at, character in enumerate(chinese) if is_han(character)]
    if len(places) < 6:
        return None
    for at in sorted(rng.sample(places, rng.randint(1, 3)), reverse=True):
        reading = pypinyin.lazy_pinyin(chinese[at], style=pypinyin.Style.TONE)[0]
        bracketed = rng.choice(("({})", "（{}）", " ({})")).format(reading)
        chinese = chinese[: at + 1] + bracketed + chinese[at + 1 :]
    return chinese, english


def with_other_numbers(pair: Pair, rng: Random) -> Pair | None:
    """Numbers that both sides write alike, replaced by others of their shape."""
    return _replace_shared(pair, _NUMBER, lambda number: _like(number, rng), skip={"1"})


def with_other_names(pair: Pair, rng: Random, names: Sequence[str]) -> Pair | None:
    """Names in Latin letters that both sides write alike, replaced by others of ``names`` or by
    the placeholders that the tool puts in the place of code and addresses."""
    if not names:
        return None
    numbers = iter(range(1, 99))

    def other(_: str) -> str:
        return f"X{next(numbers)}X" if rng.random() < 0.3 else rng.choice(names)

    return _replace_shared(pair, _LATIN, other, skip=set())


def latin_names(pairs: Iterable[Pair]) -> list[str]:
    """Names in Latin letters, of two or more, that both sides of a pair have."""
    names = set[str]()
    for chinese, english in pairs:
        names |= set(_LATIN.findall(chinese)) & set(_LATIN.findall(english))
    return sorted(name for name in names if len(name) > 1)


def _replace_shared(
    pair: Pair, pattern: re.Pattern[str], other: Callable[[str], str], skip: set[str]
) -> Pair | None:
    """Replace what ``pattern`` finds exactly once on each side, alike on both."""
    counts = [Counter(pattern.findall(side)) for side in pair]
    shared = sorted(text for text, count in counts[0].items() if count == 1 == counts[1][text])
    replacements = {text: other(text) for text in shared if text not in skip}
    if not replacements:
        return None
    chinese, english = (
        pattern.sub(lambda found: replacements.get(found.group(), found.group()), side)
        for side in pair
    )
    return chinese, english


def _like(number: str, rng: Random) -> str:
    """Another number with as many digits and the same marks; of a year, another year."""
    if _YEAR.fullmatch(number):
        return str(rng.randint(1950, 2049))
    digits = [str(rng.randint(0, 9)) if mark.isdigit() else mark for mark in number]
    digits[0] = "0" if number.startswith("0") else str(rng.randint(2, 9))
    return "".join(digits)
