"""A translator that remembers: what it was asked before, it does not ask its engine again.

Results are stored every few seconds, so that a run that is killed in the midst of a long document
loses no more than that. They are stored exactly: the same sentence gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Paragraph, Request, Translator
from bilingual.engines.chunks import chunks
from bilingual.model import EngineInfo

_SENTENCES = 128
"""What is asked for at once, at most, but for what belongs to one paragraph."""

_T = TypeVar("_T")


class Store(Protocol):
    """Keeps results by their keys, as text."""

    def find(self, keys: Sequence[bytes]) -> Mapping[bytes, str]:
        """Those of ``keys`` that are known, and what was stored for them."""

    def add(self, results: Mapping[bytes, str]) -> None:
        """Store results; from here on, they survive the process."""


class RememberingTranslator:
    """See the module. ``signature`` names everything that the engine's results depend on."""

    def __init__(self, inner: Translator, store: Store, signature: str) -> None:
        self._inner, self._store, self._signature = inner, store, signature

    @property
    def info(self) -> EngineInfo:
        return self._inner.info

    @property
    def abilities(self) -> Abilities:
        return self._inner.abilities

    @property
    def attempts(self) -> int:
        return self._inner.attempts

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`."""
        return self._remembered(
            [self._key("translate", str(attempt), repr(request)) for request in requests],
            [len(request.text) for request in requests],
            _paragraphs(requests),
            lambda chunk: self._inner.translate(
                [requests[index] for index in chunk], attempt=attempt, advance=lambda _: None
            ),
            _dump_hypothesis,
            _load_hypothesis,
            advance,
        )

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`."""
        return self._remembered(
            [self._key("align", *pair) for pair in pairs],
            [len(source) + len(target) for source, target in pairs],
            [[index] for index in range(len(pairs))],
            lambda chunk: self._inner.align([pairs[index] for index in chunk]),
            _dump_alignment,
            _load_alignment,
            lambda indices: None,
        )

    def _remembered(
        self,
        keys: Sequence[bytes],
        lengths: Sequence[int],
        groups: Sequence[Sequence[int]],
        ask: Callable[[Sequence[int]], Sequence[_T]],
        dump: Callable[[_T], Any],
        load: Callable[[Any], _T],
        advance: Callable[[Sequence[int]], None],
    ) -> list[_T]:
        """What is known, and what the engine says of the rest; each result stored as ``dump``
        makes it. What is in one of ``groups`` is asked for together."""
        stored = self._store.find(keys)
        results = {
            index: load(json.loads(stored[key])) for index, key in enumerate(keys) if key in stored
        }
        advance(list(results))
        missing = [[index for index in group if index not in results] for group in groups]
        # Engines decode like lengths together.
        missing.sort(key=lambda group: -sum(lengths[index] for index in group))
        for chunk in chunks(missing, lengths, most=_SENTENCES, size=self.abilities.batch):
            answers = dict(zip(chunk, ask(chunk), strict=True))
            self._store.add({keys[index]: json.dumps(dump(one)) for index, one in answers.items()})
            results |= answers
            advance(chunk)
        return [results[index] for index in range(len(keys))]

    def _key(self, *words: str) -> bytes:
        facts = json.dumps([self._signature, *words])
        return hashlib.sha256(facts.encode()).digest()


def _paragraphs(requests: Sequence[Request]) -> list[list[int]]:
    """The indices of the requests, those of one paragraph together."""
    groups: dict[Paragraph | int, list[int]] = {}
    for index, request in enumerate(requests):
        groups.setdefault(request.paragraph or index, []).append(index)
    return list(groups.values())


def _dump_hypothesis(one: Hypothesis) -> list[Any]:
    near = [_dump_hypothesis(other) for other in one.alternatives]
    return [one.text, one.score, near, one.engine, _dump_alignment(one.alignment)]


def _load_hypothesis(stored: list[Any]) -> Hypothesis:
    text, score, near, engine, alignment = stored
    alternatives = tuple(_load_hypothesis(one) for one in near)
    return Hypothesis(
        text=text,
        score=score,
        alternatives=alternatives,
        engine=engine,
        alignment=_load_alignment(alignment),
    )


def _dump_alignment(one: Alignment | None) -> list[Any] | None:
    return None if one is None else [one.source, one.target, one.weights]


def _load_alignment(stored: list[Any] | None) -> Alignment | None:
    if stored is None:
        return None
    source, target, weights = stored
    return Alignment(
        source=tuple((start, stop) for start, stop in source),
        target=tuple((start, stop) for start, stop in target),
        weights=tuple(tuple(row) for row in weights),
    )
