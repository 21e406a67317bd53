"""One seed through several engines: what each says, what the checks find in it, how long it takes,
and how near it comes to a reference."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from bilingual.engines import EngineChoice
from bilingual.errors import ReadError, UsageError
from bilingual.model import (
    BilingualDocument,
    EngineInfo,
    NormalizedDocument,
    Severity,
    count_severities,
)
from bilingual.readers import read_document
from bilingual.translate import Plan, TranslateOptions, plan_document, translate_plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How near a translation comes to a reference; higher is better, 100 is the reference."""

    bleu: float
    chrf: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one engine made of the seed."""

    document: BilingualDocument
    load_seconds: float
    seconds: float
    """What translating took, checks, repairs and formatting counted in."""
    characters: int
    """Of the source, that were translated."""
    scores: Scores | None

    @property
    def engine(self) -> EngineInfo:
        return self.document.engine

    @property
    def pace(self) -> float:
        """Seconds for 1,000 characters."""
        return 1000 * self.seconds / max(1, self.characters)

    @property
    def findings(self) -> dict[Severity, int]:
        """How many findings of each severity there are."""
        return count_severities(finding.severity for finding in self.document.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A seed and what each engine made of it."""

    seed: NormalizedDocument
    columns: tuple[Column, ...]
    reference: tuple[str, ...] = ()
    """The English of each block that has something to translate; empty without a reference."""


def compare_engines(
    seed: NormalizedDocument,
    choices: Sequence[EngineChoice],
    options: TranslateOptions,
    reference: Sequence[str] = (),
    *,
    begin: Callable[[EngineInfo], None] = lambda info: None,
) -> Comparison:
    """Translate ``seed`` with each engine, one after the other; ``begin`` is told before each.

    Raises `PackageError` if an engine cannot be loaded.
    """
    plan = plan_document(seed)
    columns = list[Column]()
    for choice in choices:
        begin(choice.info)
        started = time.perf_counter()
        translator = choice.load()
        translate_plans([_first_words(plan)], translator, options)  # loads what waits for its use
        loaded = time.perf_counter()
        (document,) = translate_plans([plan], translator, options)
        done = time.perf_counter()
        del translator  # its memory and processes, before the next is loaded
        columns.append(
            Column(
                document=document,
                load_seconds=loaded - started,
                seconds=done - loaded,
                characters=plan.size,
                scores=_score(document, reference) if reference else None,
            )
        )
    return Comparison(seed=seed, columns=tuple(columns), reference=tuple(reference))


def _first_words(plan: Plan) -> Plan:
    """The plan of the first block alone that has something to translate."""
    blocks = zip(plan.document.blocks, plan.blocks, strict=True)
    first = next((one for one in blocks if any(s.is_translatable for s in one[1])), None)
    kept = [first] if first else []
    return Plan(
        document=replace(plan.document, blocks=tuple(block for block, _ in kept)),
        blocks=tuple(segments for _, segments in kept),
    )


def read_reference(path: Path, seed: NormalizedDocument) -> tuple[str, ...]:
    """The paragraphs of a translation of ``seed`` that somebody made: the lines of a text file, or
    what a document of any other kind has.

    Raises `ReadError` if it cannot be read or does not have a paragraph for each of the seed,
    `UsageError` if what scores with it is not installed.
    """
    if find_spec("sacrebleu") is None:
        raise UsageError(
            "--reference",
            "needs sacrebleu, not installed here",
            "pip install 'bilingual-zh[compare]'",
        )
    texts = _lines(path) if path.suffix.lower() == ".txt" else _paragraphs(path)
    wanted = sum(one.block.is_translatable for one in seed.blocks)
    if len(texts) != wanted:
        raise ReadError(
            path,
            f"has {len(texts)} paragraphs, not {wanted} as {seed.document.name}",
            "give one for each, in order",
        )
    return texts


def _lines(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(path, f"cannot be read ({error})", "check the file") from None
    return tuple(line.strip() for line in lines if line.strip())


def _paragraphs(path: Path) -> tuple[str, ...]:
    blocks = read_document(path).blocks
    return tuple(" ".join(block.text.split()) for block in blocks if block.is_translatable)


def _score(document: BilingualDocument, reference: Sequence[str]) -> Scores:
    from sacrebleu.metrics import BLEU, CHRF

    translations = [
        " ".join(pair.target_text.split()) for pair in document.pairs if pair.source.is_translatable
    ]
    return Scores(
        bleu=BLEU().corpus_score(translations, [list(reference)]).score,
        chrf=CHRF().corpus_score(translations, [list(reference)]).score,
    )
