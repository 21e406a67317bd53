"""Who translates the waves of a run: this process, or others on a cluster.

A wave is some documents that are translated together. Whoever does it, each document comes out
the same, since what an engine answers does not depend on what else it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

from bilingual.engines import EngineChoice
from bilingual.engines.base import Translator
from bilingual.engines.remembering import RememberingTranslator, Store
from bilingual.errors import BilingualError, FaultError, PackageError
from bilingual.model import BilingualDocument
from bilingual.run.observer import Observer
from bilingual.run.tasks import Task
from bilingual.run.work import Work
from bilingual.translate import Plan
from bilingual.translate.options import TranslateOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What became of a document."""

    outcome: BilingualDocument | BilingualError
    """The translation, or what went wrong."""
    seconds: float
    """Its share of the time that it took."""


class Crew(Protocol):
    """Translates the waves of a run."""

    def translate(
        self, waves: Iterator[list[Work]], options: TranslateOptions, observer: Observer
    ) -> Iterator[list[tuple[Task, Translated]]]:
        """Translate ``waves``, which it takes as it needs them, and tells ``observer``. Waves may
        be done in another order than they came in.

        Raises `PackageError` if there is no engine to translate with.
        """
        ...


def translate_wave(
    plans: Sequence[tuple[Path, Plan]],
    translator: Translator,
    options: TranslateOptions,
    advance: Callable[[int], None],
) -> list[Translated]:
    """The documents of ``plans``, translated together; if that goes wrong, each by itself, to find
    out whose fault it is. Raises `PackageError`: without its engine, none can be translated."""
    from bilingual.translate import translate_plans

    began = perf_counter()
    try:
        documents = translate_plans(
            [plan for _, plan in plans], translator, options, advance=advance
        )
    except PackageError:
        raise
    except Exception as error:
        if len(plans) > 1:
            return [
                one
                for plan in plans
                for one in translate_wave([plan], translator, options, advance)
            ]
        ((path, _),) = plans
        known = error if isinstance(error, BilingualError) else FaultError.of(path, error)
        return [Translated(outcome=known, seconds=perf_counter() - began)]
    pace = (perf_counter() - began) / max(1, sum(plan.size for _, plan in plans))
    return [
        Translated(outcome=document, seconds=pace * plan.size)
        for document, (_, plan) in zip(documents, plans, strict=True)
    ]


class Kept(Store, Protocol):
    """A store that can be told that documents are written."""

    def clear(self) -> None:
        """The documents are written."""


class LocalCrew:
    """This process, wave by wave."""

    def __init__(self, engine: EngineChoice, kept: Kept) -> None:
        """``kept`` is where what the engine says survives the process."""
        self._engine, self._kept = engine, kept
        self._loaded: Translator | None = None

    def translate(
        self, waves: Iterator[list[Work]], options: TranslateOptions, observer: Observer
    ) -> Iterator[list[tuple[Task, Translated]]]:
        """See `Crew`."""
        for wave in waves:
            translator = self._translator(observer)  # what it takes to load is no document's
            observer.begin(len(wave), sum(work.plan.size for work in wave))
            plans = [(work.path, work.plan) for work in wave]
            tasks = [work.task for work in wave]
            wave.clear()  # what is translated takes the memory from here on
            yield list(
                zip(
                    tasks,
                    translate_wave(plans, translator, options, observer.advance),
                    strict=True,
                )
            )
            self._kept.clear()

    def _translator(self, observer: Observer) -> Translator:
        if self._loaded is None:
            observer.load()
            engine = self._engine.load()
            self._loaded = engine
            if engine.attempts:
                self._loaded = RememberingTranslator(engine, self._kept, self._engine.signature)
        return self._loaded
