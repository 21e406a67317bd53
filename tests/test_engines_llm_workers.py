"""Jobs in threads: all of them, in order, and none after one has failed."""

import threading
import time
from functools import partial

import pytest

from bilingual.engines.llm.workers import run_jobs


def ignore(*_: object) -> None:
    """Nothing to do."""


def test_results_come_in_the_order_of_the_jobs() -> None:
    def job(number: int) -> int:
        time.sleep(0.02 * (5 - number))
        return number

    done: list[int] = []
    jobs = [partial(job, number) for number in range(5)]
    assert run_jobs(jobs, parallel=5, stop=ignore, finish=done.append) == [0, 1, 2, 3, 4]
    assert sorted(done) == [0, 1, 2, 3, 4] and done != sorted(done)
    assert run_jobs(jobs[:0], parallel=5, stop=ignore, finish=ignore) == []


def test_no_more_run_at_once_than_may() -> None:
    running, most, lock = [0], [0], threading.Lock()

    def job() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.01)
        with lock:
            running[0] -= 1

    run_jobs([job] * 12, parallel=3, stop=ignore, finish=ignore)
    assert most == [3]


def test_after_a_failure_nothing_is_begun_and_what_runs_is_stopped() -> None:
    begun: list[int] = []
    stopped = threading.Event()

    def job(number: int) -> None:
        begun.append(number)
        if number == 1:
            raise ValueError("no luck")
        stopped.wait(10)

    with pytest.raises(ValueError, match="no luck"):
        run_jobs(
            [partial(job, number) for number in range(9)],
            parallel=2,
            stop=stopped.set,
            finish=ignore,
        )
    assert stopped.is_set()
    time.sleep(0.1)
    assert sorted(begun) in ([0, 1], [0, 1, 2])  # the next may have begun before
