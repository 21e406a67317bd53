"""Who is told what a run does."""

from __future__ import annotations

from typing import Protocol

from bilingual.run.tasks import Result


class Observer(Protocol):
    """Told how a run goes on."""

    def start(self, seeds: int) -> None:
        """So many seeds were found."""

    def load(self) -> None:
        """There is something to translate."""

    def begin(self, documents: int, characters: int) -> None:
        """So many documents are translated together now, and have so many characters."""

    def advance(self, characters: int) -> None:
        """So many more characters of these are done."""

    def finish(self, result: Result) -> None:
        """A seed is done."""

    def remark(self, line: str) -> None:
        """Something that the user should know."""
