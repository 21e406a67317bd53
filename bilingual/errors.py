"""What can go wrong, said so that the reader knows what to do next.

An error says what it is about, what happened, and the next step; as a string it is one line.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self


class BilingualError(Exception):
    """Base of all errors that a user can cause and mend.

    ``str(ReadError("a.txt", "has no text", "check that it is the right file"))`` is
    ``a.txt: has no text; check that it is the right file``.
    """

    code: ClassVar[str] = "error"
    """The kind of error, for programs that read it; it stays the same from version to version."""

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        super().__init__(path, problem, remedy)
        self.path = str(path)
        """The file, folder, address, package or option it is about; empty if it is none."""
        self.problem = problem
        """What happened."""
        self.remedy = remedy
        """What to do next."""

    def __str__(self) -> str:
        about = f"{self.path}: " if self.path else ""
        return f"{about}{self.problem}; {self.remedy}"

    def at(self, path: Path | str) -> Self:
        """The same error, said of something that the user knows by another name."""
        return type(self)(path, self.problem, self.remedy)

    def fields(self) -> dict[str, str]:
        """The error for JSON: ``code``, ``path``, ``problem``, ``remedy``."""
        return {
            "code": self.code,
            "path": self.path,
            "problem": self.problem,
            "remedy": self.remedy,
        }


class UsageError(BilingualError):
    """The command's words do not fit together; exit code 2."""

    code = "usage"


class ReadError(BilingualError):
    """A seed cannot be read as the document it claims to be."""

    code = "read"


class PackageError(BilingualError):
    """A translation package is missing, damaged or unsuitable; exit code 2."""

    code = "package"


class EngineError(BilingualError):
    """An engine failed on a document, as when a server is gone; others may go well."""

    code = "engine"


class WriteError(BilingualError):
    """An output cannot be written."""

    code = "write"


class FaultError(BilingualError):
    """Something that this program should have known of: a fault of its own."""

    code = "fault"

    @classmethod
    def of(cls, path: Path | str, error: Exception) -> FaultError:
        """What is said of a file with which ``error`` came up, which is its cause."""
        if isinstance(error, MemoryError):
            fault = cls(
                path, "takes more memory than there is", "split it, or close other programs"
            )
        else:
            said = " ".join(str(error).split())[:100]
            fault = cls(
                path,
                f"brought up a fault of bilingual ({type(error).__name__}: {said})",
                "please report it, with what --debug prints",
            )
        fault.__cause__ = error
        return fault
