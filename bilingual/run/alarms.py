"""What wakes a watch: the system, where it tells of changes in folders, or else a clock."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

_SHARES = re.compile(
    r"9p|afs|autofs|ceph|cifs|davfs|fuse\.(?!fuseblk).*|glusterfs|lustre|ncpfs|nfs4?|prl_fs|smb\w*|"
    r"vboxsf|virtiofs|vmhgfs"
)
"""Kinds of file systems on which others write without our system being told."""
_STEP = 0.25
"""Seconds in which the alarm looks whether there is a signal."""


class Alarm(Protocol):
    """Waits."""

    def wait(self, seconds: float) -> None:
        """Wait until something may have changed, at most for so long."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Rings every few seconds."""

    seconds: float

    def wait(self, seconds: float) -> None:
        """See `Alarm`."""
        time.sleep(min(seconds, self.seconds))


class SystemAlarm:
    """Waits for the system to tell that something changed below some folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._told = self._start()
        self._identity: tuple[tuple[int, int], ...] | None = self._identities()

    def wait(self, seconds: float) -> None:
        """See `Alarm`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._identities() != self._identity:  # gone, or made anew under the old name
                self._told, self._identity = self._start(), self._identities()
                return
            try:
                if next(self._told):
                    return
            except (OSError, StopIteration):  # a folder went while it was begun with
                self._identity = None
                time.sleep(_STEP)

    def _start(self) -> Iterator[object]:
        from watchfiles import watch

        there = [folder for folder in self._folders if folder.is_dir()]
        told = watch(
            *there,
            watch_filter=None,
            debounce=round(2000 * _STEP),
            rust_timeout=round(1000 * _STEP),
            yield_on_timeout=True,
            force_polling=False,
            ignore_permission_denied=True,
        )
        with suppress(OSError, StopIteration):
            next(told)  # from here on, nothing is missed
        return told

    def _identities(self) -> tuple[tuple[int, int], ...]:
        stats = (os.stat(one) for one in self._folders if one.is_dir())  # noqa: PTH116
        return tuple((one.st_dev, one.st_ino) for one in stats)


def has_system_alarm() -> bool:
    """Whether what asks the system is installed."""
    return find_spec("watchfiles") is not None


def find_share(paths: Sequence[Path], mounts: Path = Path("/proc/self/mounts")) -> Path | None:
    """The first of ``paths`` that lies on a file system to which others write too; None if there
    is none, or that cannot be told."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    kinds = {Path(_unescaped(place)): kind for _, place, kind, *_ in map(str.split, lines)}
    for path in paths:
        around = (one for one in (path.resolve(), *path.resolve().parents) if one in kinds)
        if _SHARES.fullmatch(kinds.get(next(around, Path()), "")):
            return path
    return None


def _unescaped(place: str) -> str:
    """The folder's name: blanks in it are written as ``\\040``."""
    return re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), place)
