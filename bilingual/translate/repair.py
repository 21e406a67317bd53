"""Repair: figures, and whatever else a check knows the right rendering of, made right.

Two ways, each taken only where the checks find less to say afterwards:

- **Asking again.** The text is translated once more with a placeholder for each thing that is
  wrong; then the right renderings take the placeholders' places.
- **Mending.** Where the check knows which words of the translation are wrong, the right ones
  take their place.

What still fails keeps its findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual.chinese.edits import Edit, apply_edits
from bilingual.engines.base import Hypothesis, Translator
from bilingual.model import Finding, Repair
from bilingual.translate.placeholders import (
    StandIn,
    figures,
    has_rest,
    is_whole,
    numbers_of,
    stand_ins,
)
from bilingual.translate.results import Judge, TextResult, choose_translation

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_FIGURE = re.compile(r"\d[\d,.]*(?: (?:hundred|thousand|million|billion|trillion|percent))*%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOptions:
    """What may be done about a translation with findings."""

    is_choosing: bool = True
    """Take another translation that the engine had in mind."""
    is_asking: bool = True
    """Translate again, with placeholders for what is wrong."""
    is_mending: bool = True
    """Put what is right in place of what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text to be translated again."""

    text: str
    """The source with something else in place of what is wrong."""
    filling: tuple[tuple[StandIn, Repair], ...]
    """What stands in for what."""


def repair_texts(
    results: Mapping[str, TextResult], translator: Translator, check: Judge, options: RepairOptions
) -> dict[str, TextResult]:
    """The ``results`` (by source text), with those that could be made better."""
    repaired = dict(results)
    answers: dict[str, Hypothesis] = {}
    for has_figures in (False, True) if options.is_asking else ():
        questions = {
            source: question
            for source, result in repaired.items()
            if (question := ask_again(source, result, has_figures=has_figures))
            and question.text not in answers
        }
        texts = list(dict.fromkeys(question.text for question in questions.values()))
        hypotheses = translator.translate(texts, advance=lambda indices: None) if texts else []
        answers |= zip(texts, hypotheses, strict=True)
        for source, question in questions.items():
            repaired[source] = take_answer(
                source, repaired[source], question, answers[question.text], check, options
            )
    if options.is_mending:
        repaired = {source: mend(source, result, check) for source, result in repaired.items()}
    return repaired


def ask_again(source: str, result: TextResult, *, has_figures: bool) -> Question | None:
    """What to translate again; None if no right rendering is known of anything wrong.

    For a finding about ``210万`` in ``订单增至210万单。`` that knows ``2.1 million``, the text is
    ``订单增至X1X单。``, or ``订单增至37单。`` if the question ``has_figures``. Either is answered
    where the other is not.
    """
    others, numbers, years = stand_ins(source), figures(source), figures(source, are_years=True)
    pieces, at, filling = list[str](), 0, list[tuple[StandIn, Repair]]()
    for start, stop, finding in _separate(result.findings):
        rendering = finding.renderings[0]
        stand_in = None
        if has_figures and _YEAR.fullmatch(rendering):
            stand_in = next(years, None)
        elif has_figures and _FIGURE.fullmatch(rendering):
            stand_in = next(numbers, None)
        stand_in = stand_in or next(others)
        filling.append((stand_in, _repair(source, result.text, finding, rendering)))
        pieces += source[at:start], stand_in.text
        at = stop
    return (
        Question(text="".join([*pieces, source[at:]]), filling=tuple(filling)) if pieces else None
    )


def take_answer(
    source: str,
    result: TextResult,
    question: Question,
    answer: Hypothesis,
    check: Judge,
    options: RepairOptions,
) -> TextResult:
    """The answer with the right renderings filled in, if it has all that stands in for them and
    fewer mistakes than ``result``; else ``result``."""
    beam = (answer, *answer.alternatives) if options.is_choosing else (answer,)
    filled = [
        Hypothesis(text=text, score=one.score)
        for one in beam
        if (text := _filled(one.text, question)) and is_whole(text, numbers_of(source))
        if not has_rest(text, source)
    ]
    if not filled:
        return result
    best = replace(filled[0], alternatives=tuple(filled[1:]))
    new = choose_translation(source, best, check, is_choosing=options.is_choosing)
    repairs = tuple(repair for _, repair in question.filling)
    return replace(new, repairs=repairs) if new.is_better_than(result) else result


def mend(source: str, result: TextResult, check: Judge) -> TextResult:
    """The result with what is right in place of what is wrong, as far as a check knows both: one
    thing after the other, since each moves the places of those behind it."""
    tried = set[tuple[object, str]]()
    while True:
        steps = (
            (finding, rendering)
            for finding in result.findings
            if finding.target
            for rendering in finding.renderings
            if (finding.source, rendering) not in tried
        )
        for finding, rendering in steps:
            tried.add((finding.source, rendering))
            new = _mended(source, result, finding, rendering, check)
            if new.is_better_than(result):
                result = new
                break
        else:
            return result


def _separate(findings: Sequence[Finding]) -> Iterator[tuple[int, int, Finding]]:
    """The findings that know a place of the source and what is right for it, in order, and none
    that reaches into the one before."""
    at = 0
    known = [(*one.source, one) for one in findings if one.source and one.renderings]
    for start, stop, finding in sorted(known, key=lambda one: one[:2]):
        if start >= at:
            yield start, stop, finding
            at = stop


def _filled(answer: str, question: Question) -> str:
    """The answer with the right renderings; empty if one that stands for them is not there once."""
    edits = list[Edit]()
    for stand_in, repair in question.filling:
        found = list(stand_in.returned.finditer(answer))
        if len(found) != 1:
            return ""
        edits.append(Edit(*found[0].span(), repair.after))
    return apply_edits(answer, sorted(edits))


def _mended(
    source: str, result: TextResult, finding: Finding, rendering: str, check: Judge
) -> TextResult:
    start, stop = finding.target or (0, 0)
    text = result.text[:start] + rendering + result.text[stop:]
    repair = _repair(source, result.text, finding, rendering)
    return replace(
        result, text=text, findings=check(source, text), repairs=(*result.repairs, repair)
    )


def _repair(source: str, target: str, finding: Finding, rendering: str) -> Repair:
    return Repair(
        source=source[slice(*(finding.source or (0, 0)))],
        before=target[slice(*(finding.target or (0, 0)))],
        after=rendering,
    )
