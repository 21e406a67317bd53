"""Files: hashed, written whole, locked."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from bilingual.errors import UsageError, WriteError


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at any moment ``path`` holds the old content or the new.

    Raises `WriteError` if it cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".bilingual-")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)  # mkstemp's files are for their owner alone
        temporary.replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or error
        raise WriteError(path, f"cannot be written ({reason})", "check space and rights") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def locked(path: Path, guarded: Path, *, patience: float, busy: tuple[str, str]) -> Iterator[None]:
    """Hold the lock file ``path``, which need not exist; others who want it wait up to
    ``patience`` seconds.

    Raises `UsageError`, which names ``guarded``, if the lock cannot be had; ``busy`` is its
    problem and remedy if somebody else still holds it.
    """
    # Whoever may write to the folder may lock it, whichever user made the file.
    lock = filelock.FileLock(path, timeout=patience, mode=0o666)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise UsageError(guarded, *busy) from None
    except OSError as error:
        raise UsageError(
            guarded, f"cannot be written to ({error.strerror})", "check space and rights"
        ) from None
    try:
        yield
    finally:
        lock.release()
