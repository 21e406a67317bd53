"""One process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from bilingual.errors import UsageError

_LONGEST_WAIT = 600  # seconds


@contextmanager
def locked(path: Path, guarded: Path) -> Iterator[None]:
    """Hold the lock file ``path``, which need not exist; others who want it wait.

    Raises `UsageError`, which names ``guarded``, if the lock cannot be had.
    """
    # Whoever may write to the folder may lock it, whichever user made the file.
    lock = filelock.FileLock(path, timeout=_LONGEST_WAIT, mode=0o666)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise UsageError(f"{guarded}: another installation has not ended; try again") from None
    except OSError as error:
        raise UsageError(
            f"{guarded}: cannot be written to ({error.strerror}); check space and rights"
        ) from None
    try:
        yield
    finally:
        lock.release()
