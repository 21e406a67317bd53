"""Train: on one GPU in minutes, on a CPU in hours; stopped and resumed at will.

    python -m training.train --data work/data.npz --state work/state --minutes 8 \\
        --total-minutes 24 [--resume] [--compile]

Every run trains for ``--minutes`` (or up to ``--steps``) of a schedule that is
``--total-minutes`` (or ``--total-steps``) long, and keeps all it needs to go on in
``STATE/state.pt``; ``STATE/best.pt`` holds the averaged weights that did best on ``valid``.
``--init`` starts a new schedule from the weights of a checkpoint or of an Argos package.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional

from training import checkpoint as checkpoints
from training.checkpoint import Checkpoint
from training.data import IGNORED, MIXES, Batch, Packed
from training.model import Size, Transformer
from training.schedule import average_decay, learning_rate
from training.train_options import parse

_POOL = 1_000_000  # tokens drawn at a time, then sorted by length and cut into batches


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; 2 for what the user can mend."""
    options = parse(arguments)
    try:
        train(options)
    except (OSError, ValueError) as error:
        print(f"train: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def train(options: argparse.Namespace) -> Checkpoint:
    """One run; returns what it has saved."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    torch.set_flush_denormal(True)
    if options.threads:
        torch.set_num_threads(options.threads)
    data = Packed(options.data)
    state = start(options)
    trainer = _Trainer(options, data, state, device)
    millions = sum(weight.numel() for weight in state.weights.values()) / 1e6
    print(f"{millions:.1f} million weights on {device}, step {state.step}", flush=True)
    trainer.run()
    return trainer.save()


def start(options: argparse.Namespace) -> Checkpoint:
    """Where the run begins: the saved state, given weights, or random ones."""
    path = options.state / "state.pt"
    if options.resume and path.is_file():
        return checkpoints.load(path)
    if options.init:
        given = checkpoints.load(options.init)
        return Checkpoint(size=given.size, weights=given.average, average=dict(given.average))
    torch.manual_seed(options.seed)
    size = Size(
        vocabulary=options.vocabulary,
        width=options.width,
        heads=options.heads,
        inner=options.inner,
        encoder_layers=options.encoder_layers,
        decoder_layers=options.decoder_layers,
    )
    weights = {name: p.detach() for name, p in Transformer(size).named_parameters()}
    return Checkpoint(size=size, weights=weights, average=dict(weights))


class _Trainer:
    """A run: the network, its optimiser and its averages on one device."""

    def __init__(
        self, options: argparse.Namespace, data: Packed, state: Checkpoint, device: str
    ) -> None:
        self.options, self.data, self.state, self.device = options, data, state, device
        self.network = Transformer(state.size, options.dropout).to(device)
        self.network.load_state_dict(state.weights)
        self.parameters = list(self.network.parameters())
        self.averages = [
            state.average[name].to(device, copy=True) for name, _ in self.network.named_parameters()
        ]
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=options.lr, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01,
            fused=True,
        )  # fmt: skip
        if state.optimizer:
            self.optimizer.load_state_dict(state.optimizer)
        self.forward = (
            torch.compile(self.network, dynamic=True) if options.compile else self.network
        )
        self.started = time.monotonic()

    @property
    def minutes(self) -> float:
        """Trained so far, over all runs."""
        return self.state.minutes + (time.monotonic() - self.started) / 60

    @property
    def progress(self) -> float:
        """How much of the schedule is done, from 0 to 1."""
        if self.options.total_steps:
            return min(1.0, self.state.step / self.options.total_steps)
        return min(1.0, self.minutes / self.options.total_minutes)

    @property
    def is_done(self) -> bool:
        ran = (time.monotonic() - self.started) / 60
        steps, minutes = self.options.steps, self.options.minutes
        return bool((steps and self.state.step >= steps) or (minutes and ran >= minutes))

    def run(self) -> None:
        """Step until time or steps are up."""
        torch.manual_seed(self.options.seed + self.state.step)
        tokens, losses, shown = 0, torch.zeros((), device=self.device), self.state.step
        for batch in self._batches():
            if self.is_done:
                break
            losses += self._step(batch)
            tokens += batch.tokens
            step = self.state.step
            if step % 200 == 0 or step in (1, 20) or self.is_done:
                speed = tokens / (time.monotonic() - self.started)
                mean = float(losses) / (step - shown)
                print(
                    f"{self.minutes:7.2f} min, step {step}, loss {mean:.3f}, "
                    f"{speed:,.0f} tokens/s", flush=True,
                )  # fmt: skip
                losses.zero_()
                shown = step
            if step % self.options.validate_every == 0:
                self.validate()
            if step % self.options.save_every == 0:
                self.save()

    def _step(self, batch: Batch) -> torch.Tensor:
        options, state = self.options, self.state
        rate = learning_rate(options.lr, state.step + 1, options.warmup, self.progress)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self._loss(batch, options.smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        state.step += 1
        decay = average_decay(state.step)
        with torch.no_grad():
            torch._foreach_lerp_(self.averages, self.parameters, 1 - decay)
        return loss.detach()

    def _loss(self, batch: Batch, smoothing: float, reduction: str = "mean") -> torch.Tensor:
        source, is_padding, target, wanted = (
            torch.from_numpy(array).to(self.device, non_blocking=True)
            for array in (batch.source, batch.is_padding, batch.target, batch.wanted)
        )
        is_half = self.options.precision == "bfloat16"
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=is_half):
            hidden = self.forward(source, is_padding, target)
            counted = wanted != IGNORED  # no scores where nothing is wanted: a third less work
            scores = self.network.logits(hidden[counted])
        return functional.cross_entropy(
            scores.float(), wanted[counted], label_smoothing=smoothing, reduction=reduction
        )

    def _batches(self) -> Iterator[Batch]:
        """Batches without end; the next is built while the last is trained on."""
        multiple = 16 if self.options.compile else 8
        with ThreadPoolExecutor(1) as builder:
            while True:
                rng = np.random.default_rng((self.options.seed, self.state.step))
                size = max(_POOL, 8 * self.options.tokens)
                shares = MIXES[self.options.mix]
                pairs = self.data.pool(shares, self.progress, size, rng)
                todo = self.data.cut(pairs, self.options.tokens, rng)
                coming = builder.submit(self.data.batch, todo[0], multiple)
                for following in [*todo[1:], todo[0]]:
                    batch = coming.result()
                    coming = builder.submit(self.data.batch, following, multiple)
                    yield batch

    def validate(self) -> float:
        """The averaged weights' loss per token of ``valid``; the best ones are kept."""
        batches = list(self.data.valid_batches(self.options.tokens))
        if not batches:
            return float("inf")
        kept = [parameter.detach().clone() for parameter in self.parameters]
        self._put(self.averages)
        self.network.eval()
        with torch.no_grad():
            total = sum(float(self._loss(batch, 0.0, "sum")) for batch in batches)
        self._put(kept)
        self.network.train()
        loss = total / sum(int((batch.wanted != IGNORED).sum()) for batch in batches)
        print(f"{self.minutes:7.2f} min, step {self.state.step}, valid {loss:.4f}", flush=True)
        if loss < self.state.best:
            self.state.best = loss
            best = replace(self._snapshot(), weights={}, optimizer={})
            checkpoints.save(best, self.options.state / "best.pt")
        return loss

    def _put(self, weights: Sequence[torch.Tensor]) -> None:
        with torch.no_grad():
            torch._foreach_copy_(self.parameters, weights)

    def _snapshot(self) -> Checkpoint:
        names = [name for name, _ in self.network.named_parameters()]
        return replace(
            self.state,
            weights={name: p.detach() for name, p in zip(names, self.parameters, strict=True)},
            average=dict(zip(names, self.averages, strict=True)),
            optimizer=self.optimizer.state_dict(),
            minutes=self.minutes,
        )

    def save(self) -> Checkpoint:
        """Keep everything that a later run needs."""
        snapshot = self._snapshot()
        checkpoints.save(snapshot, self.options.state / "state.pt")
        return snapshot


if __name__ == "__main__":
    sys.exit(main())
