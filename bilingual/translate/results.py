"""What became of a text, and which of several translations of it is the best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Hypothesis
from bilingual.engines.placeholders import is_whole, numbers_of, restore
from bilingual.model import Finding, Repair, Severity
from bilingual.translate.checks import is_garbage

Judge: TypeAlias = Callable[[str, str], tuple[Finding, ...]]
"""Source and translation to what is wrong with the translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """A text's translation."""

    text: str
    score: float | None
    """As `Hypothesis.score`."""
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    engine: str = ""
    """See `Hypothesis.engine`."""
    alignment: Alignment | None = None
    """See `Hypothesis.alignment`."""

    @property
    def garbage(self) -> int:
        """How many findings say that the model lost its way."""
        return sum(is_garbage([finding]) for finding in self.findings)

    @property
    def mistakes(self) -> int:
        """How many other findings are errors, such as a wrong figure."""
        return sum(
            finding.severity is Severity.ERROR and not is_garbage([finding])
            for finding in self.findings
        )

    def is_better_than(self, other: TextResult) -> bool:
        """Whether it has fewer mistakes and is no worse by any other check."""
        rest, rest_of_other = (
            len(one.findings) - one.mistakes - one.garbage for one in (self, other)
        )
        return (
            self.mistakes < other.mistakes
            and self.garbage <= other.garbage
            and rest <= rest_of_other
        )


def choose_translation(
    source: str, hypothesis: Hypothesis, check: Judge, *, is_choosing: bool
) -> TextResult:
    """The first of a beam that has all placeholders and no finding; else the one that has the
    fewest faults, lost placeholders counted first. If not ``is_choosing``, the first."""
    best = _result(source, hypothesis, check)
    for alternative in hypothesis.alternatives if is_choosing else ():
        if not any(count_faults(source, best)):
            break
        result = _result(source, alternative, check)
        if count_faults(source, result) < count_faults(source, best):
            best = result
    return best


def wrong_places(findings: Iterable[Finding]) -> Iterator[tuple[Range, Finding]]:
    """The places of the source that findings know the right rendering of, in order; none that
    reaches into the one before."""
    known = [(one.source, one) for one in findings if one.source and one.renderings]
    at = 0
    for place, finding in sorted(known, key=lambda one: one[0]):
        if place[0] >= at:
            yield place, finding
            at = place[1]


def repair_of(source: str, result: TextResult, finding: Finding, rendering: str) -> Repair:
    """The record of a ``rendering`` taken."""
    return Repair(
        source=source[slice(*finding.source)] if finding.source else "",
        before=result.text[slice(*finding.target)] if finding.target else "",
        after=rendering,
    )


def _result(source: str, hypothesis: Hypothesis, check: Judge) -> TextResult:
    text = restore(hypothesis.text, numbers_of(source))
    findings = check(source, text)
    return TextResult(
        text=text,
        score=hypothesis.score,
        findings=findings,
        engine=hypothesis.engine,
        alignment=hypothesis.alignment,
    )


def count_faults(source: str, result: TextResult) -> tuple[int, int, int, int]:
    """How bad a translation is: placeholders that it lost, garbage, mistakes, findings."""
    has_lost = not is_whole(result.text, numbers_of(source))
    return has_lost, result.garbage, result.mistakes, len(result.findings)
