"""Argos Translate settled on: its packages, and the models of its sentence splitter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bilingual.engines.base import EngineChoice, EngineOptions
from bilingual.engines.installed import check_unchanged, info_of
from bilingual.engines.pool import Pool, PooledTranslator
from bilingual.engines.scripts import in_script
from bilingual.files import hash_file
from bilingual.model import EngineInfo
from bilingual.packages import Package, Route, choose_route
from bilingual.packages.folders import argos_data_folder

_LANGUAGES = {"zt": "zh-hant", "zh": "zh-hans", "pb": "pt"}
"""The names of its splitter's models, where they are not Argos's codes."""
_LIBRARIES = ("argos-translate-lt", "ctranslate2", "sentencepiece", "minisbd")


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`; the packages are those that our own engine would take.

    Raises `PackageError` if no usable package is found.
    """
    route = choose_route(options.package, target=target, is_traditional=is_traditional)
    # It knows nothing of lengths that a package does well up to.
    info = replace(info_of(route.packages), name="argostranslate", cut_length=0)
    splitters = [find_splitter(package) for package in route.packages]
    facts = [f"{name} {version(name)}" for name in _LIBRARIES]
    facts += [hash_file(splitter) if splitter else "no splitter" for splitter in splitters]
    if options.beam:
        facts.append(f"beam {options.beam}")
    return EngineChoice(
        info=info,
        signature=" ".join(["argostranslate", info.checksum, *facts]),
        load=partial(_load, route, info, splitters, options),
        route=route,
    )


def find_splitter(package: Package) -> Path | None:
    """The model that Argos Translate would split sentences with: one in the package, or one that
    it fetched earlier. None where it would fetch one now, which nothing here lets it."""
    own = sorted((package.path / "minisbd").glob("*.onnx"))
    name = _LANGUAGES.get(package.from_code, package.from_code)
    fetched = argos_data_folder() / "minisbd" / f"{name}.onnx"
    return next((one for one in [*own, fetched] if one.is_file()), None)


def _load(
    route: Route, info: EngineInfo, splitters: Sequence[Path | None], options: EngineOptions
) -> PooledTranslator:
    for package in route.packages:
        check_unchanged(package)
    pool = Pool(
        "bilingual.engines.argostranslate.worker",
        [package.path for package in route.packages],
        1,
        str(options.threads),
        str(options.beam),
        *(str(splitter or "") for splitter in splitters),
    )
    from_code = route.packages[0].from_code
    return PooledTranslator(info, pool, partial(in_script, from_code=from_code))
