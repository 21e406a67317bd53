"""Placeholders: what stands in a text for something that an engine must not translate.

``X1X`` stands for code, an address, or a thing whose right rendering is known. A small model may
stutter or swallow a letter of it: it comes back as ``X1XX`` or ``1X`` as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count

from bilingual.chinese.edits import Range

PLACEHOLDER = re.compile(r"X(\d{1,4})X")
"""As it is written."""
_RETURNED = re.compile(r"X+(\d{1,4})X+")
_DAMAGED = re.compile(r"(?<![A-Za-z0-9.,])(\d{1,4})X+")

_LEFT_OVER = re.compile(r"(?<![A-Za-z])[\dX]*X[\dX]*(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class StandIn:
    """What goes to an engine in place of something, and how it is known in the answer."""

    text: str
    returned: re.Pattern[str]

    def place_in(self, answer: str) -> Range | None:
        """Where it came back; None if it is not there, or several times."""
        found = [match.span() for match in self.returned.finditer(answer)]
        return found[0] if len(found) == 1 else None


def numbers_of(text: str) -> list[str]:
    """The numbers of the placeholders written in ``text``: ``X2X和X10X`` has 2 and 10."""
    return PLACEHOLDER.findall(text)


def is_whole(answer: str, numbers: Collection[str]) -> bool:
    """Whether ``answer`` has the placeholders of these numbers, each once."""
    return sorted(found[1] for found in find_placeholders(answer, numbers)) == sorted(numbers)


def find_placeholders(answer: str, numbers: Collection[str]) -> list[tuple[Range, str]]:
    """Where the placeholders of these numbers stand in ``answer``, with their numbers; damaged
    ones only where there is no sound one."""
    if not numbers:
        return []
    sound = [(m.span(), m[1]) for m in _RETURNED.finditer(answer) if m[1] in numbers]
    missing = set(numbers) - {number for _, number in sound}
    taken = {at for place, _ in sound for at in range(*place)}
    damaged = [
        (match.span(), match[1])
        for match in _DAMAGED.finditer(answer)
        if match[1] in missing and taken.isdisjoint(range(*match.span()))
    ]
    return sound + damaged


def restore(answer: str, numbers: Collection[str]) -> str:
    """``answer`` with the placeholders of these numbers as they are written: ``X1X`` for ``1X``, so
    that nobody takes its digit for a figure."""
    pieces, at = list[str](), 0
    for (start, stop), number in sorted(find_placeholders(answer, numbers)):
        pieces += answer[at:start], f"X{number}X"
        at = stop
    return "".join((*pieces, answer[at:]))


def has_rest(answer: str, source: str) -> bool:
    """Whether ``answer`` has a piece of a placeholder, such as ``1X``, that ``source`` has not."""
    return not set(_LEFT_OVER.findall(source)).issuperset(_LEFT_OVER.findall(answer))


def stand_ins(source: str) -> Iterator[StandIn]:
    """Placeholders that ``source`` does not have yet."""
    taken = set(numbers_of(source))
    for number in map(str, count(1)):
        if number not in taken:
            pattern = rf"(?:X+|(?<![A-Za-z0-9.,])){number}X+"
            yield StandIn(f"X{number}X", re.compile(pattern))
