"""Engines: what translates sentences, one module each, loaded when asked for.
A new engine is a module here and a row of `ENGINES`; docs/adding.md shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bilingual.engines.base import EngineChoice, Translator
from bilingual.errors import UsageError

__all__ = ["ENGINES", "EngineChoice", "EngineKind", "Translator", "choose_engine", "find_engine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineKind:
    """An engine that can be chosen by name."""

    name: str
    says: str
    """What it does, for ``--help``."""
    chooser: str
    """The module of this folder and, after a colon, the function that does what `choose_engine`
    says; imported when first needed."""
    has_packages: bool = False
    """Whether it translates with installed Argos packages, so that installing one helps."""


ENGINES = (
    EngineKind(
        name="argos",
        says="translates with Argos packages",
        chooser="argos_packages:choose",
        has_packages=True,
    ),
    EngineKind(name="identity", says="copies the source: for dry runs", chooser="identity:choose"),
)
"""The first is the default."""


def find_engine(name: str) -> EngineKind:
    """The engine called ``name``; raises `UsageError` if there is none."""
    for kind in ENGINES:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in ENGINES)
    raise UsageError(f"--engine {name}", "unknown", f"choose from {known}")


def choose_engine(
    name: str, package: Path | None = None, *, target: str = "en", is_traditional: bool = False
) -> EngineChoice:
    """The engine called ``name``, settled on but not loaded.

    ``package`` is an Argos package to use in place of the best installed one. ``target`` is Argos's
    code of the language to translate to. ``is_traditional`` says that the text will be in
    Traditional script.

    Raises `UsageError` if there is no such engine, `PackageError` if no usable package is found.
    """
    module, function = find_engine(name).chooser.split(":")
    choose = getattr(import_module(f"{__name__}.{module}"), function)
    choice: EngineChoice = choose(package, target=target, is_traditional=is_traditional)
    return choice
