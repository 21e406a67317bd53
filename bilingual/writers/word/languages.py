"""Languages as Word's properties of text name them."""

from __future__ import annotations

_EAST_ASIAN = ("zh", "ja", "ko")


def is_east_asian(language: str) -> bool:
    """Whether text of a BCP-47 language is set in Word's East Asian fonts."""
    return language[:2] in _EAST_ASIAN


def latin_language(language: str) -> str:
    """The language of the Latin letters in text of a BCP-47 language: ``en-US`` for ``en`` and,
    for lack of a better one, for those that are written in other letters."""
    return "en-US" if language == "en" or is_east_asian(language) else language
