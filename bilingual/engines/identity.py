"""An engine that changes nothing: dry runs of the whole path, and tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, EngineChoice, EngineOptions, Hypothesis, Request
from bilingual.model import EngineInfo


def choose(options: EngineOptions, *, target: str, is_traditional: bool) -> EngineChoice:
    """See `choose_engine`; nothing makes a difference to it."""
    return EngineChoice(info=IdentityTranslator.info, signature="identity", load=IdentityTranslator)


class IdentityTranslator:
    """Gives every sentence back as it is."""

    info = EngineInfo(name="identity")
    abilities = Abilities()
    attempts = 0

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`."""
        advance(range(len(requests)))
        return [Hypothesis(text=request.text) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`; in texts that are equal, every place answers to itself."""
        return [None] * len(pairs)
