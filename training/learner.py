"""Weights that learn: a float32 master of each, and a network in half precision that computes.

Half precision halves what a CPU or GPU has to move; the masters keep the small changes that half
precision would round away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional

from training.checkpoint import Checkpoint
from training.data import IGNORED, Batch
from training.model import Transformer
from training.schedule import average_decay

_ROWS = {"cpu": 512, "cuda": 16_384}
"""Positions whose scores are computed together, so that the scores of a whole batch, 20,000 for
each position, need not fit a cache or the memory."""


class Learner:
    """The network of a run, its optimiser and its averages on one device."""

    def __init__(
        self, state: Checkpoint, *, device: str, dropout: float, is_half: bool, is_compiled: bool
    ) -> None:
        self.device = device
        self.network = Transformer(state.size, dropout)
        self.names = [name for name, _ in self.network.named_parameters()]
        self.network.to(device, torch.bfloat16 if is_half else torch.float32)
        self._computing = list(self.network.parameters())
        self.masters = [
            state.weights[name].to(device, torch.float32, copy=True) for name in self.names
        ]
        self.averages = [
            state.average[name].to(device, torch.float32, copy=True) for name in self.names
        ]
        self.optimizer = torch.optim.AdamW(
            self.masters, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
        )
        if state.optimizer:
            self.optimizer.load_state_dict(state.optimizer)
        self._forward = torch.compile(self.network, dynamic=True) if is_compiled else self.network
        self._put(self.masters)

    def step(self, batch: Batch, *, number: int, rate: float, smoothing: float) -> Tensor:
        """Learn from ``batch`` as step ``number``; returns its mean loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        vectors, wanted = self._vectors(batch)
        # The scores' share of the gradient is computed piece by piece, then the network's at once.
        apart = vectors.detach().requires_grad_()
        total = torch.zeros((), device=self.device)
        for piece in self._losses(apart, wanted, smoothing):
            mean = piece / len(wanted)
            mean.backward()
            total += mean.detach()
        vectors.backward(apart.grad)
        for master, computing in zip(self.masters, self._computing, strict=True):
            master.grad = computing.grad.float() if computing.grad is not None else None
            computing.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._put(self.masters)
        with torch.no_grad():
            torch._foreach_lerp_(self.averages, self.masters, 1 - average_decay(number))
        return total

    def judge(self, batches: Sequence[Batch]) -> float:
        """The averaged weights' loss per token of ``batches``."""
        self._put(self.averages)
        self.network.eval()
        total, count = 0.0, 0
        with torch.no_grad():
            for batch in batches:
                vectors, wanted = self._vectors(batch)
                total += sum(float(piece) for piece in self._losses(vectors, wanted, 0.0))
                count += len(wanted)
        self.network.train()
        self._put(self.masters)
        return total / count

    def snapshot(self, state: Checkpoint) -> Checkpoint:
        """``state`` with what has been learned."""
        return replace(
            state,
            weights=dict(zip(self.names, self.masters, strict=True)),
            average=dict(zip(self.names, self.averages, strict=True)),
            optimizer=self.optimizer.state_dict(),
        )

    def moving(self) -> list[list[Tensor]]:
        """All that changes while learning, for peers to agree about; `accept` it afterwards."""
        moments = [
            moment
            for state in self.optimizer.state.values()
            for moment in (state["exp_avg"], state["exp_avg_sq"])
        ]
        return [self.masters, moments, self.averages]

    def accept(self) -> None:
        """Compute with the masters as they are now."""
        self._put(self.masters)

    def _vectors(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """What the network says at each position where something is wanted, and what is."""
        source, is_padding, target, wanted = (
            torch.from_numpy(array).to(self.device, non_blocking=True)
            for array in (batch.source, batch.is_padding, batch.target, batch.wanted)
        )
        counted = wanted != IGNORED  # a third of a batch is padding
        return self._forward(source, is_padding, target)[counted], wanted[counted]

    def _losses(self, vectors: Tensor, wanted: Tensor, smoothing: float) -> Iterator[Tensor]:
        """Summed losses, one piece of the batch after the other."""
        rows = _ROWS[self.device]
        for start in range(0, len(wanted), rows):
            scores = self.network.logits(vectors[start : start + rows]).float()
            yield functional.cross_entropy(
                scores,
                wanted[start : start + rows],
                label_smoothing=smoothing,
                reduction="sum",
            )

    def _put(self, weights: Sequence[Tensor]) -> None:
        with torch.no_grad():
            torch._foreach_copy_(self._computing, list(weights))
