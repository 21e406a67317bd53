"""Keeping test sets out of the training data, also where they come back slightly changed.

A training sentence is held out if, letters and digits alone, it equals a test sentence, or if
the two share most of their character 4-grams: a number changed, a clause added, one a part of
the other. What counts is the share of the shorter one's 4-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

_GRAM = 4
_SHARE = 0.6  # of the shorter sentence's 4-grams, from which on two are too much alike
_FEWEST = 8  # 4-grams below which likeness says nothing (titles, terms): only equality counts


def comparable(text: str) -> str:
    """Letters and digits alone, folded: what two texts are compared by."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _grams(key: str) -> frozenset[str]:
    return frozenset(key[at : at + _GRAM] for at in range(len(key) - _GRAM + 1))


class HeldOut:
    """Sentences that must not be trained on. All are expected in one script."""

    def __init__(self, sentences: Iterable[str]) -> None:
        keys = {comparable(sentence) for sentence in sentences} - {""}
        self._keys = keys
        self._sizes: list[int] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        for key in sorted(keys):
            grams = _grams(key)
            if len(grams) >= _FEWEST:
                for gram in grams:
                    self._where[gram].append(len(self._sizes))
                self._sizes.append(len(grams))

    def __len__(self) -> int:
        return len(self._keys)

    def has(self, sentence: str) -> bool:
        """Whether ``sentence`` is, or is nearly, one of them."""
        key = comparable(sentence)
        return key in self._keys or self._has_near(_grams(key))

    def _has_near(self, grams: frozenset[str]) -> bool:
        if len(grams) < _FEWEST:
            return False
        shared: Counter[int] = Counter()
        for gram in grams:
            shared.update(self._where.get(gram, ()))
        return any(
            count >= _SHARE * min(len(grams), self._sizes[index]) for index, count in shared.items()
        )


def read_held_out(folder: Path) -> tuple[list[str], list[str]]:
    """The Chinese and the English lines of all test sets (``*.zh``, ``*.en``) in ``folder``."""
    chinese, english = (
        [line for path in sorted(folder.glob(f"*.{side}")) for line in _lines(path)]
        for side in ("zh", "en")
    )
    return chinese, english


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")
