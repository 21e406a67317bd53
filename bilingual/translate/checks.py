"""Checks of a translation against its source: what the machine did that it cannot have meant.

They judge form, not meaning: a sentence without findings may still be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bilingual.chinese.characters import count_han
from bilingual.formats.addresses import left_out
from bilingual.model import Finding, FindingCode, Span
from bilingual.translate.numbers.values import missing_numbers

# English letters to a Chinese character run from about 2 (terms) to 6 (verbose officialese).
_MOST_LETTERS = 12
_FEWEST_LETTERS = 0.8
_HAN_LANGUAGES = ("zh", "ja", "ko")
_SHORT = 8  # Chinese characters below which a ratio says nothing

_SHOWN_ADDRESS = 80  # characters

_STUTTER = re.compile(r"(\S{1,12}?)\1{4,}")
_LOOP_SIZES = range(1, 9)  # words in the repeated stretch
_DOTS_AND_DASHES = re.compile(r"[.\-_=*~…—·]{2,}")


def check_translation(source: str, target: str, *, language: str = "en") -> tuple[Finding, ...]:
    """What is implausible about ``target`` as the translation of ``source`` to ``language``.

    Lengths and numbers are judged for English only, Chinese characters nowhere where the language
    has them itself.
    """
    if not any(character.isalnum() for character in target):
        return (Finding(code=FindingCode.EMPTY, message="nothing was translated"),)
    found = []
    if "⁇" in target or "\ufffd" in target:
        found.append(Finding(code=FindingCode.UNKNOWN, message="the model left a gap (⁇)"))
    if has_loop(target) and not has_loop(" ".join(source)):
        found.append(Finding(code=FindingCode.LOOP, message="the model repeats itself"))
    if language == "en" and (message := _odd_length(source, target)):
        found.append(Finding(code=FindingCode.LENGTH, message=message))
    if language[:2] not in _HAN_LANGUAGES and (left := count_han(target)):
        message = f"{left} Chinese character{'s' * (left > 1)} not translated"
        found.append(Finding(code=FindingCode.UNTRANSLATED, message=message))
    if language == "en" and (numbers := missing_numbers(source, target)):
        message = f"not in the translation: {', '.join(numbers)}"
        found.append(Finding(code=FindingCode.NUMBER, message=message))
    return tuple(found)


def check_links(spans: Iterable[Span]) -> tuple[Finding, ...]:
    """A finding for each address that writers leave out, see `bilingual.formats.addresses`."""
    addresses = dict.fromkeys(filter(None, map(left_out, spans)))
    return tuple(
        Finding(code=FindingCode.LINK, message=f"link left out: {address[:_SHOWN_ADDRESS]}")
        for address in addresses
    )


def is_garbage(findings: Iterable[Finding]) -> bool:
    """Whether the model lost its way, so that other decoding settings may do better. A wrong
    number is a mistake of another kind: decoding differently seldom mends it."""
    return any(finding.code is not FindingCode.NUMBER for finding in findings)


def has_loop(text: str) -> bool:
    """Whether a stretch of words comes at least three times in a row (a word four times), or a
    stretch of letters five times."""
    if _STUTTER.search(_DOTS_AND_DASHES.sub(" ", text)):
        return True
    words = re.findall(r"\w+", text.lower())
    return any(
        _longest_run(words, size) >= (4 if size == 1 else 3)
        for size in _LOOP_SIZES
        if len(words) >= 3 * size
    )


def _longest_run(words: list[str], size: int) -> int:
    """How often the most repeated stretch of ``size`` words stands in a row."""
    longest = run = size  # words since which word i equals word i - size, and size more
    for index in range(size, len(words)):
        run = run + 1 if words[index] == words[index - size] else size
        longest = max(longest, run)
    return longest // size


def _odd_length(source: str, target: str) -> str:
    chinese = count_han(source)
    if chinese < _SHORT:
        return ""
    letters = sum(character.isalnum() for character in target)
    others = sum(character.isalnum() for character in source) - chinese
    if letters > _MOST_LETTERS * chinese + others:
        return "the translation is far too long"
    if letters < _FEWEST_LETTERS * chinese:
        return "the translation is far too short"
    return ""
