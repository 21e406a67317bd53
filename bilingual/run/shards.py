"""A wave of documents on its way to another process and back, as bytes.

What travels is what a translation depends on and nothing else: texts cut into segments, with what a
memory has about them, terms and options. Seeds, pictures and the output folder stay where the run
is. The other process has an installation and models of its own, which must be the same.
"""

from __future__ import annotations

import pickle
import sys
import threading
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bilingual import __version__
from bilingual.engines import EngineChoice, EngineOptions, Translator, choose_engine
from bilingual.engines.remembering import RememberingTranslator
from bilingual.errors import PackageError
from bilingual.model import BilingualDocument, Document
from bilingual.run.cache import Cache, cache_path
from bilingual.run.crews import Translated, translate_wave
from bilingual.translate import Plan
from bilingual.translate.options import TranslateOptions

_LIBRARIES = ("ctranslate2", "opencc", "pypinyin", "rapidfuzz", "sentencepiece")
"""Those that take part in translating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOrder:
    """How another process settles on the same engine."""

    name: str
    options: EngineOptions
    target: str
    is_traditional: bool
    signature: str
    """See `EngineChoice.signature`."""
    has_cache: bool
    """Whether what the engine says is kept in the cache of whoever runs that process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Documents that one process translates together."""

    engine: EngineOrder
    options: TranslateOptions
    plans: tuple[tuple[Path, Plan], ...]
    """Each with the seed that it is of, for messages."""


def versions() -> dict[str, str]:
    """What must be the same wherever documents of one run are translated."""
    found = {"bilingual": __version__, "Python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def pack_shard(shard: Shard) -> bytes:
    """The shard without what no translation depends on."""
    bare = (
        (
            path,
            replace(plan, document=replace(plan.document, document=_bare(plan.document.document))),
        )
        for path, plan in shard.plans
    )
    return _pack(replace(shard, plans=tuple(bare)))


def unpack_results(content: bytes, shard: Shard) -> list[Translated]:
    """What `translate_shard` made of a shard."""
    results: list[Translated] = _unpack(content)
    return [
        replace(one, outcome=replace(one.outcome, document=plan.document.document))
        if isinstance(one.outcome, BilingualDocument)
        else one
        for one, (_, plan) in zip(results, shard.plans, strict=True)
    ]


def check_worker(expected: Mapping[str, str], packed: bytes) -> None:
    """Settle in this process on the engine of a packed `EngineOrder`, without loading it.

    Raises `PackageError` if it is not the one that is meant, or the `versions` are others.
    """
    _check_versions(expected)
    _settle(_unpack(packed))


def translate_shard(expected: Mapping[str, str], packed: bytes) -> bytes:
    """Translate a packed `Shard` in this process, whose engine is loaded once.

    Raises `PackageError` as `check_worker` does, or if the engine cannot be loaded.
    """
    _check_versions(expected)
    shard: Shard = _unpack(packed)
    with _lock:  # one at a time: the engine has threads of its own
        translator = _load(shard.engine)
        if not (shard.engine.has_cache and translator.attempts):
            return _translate(shard, translator)
        with closing(Cache(cache_path())) as kept:
            result = _translate(
                shard, RememberingTranslator(translator, kept, shard.engine.signature)
            )
            kept.finish()
        return result


def pack_order(order: EngineOrder) -> bytes:
    """An order as bytes."""
    return _pack(order)


_lock = threading.Lock()


def _check_versions(expected: Mapping[str, str]) -> None:
    here = versions()
    others = [f"{name} {here[name]}, not {one}" for name, one in expected.items()
              if here[name] != one]  # fmt: skip
    if others:
        raise PackageError("", f"has {'; '.join(others)}", "install the same versions everywhere")


def _settle(order: EngineOrder) -> EngineChoice:
    choice = choose_engine(
        order.name, order.options, target=order.target, is_traditional=order.is_traditional
    )
    if choice.signature != order.signature:
        raise PackageError(
            "",
            f"would translate with {choice.info.label} ({choice.signature}), not {order.signature}",
            "install the same package everywhere",
        )
    return choice


@cache
def _load(order: EngineOrder) -> Translator:
    return _settle(order).load()


def _translate(shard: Shard, translator: Translator) -> bytes:
    done = translate_wave(shard.plans, translator, shard.options, lambda characters: None)
    return _pack(
        [
            replace(one, outcome=replace(one.outcome, document=_bare(one.outcome.document)))
            if isinstance(one.outcome, BilingualDocument)
            else one
            for one in done
        ]
    )


def _bare(document: Document) -> Document:
    """The document without the file itself, its pictures and its blocks, which whoever translates
    has in another form."""
    return replace(document, source=b"", media=(), blocks=())


def _pack(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value), 1)


def _unpack(content: bytes) -> Any:
    return pickle.loads(zlib.decompress(content))
