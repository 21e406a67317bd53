"""A crew on other processes and machines: the workers of a Dask scheduler that somebody runs.

The run stays here: it reads, keeps account and writes. Waves go to the workers as shards, two for
each, so that none waits. A shard whose worker dies is given to another one; nothing else is lost
with a worker, and nothing with this process but the shards that are under way.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bilingual.errors import BilingualError, EngineError, PackageError, UsageError
from bilingual.run.crews import Translated
from bilingual.run.observer import Observer
from bilingual.run.shards import (
    EngineOrder,
    Shard,
    check_worker,
    pack_order,
    pack_shard,
    translate_shard,
    unpack_results,
    versions,
)
from bilingual.run.tasks import Task
from bilingual.run.work import Work
from bilingual.translate.options import TranslateOptions

if TYPE_CHECKING:
    import distributed

_TO_CONNECT = 10.0  # seconds
_TO_BEGIN = 30.0
"""Seconds for which the first worker is waited for."""
_LOOKS = 5.0
"""Seconds after which it is looked whether there are still workers."""
_DEEP = 2
"""Shards that each worker has, the one that it translates counted in."""
_LARGE = "1 GB"
"""What a shard may have before Dask warns of it."""


class ClusterCrew:
    """See the module, and `bilingual.run.crews.Crew`."""

    def __init__(self, client: distributed.Client, address: str, order: EngineOrder) -> None:
        self._client, self._address, self._order = client, address, order
        self._under_way: dict[distributed.Future, tuple[list[Task], Shard]] = {}
        self._done: Queue[tuple[distributed.Future, bytes | Exception]] = Queue()
        self._is_alone = False

    def translate(
        self, waves: Iterator[list[Work]], options: TranslateOptions, observer: Observer
    ) -> Iterator[list[tuple[Task, Translated]]]:
        """See `Crew`. Raises `PackageError` if a worker has not what it takes, `EngineError` if
        the scheduler is gone."""
        has_begun = False
        for wave in waves:
            if not has_begun:
                observer.load()
                has_begun = True
            plans = tuple((work.path, work.plan) for work in wave)
            shard = Shard(engine=self._order, options=options, plans=plans)
            self._submit([work.task for work in wave], shard)
            while len(self._under_way) >= _DEEP * self._count_workers(observer):
                yield from self._next(observer)
        while self._under_way:
            yield from self._next(observer)

    def _submit(self, tasks: list[Task], shard: Shard) -> None:
        future = self._client.submit(translate_shard, versions(), pack_shard(shard), pure=False)
        self._under_way[future] = (tasks, shard)
        future.add_done_callback(self._fetch)

    def _fetch(self, future: distributed.Future) -> None:
        """Take what a worker made as soon as it is there: with the worker, it would be lost."""
        try:
            self._done.put((future, future.result()))
        except Exception as error:
            self._done.put((future, error))

    def _count_workers(self, observer: Observer) -> int:
        try:
            count = len(self._client.nthreads())
        except (OSError, TimeoutError):
            raise self._scheduler_is_gone() from None
        if not count and not self._is_alone:
            observer.remark(f"{self._address}: has no workers any more; waiting for one")
        self._is_alone = not count
        return max(1, count)

    def _next(self, observer: Observer) -> Iterator[list[tuple[Task, Translated]]]:
        """The next shard that is done, if there is one soon."""
        try:
            future, answer = self._done.get(timeout=_LOOKS)
        except Empty:
            self._count_workers(observer)
            return
        tasks, shard = self._under_way.pop(future)
        if isinstance(answer, Exception):
            results = self._failed(answer, tasks, shard)
        else:
            results = unpack_results(answer, shard)
        if results:
            characters = sum(plan.size for _, plan in shard.plans)
            observer.begin(len(tasks), characters)
            observer.advance(characters)
            yield list(zip(tasks, results, strict=True))

    def _failed(self, error: Exception, tasks: list[Task], shard: Shard) -> list[Translated]:
        """What to do about a shard that went wrong; nothing, if it is under way again, a document
        at a time."""
        import distributed

        if isinstance(error, distributed.CancelledError):
            raise self._scheduler_is_gone()
        if isinstance(error, BilingualError):
            raise error.at(f"a worker of {self._address}")
        if not isinstance(error, distributed.KilledWorker):
            raise _unfit(f"a worker of {self._address}", error)
        if len(tasks) == 1:
            gone = EngineError(
                tasks[0].seed.path,
                "ended each worker that it was given to",
                "give the workers more memory, or translate it without --cluster",
            )
            return [Translated(outcome=gone, seconds=0.0)]
        for task, plan in zip(tasks, shard.plans, strict=True):
            self._submit([task], replace(shard, plans=(plan,)))
        return []

    def _scheduler_is_gone(self) -> EngineError:
        return EngineError(
            self._address,
            "the scheduler is gone",
            "start it, and run the same command again: it goes on",
        )


@contextmanager
def cluster_crew(address: str, order: EngineOrder, *, is_offline: bool) -> Iterator[ClusterCrew]:
    """The workers of the scheduler at ``address``, all of which are fit for the ``order``.

    Raises `UsageError` if it cannot be reached or has no workers, `PackageError` if one has other
    versions or another package.
    """
    address = checked_address(address, is_offline=is_offline)
    distributed = _require()
    try:
        client = distributed.Client(address, timeout=_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        said = " ".join(str(error).split())[:100]
        raise UsageError(
            f"--cluster {address}", f"cannot be reached ({said})", "start one with: dask scheduler"
        ) from None
    try:
        _check_workers(client, address, order)
        yield ClusterCrew(client, address, order)
    finally:
        client.close(timeout=_LOOKS)


def checked_address(address: str, *, is_offline: bool) -> str:
    """The address with its protocol.

    Raises `UsageError` if it is none, or if the network is forbidden and it is not on this machine.
    """
    whole = address if "://" in address else f"tcp://{address}"
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not (host and port) or urlsplit(whole).scheme not in ("tcp", "tls"):
        raise UsageError(
            f"--cluster {address}", "is no address of a scheduler", "give tcp://HOST:PORT"
        )
    if is_offline and not _is_here(host):
        raise UsageError(
            f"--cluster {address}",
            "is on another machine, and the network is forbidden",
            "leave out --offline and BILINGUAL_OFFLINE",
        )
    return whole


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require() -> Any:
    try:
        import dask
        import distributed
    except ImportError:
        raise UsageError(
            "--cluster",
            "needs distributed, not installed here",
            "pip install 'bilingual-zh[cluster]'",
        ) from None
    for name in ("distributed", "tornado"):  # what they say is said here, in a line
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE})
    return distributed


def _check_workers(client: distributed.Client, address: str, order: EngineOrder) -> None:
    try:
        client.wait_for_workers(1, timeout=_TO_BEGIN)
    except TimeoutError:
        raise UsageError(
            f"--cluster {address}", "has no workers", f"start some with: dask worker {address}"
        ) from None
    answers = client.run(check_worker, versions(), pack_order(order), on_error="return")
    for worker, error in sorted(answers.items()):
        if isinstance(error, BilingualError):
            raise error.at(f"worker {worker}")
        if isinstance(error, BaseException):
            raise _unfit(f"worker {worker}", error)


def _unfit(worker: str, error: BaseException) -> PackageError:
    said = " ".join(str(error).split())[:100]
    return PackageError(
        worker,
        f"cannot translate ({type(error).__name__}: {said})",
        "install there what is installed here",
    )
