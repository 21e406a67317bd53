"""Which of Firefox's models to translate with: chosen and hashed, not loaded yet."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, EngineChoice, EngineOptions, Hypothesis, Request
from bilingual.engines.firefox.pool import Pool
from bilingual.engines.installed import check_unchanged, info_of
from bilingual.engines.scripts import in_script
from bilingual.model import EngineInfo
from bilingual.packages import Package, Route, choose_route

_RULES = 1
"""Counts up when `guard` or the cutting of long texts changes what is translated."""


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`: the newest installed models, directly or through English.

    Raises `PackageError` if no usable model is found.
    """
    route = choose_route(
        options.package, target=target, is_traditional=is_traditional, engine="firefox"
    )
    return engine_for(route, threads=options.threads)


def engine_for(route: Route, *, threads: int = 0) -> EngineChoice:
    """The Firefox engine with the models of ``route``, in ``threads`` processes; 0 for one a
    core."""
    info = info_of(route.packages)
    libraries = " ".join(f"{name} {version(name)}" for name in ("fxtranslate", "sentencepiece"))
    return EngineChoice(
        info=info,
        signature=f"firefox {_RULES} {info.checksum} {libraries}",
        load=partial(_load, route.packages, info, threads or os.cpu_count() or 1),
        route=route,
    )


class FirefoxTranslator:
    """Loaded models: one, or one to English and one from there."""

    abilities = Abilities()
    attempts = 1  # there is nothing to set

    def __init__(self, packages: Sequence[Package], info: EngineInfo, processes: int) -> None:
        """Load ``packages``; raises `PackageError` if fxtranslate cannot."""
        self.info = info
        self._from_code = packages[0].from_code
        self._pool = Pool([package.path for package in packages], processes)

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`; every attempt is the same."""
        texts = [in_script(request.text, self._from_code) for request in requests]
        results = [Hypothesis(text="")] * len(texts)
        for index, text in self._pool.translate(texts):
            results[index] = Hypothesis(text=text)
            advance([index])
        return results

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`: these models do not tell."""
        return [None] * len(pairs)


def _load(packages: tuple[Package, ...], info: EngineInfo, processes: int) -> FirefoxTranslator:
    for package in packages:
        check_unchanged(package)
    return FirefoxTranslator(packages, info, processes)
