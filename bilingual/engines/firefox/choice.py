"""Which of Firefox's models to translate with: chosen and hashed, not loaded yet."""

from __future__ import annotations

import os
from functools import partial
from importlib.metadata import version

from bilingual.engines.base import EngineChoice, EngineOptions
from bilingual.engines.installed import check_unchanged, info_of
from bilingual.engines.pool import Pool, PooledTranslator
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


def _load(packages: tuple[Package, ...], info: EngineInfo, processes: int) -> PooledTranslator:
    for package in packages:
        check_unchanged(package)
    pool = Pool(
        "bilingual.engines.firefox.worker", [package.path for package in packages], processes
    )
    return PooledTranslator(info, pool, partial(in_script, from_code=packages[0].from_code))
