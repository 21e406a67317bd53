"""Which Argos packages to translate with: chosen and hashed, not loaded yet."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version

from bilingual.engines.base import EngineChoice, EngineOptions, Translator
from bilingual.engines.devices import settle_device, signature_of
from bilingual.engines.installed import check_unchanged, info_of
from bilingual.engines.vocabulary import MAP_NAME, find_map
from bilingual.errors import PackageError
from bilingual.model import EngineInfo
from bilingual.packages import Package, Route, choose_route


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`; `choose_route` says which packages are the best.

    Raises `PackageError` if no usable package is found, `UsageError` for a device or numbers that
    this machine does not have.
    """
    route = choose_route(options.package, target=target, is_traditional=is_traditional)
    return engine_for(route, options)


_READING = 2
"""Counts the ways in which this engine has read what CTranslate2 says, for what is stored."""


def engine_for(
    route: Route,
    options: EngineOptions = EngineOptions(),  # noqa: B008  # frozen
) -> EngineChoice:
    """The Argos engine with the packages of ``route``."""
    options = settle_device(options)
    info = info_of(route.packages)
    maps = [path.name for path in map(find_map, route.packages) if path and path.name != MAP_NAME]
    tuned = "".join(f" tuned {name}" for name in maps)
    libraries = " ".join(f"{name} {version(name)}" for name in ("ctranslate2", "sentencepiece"))
    return EngineChoice(
        info=info,
        signature=f"argos {_READING} {info.checksum} {libraries}{tuned}{signature_of(options)}",
        load=partial(_load, route.packages, info, options),
        route=route,
    )


def _load(packages: tuple[Package, ...], info: EngineInfo, options: EngineOptions) -> Translator:
    try:
        from bilingual.engines.argos import ArgosTranslator  # CTranslate2
    except (ImportError, MemoryError) as error:  # its libraries are large
        raise PackageError(
            packages[0].path,
            f"what translates with it cannot be loaded ({error})",
            "free some memory, or install bilingual again",
        ) from None
    for package in packages:
        check_unchanged(package)
    return ArgosTranslator(packages, info, options)
