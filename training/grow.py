"""A larger network that begins by saying what a smaller one says.

A layer that is added is a copy of another whose outputs are zero, so that it passes its input on; a
unit that is added to a feed-forward is one whose output is zero. Neither changes a score, and both
learn from the first step, since what leads to a zero has a gradient. So a network grows without
losing the hours that were spent on it (Chen, Goodfellow and Shlens, Net2Net, 2016).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from training import checkpoint as checkpoints
from training.checkpoint import Checkpoint, Weights
from training.model import Size, Transformer

_LAYER = re.compile(r"(encoder|decoder)\.(\d+)\.(.+)")
_GROWING = ("encoder_layers", "decoder_layers", "inner")
_OUTPUTS = ("self_attention.output.", "cross_attention.output.", "feed_forward.outer.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a grown checkpoint; 2 if there is none to grow, or not so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="checkpoint or package folder")
    parser.add_argument("--encoder-layers", type=int, help="as many as now, or more")
    parser.add_argument("--decoder-layers", type=int, help="as many as now, or more")
    parser.add_argument("--inner", type=int, help="as wide as now, or wider")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    wanted = {name: getattr(options, name) for name in _GROWING}
    try:
        given = checkpoints.load(options.checkpoint)
        size = replace(given.size, **{name: n for name, n in wanted.items() if n is not None})
        weights = grow(given.average, given.size, size)
        checkpoints.save(Checkpoint(size=size, weights=weights, average=weights), options.out)
    except (OSError, ValueError) as error:
        print(f"grow: {error}", file=sys.stderr)
        return 2
    return 0


def grow(weights: Weights, old: Size, new: Size) -> Weights:
    """The weights of a network of size ``new`` that gives the scores of ``weights``.

    Raises `ValueError` if ``new`` is smaller, or another network in what cannot grow.
    """
    if any(getattr(new, name) < getattr(old, name) for name in _GROWING):
        raise ValueError("a network grows, it does not shrink")
    if replace(new, **{name: getattr(old, name) for name in _GROWING}) != old:
        raise ValueError(f"only {', '.join(_GROWING)} can grow")
    torch.manual_seed(0)
    with torch.no_grad():
        return {
            name: _weight(name, fresh.detach().clone(), weights, old, new)
            for name, fresh in Transformer(new).named_parameters()
        }


def _weight(name: str, fresh: Tensor, weights: Weights, old: Size, new: Size) -> Tensor:
    """The weight ``name`` of the grown network; ``fresh`` is a random one of its shape."""
    layer = _LAYER.fullmatch(name)
    if not layer:
        return weights[name].float().clone()
    side, index, part = layer[1], int(layer[2]), layer[3]
    origins = _origins(getattr(old, f"{side}_layers"), getattr(new, f"{side}_layers"))
    kept = weights[f"{side}.{origins[index]}.{part}"].float()
    is_added = origins[index + 1 : index + 2] == origins[index : index + 1]
    if is_added and part.startswith(_OUTPUTS):
        return torch.zeros_like(fresh)
    if kept.shape == fresh.shape:
        return kept.clone()
    if part == "feed_forward.outer.weight":  # of the units that are added
        fresh.zero_()
    fresh[tuple(slice(0, length) for length in kept.shape)] = kept
    return fresh


def _origins(old: int, new: int) -> list[int]:
    """For each of ``new`` layers, the one of ``old`` that it is, or is a copy of. Copies are spread
    evenly and stand before what they are copies of, so that the last layer stays the last one:
    CTranslate2 tells the attention of that."""
    return [index * old // new for index in range(new)]


if __name__ == "__main__":
    sys.exit(main())
