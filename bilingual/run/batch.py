"""A run over many files: what is stale is read, translated together and written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from platformdirs import user_cache_path

from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, ReadError, UsageError, WriteError
from bilingual.files import locked, write_whole
from bilingual.model import BilingualDocument, Document, NormalizedDocument
from bilingual.run.records import Record, Records
from bilingual.run.seeds import Seed, find_seeds
from bilingual.run.tasks import Result, Settings, Status, Task, failure, make_tasks

_WAVE = 20_000  # source characters translated together before their files are written


class Observer(Protocol):
    """Told how a run goes on."""

    def start(self, characters: int) -> None: ...
    def advance(self, characters: int) -> None: ...
    def finish(self, result: Result) -> None: ...


def plan_batch(
    paths: Sequence[Path], output: Path, settings: Settings, engine: EngineChoice, *, force: bool
) -> list[Result]:
    """What `run_batch` would do, without doing it."""
    _check_output(paths, output)
    records = Records(output)
    seeds, problems = find_seeds(paths, output)
    tasks, failed = make_tasks(seeds, output, settings, engine)
    planned = [
        task.result(Status.FRESH if not force and task.is_fresh(records) else Status.STALE)
        for task in tasks
    ]
    return [*(failure(*problem) for problem in problems), *failed, *planned]


def run_batch(
    paths: Sequence[Path],
    output: Path,
    settings: Settings,
    engine: EngineChoice,
    observer: Observer,
    *,
    force: bool = False,
) -> list[Result]:
    """Bring the outputs of all seeds under ``paths`` up to date.

    A seed that fails does not keep others from being written. An interrupt (``KeyboardInterrupt``)
    leaves whole files, recorded, and goes on to the caller.

    Raises `UsageError` if the output folder cannot be used or is in use, `PackageError` if the
    engine cannot be loaded.
    """
    _check_output(paths, output)
    with _locked(output):
        return _Run(output, settings, engine, observer, force).run(paths)


class _Run:
    """One run over an output folder."""

    def __init__(
        self,
        output: Path,
        settings: Settings,
        engine: EngineChoice,
        observer: Observer,
        force: bool,
    ) -> None:
        self._output, self._settings, self._engine = output, settings, engine
        self._observer, self._force = observer, force
        self._records = Records(output)
        self._results: list[Result] = []
        self._heavy: set[Task] = set()

    def run(self, paths: Sequence[Path]) -> list[Result]:
        """See `run_batch`."""
        from bilingual.translate import plan_document, translate_plans

        seeds, problems = find_seeds(paths, self._output)
        for problem in problems:
            self._finish(failure(*problem))
        work = [(task, plan_document(document)) for task, document in self._read(seeds)]
        if not work:
            return self._results
        translator = self._engine.load()
        sizes = [plan.size for _, plan in work]
        self._observer.start(sum(sizes))
        for wave in _waves(sizes):
            documents = translate_plans(
                [work[index][1] for index in wave], translator, advance=self._observer.advance
            )
            try:
                for index, document in zip(wave, documents, strict=True):
                    self._finish(self._write(work[index][0], document))
            finally:
                self._records.save()
        return self._results

    def _read(self, seeds: Sequence[Seed]) -> Iterator[tuple[Task, NormalizedDocument]]:
        """The stale seeds, read and normalised."""
        from bilingual.normalize import normalize_document
        from bilingual.readers import read_document

        tasks, failed = make_tasks(seeds, self._output, self._settings, self._engine)
        for result in failed:
            self._finish(result)
        for task in tasks:
            if not self._force and task.is_fresh(self._records):
                self._finish(task.result(Status.FRESH))
                continue
            try:
                document = read_document(task.seed.path, encoding=self._settings.encoding)
            except BilingualError as error:
                self._finish(failure(task.seed.path, error))
                continue
            yield (
                task,
                normalize_document(self._lightened(task, document), self._settings.normalize),
            )

    def _lightened(self, task: Task, document: Document) -> Document:
        """Without what only writers need: a folder's pictures may be too many for the memory."""
        if not (document.source or document.media):
            return document
        self._heavy.add(task)
        return replace(document, source=b"", media=())

    def _write(self, task: Task, document: BilingualDocument) -> Result:
        outputs = {}
        try:
            for name, content in self._files(task, self._completed(task, document)):
                if not self._force and not self._records.is_ours(task.seed.name, name, content):
                    raise WriteError(
                        self._output / name,
                        "not as bilingual wrote it, so it is kept",
                        "move it away, or overwrite it with --force",
                    )
                write_whole(self._output / name, content)
                outputs[name] = hashlib.sha256(content).hexdigest()
        except BilingualError as error:
            return failure(task.seed.path, error)
        self._records.add(
            task.seed.name, Record(source=task.source, signature=task.signature, outputs=outputs)
        )
        return task.result(Status.WRITTEN, document)

    def _files(self, task: Task, document: BilingualDocument) -> Iterator[tuple[str, bytes]]:
        """Names and contents: the task's outputs, and before a Markdown file its pictures."""
        from bilingual.formats.local_files import unpacked
        from bilingual.writers import render

        for format_ in task.formats:
            name, shown = task.name(format_), document
            if format_ == "md":
                seed = PurePosixPath(task.seed.name)
                shown, pictures = unpacked(document, f"{seed.name}.files")
                for picture, content in pictures.items():
                    yield str(seed.parent / picture), content
            yield name, render(shown, format_, self._settings.write)

    def _completed(self, task: Task, document: BilingualDocument) -> BilingualDocument:
        """The document with its source file and pictures again, and addresses that lead from
        where it goes."""
        from bilingual.formats.local_files import rebase
        from bilingual.readers import read_document

        seed = task.seed.path
        if task in self._heavy:
            read = read_document(seed, encoding=self._settings.encoding)
            if read.blocks != document.document.blocks:
                raise ReadError(seed, "has changed during the run", "run the command again")
            document = replace(document, document=read)
        return rebase(document, seed.parent, (self._output / task.seed.name).parent)

    def _finish(self, result: Result) -> None:
        self._results.append(result)
        self._observer.finish(result)


def _waves(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Indices in order, in groups of about ``_WAVE`` characters."""
    wave: list[int] = []
    total = 0
    for index, size in enumerate(sizes):
        if wave and total + size > _WAVE:
            yield wave
            wave, total = [], 0
        wave.append(index)
        total += size
    if wave:
        yield wave


def _check_output(paths: Sequence[Path], output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise UsageError(output, "is a file", "choose a folder with -o")
    if any(path.is_dir() and path.resolve() == output.resolve() for path in paths):
        raise UsageError(output, "is both input and output", "choose another folder with -o")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output folder for this run; the lock lives outside it, to leave nothing there."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=output).close()
    except OSError as error:
        raise UsageError(
            output, f"cannot be written to ({error.strerror})", "choose another folder with -o"
        ) from None
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    lock = user_cache_path("bilingual") / "locks" / name
    with locked(
        lock, output, patience=0, busy=("another run is writing there", "wait for it to end")
    ):
        yield
