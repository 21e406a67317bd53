"""Which Argos packages to translate with: chosen and hashed, not loaded yet."""

from __future__ import annotations

import hashlib
from functools import partial
from importlib.metadata import version

from bilingual.engines.base import EngineChoice, EngineOptions, Translator, requests_for
from bilingual.errors import PackageError
from bilingual.model import EngineInfo
from bilingual.packages import Package, Route, choose_route
from bilingual.packages.install import recorded_checksum

_BCP47 = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR"}
"""Argos's own language codes that are not BCP-47 tags."""


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`; `choose_route` says which packages are the best.

    Raises `PackageError` if no usable package is found.
    """
    return engine_for(choose_route(options.package, target=target, is_traditional=is_traditional))


def engine_for(route: Route) -> EngineChoice:
    """The Argos engine with the packages of ``route``."""
    packages, last = route.packages, route.packages[-1]
    checksums = [package.checksum for package in packages]
    info = EngineInfo(
        name="argos",
        package=" + ".join(package.name for package in packages),
        version=" + ".join(package.version for package in packages),
        checksum=checksums[0]
        if len(packages) == 1
        else hashlib.sha256("".join(checksums).encode()).hexdigest(),
        quality=next((package.quality for package in packages if package.quality), ""),
        cut_length=packages[0].cut_length,
        target_language=_BCP47.get(last.to_code, last.to_code),
        target_name=last.to_name or last.to_code,
    )
    libraries = " ".join(f"{name} {version(name)}" for name in ("ctranslate2", "sentencepiece"))
    return EngineChoice(
        info=info,
        signature=f"argos {info.checksum} {libraries}",
        load=partial(_load, packages, info),
        route=route,
    )


def try_package(package: Package) -> None:
    """Load ``package`` and translate a sentence; raises `PackageError` if that does not work."""
    engine = engine_for(Route(packages=(package,), reason="trial")).load()
    sentence = "会议在北京举行。" if package.from_code in ("zh", "zt") else "The meeting was held."
    (hypothesis,) = engine.translate(requests_for([sentence]), advance=lambda indices: None)
    if not hypothesis.text:
        raise PackageError(package.path, "loads but translates nothing", "fetch another version")


def _load(packages: tuple[Package, ...], info: EngineInfo) -> Translator:
    try:
        from bilingual.engines.argos import ArgosTranslator  # CTranslate2
    except (ImportError, MemoryError) as error:  # its libraries are large
        raise PackageError(
            packages[0].path,
            f"what translates with it cannot be loaded ({error})",
            "free some memory, or install bilingual again",
        ) from None
    for package in packages:
        recorded = recorded_checksum(package)
        if recorded and recorded != package.checksum:
            raise PackageError(
                package.path,
                "has changed since it was installed",
                "install it again",
            )
    return ArgosTranslator(packages, info)
