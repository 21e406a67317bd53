"""Weights that learn: a float32 master of each, and a network in half precision that computes.

Half precision halves what a CPU or GPU has to move; the masters keep the small changes that half
precision would round away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from training.checkpoint import Checkpoint
from training.data import IGNORED, Batch, Ids
from training.model import Transformer
from training.schedule import average_decay
from training.scoring import find_gradients, sum_losses

_SHUT = -1e4  # a bias that no score makes up for; finite in half precision


def shut_out(biases: Tensor, sayable: Tensor) -> None:
    """Make pieces that are not ``sayable`` as good as impossible, in place; those that were, but
    are sayable now, begin as the least likely of the others."""
    kept = biases[sayable].clone()
    is_open = kept > _SHUT / 2
    kept[~is_open] = kept[is_open].min() if bool(is_open.any()) else 0.0
    biases.fill_(_SHUT)
    biases[sayable] = kept


class Learner:
    """The network of a run, its optimiser and its averages on one device."""

    def __init__(
        self,
        state: Checkpoint,
        sayable: Ids,
        *,
        device: str,
        dropout: float,
        is_half: bool,
        is_compiled: bool,
    ) -> None:
        """Go on from ``state``; of all pieces, only those ``sayable`` are ever wanted. They are in
        rising order.

        The others get no score: half of a vocabulary of two languages is Chinese, and scores are
        the larger part of a small network's work. They are shut out, so that nothing that comes of
        the network says them.
        """
        self.device = device
        self._sayable = torch.from_numpy(sayable).to(device)
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
        for weights in (self.masters, self.averages):
            shut_out(weights[self.names.index("output_bias")], self._sayable)
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
        words, biases = self.network.words(self._sayable)
        # The gradients of the scores come first, from a way of their own; then the network's.
        found = find_gradients(vectors.detach(), words.detach(), biases.detach(), wanted, smoothing)
        torch.autograd.backward(
            [vectors, words, biases], [found.vectors, found.words, found.biases]
        )
        for master, computing in zip(self.masters, self._computing, strict=True):
            master.grad = computing.grad.float() if computing.grad is not None else None
            computing.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._put(self.masters)
        with torch.no_grad():
            torch._foreach_lerp_(self.averages, self.masters, 1 - average_decay(number))
        return found.loss

    def judge(self, batches: Sequence[Batch]) -> float:
        """The averaged weights' loss per token of ``batches``."""
        self._put(self.averages)
        self.network.eval()
        total, count = 0.0, 0
        with torch.no_grad():
            for batch in batches:
                vectors, wanted = self._vectors(batch)
                words, biases = self.network.words(self._sayable)
                total += sum_losses(vectors, words, biases, wanted)
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
        """What the network says at each position where something is wanted, and which of the
        pieces that it may say is."""
        source, is_padding, target, wanted = (
            torch.from_numpy(array).to(self.device, non_blocking=True)
            for array in (batch.source, batch.is_padding, batch.target, batch.wanted)
        )
        counted = wanted != IGNORED  # a sixth of a batch is padding
        vectors = self._forward(source, is_padding, target)[counted]
        return vectors, torch.searchsorted(self._sayable, wanted[counted])

    def _put(self, weights: Sequence[Tensor]) -> None:
        with torch.no_grad():
            torch._foreach_copy_(self._computing, list(weights))
