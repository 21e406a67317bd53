"""Texts to their translations: each once, whole or in parts, checked, tried again where a check
found garbage, and repaired where it found a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bilingual.engines.base import Request, Translator
from bilingual.translate.clauses import Way, join_parts, ways
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
    translate it. Ways after the first are taken for texts with faults alone.

    ``advance`` is told how many more source characters have a first translation; equal
    requests count each.
    """
    counts = Counter(requests)
    judge = partial(options.judge, translator.info.target_language)
    results: dict[Request, TextResult] = {}
    done: dict[Request, TextResult] = {}
    taken = set[tuple[Request, ...]]()
    for way in ways(translator.info.cut_length):
        parts = {one: _parts(one, way) for one in counts if _has_faults(one, results)}
        parts = {one: some for one, some in parts.items() if some not in taken}
        taken.update(parts.values())
        todo = list(
            dict.fromkeys(one for some in parts.values() for one in some if one not in done)
        )
        weights = _weights(parts, counts) if not results else {}
        report = partial(_report, todo, weights, advance)
        done |= _translate_parts(todo, translator, judge, options, report)
        for one, some in parts.items():
            source = one.text
            result = _joined(source, [done[part] for part in some], judge)
            before = results.get(one)
            if before is None or count_faults(source, result) < count_faults(source, before):
                results[one] = result
    return results


def _parts(request: Request, way: Way) -> tuple[Request, ...]:
    """The request in the parts that ``way`` cuts its text into."""
    return tuple(replace(request, text=part) for part in way.parts_of(request.text))


def _has_faults(request: Request, results: Mapping[Request, TextResult]) -> bool:
    """Whether another way may do better; so for a text that no way was taken for."""
    return request not in results or any(count_faults(request.text, results[request]))


def _weights(
    parts: Mapping[Request, Sequence[Request]], counts: Mapping[Request, int]
) -> dict[Request, int]:
    """How many source characters each part stands for."""
    weights = Counter[Request]()
    for one, some in parts.items():
        for part in some:
            weights[part] += len(part.text) * counts[one]
        rest = len(one.text) - sum(len(part.text) for part in some)
        weights[some[-1]] += rest * counts[one]
    return weights


def _report(
    todo: Sequence[Request],
    weights: Mapping[Request, int],
    advance: Callable[[int], None],
    indices: Sequence[int],
) -> None:
    if weights:
        advance(sum(weights[todo[index]] for index in indices))


def _translate_parts(
    requests: Sequence[Request],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
    report: Callable[[Sequence[int]], None],
) -> dict[Request, TextResult]:
    """The translation of each part, by part."""
    if not requests:
        return {}
    hypotheses = translator.translate(requests, advance=report)
    answered = list(zip(requests, hypotheses, strict=True))
    if not translator.attempts:
        return {one: TextResult(text=h.text, score=h.score) for one, h in answered}
    choose = partial(choose_translation, check=judge, is_choosing=options.repair.is_choosing)
    results = {one: choose(one.text, hypothesis) for one, hypothesis in answered}
    for attempt in range(1, translator.attempts):
        todo = [one for one, result in results.items() if result.garbage]
        if not todo:
            break
        hypotheses = translator.translate(todo, attempt=attempt, advance=lambda indices: None)
        for one, hypothesis in zip(todo, hypotheses, strict=True):
            result = choose(one.text, hypothesis)
            if len(result.findings) < len(results[one].findings):
                results[one] = result
    return repair_texts(results, translator, judge, options.repair)


def _joined(source: str, parts: Sequence[TextResult], judge: Judge) -> TextResult:
    """The translation of a text whose parts are translated."""
    if len(parts) == 1:
        return parts[0]
    text = join_parts([part.text for part in parts])
    scores = [part.score for part in parts if part.score is not None]
    return TextResult(
        text=text,
        score=sum(scores) / len(scores) if scores else None,
        findings=judge(source, text),
        repairs=tuple(repair for part in parts for repair in part.repairs),
    )
