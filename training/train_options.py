"""The options of a training run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.data import MIXES
from training.model import Size


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of a run."""
    size = Size()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("--data", type=Path, nargs="+", required=True, help="data.npz of training.prepare")
    add("--state", type=Path, required=True, help="folder of checkpoints")
    add("--resume", action="store_true", help="go on with STATE/state.pt, if it is there")
    add("--init", type=Path, help="checkpoint or package folder to start from")
    add("--mix", choices=sorted(MIXES), default="broad", help="shares of the domains")
    add("--minutes", type=float, help="of this run")
    add("--total-minutes", type=float, help="of the whole schedule, over all runs")
    add("--steps", type=int, help="stop at this step")
    add("--total-steps", type=int, help="of the whole schedule, in place of --total-minutes")
    add("--tokens", type=int, default=60000, help="a batch: source and target, with padding")
    add("--lr", type=float, default=1.4e-3)
    add("--warmup", type=int, default=1500, help="steps until the rate is at its peak")
    add("--dropout", type=float, default=0.15)
    add("--smoothing", type=float, default=0.1)
    add("--width", type=int, default=size.width)
    add("--heads", type=int, default=size.heads)
    add("--inner", type=int, default=size.inner)
    add("--encoder-layers", type=int, default=size.encoder_layers)
    add("--decoder-layers", type=int, default=size.decoder_layers)
    add("--vocabulary", type=int, default=size.vocabulary, help="pieces of spm.model")
    add("--precision", choices=("bfloat16", "float32"), default="bfloat16")
    add("--compile", action="store_true", help="torch.compile: pays on a GPU, after a minute")
    add("--save-every", type=int, default=500, help="steps between checkpoints")
    add("--validate-every", type=int, default=500)
    add("--threads", type=int, help="processor cores to use (default: all)")
    add("--peers", type=int, default=1, help="processes of one thread each, for CPUs")
    add("--every", type=int, default=50, help="steps until peers average their weights")
    add("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not (options.minutes or options.steps):
        parser.error("say how long: --minutes or --steps")
    if not (options.total_minutes or options.total_steps):
        options.total_minutes, options.total_steps = options.minutes, options.steps
    return options
