"""How much faster a training step is on a CPU than the plain way to write one.

    python -m benchmarks.training_speed [--rounds 4]

Plain is: float32 weights under autocast, PyTorch's own attention and dropout, the loss of a batch
in one piece and by automatic differentiation, with scores for Chinese pieces too, memory as glibc
gives it. Ours is `training.learner` in a process as `training.peers` starts it. Both learn from the
same made-up batches, in one thread, in processes that take turns; the figure to quote is the ratio
of tokens a processor second.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import torch
from torch.nn import functional

from training import model
from training.allocation import TUNABLES
from training.checkpoint import Checkpoint
from training.data import IGNORED, Batch
from training.learner import Learner
from training.model import Size, Transformer

_SIZE = Size(width=256, heads=4, inner=1024, encoder_layers=5, decoder_layers=2)
_SENTENCES, _LENGTH = 96, 32
_SAYABLE = np.arange(2, _SIZE.vocabulary // 2)  # the other half of the pieces is Chinese
_STEPS = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--way", choices=("plain", "ours"), help="measure this way, here")
    options = parser.parse_args()
    if options.way:
        print(speed(plain_step() if options.way == "plain" else our_step()))
        return
    ratios = []
    for number in range(1, options.rounds + 1):
        plain, ours = apart("plain", {}), apart("ours", {"GLIBC_TUNABLES": TUNABLES})
        ratios.append(ours / plain)
        print(
            f"{number}: plain {plain:,.0f} tokens a processor second, ours {ours:,.0f}, "
            f"ratio {ratios[-1]:.2f}"
        )
    print(f"median ratio {statistics.median(ratios):.2f}")


def apart(way: str, environment: dict[str, str]) -> float:
    """Tokens a processor second in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.training_speed", "--way", way]
    return float(subprocess.check_output(command, env=os.environ | environment))


def speed(step: Callable[[Batch], None]) -> float:
    """Tokens a processor second."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    batch = made_up_batch()
    step(batch)  # warm up
    started = time.process_time()
    for _ in range(_STEPS):
        step(batch)
    return _STEPS * batch.tokens / (time.process_time() - started)


def made_up_batch() -> Batch:
    """Sentences of about one length, as batches have them; 6,000 tokens."""
    rng = np.random.default_rng(1)
    shape = (_SENTENCES, _LENGTH)
    source = rng.integers(4, _SIZE.vocabulary, shape)
    target, wanted = (rng.integers(4, len(_SAYABLE), shape) for _ in range(2))
    is_padding = np.arange(_LENGTH) >= rng.integers(_LENGTH - 4, _LENGTH + 1, (_SENTENCES, 1))
    return Batch(
        source=source,
        is_padding=is_padding,
        target=target,
        wanted=np.where(is_padding, IGNORED, wanted),
    )


def our_step() -> Callable[[Batch], None]:
    weights = {name: p.detach() for name, p in Transformer(_SIZE).named_parameters()}
    state = Checkpoint(size=_SIZE, weights=weights, average=dict(weights))
    learner = Learner(state, _SAYABLE, device="cpu", dropout=0.1, is_half=True, is_compiled=False)

    def step(batch: Batch) -> None:
        learner.step(batch, number=1, rate=1e-4, smoothing=0.1)

    return step


def plain_step() -> Callable[[Batch], None]:
    network = Transformer(_SIZE, 0.1)
    parameters = list(network.parameters())
    averages = [parameter.detach().clone() for parameter in parameters]
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, betas=(0.9, 0.98), fused=True)

    def step(batch: Batch) -> None:
        source, is_padding, target, wanted = map(
            torch.from_numpy, (batch.source, batch.is_padding, batch.target, batch.wanted)
        )
        ways = {"_by_products": model._by_kernel, "drop": functional.dropout}
        with torch.autocast("cpu", torch.bfloat16), patch.multiple(model, **ways):
            hidden = network(source, is_padding, target)
            counted = wanted != IGNORED
            words, biases = network.embedding.weight, network.output_bias
            scores = functional.linear(hidden[counted], words, biases)
        loss = functional.cross_entropy(scores.float(), wanted[counted], label_smoothing=0.1)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            torch._foreach_lerp_(averages, parameters, 0.001)

    return step


if __name__ == "__main__":
    main()
