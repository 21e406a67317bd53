"""What a server allows, and what is said beyond that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bilingual.errors import BilingualError


class RefusedError(BilingualError):
    """A request that is not granted."""

    code = "refused"

    def __init__(self, status: int, path: str, problem: str, remedy: str) -> None:
        super().__init__(path, problem, remedy)
        self.status = status
        """Of the answer in HTTP."""

    def at(self, path: Path | str) -> Self:
        """See `BilingualError.at`."""
        return type(self)(self.status, str(path), self.problem, self.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server allows; `bilingual serve -h` names those that a person sets."""

    file_bytes: int = 20 * 2**20
    """Of an uploaded file."""
    characters: int = 200_000
    """Of a document."""
    text_characters: int = 20_000
    """Of all texts of one request."""
    texts: int = 500
    """Of one request."""
    keep: float = 30 * 60
    """Seconds for which a document is kept after it is done, or was last corrected."""
    minutes: float = 30
    """That the translation of one document may take."""
    rate: int = 600
    """Requests of one address a minute; 0 for any number."""
    waiting: int = 20
    """Documents that wait for their turn."""
    held: int = 100
    """Documents that are there at once, done or not."""
    held_characters: int = 4_000_000
    """Of these together."""
    waiting_characters: int = 200_000
    """Of texts that wait."""
    patience: float = 120
    """Seconds that a request for texts may wait for its answer."""
    upload_seconds: float = 300
    """That a request may take to arrive."""
    connections: int = 250
    """Open at once."""


def busy(what: str) -> RefusedError:
    """What is said where there is too much to do."""
    return RefusedError(503, what, "too much to do at the moment", "try again in a minute")


def too_large(what: str, most: str) -> RefusedError:
    """What is said of something that is larger than allowed."""
    return RefusedError(413, what, f"has more than {most}", "split it")


def unknown(what: str) -> RefusedError:
    """What is said of something that is not there, or not any more."""
    return RefusedError(404, what, "not here, or not any more", "send the file once more")


def wrong(what: str, problem: str, remedy: str) -> RefusedError:
    """What is said of a request that makes no sense."""
    return RefusedError(400, what, problem, remedy)
