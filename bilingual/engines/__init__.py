"""Engines: what translates sentences, one module each, loaded when asked for.
A new engine is a module here and a row of `ENGINES`; docs/adding.md shows one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bilingual.engines.base import Abilities, EngineChoice, EngineOptions, Translator
from bilingual.errors import UsageError

__all__ = [
    "ENGINES",
    "EngineChoice",
    "EngineKind",
    "EngineOptions",
    "Translator",
    "abilities_of",
    "choose_engine",
    "find_engine",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineKind:
    """An engine that can be chosen by name."""

    name: str
    says: str
    """What it does, for ``--help``."""
    chooser: str
    """The module of this folder and, after a colon, the function that does what `choose_engine`
    says; imported when first needed."""
    translator: str
    """The same of its `Translator`: module and class."""
    options: tuple[str, ...] = ()
    """The fields of `EngineOptions` that make a difference to it."""
    extra: str = ""
    """The extra of this project that installs what it needs; empty if the project itself does."""
    needs: tuple[str, ...] = ()
    """Modules that it needs and that may not be there: they are looked for, not imported."""
    has_packages: bool = False
    """Whether it translates with installed Argos packages, so that installing one helps."""


ENGINES = (
    EngineKind(
        name="argos",
        says="translates with Argos packages",
        chooser="argos_packages:choose",
        translator="argos:ArgosTranslator",
        options=("package", "device", "compute_type", "threads", "beam"),
        has_packages=True,
    ),
    EngineKind(
        name="firefox",
        says="translates with Firefox's models",
        chooser="firefox.choice:choose",
        translator="pool:PooledTranslator",
        options=("package", "threads"),
        extra="firefox",
        needs=("fxtranslate",),
    ),
    EngineKind(
        name="argostranslate",
        says="translates as Argos Translate itself does, for comparison",
        chooser="argostranslate.choice:choose",
        translator="pool:PooledTranslator",
        options=("package", "threads", "beam"),
        needs=("argostranslate", "minisbd"),
        has_packages=True,
    ),
    EngineKind(
        name="llm",
        says="asks a language model, a GGUF file or a server",
        chooser="llm.choosing:choose",
        translator="llm.engine:LlmTranslator",
        options=(
            "package",
            "model",
            "llm_url",
            "llm_model",
            "llm_prompt",
            "llm_parallel",
            "llm_timeout",
            "allow_network",
            "device",
            "threads",
        ),
        extra="llm",
    ),
    EngineKind(
        name="identity",
        says="copies the source: for dry runs",
        chooser="identity:choose",
        translator="identity:IdentityTranslator",
    ),
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
    name: str,
    options: EngineOptions = EngineOptions(),  # noqa: B008  # frozen
    *,
    target: str = "en",
    is_traditional: bool = False,
) -> EngineChoice:
    """The engine called ``name``, settled on but not loaded.

    ``target`` is Argos's code of the language to translate to. ``is_traditional`` says that the
    text will be in Traditional script.

    Raises `UsageError` if there is no such engine, what it needs is not installed, or an option
    does not go with it; `PackageError` if no usable package is found.
    """
    kind = find_engine(name)
    _require(kind)
    _refuse_others(kind, options)
    choice: EngineChoice = _load(kind.chooser)(
        options, target=target, is_traditional=is_traditional
    )
    return choice


def abilities_of(name: str) -> Abilities:
    """What the engine called ``name`` can do.

    Raises `UsageError` if there is no such engine, or what it needs is not installed.
    """
    kind = find_engine(name)
    _require(kind)
    abilities: Abilities = _load(kind.translator).abilities
    return abilities


def _load(named: str) -> Any:
    module, name = named.split(":")
    return getattr(import_module(f"{__name__}.{module}"), name)


def _require(kind: EngineKind) -> None:
    missing = [module for module in kind.needs if find_spec(module) is None]
    if missing:
        name = f"bilingual-zh[{kind.extra}]" if kind.extra else "bilingual-zh"
        raise UsageError(
            f"--engine {kind.name}",
            f"needs {' and '.join(missing)}, not installed here",
            f"pip install '{name}'" if kind.extra else f"pip install {name}",
        )


def _refuse_others(kind: EngineKind, options: EngineOptions) -> None:
    for field in fields(EngineOptions):
        if field.name not in kind.options and getattr(options, field.name) != field.default:
            raise UsageError(
                f"--{field.name.replace('_', '-')}",
                f"does not go with --engine {kind.name}",
                "leave out one of the two",
            )
