"""A sentence splitter of a few hundred bytes as Argos Translate has them: an ONNX model that ends
a sentence behind each comma and full stop.

The model is one look into a table, from a character's number to the scores of what follows it;
the file is a protocol buffer, of which only what is needed is written here.
"""

import json
import struct
from pathlib import Path

_CHARACTERS = ["<PAD>", "<UNK>", "，", "。"]
_ENDS, _GOES_ON = (0.0, 0.0, 1.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0, 0.0)
_FLOAT, _INT64 = 1, 7  # types of ONNX's


def write_splitter(path: Path) -> Path:
    """Write the model to ``path``."""
    config = {"feat_funcs": ["end_of_para"], "batch_size": 1}
    vocabulary = {
        "lang": "zh",
        "_unit2id": {one: number for number, one in enumerate(_CHARACTERS)},
        "_id2unit": _CHARACTERS,
    }
    scores = [*_GOES_ON, *_GOES_ON, *_ENDS, *_ENDS]
    table = _numbers(1, len(_CHARACTERS), 5) + _field(2, _FLOAT) + _field(8, b"table")
    table += _field(9, struct.pack(f"<{len(scores)}f", *scores))
    look = _field(1, b"table") + _field(1, b"units") + _field(2, b"scores") + _field(4, b"Gather")
    graph = _field(1, look) + _field(2, b"splitter") + _field(5, table)
    graph += _field(11, _tensor(b"units", _INT64, 2)) + _field(11, _tensor(b"features", _FLOAT, 3))
    graph += _field(12, _tensor(b"scores", _FLOAT, 3))
    model = _field(1, 8) + _field(8, _field(2, 13)) + _field(7, graph)
    for name, value in {"config": config, "vocab": vocabulary}.items():
        said = json.dumps(value).encode()
        model += _field(14, _field(1, name.encode()) + _field(2, said))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model)
    return path


def _tensor(name: bytes, kind: int, dimensions: int) -> bytes:
    """A value that goes in or out, of any size."""
    shape = b"".join(_field(1, _field(2, f"{name!r}{n}".encode())) for n in range(dimensions))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _numbers(number: int, *values: int) -> bytes:
    return b"".join(_field(number, value) for value in values)


def _field(number: int, value: int | bytes) -> bytes:
    """A field of a protocol buffer: a number, or text and whatever else has a length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
