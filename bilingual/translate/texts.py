"""Texts to their translations: each once, whole or in parts, checked, tried again where a check
found garbage, and repaired where it found a mistake."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bilingual.engines.base import FALLBACK, QUICK, Request, Translator
from bilingual.model import Severity
from bilingual.translate.clauses import Way, begin_large, join_parts, rounds
from bilingual.translate.options import TranslateOptions
from bilingual.translate.repair import repair_texts
from bilingual.translate.results import Judge, TextResult, choose_translation, count_faults


def translate_texts(
    requests: Iterable[Request],
    translator: Translator,
    options: TranslateOptions,
    advance: Callable[[int], None] = lambda characters: None,
) -> dict[Request, TextResult]:
    """The translation of each text, by request: the one with the fewest faults among the ways to
    translate it. Texts with faults, and those that are long for the engine, are translated in
    parts too, and quickly.

    ``advance`` is told how many more source characters have a first translation; equal
    requests count each.
    """
    counts = Counter(requests)
    whole = list(counts)
    judge = partial(options.judge, translator.info.target_language)

    def report(indices: Sequence[int]) -> None:
        advance(sum(len(whole[index].text) * counts[whole[index]] for index in indices))

    results = _translate_whole(whole, translator, judge, options, report)
    if not translator.attempts:
        return results
    likeliest, others = rounds(translator.info.cut_length)
    tried: dict[Request, TextResult] = {}
    sound = likeliest[:1] if translator.abilities.has_scores else ()
    first = {
        one: likeliest if any(_faults(one, result)) else sound for one, result in results.items()
    }
    results |= _in_parts(first, results, tried, translator, judge, options)
    # Few are left to be asked again by now, so that they can be with care.
    faulty = {one: result for one, result in results.items() if any(_faults(one, result))}
    results |= repair_texts(faulty, translator, judge, options.repair, attempt=0)
    results |= _from_another(results, translator, judge, options)
    last = {one: others for one in faulty if any(_faults(one, results[one]))}
    return results | _in_parts(last, results, tried, translator, judge, options)


def _translate_whole(
    requests: Sequence[Request],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
    report: Callable[[Sequence[int]], None],
) -> dict[Request, TextResult]:
    """The translation of each text as it stands: tried again where it is garbage, and mended."""
    if not requests:
        return {}
    if not translator.attempts:
        hypotheses = translator.translate(requests, advance=report)
        answered = zip(requests, hypotheses, strict=True)
        return {one: TextResult(text=h.text, score=h.score) for one, h in answered}
    results = _ask(requests, translator, judge, options, attempt=0, report=report)
    for attempt in range(1, translator.attempts):
        todo = [one for one, result in results.items() if _is_worth_a_try(result, translator)]
        for one, result in _ask(todo, translator, judge, options, attempt=attempt).items():
            if _does_better(one.text, result, results[one], translator):
                results[one] = result
    return repair_texts(results, translator, judge, replace(options.repair, is_asking=False))


def _ask(
    requests: Sequence[Request],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
    *,
    attempt: int,
    report: Callable[[Sequence[int]], None] = lambda indices: None,
) -> dict[Request, TextResult]:
    """The best of what the engine says to each of the requests; it is not asked for none."""
    if not requests:
        return {}
    hypotheses = translator.translate(requests, attempt=attempt, advance=report)
    choose = partial(choose_translation, check=judge, is_choosing=options.repair.is_choosing)
    return {one: choose(one.text, h) for one, h in zip(requests, hypotheses, strict=True)}


def _from_another(
    results: Mapping[Request, TextResult],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
) -> dict[Request, TextResult]:
    """Of what lost a placeholder, is garbage, or has a mistake that could not be repaired: what
    the engine behind the first one does better."""
    todo = [one for one, result in results.items() if any(count_faults(one.text, result)[:3])]
    if not todo or not translator.abilities.has_fallback:
        return {}
    others = _ask(todo, translator, judge, options, attempt=FALLBACK)
    others = repair_texts(others, translator, judge, options.repair, attempt=FALLBACK)
    return {
        one: other
        for one, other in others.items()
        if _rank(one.text, other) < _rank(one.text, results[one])
    }


def _in_parts(
    todo: Mapping[Request, Sequence[Way]],
    results: Mapping[Request, TextResult],
    tried: dict[Request, TextResult],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
) -> dict[Request, TextResult]:
    """Of the texts ``todo``, those that are better in parts, cut in one of their ways; each part
    that is not among those ``tried`` is, and is one of them then."""
    divided = {one: _divided(one, ways) for one, ways in todo.items()}
    parts = dict.fromkeys(part for tries in divided.values() for some in tries for part in some)
    tried |= _try_all([one for one in parts if one not in tried], translator, judge, options)
    return _better(results, divided, tried, judge)


def _is_worth_a_try(result: TextResult, translator: Translator) -> bool:
    """Whether other settings of the engine may do better."""
    if translator.abilities.retries_mistakes:
        return any(finding.severity is not Severity.NOTE for finding in result.findings)
    return result.garbage > 0


def _does_better(
    source: str, result: TextResult, before: TextResult, translator: Translator
) -> bool:
    """Whether the other settings did."""
    if translator.abilities.retries_mistakes:
        return _rank(source, result) < _rank(source, before)
    return len(result.findings) < len(before.findings)


def _rank(source: str, result: TextResult) -> tuple[bool, tuple[int, ...]]:
    """The worse, the greater; nothing is the worst."""
    return not result.text, count_faults(source, result)


def _divided(request: Request, ways: Sequence[Way]) -> list[tuple[Request, ...]]:
    """The request in parts, in each of the ``ways`` that divide it, once where they agree."""
    cut = dict.fromkeys(way.parts_of(request.text) for way in ways)
    return [
        tuple(replace(request, text=part, needs_alignment=False) for part in parts)
        for parts in cut
        if len(parts) > 1
    ]


def _try_all(
    parts: Sequence[Request], translator: Translator, judge: Judge, options: TranslateOptions
) -> dict[Request, TextResult]:
    """A quick translation of each part, repaired."""
    results = _ask(parts, translator, judge, options, attempt=QUICK)
    return repair_texts(results, translator, judge, options.repair)


def _better(
    results: Mapping[Request, TextResult],
    divided: Mapping[Request, Sequence[Sequence[Request]]],
    tried: Mapping[Request, TextResult],
    judge: Judge,
) -> dict[Request, TextResult]:
    """Of the texts that were ``divided``, those whose parts, as they were ``tried``, make a
    sentence with fewer faults than their ``results``, or with as many and surer words: the best of
    these sentences."""
    better: dict[Request, TextResult] = {}
    for one, divisions in divided.items():
        for division in divisions:
            parts = [tried[part] for part in division]
            if not all(part.text.strip() for part in parts):
                continue  # what it lost no check may notice
            result = _joined(one.text, parts, judge)
            if _order(one, result) < _order(one, better.get(one, results[one])):
                better[one] = result
    return better


def _faults(request: Request, result: TextResult) -> tuple[int, int, int, int]:
    return count_faults(request.text, result)


def _order(request: Request, result: TextResult) -> tuple[tuple[int, ...], float]:
    """The better, the smaller: by faults, then by how sure the engine is of its words."""
    return _faults(request, result), math.inf if result.score is None else -result.score


def _joined(source: str, parts: Sequence[TextResult], judge: Judge) -> TextResult:
    """The translation of a text whose parts are translated."""
    # Parts come from a quick search, which may begin them small.
    text = begin_large(join_parts([part.text for part in parts]), source)
    return TextResult(
        text=text,
        score=_score(parts),
        findings=judge(source, text),
        repairs=tuple(repair for part in parts for repair in part.repairs),
        engine=next((part.engine for part in parts if part.engine), ""),
    )


def _score(parts: Sequence[TextResult]) -> float | None:
    """The score of parts together: that of a long one counts for more."""
    scores = [part.score for part in parts if part.score is not None]
    if len(scores) < len(parts):
        return None
    letters = [len(part.text) for part in parts]
    return sum(score * count for score, count in zip(scores, letters, strict=True)) / sum(letters)
