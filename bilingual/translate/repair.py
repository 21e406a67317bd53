"""Repair: figures, and whatever else a check knows the right rendering of, made right.

Each way is taken only where the checks find less to say afterwards. First, what is wrong is mended
in its place (`mending`), which costs little and leaves the sentence as it is. What cannot be is
asked again with placeholders (`asking`). What still fails keeps its findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import QUICK, Request, Translator
from bilingual.translate.asking import ask_again, take_answer
from bilingual.translate.mending import is_mendable, mend
from bilingual.translate.results import Judge, TextResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairOptions:
    """What may be done about a translation with findings."""

    is_choosing: bool = True
    """Take another translation that the engine had in mind."""
    is_asking: bool = True
    """Translate again, with placeholders for what is wrong."""
    is_mending: bool = True
    """Put what is right in place of what is wrong."""


def repair_texts(
    results: Mapping[Request, TextResult],
    translator: Translator,
    judge: Judge,
    options: RepairOptions,
    *,
    attempt: int = QUICK,
) -> dict[Request, TextResult]:
    """The ``results``, with those that could be made better; ``attempt`` is that of asking."""
    repaired = dict(results)
    if options.is_mending:
        repaired |= _mend_all(repaired, translator, judge)
    if options.is_asking:
        new = _ask_all(repaired, translator, judge, options, attempt)
        repaired |= new | (_mend_all(new, translator, judge) if options.is_mending else {})
    return repaired


def _mend_all(
    results: Mapping[Request, TextResult], translator: Translator, judge: Judge
) -> dict[Request, TextResult]:
    """Those of the results that may be mended, as they are then."""
    if not translator.abilities.has_attention:
        return {}
    mendable = {one: result for one, result in results.items() if is_mendable(result)}
    known = align_all(((one.text, result) for one, result in mendable.items()), translator)
    return {
        one: mend(one.text, result, alignment, judge)
        for one, result in mendable.items()
        if (alignment := known[one.text, result.text])
    }


def align_all(
    results: Iterable[tuple[str, TextResult]], translator: Translator
) -> dict[tuple[str, str], Alignment | None]:
    """What answers to what, for each text and its translation; what is known is not asked again,
    and None where the engine cannot tell."""
    known = {(source, result.text): result.alignment for source, result in results}
    todo = [pair for pair, alignment in known.items() if not alignment]
    can_tell = todo and translator.abilities.has_attention
    return known | dict(zip(todo, translator.align(todo), strict=True)) if can_tell else known


def _ask_all(
    results: Mapping[Request, TextResult],
    translator: Translator,
    judge: Judge,
    options: RepairOptions,
    attempt: int,
) -> dict[Request, TextResult]:
    """Those of the results that asking again makes better."""
    questions = {
        one: question
        for one, result in results.items()
        if (question := ask_again(one.text, result))
    }
    asked = {
        one: replace(one, text=question.text, needs_alignment=False)
        for one, question in questions.items()
    }
    todo = list(dict.fromkeys(asked.values()))
    hypotheses = (
        translator.translate(todo, attempt=attempt, advance=lambda indices: None) if todo else []
    )
    answers = dict(zip(todo, hypotheses, strict=True))
    taken = {
        one: take_answer(
            one.text,
            results[one],
            question,
            answers[asked[one]],
            judge,
            is_choosing=options.is_choosing,
        )
        for one, question in questions.items()
    }
    return {one: result for one, result in taken.items() if result is not results[one]}
