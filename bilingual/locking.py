"""One process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from bilingual.errors import UsageError


@contextmanager
def locked(path: Path, guarded: Path, *, patience: float, busy: str) -> Iterator[None]:
    """Hold the lock file ``path``, which need not exist; others who want it wait up to
    ``patience`` seconds.

    Raises `UsageError`, which names ``guarded``, if the lock cannot be had; ``busy`` says what to
    do if somebody else still holds it.
    """
    # Whoever may write to the folder may lock it, whichever user made the file.
    lock = filelock.FileLock(path, timeout=patience, mode=0o666)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise UsageError(f"{guarded}: {busy}") from None
    except OSError as error:
        raise UsageError(
            f"{guarded}: cannot be written to ({error.strerror}); check space and rights"
        ) from None
    try:
        yield
    finally:
        lock.release()
