"""One of Firefox's models, loaded: a sentence to its translation, in parts where it is long.

The engine reads an input of any length, and stops without a word after twice its pieces and 6, or
after 256 pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import sentencepiece
from fxtranslate import Translator

_MOST_PIECES = 120
"""Pieces of one input, at most."""
_LONGEST_ANSWER = 250
"""Pieces of an answer from which on it counts as cut, however long the input is."""
_LEAST_HALVED = 8
"""Pieces of an input that is worth another try in halves."""
_CUTS = (re.compile(r"(?<=[。！？；;])"), re.compile(r"(?<=[，,：:、])"), re.compile(r"(?<=\s)"))
"""Where to cut, the best first."""
_INSIDE = re.compile(r"[A-Za-z0-9.]")


class Model:
    """A model's engine and its tokenizers; for the thread alone that makes it."""

    def __init__(self, folder: Path) -> None:
        """Load the model in ``folder``; raises what the libraries raise: `ValueError`, `OSError`,
        `RuntimeError`, and fxtranslate's ``PanicException``, which is no `Exception`."""
        shared = folder / "vocab.spm"
        source, target = (
            (shared if shared.is_file() else folder / name).read_bytes()
            for name in ("srcvocab.spm", "trgvocab.spm")
        )
        shortlist = folder / "lex.bin"
        self._source = sentencepiece.SentencePieceProcessor(model_proto=source)
        self._target = sentencepiece.SentencePieceProcessor(model_proto=target)
        self._engine = Translator(
            model=(folder / "model.bin").read_bytes(),
            src_vocab=source,
            trg_vocab=target,
            shortlist=shortlist.read_bytes() if shortlist.is_file() else None,
        )

    def translate(self, text: str) -> str:
        """The translation of ``text``, whole; empty if there is nothing to translate."""
        parts = split_text(text, self._count, _MOST_PIECES)
        return " ".join(filter(None, map(self._translate_part, parts)))

    def _translate_part(self, part: str) -> str:
        part = part.strip()
        if not part:
            return ""  # of nothing, the engine makes words up
        answer = self._engine.translate(part).strip()
        pieces = self._count(part)
        is_cut = len(self._target.encode(answer)) >= min(2 * pieces + 5, _LONGEST_ANSWER)
        if not is_cut or pieces < _LEAST_HALVED:
            return answer
        halves = split_text(part, self._count, (pieces + 1) // 2)
        return " ".join(filter(None, map(self._translate_part, halves))) if halves[1:] else answer

    def _count(self, text: str) -> int:
        return len(self._source.encode(text))


def split_text(text: str, count: Callable[[str], int], most: int) -> list[str]:
    """``text`` in parts that ``count`` to ``most`` at most, as far as it can be cut: where a
    sentence or clause ends, else anywhere but in a number, a placeholder or a word of letters.

    Joined, the parts are the text.
    """
    if count(text) <= most or len(text) < 2:
        return [text]
    at = _middle(text)
    if not at:
        return [text]
    return [part for half in (text[:at], text[at:]) for part in split_text(half, count, most)]


def _middle(text: str) -> int:
    """Where to cut ``text`` in two; 0 if it cannot be."""
    middle = len(text) / 2
    for cuts in _CUTS:
        places = [match.start() for match in cuts.finditer(text)]
        inner = [at for at in places if len(text) / 5 <= at <= len(text) * 4 / 5]
        if inner:
            return min(inner, key=lambda at: abs(at - middle))
    between = [
        at
        for at in range(1, len(text))
        if not (_INSIDE.match(text[at - 1]) and _INSIDE.match(text[at]))
    ]
    return min(between, key=lambda at: abs(at - middle), default=0)
