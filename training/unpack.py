"""Weights back out of an Argos package, so that fine-tuning can start from one.

Reads CTranslate2's ``model.bin`` (version 6 of its layout, ``ModelSpec._serialize``) of networks
like ours: normalising first, one embedding, ReLU. What int8 rounded off stays lost; a few hundred
steps of training make up for it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from numpy.typing import NDArray

from training.checkpoint import Weights
from training.model import Size

_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)  # bfloat16 has no numpy type
_LAYOUT = 6

Arrays = dict[str, NDArray[np.float32]]


def read_weights(package: Path) -> tuple[Size, Weights]:
    """The size and weights of the network in a package folder.

    Raises `ValueError` if it is of another kind.
    """
    path = package / "model" / "model.bin"
    try:
        with path.open("rb") as file:
            arrays = _read_arrays(file)
        size = _size_of(arrays)
        weights = dict(_our_weights(arrays, size))
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError(f"{path}: not a network of this recipe ({error})") from None
    return size, {name: torch.from_numpy(np.array(array)) for name, array in weights.items()}


def _read_arrays(file: BinaryIO) -> Arrays:
    """All variables by name, int8 ones multiplied out."""

    def number(kind: str) -> int:
        value: int = struct.unpack(kind, file.read(struct.calcsize(kind)))[0]
        return value

    def string() -> str:
        return file.read(number("<H")).rstrip(b"\0").decode()

    if (layout := number("<I")) != _LAYOUT:
        raise ValueError(f"CTranslate2 layout {layout}; {_LAYOUT} is known")
    string(), number("<I")  # name and revision of the specification
    raw = dict[str, NDArray[Any]]()
    for _ in range(number("<I")):
        name = string()
        shape = [number("<I") for _ in range(number("<B"))]
        kind = _TYPES[number("<B")]
        raw[name] = np.frombuffer(file.read(number("<I")), kind).reshape(shape)
    for _ in range(number("<I")):
        alias, name = string(), string()
        raw[alias] = raw[name]
        if f"{name}_scale" in raw:
            raw[f"{alias}_scale"] = raw[f"{name}_scale"]
    arrays = {name: array.astype(np.float32) for name, array in raw.items()}
    for name in raw:
        if f"{name}_scale" in raw:
            arrays[name] /= arrays[f"{name}_scale"][:, None]
    return arrays


def _embedding(arrays: Arrays) -> NDArray[np.float32]:
    return arrays["decoder/embeddings/weight"]


def _size_of(arrays: Arrays) -> Size:
    vocabulary, width = _embedding(arrays).shape
    layers = [
        len(
            {name.split("/")[1] for name in arrays if name.startswith(f"{side}/layer_")}
            - {"layer_norm"}
        )
        for side in ("encoder", "decoder")
    ]
    return Size(
        vocabulary=vocabulary,
        width=width,
        heads=int(arrays["decoder/num_heads"]),
        inner=arrays["encoder/layer_0/ffn/linear_0/weight"].shape[0],
        encoder_layers=layers[0],
        decoder_layers=layers[1],
    )


def _our_weights(arrays: Arrays, size: Size) -> Iterator[tuple[str, NDArray[np.float32]]]:
    yield "output_bias", arrays["decoder/projection/bias"]
    yield "embedding.weight", _embedding(arrays)
    for side, count in (("encoder", size.encoder_layers), ("decoder", size.decoder_layers)):
        for number in range(count):
            theirs, ours = f"{side}/layer_{number}", f"{side}.{number}"
            names = ("query", "key", "value", "output")
            yield from _norm(arrays, f"{theirs}/self_attention/layer_norm", f"{ours}.norm_self")
            yield from _linears(arrays, f"{theirs}/self_attention", f"{ours}.self_attention", names)
            if side == "decoder":
                yield from _norm(arrays, f"{theirs}/attention/layer_norm", f"{ours}.norm_cross")
                yield from _linears(arrays, f"{theirs}/attention", f"{ours}.cross_attention", names)
            yield from _norm(arrays, f"{theirs}/ffn/layer_norm", f"{ours}.norm_forward")
            for their, our in (("linear_0", "inner"), ("linear_1", "outer")):
                for part in ("weight", "bias"):
                    yield (
                        f"{ours}.feed_forward.{our}.{part}",
                        arrays[f"{theirs}/ffn/{their}/{part}"],
                    )
        yield from _norm(arrays, f"{side}/layer_norm", f"{side}_norm")


def _norm(arrays: Arrays, theirs: str, ours: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    yield f"{ours}.weight", arrays[f"{theirs}/gamma"]
    yield f"{ours}.bias", arrays[f"{theirs}/beta"]


def _linears(
    arrays: Arrays, theirs: str, ours: str, names: tuple[str, ...]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Stacked matrices (``linear_0`` …) taken apart into ``names``."""
    for part in ("weight", "bias"):
        stacked = [
            arrays[f"{theirs}/linear_{number}/{part}"]
            for number in range(3)
            if f"{theirs}/linear_{number}/{part}" in arrays
        ]
        width = len(stacked[-1])
        pieces = [piece for one in stacked for piece in np.split(one, len(one) // width)]
        for name, piece in zip(names, pieces, strict=True):
            yield f"{ours}.{name}.{part}", piece
