"""A run over many files: which documents are stale, and who may write in the output folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bilingual.engines import EngineChoice
from bilingual.errors import BilingualError, UsageError
from bilingual.files import locked
from bilingual.run.account import Account
from bilingual.run.cache import Cache
from bilingual.run.crews import Crew, LocalCrew
from bilingual.run.gone import find_gone
from bilingual.run.observer import Observer
from bilingual.run.opening import open_seed
from bilingual.run.remembering import remembering_of
from bilingual.run.results import Results
from bilingual.run.runner import Runner, fresh_result, result_of
from bilingual.run.seeds import find_seeds
from bilingual.run.tasks import Result, Settings, Status, failure
from bilingual.run.work import Work

_LOCK_NAME = ".bilingual.lock"


def plan_batch(
    paths: Sequence[Path], output: Path, settings: Settings, engine: EngineChoice, *, force: bool
) -> list[Result]:
    """What `run_batch` would do, without doing it."""
    _check_output(paths, output)
    account = Account(output)
    found = find_seeds(paths, output)
    results = [failure(Path(problem.path), problem) for problem in found.problems]
    with remembering_of(settings, engine) as remembering:
        for seed in found.seeds.values():
            try:
                opened = open_seed(
                    seed, account, settings, remembering, force=force, is_planning=True
                )
            except BilingualError as error:
                results.append(failure(seed.path, error))
                continue
            task = opened.task if isinstance(opened, Work) else opened
            results.append(
                result_of(seed, Status.STALE, output, task.names, None)
                if task.forms
                else fresh_result(seed, output, account, settings)
            )
    return results + find_gone(found, account, output, is_pruning=False)


def run_batch(
    paths: Sequence[Path],
    output: Path,
    settings: Settings,
    engine: EngineChoice,
    observer: Observer,
    *,
    force: bool = False,
    prune: bool = False,
    only: Collection[str] | None = None,
    crew: Crew | None = None,
) -> list[Result]:
    """Bring the outputs of all seeds under ``paths`` up to date, or of those ``only`` that have
    these names; with ``prune``, remove those of seeds that are gone. A ``crew`` translates, or
    else this process. Results are in the order of the seeds.

    A seed that fails does not keep others from being written. An interrupt (``KeyboardInterrupt``)
    leaves whole files, recorded, and goes on to the caller.

    Raises `UsageError` if the output folder cannot be used or is in use, `PackageError` if the
    engine cannot be loaded.
    """
    _check_output(paths, output)
    with (
        _locked(output),
        remembering_of(settings, engine) as remembering,
        closing(Cache(settings.cache) if settings.cache else Results(output)) as kept,
    ):
        crew = crew or LocalCrew(engine, kept)
        runner = Runner(output, settings, engine, observer, remembering, crew, force, prune)
        results = runner.run(paths, only)
        kept.finish()
        return results


def _check_output(paths: Sequence[Path], output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise UsageError(output, "is a file", "choose a folder with -o")
    if any(path.is_dir() and path.resolve() == output.resolve() for path in paths):
        raise UsageError(output, "is both input and output", "choose another folder with -o")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output folder for this run, for all users and machines that see it."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            output, f"cannot be written to ({error.strerror})", "choose another folder with -o"
        ) from None
    busy = ("another run is writing there", "wait for it to end")
    with locked(output / _LOCK_NAME, output, patience=0, busy=busy, is_removed=True):
        yield
