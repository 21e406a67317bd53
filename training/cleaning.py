"""Cleaning parallel text: one script, plausible pairs only, each Chinese sentence once.

Chinese goes through the tool's own normaliser, since the model will be given normalised text;
the pairs are judged by the tool's own checks of translations.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from bilingual.chinese.characters import has_han
from bilingual.model import Severity
from bilingual.normalize import NormalizeOptions, normalize_text
from bilingual.translate.checks import check_translation
from training.corpora import Pair
from training.heldout import HeldOut, comparable

_LONGEST = 400, 1200  # characters of Chinese and English
_TERM = 12, 60  # the same for a dictionary's entries
_CROSS_REFERENCE = re.compile(r"variant of|surname|see |also written|CL:|abbr\.")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_OPTIONS = NormalizeOptions()


def normalize_pair(chinese: str, english: str) -> Pair:
    """Both sides in the form that the model reads and writes."""
    normalized, _ = normalize_text(unicodedata.normalize("NFC", chinese), _OPTIONS)
    straight = unicodedata.normalize("NFC", english).translate(_STRAIGHT)
    return " ".join(normalized.split()), " ".join(straight.split())


def find_fault(chinese: str, english: str, domain: str) -> str:
    """Why the pair is not worth learning from; empty if it is."""
    if not has_han(chinese):
        return "no Chinese"
    if has_han(english):
        return "Chinese in the English"
    longest = _TERM if domain == "dict" else _LONGEST
    if len(chinese) > longest[0] or len(english) > longest[1]:
        return "too long"
    if domain == "dict" and (len(chinese) < 2 or _CROSS_REFERENCE.search(english)):
        return "not a translation"
    findings = tuple(
        finding
        for finding in check_translation(chinese, english)
        if finding.severity is Severity.ERROR or finding.code == "length"
    )
    # The project's own pairs were written and read with care; a number may be said otherwise.
    if domain in ("own", "own_terms", "filled", "user"):
        findings = tuple(found for found in findings if found.code == "empty")
    return findings[0].code if findings else ""


def clean_pairs(
    pairs: Iterable[Pair], domain: str, *, seen: set[str], chinese: HeldOut, english: set[str]
) -> tuple[list[Pair], Counter[str]]:
    """The pairs worth learning from, and how many were dropped for what.

    ``seen`` holds the Chinese of earlier corpora and is added to; ``chinese`` and ``english``
    (as `comparable` folds it) must not be trained on.
    """
    kept, dropped = [], Counter[str]()
    for pair in pairs:
        source, target = normalize_pair(*pair)
        if fault := find_fault(source, target, domain):
            dropped[fault] += 1
        elif (key := comparable(source)) in seen:
            dropped["seen before"] += 1
        elif chinese.has(source) or (
            domain not in ("dict", "own_terms") and comparable(target) in english
        ):
            dropped["held out"] += 1
        else:
            seen.add(key)
            kept.append((source, target))
    return kept, dropped
