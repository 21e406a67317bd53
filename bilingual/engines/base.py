"""What an engine is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bilingual.engines.alignment import Alignment
from bilingual.model import EngineInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One sentence as an engine translates it."""

    text: str
    score: float | None = None
    """Log probability per target token."""
    alternatives: tuple[Hypothesis, ...] = ()
    """Other translations that were near, the likelier ones first; none from an engine that knows
    only one."""


class Translator(Protocol):
    """Translates sentences; knows nothing of documents."""

    @property
    def info(self) -> EngineInfo:
        """Who this is, for documents."""
        ...

    @property
    def attempts(self) -> int:
        """How many decoding settings there are to try; 0 for an engine that cannot go wrong,
        whose results are not checked."""
        ...

    def translate(
        self,
        sentences: Sequence[str],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """Translate ``sentences``, with the decoding settings number ``attempt``.

        Returns a hypothesis for each, in order. ``advance`` is called with the indices of the
        sentences that are done, now and then.
        """
        ...

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """For each sentence and its translation, what answers to what.

        None where the engine cannot tell.
        """
        ...
