"""The work of a run, before any of it is done: settings, seeds as tasks, and their outcomes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from bilingual import __version__
from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, ReadError
from bilingual.files import hash_file
from bilingual.model import BilingualDocument
from bilingual.normalize import NormalizeOptions
from bilingual.run.records import Records
from bilingual.run.seeds import Seed
from bilingual.writers import WriteOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to turn a seed into its outputs."""

    formats: tuple[str, ...] = ("docx", "md")
    write: WriteOptions = field(default_factory=WriteOptions)
    normalize: NormalizeOptions = field(default_factory=NormalizeOptions)
    encoding: str | None = None


class Status(StrEnum):
    """What became of a seed."""

    WRITTEN = "written"
    FRESH = "fresh"
    STALE = "stale"
    """Would be written (`plan_batch` only)."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One seed's outcome."""

    source: str
    status: Status
    outputs: tuple[str, ...] = ()
    pairs: int = 0
    findings: int = 0
    """Segments of the translation that a check could not vouch for."""
    error: BilingualError | None = None
    """What went wrong and what to do, for failures."""


def sign(settings: Settings, engine: EngineChoice) -> str:
    """A hash of everything but the source that an output depends on."""
    parts = {
        "bilingual": __version__,
        "engine": engine.signature,
        "opencc": version("opencc"),
        "pypinyin": version("pypinyin"),
        "write": asdict(settings.write) | {"template": _hash(settings.write.template)},
        "script": settings.normalize.script,
        "profile": settings.normalize.profile,
        "protected": settings.normalize.protected,
        "encoding": settings.encoding,
        "date": os.environ.get("SOURCE_DATE_EPOCH", ""),  # documents without a date bear it
    }
    return _hash(json.dumps(parts, sort_keys=True).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A seed with its hash and the names of its outputs."""

    seed: Seed
    source: str
    signature: str
    output: Path
    formats: tuple[str, ...]

    def name(self, format_: str) -> str:
        """The output's name: the seed's, suffix kept, so that a.txt and a.docx never collide."""
        return f"{self.seed.name}.{format_}"

    @property
    def names(self) -> list[str]:
        return [self.name(format_) for format_ in self.formats]

    def is_fresh(self, records: Records) -> bool:
        return records.is_fresh(self.seed.name, self.source, self.signature, self.names)

    def result(self, status: Status, document: BilingualDocument | None = None) -> Result:
        pairs = document.pairs if document else ()
        return Result(
            source=str(self.seed.path),
            status=status,
            outputs=tuple(str(self.output / name) for name in self.names),
            pairs=len(pairs),
            findings=sum(bool(segment.findings) for pair in pairs for segment in pair.segments),
        )


def make_tasks(
    seeds: Sequence[Seed], output: Path, settings: Settings, engine: EngineChoice
) -> tuple[list[Task], list[Result]]:
    """The seeds as tasks, and the failures of those that cannot be opened."""
    signature = sign(settings, engine)
    tasks, failed = list[Task](), list[Result]()
    for seed in seeds:
        try:
            source = hash_file(seed.path)
        except OSError as error:
            problem = ReadError(seed.path, f"cannot be opened ({error.strerror})", "check the file")
            failed.append(failure(seed.path, problem))
            continue
        task = Task(
            seed=seed, source=source, signature=signature, output=output, formats=settings.formats
        )
        tasks.append(task)
    return tasks, failed


def failure(path: Path, error: BilingualError) -> Result:
    """A failed seed and what went wrong."""
    return Result(source=str(path), status=Status.FAILED, error=error)
