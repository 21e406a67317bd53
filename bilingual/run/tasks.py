"""The work of a run, before any of it is done: settings, seeds as tasks, and their outcomes."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from bilingual import __version__
from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, WriteError
from bilingual.files import hash_bytes
from bilingual.learning.readers import EDITED_FORMATS
from bilingual.model import Layout, Severity
from bilingual.normalize import NormalizeOptions
from bilingual.readers import versions_of
from bilingual.run.account import Account
from bilingual.run.forms import Form, forms_of
from bilingual.run.rows import RowFinding, RowRecalled, RowRepair
from bilingual.run.seeds import Seed
from bilingual.translate import TranslateOptions
from bilingual.writers import WriteOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to turn a seed into its outputs."""

    formats: tuple[str, ...] = ("docx", "md")
    layouts: tuple[Layout, ...] = (Layout.SIDE_BY_SIDE,)
    """In place of `WriteOptions.layout`; each gets documents of its own."""
    write: WriteOptions = field(default_factory=WriteOptions)
    normalize: NormalizeOptions = field(default_factory=NormalizeOptions)
    translate: TranslateOptions = field(default_factory=TranslateOptions)
    encoding: str | None = None
    keeps_hidden: bool = False
    """Whether text that the source hides is translated as any other."""
    replaces_errors: bool = False
    """Whether bytes of a text file that are in no encoding become �."""
    memory: Path | None = None
    """The file of the translation memory; None for none."""
    cache: Path | None = None
    """The file in which the engine's results last from run to run; None to keep them only until
    the documents are written."""

    def forms(self, seed: Path) -> tuple[Form, ...]:
        """See `forms_of`."""
        return tuple(forms_of(seed, self.formats, self.layouts))


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
    characters: int = 0
    """Of its text, as normalised."""
    seconds: float = 0.0
    """That went into it: reading, writing, and its share of the time in which documents are
    translated together."""
    findings: tuple[RowFinding, ...] = ()
    repairs: tuple[RowRepair, ...] = ()
    recalled: tuple[RowRecalled, ...] = ()
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
    # Documents of several layouts are told apart by their names: another one leaves them fresh.
    layout = settings.layouts[0] if len(settings.layouts) == 1 else ""
    files = {name: hash_bytes(getattr(settings.write, name)) for name in ("template", "dictionary")}
    parts = {
        "bilingual": __version__,
        "engine": engine.signature,
        "opencc": version("opencc"),
        "pypinyin": version("pypinyin"),
        "write": asdict(settings.write) | {"layout": layout} | files,
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


def signature_for(seed: Path, signature: str) -> str:
    """The signature of the documents of a seed, given what `Remembering.sign` makes, with what only
    seeds of this kind depend on: where what reads more of them gets installed, they are stale."""
    versions = versions_of(seed)
    return hash_bytes(f"{signature} {versions}".encode()) if versions else signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done for a seed as its bytes are now."""

    seed: Seed
    source: str
    """SHA-256 of the bytes that are read."""
    forms: tuple[Form, ...]
    """Those of which the document is stale."""
    signature: str
    """Of its documents, see `signature_for`."""
    memory: str = ""
    """See `Record.memory`."""

    def name(self, form: Form) -> str:
        """See `Form.name`."""
        return form.name(self.seed.name)

    @property
    def names(self) -> list[str]:
        return [self.name(form) for form in self.forms]


def make_task(
    seed: Seed,
    source: str,
    account: Account,
    settings: Settings,
    signature: str,
    *,
    force: bool,
    memory: str = "",
) -> Task:
    """What is to be done for a seed whose bytes have the SHA-256 ``source``, and of which the
    ``memory`` says that; nothing, with no forms, if all its documents are fresh.

    Raises `WriteError` if documents that are there cannot be read, or none of those asked for can
    be made of such a seed.
    """
    task = Task(
        seed=seed,
        source=source,
        forms=settings.forms(seed.path),
        signature=signature_for(seed.path, signature),
        memory=memory,
    )
    if force:
        return task
    stale = (
        form
        for form in task.forms
        if not account.is_fresh(seed.name, source, task.signature, task.name(form))
    )
    return replace(task, forms=tuple(stale))


def kept(path: Path) -> WriteError:
    """What is said of a document that a person edited, when its source has changed."""
    is_learnable = path.suffix.lower() in EDITED_FORMATS
    return WriteError(
        path,
        "not as bilingual wrote it, so it is kept",
        f"store the changes with: bilingual learn {shlex.quote(str(path))}"
        if is_learnable
        else "move it away, or overwrite it with --force",
    )


def failure(path: Path, error: BilingualError, outputs: Sequence[str] = ()) -> Result:
    """A failed seed, what went wrong, and the outputs that were written all the same."""
    return Result(source=str(path), status=Status.FAILED, outputs=tuple(outputs), error=error)
