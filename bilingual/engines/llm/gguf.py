"""What a GGUF file says of its model, read from its head without loading it.

Format: github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bilingual.errors import PackageError

Value = str | int | float | bool | None
"""None stands for lists, such as the vocabulary."""

_NUMBERS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q",
    12: "<d",
}  # fmt: skip
_STRING, _LIST = 8, 9
_MOST_ENTRIES = 100_000
_MOST_BYTES = 1 << 24
"""Of a string: chat templates have some thousands."""
_MOST_ITEMS = 1 << 24
"""Of a list: vocabularies have some hundred thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A GGUF file and what it says of itself."""

    path: Path
    facts: Mapping[str, Value]

    def text(self, key: str) -> str:
        """The text under ``key``; empty if there is none."""
        value = self.facts.get(key)
        return value.strip() if isinstance(value, str) else ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the model is called, in the file and by it."""
        keys = ("general.name", "general.basename", "general.finetune", "general.architecture")
        return (self.path.stem, *filter(None, map(self.text, keys)))

    @property
    def licence(self) -> str:
        return self.text("general.license")

    @property
    def context_length(self) -> int:
        """Tokens that the model was trained to see at once; 0 if it does not say."""
        length = self.facts.get(f"{self.text('general.architecture')}.context_length")
        return length if isinstance(length, int) else 0


def read_gguf(path: Path) -> ModelFile:
    """The facts of a GGUF file; raises `PackageError` if it is none or damaged."""
    try:
        with path.open("rb") as file:
            return ModelFile(path=path, facts=_facts(file))
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise PackageError(path, problem, "give the model's .gguf file with --model") from None
    except (ValueError, struct.error):
        remedy = "give a whole .gguf file with --model"
        raise PackageError(path, "not a GGUF model, or damaged", remedy) from None


def _facts(file: BinaryIO) -> dict[str, Value]:
    if file.read(4) != b"GGUF" or _number(file, "<I") not in (2, 3):
        raise ValueError
    _number(file, "<Q")  # tensors
    count = _number(file, "<Q")
    if count > _MOST_ENTRIES:
        raise ValueError
    return dict(_fact(file) for _ in range(int(count)))


def _fact(file: BinaryIO) -> tuple[str, Value]:
    return _string(file), _value(file, int(_number(file, "<I")))


def _value(file: BinaryIO, kind: int) -> Value:
    if kind == _STRING:
        return _string(file)
    if kind == _LIST:
        _skip_list(file)
        return None
    return _number(file, _form(kind))


def _skip_list(file: BinaryIO) -> None:
    kind, count = int(_number(file, "<I")), int(_number(file, "<Q"))
    if count > _MOST_ITEMS or kind == _LIST:
        raise ValueError
    if kind == _STRING:
        for _ in range(count):
            _string(file)
    else:
        file.seek(count * struct.calcsize(_form(kind)), 1)


def _string(file: BinaryIO) -> str:
    length = int(_number(file, "<Q"))
    if length > _MOST_BYTES:
        raise ValueError
    content = file.read(length)
    if len(content) < length:
        raise ValueError
    return content.decode("utf-8", errors="replace")


def _form(kind: int) -> str:
    if kind not in _NUMBERS:
        raise ValueError
    return _NUMBERS[kind]


def _number(file: BinaryIO, form: str) -> int | float:
    number: int | float = struct.unpack(form, file.read(struct.calcsize(form)))[0]
    return number
