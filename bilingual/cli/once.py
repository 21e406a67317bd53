"""What many runs over the same folders tell, told once."""

from __future__ import annotations

from bilingual.run.observer import Observer
from bilingual.run.tasks import Result, Status


class Once:
    """An `Observer` that tells another one of failures, of sources that are gone, and all else that
    the user should know, only when it is news."""

    def __init__(self, other: Observer) -> None:
        self._other = other
        self._told: dict[str, str] = {}
        """By source."""
        self._remarks: set[str] = set()
        self._has_loaded = False

    def start(self, seeds: int) -> None:
        """See `Observer`."""
        self._other.start(seeds)

    def load(self) -> None:
        """See `Observer`."""
        if not self._has_loaded:
            self._has_loaded = True
            self._other.load()

    def begin(self, documents: int, characters: int) -> None:
        """See `Observer`."""
        self._other.begin(documents, characters)

    def advance(self, characters: int) -> None:
        """See `Observer`."""
        self._other.advance(characters)

    def finish(self, result: Result) -> None:
        """See `Observer`."""
        said = f"{result.status} {result.error or result.outputs}"
        is_news = self._told.get(result.source) != said
        if result.status in (Status.FAILED, Status.GONE):
            self._told[result.source] = said
        else:
            self._told.pop(result.source, None)
            is_news = True
        if is_news:
            self._remarks.clear()
            self._other.finish(result)

    def remark(self, line: str) -> None:
        """See `Observer`."""
        if line not in self._remarks:
            self._remarks.add(line)
            self._other.remark(line)
