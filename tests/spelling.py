"""An engine for whole documents whose every text can be told from every other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from bilingual.chinese.characters import is_han
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.model import BilingualDocument, EngineInfo
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate.documents import translate_documents


class Spelling:
    """Translates each Chinese character to a word of its own, and nothing else."""

    info = EngineInfo(name="spelling")
    abilities = Abilities()
    attempts = 0

    def translate(
        self, requests: Sequence[Request], *, attempt: int = 0, advance: Callable[[list[int]], None]
    ) -> list[Hypothesis]:
        advance([])
        return [Hypothesis(text=spelled(request.text)) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None] * len(pairs)


def spelled(text: str) -> str:
    words = "".join(f" {ord(c):x} ".translate(_LETTERS) if is_han(c) else c for c in text)
    return " ".join(words.split())


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@cache
def translated(path: Path) -> BilingualDocument:
    document = normalize_document(read_document(path), NormalizeOptions())
    (result,) = translate_documents([document], Spelling())
    return result


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\ufeff]+", "", text)
