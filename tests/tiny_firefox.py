"""Models of Firefox's of a few kilobytes, in the real format, that always say the same words.

The format is Marian's binary one, version 1, with 8-bit matrices and an SSRU decoder. Of the
decoder only the last layer does something: it makes of each word the next one, and the first one
out of nothing. So which model a translation came from can be read in it.
"""

import functools
import hashlib
import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

from bilingual.packages.folders import firefox_models_folder

_DEPTH = 64
_FLOATS, _BYTES, _EIGHT_BITS = 0x404, 0x101, 0x4101
_VOICES = ("Plain", "Newer", "Phone", "Other", "words", "here.", "X1X", "again")
_LINES = ["会议在北京举行。", "双方签署协议。", "The meeting was held."] * 3
_CONFIGURATION = """dec-cell: ssru
dec-depth: 1
dim-emb: {depth}
dim-vocabs:
  - {pieces}
  - {pieces}
enc-depth: 1
transformer-heads: 4
transformer-dim-ffn: {depth}
tied-embeddings-all: true
type: transformer
max-length: 100
version: v1.0
"""


def model_files(*words: str, is_endless: bool = False) -> dict[str, bytes]:
    """The files, by role, of a model that says ``words``, each of `_VOICES`; over and over if it is
    endless."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=_vocabulary())
    pieces = processor.get_piece_size()
    said = [processor.piece_to_id(f"▁{word}") for word in words]
    after = said[:1] if is_endless else [processor.eos_id()]
    return {
        "model": _model(pieces, [*said, *after], is_endless=is_endless),
        "lex": _shortlist(pieces, said),
        "vocab": _vocabulary(),
    }


def write_model(folder: Path, *words: str, is_endless: bool = False) -> Path:
    """The folder of such a model below ``folder``, as it is when installed."""
    made = folder / "firefox-zh_en-3_0"
    made.mkdir(parents=True)
    metadata = {"type": "firefox", "from_code": "zh", "to_code": "en", "to_name": "English"}
    metadata["package_version"] = "3.0"
    (made / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    for role, content in model_files(*words, is_endless=is_endless).items():
        (made / f"{role}{'.spm' if role == 'vocab' else '.bin'}").write_bytes(content)
    return made


def publish_model(folder: Path, *words: str, **changes: Any) -> list[dict[str, Any]]:
    """Add a model to a mirror in ``folder``; ``changes`` are of its records, which are returned."""
    listed = folder / "records.json"
    data = json.loads(listed.read_text("utf-8"))["data"] if listed.exists() else []
    records = [
        _publish(folder, role, content, changes) for role, content in model_files(*words).items()
    ]
    listed.write_text(json.dumps({"data": data + records}), "utf-8")
    return records


def pack(content: bytes) -> bytes:
    """``content`` in the format of zstd, not made smaller."""
    blocks = [content[at : at + 100_000] for at in range(0, len(content), 100_000)] or [b""]
    last = len(blocks) - 1
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(content)) + b"".join(
        (len(block) << 3 | (number == last)).to_bytes(3, "little") + block
        for number, block in enumerate(blocks)
    )  # fmt: skip


def installed_models() -> list[str]:
    """The names in the folder of Firefox's models."""
    folder = firefox_models_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _publish(folder: Path, role: str, content: bytes, changes: dict[str, Any]) -> dict[str, Any]:
    packed = pack(content)
    sha256 = hashlib.sha256(packed).hexdigest()
    location = f"main-workspace/translations-models-v2/{sha256[:12]}.zst"
    place = folder / location
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(packed)
    name = {"model": "model.zhen.intgemm.alphas.bin", "lex": "lex.50.50.zhen.s2t.bin"}
    record = {
        "id": sha256[:8],
        "name": name.get(role, f"{role}.zhen.spm"),
        "fileType": role,
        "sourceLanguage": "zh-Hans",
        "targetLanguage": "en",
        "version": "3.0",
        "architecture": "base",
        "filter_expression": "env.appinfo.OS != 'Android'",
        "decompressedHash": hashlib.sha256(content).hexdigest(),
        "decompressedSize": len(content),
        "attachment": {
            "hash": sha256,
            "size": len(packed),
            "filename": f"{name.get(role, role)}.zst",
            "location": location,
            "mimetype": "application/zstd",
        },
        "schema": 1758911353998,
        "last_modified": 1758911497147,
    }
    return record | changes


