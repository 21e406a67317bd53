"""Whether an English text says a term: the same words, inflected or not, with or without an
article, hyphens and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bilingual.chinese.edits import Range

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_ENDINGS = ("s", "es", "ed", "d", "ing")
_SHORTEST = 2  # letters of a word that takes endings


def says(text: str, term: str, *, is_case_sensitive: bool = False) -> bool:
    """Whether ``text`` has the words of ``term`` in a row.

    ``says("Two optical modules", "an optical module")`` is true.
    """
    return next(find_words(text, term, is_case_sensitive=is_case_sensitive), None) is not None


def find_words(text: str, term: str, *, is_case_sensitive: bool = False) -> Iterator[Range]:
    """Where ``text`` has the words of ``term`` in a row, the end excluded."""
    wanted = _words(_ARTICLE.sub("", term), is_case_sensitive)
    if not wanted:
        return
    places = [word.span() for word in _WORD.finditer(text)]
    have = _words(text, is_case_sensitive)
    for start in range(len(have) - len(wanted) + 1):
        if all(map(_is_same_word, have[start : start + len(wanted)], wanted)):
            yield places[start][0], places[start + len(wanted) - 1][1]


@lru_cache(maxsize=4096)
def _words(text: str, is_case_sensitive: bool) -> tuple[str, ...]:
    words = (_OWNER.sub("", word[0]) for word in _WORD.finditer(text))
    return tuple(word if is_case_sensitive else word.lower() for word in words)


def _is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: the same plain form is possible for both."""
    if one == other:
        return True
    if one[:_SHORTEST] != other[:_SHORTEST]:
        return False
    return not _plain_forms(one).isdisjoint(_plain_forms(other))


@lru_cache(maxsize=65536)
def _plain_forms(word: str) -> frozenset[str]:
    """What a word may be a form of: ``planned`` of ``planned``, ``plann``, ``planne``, ``plan``."""
    forms = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST or (ending == "s" and stem.endswith("s")):
            continue
        forms.add(stem)
        if ending in ("ed", "ing"):
            forms.add(stem + "e")
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
        if ending in ("es", "ed") and stem.endswith("i"):
            forms.add(stem[:-1] + "y")
    return frozenset(forms)
