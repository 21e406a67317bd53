"""The work of a run, before any of it is done: settings, seeds as tasks, and their outcomes."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from bilingual import __version__
from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, WriteError
from bilingual.files import hash_bytes
from bilingual.model import Severity
from bilingual.normalize import NormalizeOptions
from bilingual.run.account import Account
from bilingual.run.rows import RowFinding, RowRepair
from bilingual.run.seeds import Seed
from bilingual.translate import TranslateOptions
from bilingual.writers import WriteOptions, suited


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to turn a seed into its outputs."""

    formats: tuple[str, ...] = ("docx", "md")
    write: WriteOptions = field(default_factory=WriteOptions)
    normalize: NormalizeOptions = field(default_factory=NormalizeOptions)
    translate: TranslateOptions = field(default_factory=TranslateOptions)
    encoding: str | None = None
    keeps_hidden: bool = False
    replaces_errors: bool = False
    """Whether text that the source hides is translated as any other."""


class Status(StrEnum):
    """What became of a seed."""

    WRITTEN = "written"
    FRESH = "fresh"
    STALE = "stale"
    """Would be written (`plan_batch` only)."""
    FAILED = "failed"
    GONE = "gone"
    """Its source is not there any more; the documents are."""
    REMOVED = "removed"
    """The same, and the documents were removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One seed's outcome."""

    source: str
    status: Status
    outputs: tuple[str, ...] = ()
    pairs: int = 0
    findings: tuple[RowFinding, ...] = ()
    repairs: tuple[RowRepair, ...] = ()
    remarks: tuple[str, ...] = ()
    """See `Document.remarks`."""
    error: BilingualError | None = None
    """What went wrong and what to do, for failures."""

    worst: Severity | None = None
    """How grave the gravest finding in its documents is, be they fresh or written now."""

    def reaches(self, least: Severity) -> bool:
        """Whether a finding matters as much as ``least``, or more."""
        return self.worst is not None and self.worst.reaches(least)


def sign(settings: Settings, engine: EngineChoice) -> str:
    """A hash of everything but the source that an output depends on."""
    parts = {
        "bilingual": __version__,
        "engine": engine.signature,
        "opencc": version("opencc"),
        "pypinyin": version("pypinyin"),
        "write": asdict(settings.write) | {"template": hash_bytes(settings.write.template)},
        "script": settings.normalize.script,
        "profile": settings.normalize.profile,
        "protected": settings.normalize.protected,
        "translate": settings.translate.signature,
        "encoding": settings.encoding,
        "hidden": settings.keeps_hidden,
        "replaces errors": settings.replaces_errors,
        "date": os.environ.get("SOURCE_DATE_EPOCH", ""),  # documents without a date bear it
    }
    return hash_bytes(json.dumps(parts, sort_keys=True).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done for a seed as its bytes are now."""

    seed: Seed
    source: str
    """SHA-256 of the bytes that are read."""
    formats: tuple[str, ...]
    """Those of which the document is stale."""

    def name(self, format_: str) -> str:
        """The output's name: the seed's, suffix kept, so that a.txt and a.docx never collide."""
        return f"{self.seed.name}.{format_}"

    @property
    def names(self) -> list[str]:
        return [self.name(format_) for format_ in self.formats]


def make_task(
    seed: Seed, source: str, account: Account, settings: Settings, signature: str, *, force: bool
) -> Task:
    """What is to be done for a seed whose bytes have the SHA-256 ``source``; nothing, with no
    formats, if all its documents are fresh.

    Raises `WriteError` if documents that are there cannot be read, or none of those asked for can
    be made of such a seed.
    """
    task = Task(seed=seed, source=source, formats=suited(settings.formats, str(seed.path)))
    if force:
        return task
    stale = (
        format_
        for format_ in task.formats
        if not account.is_fresh(seed.name, source, signature, task.name(format_))
    )
    return replace(task, formats=tuple(stale))


def kept(path: Path) -> WriteError:
    """What is said of a document that a person edited, when its source has changed."""
    return WriteError(
        path,
        "not as bilingual wrote it, so it is kept",
        "move it away, or overwrite it with --force",
    )


def failure(path: Path, error: BilingualError, outputs: Sequence[str] = ()) -> Result:
    """A failed seed, what went wrong, and the outputs that were written all the same."""
    return Result(source=str(path), status=Status.FAILED, outputs=tuple(outputs), error=error)
