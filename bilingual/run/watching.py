"""A watch: files are translated as they arrive and settle, until it is stopped.

It looks through the folders whenever its alarm says that something may have changed, while files
have yet to settle, and now and then in any case: so nothing that the system did not tell is missed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bilingual.errors import BilingualError, EngineError, WriteError
from bilingual.run.alarms import Alarm
from bilingual.run.arrivals import Arrivals, Stamp
from bilingual.run.seeds import find_seeds
from bilingual.run.tasks import Result

_ANYWAY = 60.0
"""Seconds after which it looks even if nothing seems to have changed."""
_RETRY = 30.0
"""Seconds after which what failed for another reason than the file itself is tried again."""
_SHARE = 4
"""It rests so many times as long as it takes to look through the folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is watched, and who does what is to be done."""

    paths: Sequence[Path]
    output: Path
    run: Callable[[frozenset[str]], Sequence[Result]]
    """Brings the documents of the seeds of these names up to date, and says which sources are
    gone."""
    fail: Callable[[BilingualError], None]
    """Told what kept a run from doing anything, but for the first: that ends the watch."""
    beside: Callable[[], Sequence[Path]]
    """Files on which all documents depend, such as glossaries."""


def watch(watched: Watched, alarm: Alarm, *, quiet: float) -> NoReturn:
    """Go on until an interrupt (``KeyboardInterrupt``). A file has settled when it stayed the same
    for ``quiet`` seconds.

    Raises `BilingualError` if the first run cannot do anything.
    """
    arrivals, runs, beside = Arrivals(quiet), 0, _stamps(watched.beside())
    unlucky, retry_at = frozenset[str](), 0.0
    while True:
        began = time.monotonic()
        if unlucky and began >= retry_at:
            arrivals.forget(unlucky)
            unlucky = frozenset()
        seeds = find_seeds(watched.paths, watched.output).seeds
        stamps = _stamps([seed.path for seed in seeds.values()])
        seen = {name: stamps[seed.path] for name, seed in seeds.items() if seed.path in stamps}
        changes = arrivals.look(seen, began)
        pause = _SHARE * (time.monotonic() - began)
        before, beside = beside, _stamps(watched.beside())
        names = arrivals.settled if runs and beside != before else changes.settled
        if names or changes.has_gone:
            try:
                results = watched.run(names)
                runs += 1
                failed = {one.source for one in results if _is_unlucky(one)}
                unlucky |= {name for name in names if str(seeds[name].path) in failed}
            except BilingualError as error:
                if not runs:
                    raise
                watched.fail(error)
                unlucky |= names
            retry_at = time.monotonic() + _RETRY
        time.sleep(max(pause, quiet / 2) if arrivals.is_waiting else pause)
        if not arrivals.is_waiting:
            alarm.wait(_RETRY if unlucky else _ANYWAY)


def _is_unlucky(result: Result) -> bool:
    """Whether a seed failed for a reason that may pass by itself: a server that is gone, a disk
    that is full."""
    return isinstance(result.error, EngineError | WriteError)


def _stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """What the files among ``paths`` look like now."""
    stamps = {}
    for path in paths:
        with suppress(OSError):  # it is gone, or the disk is
            found = os.stat(path)  # noqa: PTH116 - thousands of them
            stamps[path] = Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
    return stamps
