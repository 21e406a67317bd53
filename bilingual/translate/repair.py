"""Repair: figures, and whatever else a check knows the right rendering of, made right.

Two ways, each taken only where the checks find less to say afterwards:

- **Asking again.** ``2010年有35亿元`` with ``X1X`` for the date and ``X2X`` for the number, as far
  as each is wrong, is translated again; then the right renderings take the placeholders' places.
- **Mending.** Where the check knows which words of the translation are wrong, the right ones
  take their place.

What still fails keeps its findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from bilingual.engines.base import Hypothesis, Translator
from bilingual.model import Finding, Repair
from bilingual.translate.results import Check, TextResult, choose_translation, placeholders
from bilingual.translate.segments import PLACEHOLDER


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
    """The source with placeholders for what is wrong."""
    repairs: Mapping[str, Repair]
    """What goes in place of each new placeholder, by its number."""


def repair_texts(
    results: Mapping[str, TextResult], translator: Translator, check: Check, options: RepairOptions
) -> dict[str, TextResult]:
    """The ``results`` (by source text), with those that could be made better."""
    repaired = dict(results)
    if options.is_mending:
        repaired = {source: mend(source, result, check) for source, result in repaired.items()}
    if options.is_asking:
        questions = {
            source: question
            for source, result in repaired.items()
            if (question := ask_again(source, result))
        }
        texts = list(dict.fromkeys(question.text for question in questions.values()))
        hypotheses = translator.translate(texts, advance=lambda indices: None) if texts else []
        answers = dict(zip(texts, hypotheses, strict=True))
        for source, question in questions.items():
            repaired[source] = take_answer(
                source, repaired[source], question, answers[question.text], check, options
            )
    return repaired


def ask_again(source: str, result: TextResult) -> Question | None:
    """The text to translate again, None if no right rendering is known of anything wrong.

    With a finding about the first six characters of ``2010年，X1X有35亿元。`` that knows the
    rendering ``2010``, the text is ``X2X，X1X有35亿元。``.
    """
    wrong = [one for one in result.findings if one.source and one.renderings]
    wrong.sort(key=lambda one: one.source or (0, 0))
    taken = set(placeholders(source))
    numbers = (str(number) for number in count(1) if str(number) not in taken)
    pieces, at, repairs = list[str](), 0, dict[str, Repair]()
    for finding in wrong:
        start, stop = finding.source or (0, 0)
        if start < at:
            continue  # within what has a placeholder already
        number = next(numbers)
        repairs[number] = _repair(source, result.text, finding, finding.renderings[0])
        pieces += source[at:start], f"X{number}X"
        at = stop
    return Question(text="".join([*pieces, source[at:]]), repairs=repairs) if repairs else None


def take_answer(
    source: str,
    result: TextResult,
    question: Question,
    answer: Hypothesis,
    check: Check,
    options: RepairOptions,
) -> TextResult:
    """The answer with the right renderings in place of the new placeholders, if it has every
    placeholder once and fewer mistakes; else ``result``."""
    beam = (answer, *answer.alternatives) if options.is_choosing else (answer,)
    whole = [one for one in beam if placeholders(one.text) == placeholders(question.text)]
    if not whole:
        return result
    filled = [replace(one, text=_filled(one.text, question), alternatives=()) for one in whole]
    best = replace(filled[0], alternatives=tuple(filled[1:]))
    new = choose_translation(source, best, check, is_choosing=options.is_choosing)
    if options.is_mending:
        new = mend(source, new, check)
    if not new.is_better_than(result):
        return result
    return replace(new, repairs=(*question.repairs.values(), *new.repairs))


def mend(source: str, result: TextResult, check: Check) -> TextResult:
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


def _mended(
    source: str, result: TextResult, finding: Finding, rendering: str, check: Check
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


def _filled(translation: str, question: Question) -> str:
    """The translation with renderings in place of the new placeholders."""
    return PLACEHOLDER.sub(
        lambda match: repair.after if (repair := question.repairs.get(match[1])) else match[0],
        translation,
    )
