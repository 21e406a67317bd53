"""Sentences in parts: a small model loses its way in a long sentence, and finds it in clauses.

A sentence is cut at its commas and semicolons, outside brackets and quotes, the parts are
translated each by itself, and their translations are joined to one sentence. Which way of cutting
is best differs from sentence to sentence, so a sentence that is long for the package, or in which
the checks find something, is translated in other ways too; the fewest faults decide, then the
score. On the 72 lines of press-dev with 60 characters or more, package 0.4, without repair: whole
BLEU 18.75, chrF 48.86, 146 faults; cut at 60 characters 19.08, 49.23, 121; the best of six ways
20.24, 50.21, 66.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.formats.xml import word_set

_BRACKETS = {"“": 1, "‘": 1, "（": 1, "《": 1, "【": 1, "(": 1, "[": 1} | {
    "”": -1, "’": -1, "）": -1, "》": -1, "】": -1, ")": -1, "]": -1
}  # fmt: skip
_CUTS = frozenset("，；")
_STOPS = re.compile(r"[\s.,;:]+$")
_LOWERED = word_set(
    """
    A After All Also Among An And As At Based Before Both But By During Each Efforts Every For
    From Further He If In Into It Its More Not On One Only Our She Since So Some Such That The
    Their Then There These They This Those Through To Under We When Where Which While With
    Without Accelerate Actively Build Building Carry Continue Create Deepen Develop Enhance
    Ensure Expand Focus Focusing Give Help Improve Improving Increase Make Promote Promoting
    Provide Push Speed Strengthen Strengthening Strive Support Take Vigorously Work
    """
)
"""Words that begin a sentence with a capital and are written small within one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to cut a sentence."""

    longest: int
    """Characters that a part may have, as far as there are commas."""
    keeps_comma: bool = False
    """Whether a part is translated with its comma. With it, models say more; without, they close
    the sentence."""

    def parts_of(self, sentence: str) -> tuple[str, ...]:
        """The parts as an engine gets them; one, if the sentence is not to be cut.

        Cut at 8, ``会议在昆明举行，省长出席，并讲话。`` is ``会议在昆明举行`` and
        ``省长出席，并讲话。``.
        """
        if len(sentence) <= self.longest:
            return (sentence,)
        parts = tuple(_pack(list(_clauses(sentence)), self.longest))
        return (
            parts if self.keeps_comma else (*(one.rstrip("，；") for one in parts[:-1]), parts[-1])
        )


def rounds(cut_length: int) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
    """The ways to cut a sentence, the likelier ones and the others, for a package that does well up
    to ``cut_length`` characters; none for 0, a package that does well with whole sentences. The
    others are tried only where faults are left."""
    if not cut_length:
        return (), ()
    half = 3 * cut_length // 5
    return (
        (Way(longest=cut_length), Way(longest=half)),
        (Way(longest=half, keeps_comma=True),),
    )


def join_parts(translations: Sequence[str]) -> str:
    """One sentence of the translations of its parts.

    ``The meeting was held.`` and ``The governor attended.`` make ``The meeting was held, the
    governor attended.``
    """
    sentence, *others = translations
    for other in filter(None, map(str.strip, others)):
        word = re.match(r"\w+", other)
        is_small = word is not None and word[0] in _LOWERED
        part = other[0].lower() + other[1:] if is_small else other
        sentence = f"{_STOPS.sub('', sentence)}, {part}"
    return sentence


def _clauses(sentence: str) -> Iterator[str]:
    """The sentence, cut behind each comma and semicolon that no bracket or quote holds."""
    depth = start = 0
    for at, character in enumerate(sentence):
        depth = max(0, depth + _BRACKETS.get(character, 0))
        if depth == 0 and character in _CUTS:
            yield sentence[start : at + 1]
            start = at + 1
    if start < len(sentence):
        yield sentence[start:]


def _pack(clauses: Sequence[str], longest: int) -> Iterator[str]:
    """Clauses together, in parts of about one length and at most ``longest`` where that can be."""
    total = sum(map(len, clauses))
    wanted = total / -(-total // longest)
    part = ""
    for clause in clauses:
        if part and (len(part) + len(clause) > longest or len(part) >= wanted):
            yield part
            part = ""
        part += clause
    yield part


def begin_large(text: str, source: str) -> str:
    """``text`` with a capital at its beginning, unless it begins as something of the ``source``
    does: vivo and www stay."""
    word = re.match(r"\w*", text)[0]  # type: ignore[index]
    return text[0].upper() + text[1:] if word.islower() and word not in source else text
