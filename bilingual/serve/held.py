"""The documents that a server holds: each behind a name that nobody can guess, and for a while."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from bilingual.errors import BilingualError
from bilingual.readers import SUFFIXES, unreadable_kind
from bilingual.run.single import Single
from bilingual.serve.limits import Limits, busy, unknown

_LONGEST_NAME = 120
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that a name does without: some of them turn names around."""


class State(StrEnum):
    """How far a document is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True, kw_only=True, eq=False)
class Held:
    """A document that somebody sent, and what became of it. One thread works on it at a time."""

    id: str
    name: str
    """As its owner calls it; no file bears it."""
    path: Path
    """The file with its bytes, until it is read."""
    state: State = State.WAITING
    size: int = 0
    """Characters to translate; 0 until it is read."""
    done: int = 0
    """How many of these are."""
    single: Single | None = None
    """The translation, when it is done."""
    error: BilingualError | None = None
    corrections: dict[str, str] = field(default_factory=dict)
    """What its owner wrote instead, by the names of the rows."""
    touched: float = 0.0
    """When it was done, or corrected last, on the clock of the server."""
    is_unwanted: bool = False
    """Whether its owner, or the end of its time, has taken it away."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Of those who correct it."""

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def weight(self) -> int:
        """Characters of it that are kept."""
        blocks = self.single.plan.document.blocks if self.single else ()
        return sum(len(one.block.text) + 20 for one in blocks) or self.size


class Shelf:
    """The documents of a server."""

    def __init__(
        self, folder: Path, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``folder`` is ours alone."""
        self._folder, self._limits, self._clock = folder, limits, clock
        self._held: dict[str, Held] = {}

    def __iter__(self) -> Iterator[Held]:
        return iter(list(self._held.values()))

    def require_room(self) -> None:
        """Raise `RefusedError` if no document can be taken in."""
        self.expire()
        held = list(self._held.values())
        waiting = sum(one.state is State.WAITING for one in held)
        characters = sum(one.weight for one in held)
        is_full = len(held) >= self._limits.held or characters >= self._limits.held_characters
        if is_full or waiting >= self._limits.waiting:
            raise busy("documents")

    def new_file(self) -> Path:
        """Where to put what somebody sends: a name of our own in our folder."""
        return self._folder / secrets.token_hex(16)

    def add(self, name: str, path: Path) -> Held:
        """Take in a document whose bytes are in a file of our folder.

        Raises `RefusedError` where there is no room.
        """
        self.require_room()
        one = Held(id=secrets.token_urlsafe(24), name=name, path=path, touched=self._clock())
        self._held[one.id] = one
        return one

    def find(self, id_: str) -> Held:
        """The document of that name; raises `RefusedError` if there is none (any more)."""
        self.expire()
        try:
            return self._held[id_]
        except KeyError:
            raise unknown("document") from None

    def remove(self, held: Held) -> None:
        """Let go of a document and of all that belongs to it; work on it ends soon."""
        held.is_unwanted = True
        self._held.pop(held.id, None)
        with contextlib.suppress(OSError):
            held.path.unlink(missing_ok=True)
        if held.state is not State.WORKING:
            held.single = None

    def touch(self, held: Held) -> None:
        """Something about it is new: it is kept for its time from now on."""
        held.touched = self._clock()

    def seconds_left(self, held: Held) -> int | None:
        """For how long it is kept; None as long as it is not done."""
        if not held.is_over:
            return None
        return max(0, round(held.touched + self._limits.keep - self._clock()))

    def expire(self) -> None:
        """Let go of what was kept for its time."""
        for one in list(self._held.values()):
            if one.is_over and self._clock() - one.touched > self._limits.keep:
                self.remove(one)


def shown_name(name: str) -> str:
    """A client's name for a file, fit to be shown: without folders and without characters that
    nobody sees, and not too long. Empty if nothing is left.

    Raises `ReadError` if its suffix is of no kind that can be read.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(one for one in name if unicodedata.category(one) not in _INVISIBLE)
    name = " ".join(name.split())
    suffix = suffix_of(name)
    stem = name[: len(name) - len(suffix)][: _LONGEST_NAME - len(suffix)].strip(" .")
    return f"{stem or 'document'}{suffix}"


def suffix_of(name: str) -> str:
    """The suffix of a name, as it stands there.

    Raises `ReadError` if it is of no kind that can be read.
    """
    path = PurePosixPath(f"_{name}")
    if path.suffix.lower() not in SUFFIXES:
        shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        raise unreadable_kind(Path(path.name)).at(shown or "file")
    return path.suffix
