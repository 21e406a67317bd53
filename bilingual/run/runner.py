"""A run over an output folder, a wave of documents at a time.

A wave is as many documents as are worth translating together and fit the memory. The first is one
document, so that something is there soon. Each file stands alone: whatever goes wrong with it is
that file's failure, and the others are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, FaultError, PackageError
from bilingual.model import BilingualDocument, Severity
from bilingual.run.account import Account
from bilingual.run.crews import Crew, Translated
from bilingual.run.gone import find_gone
from bilingual.run.observer import Observer
from bilingual.run.opening import open_seed
from bilingual.run.remembering import Remembering
from bilingual.run.rows import findings_of, recalled_of, repairs_of
from bilingual.run.seeds import Seed, find_seeds
from bilingual.run.tasks import Result, Settings, Status, Task, failure, kept
from bilingual.run.work import Work, write_outputs
from bilingual.writers import in_rows

_WAVE = 20_000
"""Characters that are translated together; see `Work.weight`."""
_GROWTH = 8
"""How many times as much as the wave before, until they are of that size."""
_T = TypeVar("_T")


class Runner:
    """One run over an output folder."""

    def __init__(
        self,
        output: Path,
        settings: Settings,
        engine: EngineChoice,
        observer: Observer,
        remembering: Remembering,
        crew: Crew,
        force: bool,
        prune: bool,
    ) -> None:
        self._output, self._settings, self._observer = output, settings, observer
        self._force, self._prune = force, prune
        self._remembering, self._crew = remembering, crew
        self._account = Account(output, engine.info.described, remembering.has_learned)
        self._results: list[Result] = []
        self._seconds: defaultdict[Path, float] = defaultdict(float)
        """What each seed took so far."""

    def run(self, paths: Sequence[Path], only: Collection[str] | None = None) -> list[Result]:
        """See `run_batch`."""
        if self._account.remark:
            self._observer.remark(self._account.remark)
        self._account.clean()
        try:
            found = find_seeds(paths, self._output)
            seeds = [one for one in found.seeds.values() if only is None or one.name in only]
            self._observer.start(len(seeds))
            for problem in found.problems:
                self._finish(failure(Path(problem.path), problem))
            first = len(self._results)
            waves = self._waves(seeds)
            for done in self._crew.translate(waves, self._settings.translate, self._observer):
                self._write_wave(done)
            order = {str(seed.path): number for number, seed in enumerate(seeds)}
            self._results[first:] = sorted(self._results[first:], key=lambda r: order[r.source])
            for result in find_gone(found, self._account, self._output, is_pruning=self._prune):
                self._finish(result)
        finally:
            self._save()
        return self._results

    def _waves(self, seeds: Iterable[Seed]) -> Iterator[list[Work]]:
        """The stale seeds, read, a wave at a time."""
        wave, weight, enough = list[Work](), 0, 1
        for seed in seeds:
            work = self._alone(seed.path, partial(self._open, seed))
            if work is None:
                continue
            wave.append(work)
            weight += work.weight
            if weight >= enough:
                yield wave
                wave, weight, enough = [], 0, min(_WAVE, max(_GROWTH * enough, 1000))
        if wave:
            yield wave

    def _open(self, seed: Seed) -> Work | None:
        """A seed, read if it is stale."""
        opened = open_seed(
            seed, self._account, self._settings, self._remembering, force=self._force
        )
        if not isinstance(opened, Work):
            self._finish(fresh_result(seed, self._output, self._account, self._settings))
            return None
        if not self._force:
            self._refuse_edited(opened.task)
        return opened

    def _refuse_edited(self, task: Task) -> None:
        """Raise `WriteError` before anything is translated for nothing."""
        seed = task.seed.name
        edited = [name for name in task.names if self._account.is_edited(seed, name)]
        if len(edited) == len(task.names):
            raise kept(self._output / edited[0])

    def _write_wave(self, wave: list[tuple[Task, Translated]]) -> None:
        """Write what is translated, and let go of it, one by one."""
        wave.reverse()
        while wave:
            task, done = wave.pop()
            path = task.seed.path
            self._seconds[path] += done.seconds
            if isinstance(done.outcome, BilingualError):
                self._finish(failure(path, done.outcome))
            elif result := self._alone(path, partial(self._write, task, done.outcome)):
                self._finish(result)

    def _write(self, task: Task, document: BilingualDocument) -> Result:
        written, errors = write_outputs(
            task,
            document,
            self._output,
            self._account,
            self._settings,
            force=self._force,
        )
        if errors:
            for error in errors[1:]:
                self._observer.remark(str(error))
            return failure(
                task.seed.path, errors[0], [str(self._output / name) for name in written]
            )
        worst = self._account.worst(task.seed.name)
        shown = in_rows(document, self._settings.write)
        return result_of(task.seed, Status.WRITTEN, self._output, written, worst, shown)

    def _save(self) -> None:
        try:
            self._account.save()
        except BilingualError as error:
            self._finish(failure(Path(error.path), error))

    def _alone(self, path: Path, act: Callable[[], _T]) -> _T | None:
        """What ``act`` gives, or None if it fails: then ``path`` has failed, and only that."""
        began = perf_counter()
        try:
            return act()
        except PackageError:
            raise
        except BilingualError as error:
            self._finish(failure(path, error))
        except Exception as error:
            fault = FaultError.of(path, error)
            self._finish(failure(path, fault))
        finally:
            self._seconds[path] += perf_counter() - began
        return None

    def _finish(self, result: Result) -> None:
        result = replace(result, seconds=self._seconds.pop(Path(result.source), 0.0))
        self._results.append(result)
        self._observer.finish(result)


def fresh_result(seed: Seed, output: Path, account: Account, settings: Settings) -> Result:
    """The outcome of a seed whose documents are all fresh."""
    names = [form.name(seed.name) for form in settings.forms(seed.path)]
    return result_of(seed, Status.FRESH, output, names, account.worst(seed.name))


def result_of(
    seed: Seed,
    status: Status,
    output: Path,
    names: Sequence[str],
    worst: Severity | None,
    document: BilingualDocument | None = None,
) -> Result:
    """The outcome of a seed whose documents have the ``names`` in ``output``."""
    return Result(
        source=str(seed.path),
        status=status,
        outputs=tuple(str(output / name) for name in names),
        pairs=len(document.pairs) if document else 0,
        characters=sum(len(pair.source.text) for pair in document.pairs) if document else 0,
        findings=tuple(findings_of(document)) if document else (),
        repairs=tuple(repairs_of(document)) if document else (),
        recalled=tuple(recalled_of(document)) if document else (),
        remarks=document.document.remarks if document else (),
        worst=worst,
    )
