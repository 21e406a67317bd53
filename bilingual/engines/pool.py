"""Processes with models loaded, one text at a time in each, and the engine made of them.

What such a process does is in `serving`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.errors import PackageError
from bilingual.model import EngineInfo

_SHARE = 4
"""Texts to each process at least, before there is another: starting one takes half a second."""


class PooledTranslator:
    """An engine that only knows how to translate one text, in the processes of a pool."""

    abilities = Abilities()
    attempts = 1  # there is nothing to set

    def __init__(self, info: EngineInfo, pool: Pool, prepare: Callable[[str], str]) -> None:
        """``prepare`` makes of each text what the processes get."""
        self.info = info
        self._pool, self._prepare = pool, prepare

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        """See `Translator`; every attempt is the same."""
        results = [Hypothesis(text="")] * len(requests)
        texts = [self._prepare(request.text) for request in requests]
        for index, text in self._pool.translate(texts):
            results[index] = Hypothesis(text=text)
            advance([index])
        return results

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        """See `Translator`: it does not tell."""
        return [None] * len(pairs)


class Pool:
    """Up to ``most`` processes, started as there is work; they end with this process, or when
    nobody holds the pool any more."""

    def __init__(self, module: str, folders: Sequence[Path], most: int, *options: str) -> None:
        """Start one process: ``module`` with ``options`` and ``folders`` as its arguments.

        Raises `PackageError` if it cannot load the models in ``folders``.
        """
        self._command = [sys.executable, "-m", module, *options, *map(str, folders)]
        self._folder, self._most = folders[0], most
        self._workers: list[_Worker] = []
        self._idle = SimpleQueue[_Worker]()
        self._finish = weakref.finalize(self, _stop, self._workers)
        self._start(1)

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The translation of each text with its index, as they are done.

        Raises `PackageError` if a process ended before its time.
        """
        self._start(max(1, min(self._most, len(texts) // _SHARE)))
        try:
            yield from self._translate(texts)
        except BaseException:
            _stop(self._workers)
            self._idle = SimpleQueue()
            raise

    def _translate(self, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        longest_first = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        with ThreadPoolExecutor(len(self._workers)) as threads:
            futures = {threads.submit(self._ask, texts[index]): index for index in longest_first}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                for worker in self._workers:
                    worker.process.kill()  # some are in the midst of a text
                raise

    def _ask(self, text: str) -> str:
        worker = self._idle.get()
        try:
            return worker.ask(text)
        finally:
            self._idle.put(worker)

    def _start(self, count: int) -> None:
        new = [_Worker(self._command, self._folder) for _ in range(count - len(self._workers))]
        self._workers += new
        for worker in new:
            worker.wait_until_ready()
            self._idle.put(worker)


class _Worker:
    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._folder = folder
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries print pages there
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def wait_until_ready(self) -> None:
        """Raises `PackageError` if the models cannot be loaded."""
        if problem := self._read():
            raise PackageError(self._folder, f"cannot be loaded ({problem})", "install it again")

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
                self._folder,
                "the process that translates with it has ended",
                "free some memory, or lower --threads",
            )
        return json.loads(line)


def _stop(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.process.kill()
        worker.process.communicate()  # closes its pipes too
    workers.clear()
