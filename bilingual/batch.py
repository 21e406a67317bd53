"""A run over many files: what is stale is read, translated together and written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from platformdirs import user_cache_path

from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, UsageError, WriteError
from bilingual.files import Seed, find_seeds, write_whole
from bilingual.locking import locked
from bilingual.model import BilingualDocument, NormalizedDocument
from bilingual.records import Record, Records
from bilingual.tasks import Result, Settings, Status, Task, failure, make_tasks

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

    def run(self, paths: Sequence[Path]) -> list[Result]:
        """See `run_batch`."""
        from bilingual.translate import count_work, translate_documents

        seeds, problems = find_seeds(paths, self._output)
        for problem in problems:
            self._finish(failure(*problem))
        work = list(self._read(seeds))
        if not work:
            return self._results
        translator = self._engine.load()
        sizes = [count_work(document) for _, document in work]
        self._observer.start(sum(sizes))
        for wave in _waves(sizes):
            taken = [work[index] for index in wave]
            documents = translate_documents(
                [document for _, document in taken],
                translator,
                advance=self._observer.advance,
            )
            try:
                for (task, _), document in zip(taken, documents, strict=True):
                    self._finish(self._write(task, document))
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
            yield task, normalize_document(document, self._settings.normalize)

    def _write(self, task: Task, document: BilingualDocument) -> Result:
        from bilingual.writers import render

        outputs = {}
        try:
            for format_ in task.formats:
                name, content = task.name(format_), render(document, format_, self._settings.write)
                if not self._force and not self._records.is_ours(task.seed.name, name, content):
                    raise WriteError(
                        f"{self._output / name}: not as bilingual wrote it, so it is kept; move it "
                        "away, or overwrite it with --force"
                    )
                write_whole(self._output / name, content)
                outputs[name] = hashlib.sha256(content).hexdigest()
        except BilingualError as error:
            return failure(task.seed.path, error)
        self._records.add(
            task.seed.name, Record(source=task.source, signature=task.signature, outputs=outputs)
        )
        return task.result(Status.WRITTEN, document)

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
        raise UsageError(f"{output}: is a file; choose a folder with -o")
    if any(path.is_dir() and path.resolve() == output.resolve() for path in paths):
        raise UsageError(f"{output}: is both input and output; choose another folder with -o")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output folder for this run; the lock lives outside it, to leave nothing there."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=output).close()
    except OSError as error:
        raise UsageError(
            f"{output}: cannot be written to ({error.strerror}); choose another folder with -o"
        ) from None
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    lock = user_cache_path("bilingual") / "locks" / name
    with locked(lock, output, patience=0, busy="another run is writing there; wait for it to end"):
        yield
