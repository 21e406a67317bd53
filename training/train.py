"""Train: on one GPU in minutes, on a CPU in hours; stopped and resumed at will.

    python -m training.train --data work/data.npz --state work/state --minutes 8 \\
        --total-minutes 24 [--resume] [--compile] [--peers 2]

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
from functools import partial

import numpy as np
import torch

from training import checkpoint as checkpoints
from training.allocation import give_back
from training.checkpoint import Checkpoint
from training.data import MIXES, Batch, Packed
from training.learner import Learner
from training.model import Size, Transformer
from training.peers import Peers, side_by_side
from training.schedule import learning_rate
from training.train_options import parse

_POOL = 1_000_000  # tokens drawn at a time, then sorted by length and cut into batches
_TRIMMED = 20  # steps until free memory is given back
_APART = 1_000_003  # between the random seeds of peers


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


def train(options: argparse.Namespace) -> None:
    """One run: of one process, or of ``--peers`` that share the work."""
    if options.peers == 1:
        _train(0, options)
        return
    options.state.mkdir(parents=True, exist_ok=True)
    meeting = options.state / "meeting"
    meeting.unlink(missing_ok=True)
    try:
        side_by_side(options.peers, partial(_train, options=options))
    finally:
        meeting.unlink(missing_ok=True)


def _train(rank: int, options: argparse.Namespace) -> None:
    """The part of the process number ``rank``; the first one prints and saves."""
    device = "cuda" if torch.cuda.is_available() and options.peers == 1 else "cpu"
    torch.set_float32_matmul_precision("high")
    torch.set_flush_denormal(True)
    if options.threads:
        torch.set_num_threads(options.threads)
    peers = Peers(options.peers, rank, options.state / "meeting") if options.peers > 1 else None
    trainer = _Trainer(options, Packed(*options.data), start(options), device, rank, peers)
    trainer.run()
    trainer.save()
    if peers:
        peers.leave()


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
    """A run: batches in, steps, and what is said and kept of them."""

    def __init__(
        self,
        options: argparse.Namespace,
        data: Packed,
        state: Checkpoint,
        device: str,
        rank: int,
        peers: Peers | None,
    ) -> None:
        self.options, self.data, self.state = options, data, state
        self.rank, self.peers = rank, peers
        self.learner = Learner(
            state,
            data.sayable(state.size.vocabulary),
            device=device,
            dropout=options.dropout,
            is_half=options.precision == "bfloat16",
            is_compiled=options.compile,
        )
        self.started = time.monotonic()
        millions = sum(weight.numel() for weight in state.weights.values()) / 1e6
        self._say(f"{millions:.1f} million weights on {device}, step {state.step}")
        if lacking := data.lacking(MIXES[options.mix]):
            self._say(
                f"not in the data: {', '.join(lacking)}; the other domains of the mix fill in"
            )

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
        options, state = self.options, self.state
        torch.manual_seed(options.seed + state.step + _APART * self.rank)
        tokens, losses, shown = 0, torch.zeros((), device=self.learner.device), state.step
        is_done = bool(options.steps and state.step >= options.steps)
        for batch in self._batches():
            if is_done:
                break
            losses += self.learner.step(
                batch,
                number=state.step + 1,
                rate=learning_rate(options.lr, state.step + 1, options.warmup, self.progress),
                smoothing=options.smoothing,
            )
            tokens += batch.tokens
            state.step += 1
            is_done = self._meet()
            if state.step % _TRIMMED == 0:
                give_back()
            if state.step % 200 == 0 or state.step in (1, 20) or is_done:
                speed = tokens / (time.monotonic() - self.started)
                mean = float(losses) / (state.step - shown)
                self._say(f"step {state.step}, loss {mean:.3f}, {speed:,.0f} tokens/s")
                losses.zero_()
                shown = state.step
            if state.step % options.validate_every == 0:
                self.validate()
            if state.step % options.save_every == 0:
                self.save()

    def _meet(self) -> bool:
        """Whether the run is over; with peers, asked and agreed about when they meet."""
        if not self.peers:
            return self.is_done
        if self.state.step % self.options.every and self.state.step != self.options.steps:
            return False
        self.peers.average(self.learner.moving())
        self.learner.accept()
        return self.peers.agree(self.is_done)

    def _batches(self) -> Iterator[Batch]:
        """Batches without end; the next is built while the last is trained on."""
        multiple = 16 if self.options.compile else 8
        with ThreadPoolExecutor(1) as builder:
            while True:
                rng = np.random.default_rng((self.options.seed, self.state.step, self.rank))
                size = max(_POOL, 8 * self.options.tokens)
                shares = MIXES[self.options.mix]
                pairs = self.data.pool(shares, self.progress, size, rng)
                todo = self.data.cut(pairs, self.options.tokens, rng)
                coming = builder.submit(self.data.batch, todo[0], multiple)
                for following in [*todo[1:], todo[0]]:
                    batch = coming.result()
                    coming = builder.submit(self.data.batch, following, multiple)
                    yield batch

    def validate(self) -> None:
        """Say the averaged weights' loss per token of ``valid``; keep the best ones."""
        batches = [] if self.rank else list(self.data.valid_batches(self.options.tokens))
        if not batches:
            return
        loss = self.learner.judge(batches)
        self._say(f"step {self.state.step}, valid {loss:.4f}")
        if loss < self.state.best:
            self.state.best = loss
            best = replace(self._snapshot(), weights={}, optimizer={})
            checkpoints.save(best, self.options.state / "best.pt")

    def _snapshot(self) -> Checkpoint:
        return replace(self.learner.snapshot(self.state), minutes=self.minutes)

    def save(self) -> None:
        """Keep everything that a later run needs."""
        if self.rank == 0:
            checkpoints.save(self._snapshot(), self.options.state / "state.pt")

    def _say(self, text: str) -> None:
        if self.rank == 0:
            print(f"{self.minutes:7.2f} min, {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
