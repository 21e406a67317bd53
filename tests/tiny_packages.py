"""Argos packages of a few kilobytes with real models that always say the same three words.

A model's decoder is all zeros but for its positions and its projection: at position 0 the first
word is likeliest, at position 1 the second, and so on to the end of the sentence. So which package
a translation came from can be read in it.
"""

import functools
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

from bilingual.engines import choose_engine
from bilingual.engines.base import requests_for
from bilingual.packages import argos_packages_folder

_DEPTH = 16
_POSITIONS = 512
_NAMES = {
    "zh": "Chinese",
    "zt": "Chinese (traditional)",
    "en": "English",
    "de": "German",
    "ja": "Japanese",
}
_VOICES = ("Plain", "Newer", "German", "Traditional", "Other")
_LINES = ["会议在北京举行。", "双方签署协议。", "The meeting was held."] * 3


def tiny_package(
    root: Path,
    voice: str = "Plain",
    *,
    from_code: str = "zh",
    to_code: str = "en",
    version: str = "1.0",
    name: str = "",
) -> Path:
    """A package folder below ``root`` that translates everything to ``<voice> words here.``"""
    folder = root / (name or f"translate-{from_code}_{to_code}-{version.replace('.', '_')}")
    (folder / "model").mkdir(parents=True)
    metadata = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": from_code,
        "from_name": _NAMES[from_code],
        "to_code": to_code,
        "to_name": _NAMES[to_code],
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    (folder / "README.md").write_text("# Tiny\n\nMade by a test, CC0.\n", "utf-8")
    (folder / "sentencepiece.model").write_bytes(_tokenizer())
    _model((f"▁{voice}", "▁words", "▁here.")).save(str(folder / "model"))
    return folder


def pack(folder: Path, archive: Path) -> Path:
    """The package as an ``.argosmodel`` file; not compressed, so that it has some length."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as package:
        for path in sorted(folder.rglob("*")):
            package.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return archive


def publish(folder: Path, voice: str = "Plain", **changes: Any) -> None:
    """Add a package to a folder that is served, and an entry to the index there; ``changes`` are
    of the entry, or of the package where it has the same fact."""
    index = folder / "index.json"
    entries = json.loads(index.read_text("utf-8")) if index.exists() else []
    facts = {k: v for k, v in changes.items() if k in ("from_code", "to_code", "version")}
    package = tiny_package(folder.parent / f"published{len(entries)}", voice, **facts)
    content = pack(package, folder / f"{package.name}.argosmodel").read_bytes()
    entry = {
        **json.loads((package / "metadata.json").read_text("utf-8")),
        "links": [f"{package.name}.argosmodel"],
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        **changes,
    }
    index.write_text(json.dumps([*entries, entry]), "utf-8")


def what_is_said() -> str:
    """What the package that would be used translates to."""
    engine = choose_engine("argos").load()
    return engine.translate(requests_for(["会议举行。"]), advance=lambda indices: None)[0].text


def installed() -> list[str]:
    """The names in the packages folder; all that Argos Translate looks at."""
    folder = argos_packages_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def litter() -> list[str]:
    """What stands beside the packages folder."""
    folder = argos_packages_folder().parent
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@functools.cache
def _tokenizer() -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_LINES),
        model_writer=model,
        vocab_size=60,
        hard_vocab_limit=False,
        user_defined_symbols=[f"▁{word}" for word in (*_VOICES, "words", "here.")],
        minloglevel=2,
    )
    return model.getvalue()


@functools.cache
def _model(says: tuple[str, ...]) -> transformer_spec.TransformerSpec:
    processor = sentencepiece.SentencePieceProcessor(model_proto=_tokenizer())
    tokens = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 2, pre_norm=True, activation=common_spec.Activation.RELU
    )
    noise = np.random.default_rng(1)

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    def linear(layer: common_spec.LinearSpec, outputs: int, inputs: int) -> None:
        layer.weight, layer.bias = zeros(outputs, inputs), zeros(outputs)

    def norm(layer: common_spec.LayerNormSpec) -> None:
        layer.gamma, layer.beta = zeros(_DEPTH) + 1, zeros(_DEPTH)

    for stack in (spec.encoder, spec.decoder):
        has_decoder = stack is spec.decoder
        embeddings = stack.embeddings if has_decoder else stack.embeddings[0]
        embeddings.weight = zeros(len(tokens), _DEPTH)
        stack.scale_embeddings = True
        positions = noise.random((_POSITIONS, _DEPTH), np.float32)
        if has_decoder:
            positions = zeros(_POSITIONS, _DEPTH)
            for place in range(_POSITIONS):
                positions[place, min(place, len(says))] = 1
        stack.position_encodings.encodings = positions
        norm(stack.layer_norm)
        for layer in stack.layer:
            attention = [layer.self_attention] + ([layer.attention] if has_decoder else [])
            for block in attention:
                norm(block.layer_norm)
            linear(layer.self_attention.linear[0], 3 * _DEPTH, _DEPTH)
            linear(layer.self_attention.linear[1], _DEPTH, _DEPTH)
            if has_decoder:
                linear(layer.attention.linear[0], _DEPTH, _DEPTH)
                linear(layer.attention.linear[1], 2 * _DEPTH, _DEPTH)
                linear(layer.attention.linear[2], _DEPTH, _DEPTH)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, 2 * _DEPTH, _DEPTH)
            linear(layer.ffn.linear_1, _DEPTH, 2 * _DEPTH)
    projection = zeros(len(tokens), _DEPTH)
    for place, token in enumerate([*says, "</s>"]):
        projection[tokens.index(token), place] = 10
    spec.decoder.projection.weight, spec.decoder.projection.bias = projection, zeros(len(tokens))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    return spec
