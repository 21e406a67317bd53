"""One model for all: whoever translates takes a turn, and turns are short.

A long document takes a turn for each few hundred words, so that a sentence that somebody asks for
meanwhile waits two seconds and not ten minutes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from bilingual.engines import Translator
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.engines.remembering import RememberingTranslator
from bilingual.model import EngineInfo

_BATCH = 2000
"""Characters of a turn."""


class Turns:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._next = self._now = 0

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn, and have it meanwhile."""
        with self._condition:
            mine, self._next = self._next, self._next + 1
            while self._now != mine:
                self._condition.wait()
        try:
            yield
        finally:
            with self._condition:
                self._now += 1
                self._condition.notify_all()


class SharedTranslator:
    """A translator that several threads use. ``look`` is called before each turn, and raises what
    ends the work."""

    def __init__(
        self, inner: Translator, turns: Turns, look: Callable[[], None] = lambda: None
    ) -> None:
        self._inner, self._turns, self._look = inner, turns, look

    @property
    def info(self) -> EngineInfo:
        return self._inner.info

    @property
    def abilities(self) -> Abilities:
        inner = self._inner.abilities
        return replace(inner, batch=min(inner.batch, _BATCH))

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
        with self._turns.take():
            self._look()
            return self._inner.translate(requests, attempt=attempt, advance=advance)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`."""
        with self._turns.take():
            self._look()
            return self._inner.align(pairs)


class _Nowhere:
    """Keeps nothing; see `bilingual.engines.remembering.Store`."""

    def find(self, keys: Sequence[bytes]) -> Mapping[bytes, str]:
        """Nothing."""
        return {}

    def add(self, results: Mapping[bytes, str]) -> None:
        """Let go of it."""


def in_turns(translator: SharedTranslator) -> Translator:
    """The same, with a turn for each batch."""
    return RememberingTranslator(translator, _Nowhere(), "")
