"""A run told to programs while it goes on: a line of JSON for each thing that happens."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from bilingual.cli.machines import event
from bilingual.cli.report_results import result_row
from bilingual.cli.streams import write_text
from bilingual.run.observer import Observer
from bilingual.run.tasks import Result

_PAUSE = 0.2
"""Seconds between two lines about how far a document is."""


class EventLines:
    """An `Observer` that tells programs, and another one whatever it should know too."""

    def __init__(self, other: Observer, command: str = "translate") -> None:
        self._other, self._command = other, command
        self._done, self._total, self._told = 0, 0, 0.0

    def start(self, seeds: int) -> None:
        """See `Observer`."""
        self._tell("start", seeds=seeds)
        self._other.start(seeds)

    def load(self) -> None:
        """See `Observer`."""
        self._other.load()

    def begin(self, documents: int, characters: int) -> None:
        """See `Observer`."""
        self._done, self._total = 0, characters
        self._tell("begin", documents=documents, characters=characters)
        self._other.begin(documents, characters)

    def advance(self, characters: int) -> None:
        """See `Observer`."""
        self._done += characters
        if perf_counter() - self._told > _PAUSE:
            self._told = perf_counter()
            self._tell("advance", characters=self._done, of=self._total)
        self._other.advance(characters)

    def finish(self, result: Result) -> None:
        """See `Observer`."""
        self._tell("result", **result_row(result))
        self._other.finish(result)

    def remark(self, line: str) -> None:
        """See `Observer`."""
        self._tell("remark", text=line)
        self._other.remark(line)

    def _tell(self, kind: str, **facts: Any) -> None:
        write_text(event(self._command, kind, **facts), "stdout")
