"""Files: hashed, written whole, locked."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import filelock

from bilingual.errors import UsageError, WriteError

_TEMPORARY = ".bilingual-"
"""What names of files begin with that are not whole yet."""

_REMEDIES = {
    errno.ENOSPC: "make room on the disk and run the command again",
    errno.EDQUOT: "make room on the disk and run the command again",
    errno.EACCES: "check the rights of its folder",
    errno.EPERM: "check the rights of its folder",
    errno.EROFS: "choose another folder",
    errno.ENAMETOOLONG: "give its source a shorter name",
    errno.EISDIR: "move away the folder of that name",
    errno.ENOTEMPTY: "move away the folder of that name",
    errno.EEXIST: "move away the file that is where its folder goes",
    errno.ELOOP: "move away the link of that name",
    errno.ENOTDIR: "move away the file that is where its folder goes",
}


def hash_bytes(content: bytes) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def joined_hash(hashes: Sequence[str]) -> str:
    """What stands for files with these SHA-256: that of the only one, or one of all, in order."""
    return hashes[0] if len(hashes) == 1 else hash_bytes("".join(hashes).encode())


def write_whole(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Write a file so that at any moment ``path`` holds the old content or the new.

    That holds whenever the process ends. With ``is_durable`` it also holds when the machine loses
    its power; that costs a wait for the disk.

    Raises `WriteError` if it cannot be written.
    """
    temporary = path.parent / f"{_TEMPORARY}{secrets.token_hex(6)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(content)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_be_written(path, error) from None


def cannot_be_written(path: Path, error: OSError) -> WriteError:
    """What is said of a file or folder that the system does not let us write."""
    remedy = _REMEDIES.get(error.errno or 0, "check space and rights")
    return WriteError(path, f"cannot be written ({error.strerror or error})", remedy)


def remove_temporaries(folder: Path) -> None:
    """Remove what a killed process left in ``folder`` in the midst of writing."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_TEMPORARY) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - pathlib would parse each name


@contextmanager
def locked(
    path: Path,
    guarded: Path,
    *,
    patience: float,
    busy: tuple[str, str],
    is_removed: bool = False,
) -> Iterator[None]:
    """Hold the lock file ``path``, which need not exist; others who want it wait up to
    ``patience`` seconds. The system holds the lock, so it ends with the process. With
    ``is_removed``, the file goes when the lock is let go.

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
        if is_removed:  # while it is held: whoever waits for it finds that it is no more
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        lock.release()
