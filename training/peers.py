"""Processes that learn side by side, each with one thread, and now and then agree.

Two threads of one process wait for each other at every product of matrices, which on a busy machine
costs more than the second one brings. Two processes that average their weights every so many steps
(local SGD) wait once in a minute.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, distributed, multiprocessing

from training.allocation import TUNABLES


def side_by_side(count: int, work: Callable[[int], None]) -> None:
    """Do ``work(rank)`` in ``count`` processes; raises `ValueError` with what one of them raised,
    and ends the others."""
    os.environ.setdefault("GLIBC_TUNABLES", TUNABLES)  # read by new processes only
    try:
        multiprocessing.spawn(work, nprocs=count, join=True)
    except multiprocessing.ProcessRaisedException as error:
        raise ValueError(str(error).strip().splitlines()[-1]) from None


class Peers:
    """One process's tie to the others."""

    def __init__(self, count: int, rank: int, meeting: Path) -> None:
        """Join them; ``meeting`` is a file that does not exist before, the same for all."""
        self._count = count
        torch.set_num_threads(1)
        distributed.init_process_group(
            "gloo", init_method=meeting.resolve().as_uri(), rank=rank, world_size=count
        )

    def average(self, groups: Sequence[Sequence[Tensor]]) -> None:
        """Put the mean over all processes in place of each tensor."""
        with torch.no_grad():
            for group in groups:
                flat = torch.cat([tensor.flatten() for tensor in group])
                distributed.all_reduce(flat)
                flat /= self._count
                pieces = flat.split([tensor.numel() for tensor in group])
                for tensor, piece in zip(group, pieces, strict=True):
                    tensor.copy_(piece.view_as(tensor))

    def agree(self, is_done: bool) -> bool:
        """Whether any of them is done: then all stop at the same step."""
        verdict = torch.tensor(float(is_done))
        distributed.all_reduce(verdict)
        return bool(verdict)

    def leave(self) -> None:
        """Part from the others."""
        distributed.destroy_process_group()
