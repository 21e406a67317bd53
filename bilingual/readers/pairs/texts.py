"""Pairs: a text and its translation, as they stand side by side in a file of any origin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilingual.chinese.characters import count_han, has_han
from bilingual.errors import ReadError

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = 12  # characters of a text that is little more than a figure
_ADDED = re.compile(r"(?:^|\n)\N{WARNING SIGN}.*|\[image: [^\]\n]*\]")
"""What our documents add: lines that tell what checks found, names of pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPair:
    """A text and what stands for its translation."""

    source: str
    target: str
    """Empty where nothing stands there."""
    row: int = 0
    """Its number among the pairs of its file, from 1; in a table file, the line."""
    id: str = ""
    """What the file calls it, as far as it does."""
    line: int = 0
    """The line of the file that it begins in, from 1; 0 where that is not known."""
    language: str = "en"
    """Of the target, as a BCP-47 tag."""
    is_heading: bool = False

    def named(self, name: str) -> TextPair:
        """The same pair with a name."""
        return replace(self, id=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsRead:
    """What was found in a file."""

    pairs: tuple[TextPair, ...]
    are_ours: bool = False
    """Whether this tool wrote the file, so that a text and its translation go sentence by
    sentence."""
    remarks: tuple[str, ...] = ()
    """What could not be understood, and is left out: one plain sentence each."""


class NoPairsError(ReadError):
    """A sound file in which no two texts are told to belong together."""


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, with or without foreign words in it.

    ``部署 Kubernetes 集群`` is, ``the city of 昆明`` is not.
    """
    han = count_han(text)
    return han > 0 and han >= len(_WORD.findall(_without_han(text)))


def has_words(text: str) -> bool:
    """Whether it has letters of any language."""
    return any(character.isalpha() for character in text)


def is_answer(target: str, source: str) -> bool:
    """Whether ``target`` can be what translates the Chinese ``source``: in another language, a
    figure for a figure, or the same again, as a failed translation is."""
    is_figure = len(source) <= _FIGURE and any(map(str.isnumeric, source))
    has_some = has_words(target) or (is_figure and any(map(str.isdigit, target)))
    is_other = has_some and not is_chinese(target)
    return is_other or "".join(target.split()) == "".join(source.split())


def shown_text(text: str) -> str:
    """A text without what our own documents add to it."""
    return _ADDED.sub("", text).strip()


def split_heading(text: str) -> tuple[str, str] | None:
    """A heading in both languages, ``总则 / General provisions``, taken apart; the two may also
    stand apart by a tab or a line break. None if it is no such heading."""
    for sign in ("\t", "\n", " / "):
        places = [match.start() for match in re.finditer(re.escape(sign), text)]
        halves = [(text[:at].strip(), text[at + len(sign) :].strip()) for at in places]
        sound = [(one, other) for one, other in halves if is_chinese(one) and has_words(other)]
        for one, other in sound:
            if not has_han(other):
                return one, other
        if sound:
            return sound[0]
    return None


def rows_text(numbers: Sequence[int]) -> str:
    """Numbers of rows for a message: ``row 3`` or ``rows 3, 5``."""
    return f"row{'s' * (len(numbers) > 1)} {listed_numbers(numbers)}"


def listed_numbers(numbers: Sequence[int]) -> str:
    """Numbers for a message, the first eight of them."""
    return ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")


def _without_han(text: str) -> str:
    return "".join(" " if has_han(character) else character for character in text)
