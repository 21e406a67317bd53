"""Checkpoints: everything a run needs to go on, and weights to start from or to export.

`load` reads this module's own files, the ``state.pt`` of the first training script
(``model-kit``), whose network was the same under other names, and, by `training.unpack`, Argos
packages of such networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model import Size, Transformer

Weights = dict[str, Tensor]

_HEAD = 64  # width of an attention head in networks whose file does not say


@dataclass(slots=True, kw_only=True)
class Checkpoint:
    """The state of a run."""

    size: Size
    weights: Weights
    average: Weights
    """Moving average of the weights: what is validated and exported."""
    optimizer: dict[str, Any] = field(default_factory=dict)
    """Empty in checkpoints that only carry weights."""
    step: int = 0
    minutes: float = 0.0
    """Trained so far, over all runs."""
    best: float = float("inf")
    """Lowest validation loss so far."""


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {name: getattr(checkpoint, name) for name in Checkpoint.__slots__}
    beside = path.with_name(path.name + ".part")
    torch.save(state | {"size": asdict(checkpoint.size)}, beside)
    beside.replace(path)


def load(path: Path) -> Checkpoint:
    """Read a checkpoint, or a package folder; tensors are on the CPU.

    Raises `ValueError` if the file is neither.
    """
    if path.is_dir():
        from training.unpack import read_weights

        size, weights = read_weights(path)
        return Checkpoint(size=size, weights=weights, average=dict(weights))
    state = torch.load(path, map_location="cpu", weights_only=True)
    if "size" in state:
        return Checkpoint(**state | {"size": Size(**state["size"])})
    if {"m", "o", "ema", "step", "spent"} <= state.keys():
        return _from_kit(state)
    raise ValueError(f"{path}: not a checkpoint of this recipe")


def average(paths: Sequence[Path]) -> tuple[Size, Weights]:
    """The mean of the averaged weights of several checkpoints of one run."""
    checkpoints = [load(path) for path in paths]
    size = checkpoints[0].size
    if any(other.size != size for other in checkpoints):
        raise ValueError("checkpoints of different sizes cannot be averaged")
    mean = {
        name: torch.stack([other.average[name].float() for other in checkpoints]).mean(0)
        for name in checkpoints[0].average
    }
    return size, mean


def _from_kit(state: dict[str, Any]) -> Checkpoint:
    """The first script's state: its weights stand in the order of ours, so does its optimiser."""
    old: Weights = state["m"]
    layers = [
        {name.split(".")[1] for name in old if name.startswith(side)} for side in ("enc.", "dec.")
    ]
    vocabulary, width = old["emb.weight"].shape
    size = Size(
        vocabulary=vocabulary,
        width=width,
        heads=width // _HEAD,
        inner=old["enc.0.ff.a.weight"].shape[0],
        encoder_layers=len(layers[0]),
        decoder_layers=len(layers[1]),
    )
    with torch.device("meta"):
        names = [name for name, _ in Transformer(size).named_parameters()]
    return Checkpoint(
        size=size,
        weights=dict(zip(names, old.values(), strict=True)),
        average=dict(zip(names, state["ema"], strict=True)),
        optimizer=state["o"],
        step=state["step"],
        minutes=state["spent"],
    )
