"""What the comparison of a sentence's figures with its translation's finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bilingual.chinese.edits import Range


class NumberCode(StrEnum):
    """What kind of figure is wrong. The names are stable: they stand in JSON and in settings."""

    NUMBER = "number"
    """A figure of the source is not in the translation, or has another value there."""
    NUMBER_ADDED = "number-added"
    """The translation has a figure that nothing in the source explains."""
    DATE = "date"
    """The same for a year, a month, a day, a decade, a day of the week."""
    DATE_ADDED = "date-added"
    TIME = "time"
    """The same for a time of day."""
    TIME_ADDED = "time-added"
    UNIT = "unit"
    """The figure is right and what it counts is not: dollars for yuan, percent for points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFinding:
    """A figure that source and translation do not agree on.

    One wrong figure is one finding: where the translation says 2001 for 2010, `source` is the
    place of 2010 and `target` that of 2001.
    """

    code: NumberCode
    message: str
    """One line for people, such as ``2010年: the translation has 2001``."""
    source: Range | None
    """Where the figure stands in the source; None if nothing there explains it."""
    target: Range | None
    """Where the wrong figure stands in the translation: number and scale word, no unit, so that
    it can be replaced. None if the translation has nothing in its place."""
    renderings: tuple[str, ...] = ()
    """What would be right there, the best first. With `target`, any of them put in its place makes
    this finding go away (the comparison has tried it). Without, they say what to look for or ask
    for. Empty where the right value is not certain."""

    @property
    def is_mendable(self) -> bool:
        """Whether the right figure is known and its place too."""
        return self.target is not None and bool(self.renderings)
