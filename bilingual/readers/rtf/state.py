"""The state of a group of an RTF file: what it inherits, and what words about characters change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilingual.model import Mark, Span
from bilingual.readers.rtf.control_words import MARKS, RAISED
from bilingual.readers.rtf.flow import RtfFlow

_NOTHING = frozenset[Mark]()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a group inherits from the group around it, and undoes when it ends."""

    flow: RtfFlow
    """The text that it is part of."""
    aside: str = ""
    """Which of `ASIDES` it stands in."""
    is_read: bool = True
    font: int = -1
    is_asian: bool = False
    """Whether words that begin with ``a`` are about Chinese, as LibreOffice has it, rather than
    about Arabic and Hebrew."""
    skip: int = 1
    """How many characters stand in for one that is given by its number."""
    is_hidden: bool = False
    is_in_hidden_shape: bool = False
    marks: frozenset[Mark] = _NOTHING
    href: str = ""
    unshown: tuple[int, tuple[Span, ...]] | None = None
    """Of a field: how many spans came before it, and what it shows without a result."""

    def after(self, word: str, number: int | None) -> State:
        """The state after a word about characters; the same after any other.

        After ``b`` there is bold, after ``b`` with the number 0 there is none.
        """
        if self.is_asian and word in ("ab", "ai"):
            word = word[1:]
        state, marks = self, _marks_after(self.marks, word, number)
        match word:
            case "plain":
                state = replace(self, font=-1, is_hidden=False)
            case "v":
                state = replace(self, is_hidden=number != 0)
            case "deleted" if number != 0:
                state = replace(self, is_read=False)
            case "f":
                state = replace(self, font=number or 0)
            case "dbch" | "loch" | "hich" | "ltrch" | "rtlch":
                state = replace(self, is_asian=word == "dbch")
            case "uc":
                state = replace(self, skip=max(0, 1 if number is None else number))
            case _:
                pass
        return state if marks == self.marks else replace(state, marks=marks)


def _marks_after(marks: frozenset[Mark], word: str, number: int | None) -> frozenset[Mark]:
    if word == "plain":
        return _NOTHING
    if word == "ulnone":
        return marks - {Mark.UNDERLINE}
    if word == "nosupersub":
        return marks - RAISED
    if word not in MARKS:
        return marks
    mark = MARKS[word]
    others = marks - (RAISED if mark in RAISED else {mark})
    return others if number == 0 else others | {mark}
