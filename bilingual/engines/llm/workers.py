"""Jobs in threads of their own, so that Ctrl-C is heard while a model speaks.

They are daemons: a thread that waits for a server does not keep the process from ending.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_T = TypeVar("_T")
_PATIENCE = 0.2  # seconds until a signal is looked for, on systems where waiting hears none


class _Outcome(Generic[_T]):
    """What became of a job."""

    def __init__(self, index: int, result: _T | None, error: BaseException | None) -> None:
        self.index, self.result, self.error = index, result, error


def run_jobs(
    jobs: Sequence[Callable[[], _T]],
    *,
    parallel: int,
    stop: Callable[[], None],
    finish: Callable[[int], None],
) -> list[_T]:
    """The results of ``jobs``, ``parallel`` at once, in their order.

    ``finish`` is told the index of each that is done. If one raises, or Ctrl-C is pressed, no
    other is begun, ``stop`` is called to end those that run, and the exception goes on.
    """
    todo = iter(enumerate(jobs))
    lock = threading.Lock()
    is_stopped = threading.Event()
    outcomes: queue.SimpleQueue[_Outcome[_T]] = queue.SimpleQueue()

    def work() -> None:
        while not is_stopped.is_set():
            with lock:
                index, job = next(todo, (-1, None))
            if job is None:
                return
            try:
                outcomes.put(_Outcome(index, job(), None))
            except BaseException as error:
                outcomes.put(_Outcome(index, None, error))

    for _ in range(min(parallel, len(jobs))):
        threading.Thread(target=work, daemon=True).start()
    results: dict[int, _T] = {}
    try:
        while len(results) < len(jobs):
            try:
                outcome = outcomes.get(timeout=_PATIENCE)
            except queue.Empty:
                continue
            if outcome.error:
                raise outcome.error
            results[outcome.index] = outcome.result  # type: ignore[assignment]  # no error
            finish(outcome.index)
    except BaseException:
        is_stopped.set()
        stop()
        raise
    return [results[index] for index in range(len(jobs))]
