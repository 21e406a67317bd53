"""Repair: figures, and whatever else a check knows the right rendering of, made right.

Each way is taken only where the checks find less to say afterwards. First, what is wrong is mended
in its place (`mending`), which costs little and leaves the sentence as it is. What cannot be is
asked again with placeholders (`asking`). What still fails keeps its findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilingual.engines.base import QUICK, Translator
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
    results: Mapping[str, TextResult], translator: Translator, judge: Judge, options: RepairOptions
) -> dict[str, TextResult]:
    """The ``results`` (by source text), with those that could be made better."""
    repaired = dict(results)
    if options.is_mending:
        repaired |= _mend_all(repaired, translator, judge)
    if options.is_asking:
        new = _ask_all(repaired, translator, judge, options)
        repaired |= new | (_mend_all(new, translator, judge) if options.is_mending else {})
    return repaired


def _mend_all(
    results: Mapping[str, TextResult], translator: Translator, judge: Judge
) -> dict[str, TextResult]:
    """Those of the results that may be mended, as they are then."""
    mendable = {source: result for source, result in results.items() if is_mendable(result)}
    pairs = [(source, result.text) for source, result in mendable.items()]
    alignments = translator.align(pairs) if pairs else []
    return {
        source: mend(source, result, alignment, judge)
        for (source, result), alignment in zip(mendable.items(), alignments, strict=True)
        if alignment
    }


def _ask_all(
    results: Mapping[str, TextResult],
    translator: Translator,
    judge: Judge,
    options: RepairOptions,
) -> dict[str, TextResult]:
    """Those of the results that asking again makes better."""
    questions = {
        source: question
        for source, result in results.items()
        if (question := ask_again(source, result))
    }
    texts = list(dict.fromkeys(question.text for question in questions.values()))
    hypotheses = (
        translator.translate(texts, attempt=QUICK, advance=lambda indices: None) if texts else []
    )
    answers = dict(zip(texts, hypotheses, strict=True))
    taken = {
        source: take_answer(
            source,
            results[source],
            question,
            answers[question.text],
            judge,
            is_choosing=options.is_choosing,
        )
        for source, question in questions.items()
    }
    return {source: one for source, one in taken.items() if one is not results[source]}
