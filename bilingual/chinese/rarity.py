"""How rare a word is, by the embedded model's vocabulary: its scores are logarithms of how often
each piece stood in the texts that the model was trained on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_EMBEDDED = Path(__file__).parents[1] / "data"
_UNKNOWN = 15.0
"""For a byte of a character that the vocabulary has not: rarer than the rarest piece."""


@cache
def rarity_of(word: str) -> float:
    """The higher, the rarer: 银行 is 12, 蓬勃 28. A word of several pieces is as rare as they
    are together."""
    vocabulary = _vocabulary()
    pieces = [one for one in vocabulary.encode(word) if not vocabulary.is_control(one)]
    return sum(
        _UNKNOWN if vocabulary.is_byte(one) else -vocabulary.get_score(one) for one in pieces
    )


@cache
def _vocabulary() -> Any:
    import sentencepiece

    (path,) = _EMBEDDED.glob("translate-*/sentencepiece.model")  # of whichever version it is
    return sentencepiece.SentencePieceProcessor(model_file=str(path))
