"""Processes with models loaded, one text at a time in each."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from bilingual.errors import PackageError

_SHARE = 4
"""Texts to each process at least, before there is another: starting one takes half a second."""


class Pool:
    """Up to ``most`` processes, started as there is work; they end with this process, or when
    nobody holds the pool any more."""

    def __init__(self, folders: Sequence[Path], most: int) -> None:
        """Start one process; raises `PackageError` if it cannot load the models in ``folders``."""
        self._folders, self._most = folders, most
        self._workers: list[_Worker] = []
        self._idle = SimpleQueue[_Worker]()
        self._finish = weakref.finalize(self, _stop, self._workers)
        self._start(1)

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The translation of each text with its index, as they are done.

        Raises `PackageError` if a process ended before its time.
        """
        self._start(max(1, min(self._most, len(texts) // _SHARE)))
        longest_first = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        with ThreadPoolExecutor(len(self._workers)) as threads:
            futures = {threads.submit(self._ask, texts[index]): index for index in longest_first}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                _stop(self._workers)  # they are in the midst of something
                self._idle = SimpleQueue()
                raise

    def _ask(self, text: str) -> str:
        worker = self._idle.get()
        answer = worker.ask(text)
        self._idle.put(worker)
        return answer

    def _start(self, count: int) -> None:
        new = [_Worker(self._folders) for _ in range(count - len(self._workers))]
        self._workers += new
        for worker in new:
            worker.wait_until_ready()
            self._idle.put(worker)


class _Worker:
    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bilingual.engines.firefox.worker", *map(str, folders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a panic of fxtranslate's prints pages
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def wait_until_ready(self) -> None:
        """Raises `PackageError` if the models cannot be loaded."""
        if problem := self._read():
            raise PackageError(
                self._folders[0], f"cannot be loaded ({problem})", "install it again"
            )

    def ask(self, text: str) -> str:
        """The translation of ``text``."""
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(text).encode() + b"\n")
            self.process.stdin.flush()
        return str(self._read())

    def _read(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise PackageError(
                self._folders[0],
                "the process that translates with it has ended",
                "free some memory, or lower --threads",
            )
        return json.loads(line)


def _stop(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.process.kill()
        worker.process.communicate()  # closes its pipes too
    workers.clear()