@functools.cache
def _vocabulary() -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_LINES),
        model_writer=model,
        vocab_size=60,
        hard_vocab_limit=False,
        user_defined_symbols=[f"▁{word}" for word in _VOICES],
        minloglevel=2,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
    )
    return model.getvalue()


def _model(pieces: int, chain: list[int], *, is_endless: bool) -> bytes:
    items: list[tuple[str, int, tuple[int, ...], bytes]] = []

    def floats(name: str, values: np.ndarray) -> None:
        items.append((name, _FLOATS, values.shape, values.astype("<f4").tobytes()))

    def scale(name: str) -> None:
        items.append((name, _EIGHT_BITS, (1, 1), struct.pack("<bf", 127, 127 / 8)))

    def matrix(name: str, values: np.ndarray) -> None:
        factor = 127 / (np.abs(values).max() or 1)
        content = np.round(values * factor).astype(np.int8).tobytes() + struct.pack("<f", factor)
        items.append((name, _EIGHT_BITS, values.shape, content))

    def weights(name: str, values: np.ndarray) -> None:
        matrix(name, values)
        floats(f"{name}_QuantMultA", np.array([[127 / 8]]))

    def norm(name: str) -> None:
        floats(f"{name}_ln_scale", np.ones((1, _DEPTH)))
        floats(f"{name}_ln_bias", np.zeros((1, _DEPTH)))

    def attention(name: str) -> None:
        for letter in "qkvo":
            weights(f"{name}_W{letter}", zeros)
            floats(f"{name}_b{letter}", zeros[:1])
        norm(f"{name}_Wo")

    def feed_forward(name: str, inner: np.ndarray, outer: np.ndarray, bias: np.ndarray) -> None:
        weights(f"{name}_W1", inner)
        floats(f"{name}_b1", zeros[:1])
        weights(f"{name}_W2", outer)
        floats(f"{name}_b2", bias)
        norm(f"{name}_ffn")

    zeros = np.zeros((_DEPTH, _DEPTH))
    words = chain[:-1] if is_endless else chain
    embeddings, following, first = np.zeros((pieces, _DEPTH)), zeros.copy(), zeros[:1].copy()
    for place, piece in enumerate(words):
        embeddings[piece, place] = 1
    for place in range(len(chain) - 1):
        following[(place + 1) % len(words), place] = 8
    first[0, 0] = 6
    matrix("Wemb", embeddings)
    scale("Wemb_QuantMultA")
    attention("encoder_l1_self")
    feed_forward("encoder_l1_ffn", zeros, zeros, zeros[:1])
    weights("decoder_l1_rnn_W", zeros)
    weights("decoder_l1_rnn_Wf", zeros)
    floats("decoder_l1_rnn_bf", zeros[:1])
    norm("decoder_l1_rnn_ffn")
    attention("decoder_l1_context")
    feed_forward("decoder_l1_ffn", np.eye(_DEPTH), following, first)
    scale("decoder_Wemb_QuantMultA")
    floats("decoder_ff_logit_out_b", np.zeros((1, pieces)))
    text = _CONFIGURATION.format(depth=_DEPTH, pieces=pieces).encode() + b"\0"
    items.append(("special:model.yml", _BYTES, (len(text),), text))
    return _binary(items)


def _binary(items: list[tuple[str, int, tuple[int, ...], bytes]]) -> bytes:
    """Marian's file: heads, names, shapes and contents, these at multiples of 256."""
    heads, names, shapes, contents = b"", b"", b"", b""
    for name, kind, shape, content in items:
        padded = content + b"\0" * (-len(content) % 256)
        heads += struct.pack("<4Q", len(name) + 1, kind, len(shape), len(padded))
        names += name.encode() + b"\0"
        shapes += struct.pack(f"<{len(shape)}i", *shape)
        contents += padded
    top = struct.pack("<2Q", 1, len(items)) + heads + names + shapes
    gap = -(len(top) + 8) % 256
    return top + struct.pack("<Q", gap) + b"\0" * gap + contents


def _shortlist(pieces: int, allowed: list[int]) -> bytes:
    """The table of the words that may come of each: here the same of all."""
    offsets = [len(allowed) * number for number in range(pieces + 1)]
    lists = allowed * pieces
    header = struct.pack("<6Q", 0xF11A48D5013417F5, 0, 1, 50, len(offsets), len(lists))
    return header + struct.pack(f"<{len(offsets)}Q", *offsets) + struct.pack(
        f"<{len(lists)}I", *lists
    )  # fmt: skip
