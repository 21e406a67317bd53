"""Translators: the `Translator` protocol, one module an engine, loaded when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bilingual.engines.base import Translator
from bilingual.model import EngineInfo
from bilingual.packages import Package, choose_package

ENGINES = ("argos", "identity")


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """An engine settled on but not loaded: enough to tell whether outputs are fresh."""

    info: EngineInfo
    signature: str
    """Names everything the engine's results depend on: engine, package and library versions."""
    package: Package | None = None

    def load(self) -> Translator:
        """The engine, ready to translate.

        Raises `PackageError` if the package cannot be loaded.
        """
        if self.package is None:
            from bilingual.engines.identity import IdentityTranslator

            return IdentityTranslator()
        from bilingual.engines.argos import ArgosTranslator  # CTranslate2

        return ArgosTranslator(self.package, self.info)


def choose_engine(name: str, package: Path | None = None) -> EngineChoice:
    """The engine called ``name``; ``package`` is an Argos package to use in place of the best
    installed one.

    Raises `PackageError` if no usable package is found.
    """
    if name == "identity":
        return EngineChoice(info=EngineInfo(name="identity"), signature="identity")
    chosen = choose_package(package)
    info = EngineInfo(
        name="argos",
        package=chosen.name,
        version=chosen.version,
        checksum=chosen.checksum,
        quality=chosen.quality,
    )
    libraries = " ".join(f"{name} {version(name)}" for name in ("ctranslate2", "sentencepiece"))
    return EngineChoice(info=info, signature=f"argos {info.checksum} {libraries}", package=chosen)
