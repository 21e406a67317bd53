"""Texts to their translations: each once, checked, and tried again where a check found garbage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bilingual.engines.base import Translator
from bilingual.model import Finding
from bilingual.translate.checks import check_translation, is_garbage


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """What became of a text."""

    text: str
    score: float | None
    """The engine's log probability per target token."""
    findings: tuple[Finding, ...] = ()


def translate_texts(
    texts: Iterable[str],
    translator: Translator,
    advance: Callable[[int], None] = lambda characters: None,
) -> dict[str, TextResult]:
    """The translation of each text, by text.

    ``advance`` is told how many more source characters have a first translation; equal texts
    count each.
    """
    check = partial(check_translation, language=translator.info.target_language)
    counts = Counter(texts)
    todo = list(counts)
    results: dict[str, TextResult] = {}
    for attempt in range(max(1, translator.attempts)):
        if not todo:
            break

        def report(
            indices: Sequence[int], todo: list[str] = todo, first: bool = not attempt
        ) -> None:
            if first:
                advance(sum(len(todo[index]) * counts[todo[index]] for index in indices))

        hypotheses = translator.translate(todo, attempt=attempt, advance=report)
        for source, hypothesis in zip(todo, hypotheses, strict=True):
            findings = check(source, hypothesis.text) if translator.attempts else ()
            result = TextResult(text=hypothesis.text, score=hypothesis.score, findings=findings)
            if source not in results or len(findings) < len(results[source].findings):
                results[source] = result
        todo = [source for source in todo if is_garbage(results[source].findings)]
    return results
