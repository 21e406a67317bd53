"""A real scheduler of Dask on this machine, and workers, for tests."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.conftest import LOOPBACK, guarded

_WAITS = 60.0
_QUIETLY = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class DaskCluster:
    """A scheduler; workers start with `add_worker`. All end with the context."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self._folder, self._variables = folder, {**LOOPBACK, **variables}
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        file = self._folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-jupyter", *_QUIETLY)
        words = ("-m", "distributed.cli.dask_scheduler", "--scheduler-file", str(file), *options)
        self._start("scheduler", *words)
        self._wait("Scheduler at:", 1)
        said = (self._folder / "scheduler.log").read_text("utf-8")
        self.address = next(word for word in said.split() if word.startswith("tcp://"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._started:
            process.kill()
        for process in self._started:
            process.wait()

    def add_worker(self, first: str = "", **variables: str) -> subprocess.Popen[bytes]:
        """Start a worker, and wait until it is there; ``first`` is Python that runs before."""
        number = len(self.workers) + 1
        options = ("--host", "127.0.0.1", "--no-nanny", "--nthreads", "1", "--memory-limit", "0")
        place = ("--local-directory", str(self._folder / f"worker{number}"))
        code = f"{first}\nfrom distributed.cli.dask_worker import main\nmain()"
        words = ("-c", code, self.address, *options, *place, *_QUIETLY)
        process = self._start(f"worker{number}", *words, **variables)
        self.workers.append(process)
        self._wait("Register worker addr", number)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End it as a power cut would."""
        process.send_signal(signal.SIGKILL)
        process.wait()

    def kill_scheduler(self) -> None:
        """The same of the scheduler."""
        self.kill(self._started[0])

    def _start(self, name: str, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        environment = guarded(**{**self._variables, **variables})
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=self._folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._started.append(process)
        return process

    def _wait(self, line: str, times: int) -> None:
        """Wait until the scheduler has said it so often."""
        log, until = self._folder / "scheduler.log", time.monotonic() + _WAITS
        while (said := log.read_text("utf-8")).count(line) < times:
            assert self._started[-1].poll() is None and time.monotonic() < until, said
            time.sleep(0.05)
