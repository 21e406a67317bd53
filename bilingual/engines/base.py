"""What an engine is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bilingual.engines.alignment import Alignment
from bilingual.model import EngineInfo

if TYPE_CHECKING:
    from bilingual.packages import Route


QUICK = -1
"""Number of the decoding settings for texts that are only tried: quicker, a little worse."""


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
        """How many decoding settings there are to try, from number 0 on; 0 for an engine that
        cannot go wrong, whose results are not checked."""
        ...

    def translate(
        self,
        sentences: Sequence[str],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """Translate ``sentences`` with the decoding settings number ``attempt``: 0 for the usual
        ones, the others for texts that went wrong, or `QUICK`.

        Returns a hypothesis for each, in order. ``advance`` is called with the indices of the
        sentences that are done, now and then.
        """
        ...

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """For each sentence and its translation, what answers to what.

        None where the engine cannot tell.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """An engine settled on but not loaded: enough to tell whether outputs are fresh."""

    info: EngineInfo
    signature: str
    """Names everything the engine's results depend on: engine, packages and library versions."""
    load: Callable[[], Translator]
    """Makes the engine ready to translate; raises `PackageError` if a package cannot be loaded."""
    route: Route | None = None
    """The Argos packages it translates with, if it does."""
