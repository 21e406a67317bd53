"""Texts as a memory knows them, and how it finds them again.

Images, note references and HTML tags stand between words. In remembered texts one sign stands for
each of them, so that a note that gets another number does not make another text; and a text is
found whether or not somebody put a note into it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bilingual.chinese.characters import HAN
from bilingual.formats.points import POINT, pointed_text
from bilingual.model import Span


def remembered_text(spans: Iterable[Span]) -> str:
    """The text of spans as entries have it, without white space at its ends.

    ``根据规定[1]，`` with a reference to a note is ``根据规定￼，``.
    """
    return pointed_text(spans).strip()


_BESIDE_CHINESE = re.compile(
    f"(?<=[{HAN}\u3000-\u303f\uff00-\uffef]) | (?=[{HAN}\u3000-\u303f\uff00-\uffef])"
)
"""A space that Chinese may have beside other writing, or not: ``运行 ls 命令``."""


def bare_text(text: str) -> str:
    """A remembered text without points, with one space for any white space, and none beside
    Chinese characters and signs."""
    return _BESIDE_CHINESE.sub("", " ".join(text.replace(POINT, "").split()))


def main_language(tag: str) -> str:
    """``en`` of ``en-GB``."""
    return tag.lower().replace("_", "-").partition("-")[0]


def key_of(text: str, target_language: str) -> int:
    """What an entry is found by: a hash, of 63 bits, of its bare source and its direction. Whoever
    finds one compares the texts."""
    facts = f"{main_language(target_language)}\0{bare_text(text)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(facts).digest()[:8]) >> 1


def context_of(text: str) -> str:
    """A neighbour, as entries have it: a short hash; empty for none."""
    bare = bare_text(text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(bare).hexdigest()[:12] if bare else ""


def contexts_of(texts: Sequence[str]) -> list[tuple[str, str]]:
    """For each of the texts that follow each other in a document, or in a block, what its
    neighbours are: `Entry.before` and `Entry.after`."""
    hashes = ["", *map(context_of, texts), ""]
    return [(before, after) for (before, _), (_, after) in pairwise(pairwise(hashes))]
