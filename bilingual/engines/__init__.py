"""Translators: the `Translator` protocol, one module an engine, loaded when asked for."""

from __future__ import annotations

from pathlib import Path

from bilingual.engines.base import Translator

ENGINES = ("argos", "identity")


def load_engine(name: str, package: Path | None = None) -> Translator:
    """The engine called ``name``; ``package`` is an Argos package to use in place of the best
    installed one.

    Raises `PackageError` if no usable package is found.
    """
    if name == "identity":
        from bilingual.engines.identity import IdentityTranslator  # noqa: PLC0415

        return IdentityTranslator()
    from bilingual.engines.argos import ArgosTranslator  # noqa: PLC0415 - loads CTranslate2
    from bilingual.packages import choose_package  # noqa: PLC0415

    return ArgosTranslator(choose_package(package))
