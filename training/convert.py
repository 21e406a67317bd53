"""From our network to CTranslate2's: the same numbers under its names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.checkpoint import Weights
from training.model import POSITIONS, Size, sinusoids

Array = NDArray[np.float32]


def write_ctranslate2(
    size: Size, weights: Weights, pieces: Sequence[str], folder: Path, quantization: str = "int8"
) -> None:
    """Write the network into ``folder`` as a CTranslate2 model."""
    from ctranslate2.specs import common_spec, transformer_spec

    arrays = {name: tensor.float().cpu().numpy() for name, tensor in weights.items()}
    spec = transformer_spec.TransformerSpec.from_config(
        (size.encoder_layers, size.decoder_layers),
        size.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    positions = sinusoids(POSITIONS, size.width).numpy()
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings
        first = embeddings[0] if isinstance(embeddings, list) else embeddings
        first.weight = arrays["embedding.weight"]
        first.multiply_by_sqrt_depth = True
        side.scale_embeddings = True
        side.position_encodings.encodings = positions
    for stack, layers in (("encoder", spec.encoder.layer), ("decoder", spec.decoder.layer)):
        for number, layer in enumerate(layers):
            _fill_layer(layer, arrays, f"{stack}.{number}")
    _fill_norm(spec.encoder.layer_norm, arrays, "encoder_norm")
    _fill_norm(spec.decoder.layer_norm, arrays, "decoder_norm")
    spec.decoder.projection.weight = arrays["embedding.weight"]
    spec.decoder.projection.bias = arrays["output_bias"]
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.config.decoder_start_token = spec.config.bos_token = "<s>"
    spec.config.eos_token, spec.config.unk_token = "</s>", "<unk>"
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _fill_layer(layer: Any, arrays: dict[str, Array], name: str) -> None:
    attention = f"{name}.self_attention"
    _fill_norm(layer.self_attention.layer_norm, arrays, f"{name}.norm_self")
    _fill_linear(
        layer.self_attention.linear[0],
        arrays, f"{attention}.query", f"{attention}.key", f"{attention}.value",
    )  # fmt: skip
    _fill_linear(layer.self_attention.linear[1], arrays, f"{attention}.output")
    if f"{name}.norm_cross.weight" in arrays:
        attention = f"{name}.cross_attention"
        _fill_norm(layer.attention.layer_norm, arrays, f"{name}.norm_cross")
        _fill_linear(layer.attention.linear[0], arrays, f"{attention}.query")
        _fill_linear(layer.attention.linear[1], arrays, f"{attention}.key", f"{attention}.value")
        _fill_linear(layer.attention.linear[2], arrays, f"{attention}.output")
    _fill_norm(layer.ffn.layer_norm, arrays, f"{name}.norm_forward")
    _fill_linear(layer.ffn.linear_0, arrays, f"{name}.feed_forward.inner")
    _fill_linear(layer.ffn.linear_1, arrays, f"{name}.feed_forward.outer")


def _fill_norm(norm: Any, arrays: dict[str, Array], name: str) -> None:
    norm.gamma, norm.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _fill_linear(linear: Any, arrays: dict[str, Array], *names: str) -> None:
    """Several of our matrices on top of each other are one of CTranslate2's."""
    linear.weight = np.concatenate([arrays[f"{name}.weight"] for name in names])
    linear.bias = np.concatenate([arrays[f"{name}.bias"] for name in names])
