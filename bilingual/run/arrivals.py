"""Files that arrive in folders, and when they have settled: nobody has written to them for a
moment. What counts is what two looks saw, never the clock of the file's disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looks like from outside; another one is another state of the file."""

    size: int
    modified: int
    """Nanoseconds."""
    number: int
    """The file system's number of the file; another file moved to its place has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be done after a look."""

    settled: frozenset[str]
    """Names of files that are new or changed, and have settled."""
    has_gone: bool
    """Whether a file that had settled is not there any more."""


class Arrivals:
    """What was seen of some files, look by look."""

    def __init__(self, quiet: float) -> None:
        """A file has settled when it stayed the same for ``quiet`` seconds."""
        self._quiet = quiet
        self._settled: dict[str, Stamp] = {}
        self._waiting: dict[str, tuple[Stamp, float]] = {}
        """Files that are new or changed, and since when they look as they do."""

    @property
    def is_waiting(self) -> bool:
        """Whether some file has yet to settle."""
        return bool(self._waiting)

    def look(self, seen: Mapping[str, Stamp], now: float) -> Changes:
        """Take in what there is at the time ``now``, in seconds. Each state of a file settles
        once."""
        gone = self._settled.keys() - seen.keys()
        for name in gone:
            del self._settled[name]
        waiting = {}
        for name, stamp in seen.items():
            if self._settled.get(name) != stamp:
                before, since = self._waiting.get(name, (None, now))
                waiting[name] = (stamp, since if before == stamp else now)
        ripe = [
            name
            for name, (stamp, since) in waiting.items()
            if name in self._waiting and now - since >= self._quiet
        ]
        for name in ripe:
            self._settled[name] = waiting.pop(name)[0]
        self._waiting = waiting
        return Changes(settled=frozenset(ripe), has_gone=bool(gone))

    @property
    def settled(self) -> frozenset[str]:
        """The files that have settled, now or before."""
        return frozenset(self._settled)

    def forget(self, names: Iterable[str]) -> None:
        """Have files settle again, as if they had changed."""
        for name in names:
            self._settled.pop(name, None)
