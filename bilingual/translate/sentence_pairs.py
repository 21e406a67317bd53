"""Sentences of a paragraph and of its translation that answer to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bilingual.chinese.edits import Range
from bilingual.chinese.sentences import LIMIT, split_sentences

_END = re.compile(r"(?P<word>\S*)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_GOES_ON = re.compile(
    r"(?:^|.*\W)(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|No|Nos|Vol|Fig|Co|Inc|St|vs|approx|ca|[A-Za-z]|\d+"
    r"|e\.g|i\.e|U\.S|U\.K|a\.m|p\.m)"
)
"""What before a full stop mostly does not end a sentence; a number there may begin a list."""


def pair_sentences(source: str, target: str) -> tuple[tuple[Range, Range], ...]:
    """The places of sentences in a Chinese text and in its English translation, in order; each
    text as a whole where they do not have as many of them."""
    ours, theirs = list(chinese_sentences(source)), list(english_sentences(target))
    if len(ours) != len(theirs):
        return (((0, len(source)), (0, len(target))),)
    return tuple(zip(ours, theirs, strict=True))


def chinese_sentences(
    text: str, *, limit: int = LIMIT, fixed: Sequence[Range] = ()
) -> Iterator[Range]:
    """The places of the sentences of a Chinese text, see `split_sentences`."""
    start = 0
    for sentence in split_sentences(text, limit=limit, fixed=fixed):
        yield start, start + len(sentence)
        start += len(sentence)


def english_sentences(text: str) -> Iterator[Range]:
    """The places of the sentences of an English text, each with the white space behind it."""
    start = 0
    for match in _END.finditer(text):
        if not _GOES_ON.fullmatch(match["word"]):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)
