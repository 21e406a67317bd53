"""One document of a run: read into what an engine takes, and written when it is translated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from bilingual.errors import BilingualError
from bilingual.files import hash_bytes
from bilingual.formats.seals import Seal, seal_document
from bilingual.model import BilingualDocument, Severity, gravest
from bilingual.run.account import Account
from bilingual.run.forms import Form
from bilingual.run.recovery import hash_pictures
from bilingual.run.tasks import Settings, Task, kept
from bilingual.translate import Plan, plan_document

_BLOCK = 20
"""What a block weighs besides its characters: it takes memory too, however short it is."""
_BYTES = 500
"""How many bytes of pictures and the like weigh as much as a character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A stale seed, read and cut into segments."""

    task: Task
    plan: Plan

    @property
    def path(self) -> Path:
        return self.task.seed.path

    @property
    def weight(self) -> int:
        """What of a wave it fills; the unit is the character."""
        document = self.plan.document.document
        carried = len(document.source) + sum(len(media.content) for media in document.media)
        return 1 + self.plan.size + _BLOCK * len(document.blocks) + carried // _BYTES


def read_plan(path: Path, data: bytes, settings: Settings) -> Plan:
    """The seed at ``path``, whose bytes are ``data``; raises `ReadError` if it is unsound."""
    from bilingual.normalize import normalize_document
    from bilingual.readers import read_document

    document = read_document(
        path,
        data,
        encoding=settings.encoding,
        keeps_hidden=settings.keeps_hidden,
        replaces_errors=settings.replaces_errors,
    )
    return plan_document(normalize_document(document, settings.normalize))


def write_outputs(
    task: Task,
    document: BilingualDocument,
    output: Path,
    account: Account,
    settings: Settings,
    *,
    force: bool,
) -> tuple[list[str], list[BilingualError]]:
    """Write the documents, each for itself; returns the names of those that are written, and what
    went wrong with others. What a person edited is kept, unless ``force`` is given."""
    from bilingual.formats.local_files import rebase

    seed = task.seed
    document = rebase(document, seed.path.parent, (output / seed.name).parent)
    worst = gravest(finding.severity for finding in document.findings)
    written, errors = list[str](), list[BilingualError]()
    for form in task.forms:
        try:
            for name, content in make_files(task, form, document, settings, worst):
                is_at_risk = not force and account.holds_work(seed.name, name)
                if is_at_risk and not account.is_part_of(name, content):
                    raise kept(output / name)
                account.write(
                    seed.name, task.source, task.signature, name, content, worst, task.memory
                )
        except BilingualError as error:
            errors.append(error)
        else:
            written.append(task.name(form))
    return written, errors


def make_files(
    task: Task,
    form: Form,
    document: BilingualDocument,
    settings: Settings,
    worst: Severity | None,
) -> Iterator[tuple[str, bytes]]:
    """Names and contents: the document, and before it the pictures that stand beside it."""
    from bilingual.formats.local_files import unpacked
    from bilingual.writers import find_format, render

    pictures: dict[str, str] = {}
    if find_format(form.format).has_pictures_beside:
        seed = PurePosixPath(task.seed.name)
        document, files = unpacked(document, f"{seed.name}.files")
        for picture, content in files.items():
            name = str(seed.parent / picture)
            pictures[name] = hash_bytes(content)
            yield name, content
    seal = Seal(
        source=task.source,
        signature=task.signature,
        pictures=hash_pictures(pictures),
        worst=worst,
    )
    content = render(document, form.format, replace(settings.write, layout=form.layout))
    yield task.name(form), seal_document(content, form.format, seal)
