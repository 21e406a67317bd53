"""An index of likeness: pairs of neighbouring characters, of which texts that are alike share some.

SQLite's own index of character triples finds nothing for two characters, and most Chinese words
have two. So a text is indexed by its rarest pairs, as a fixed table of frequent characters ranks
them: two texts that share half of their pairs share some of the rarest, and lists of rare pairs
are short. Figures count as one sign, so that texts that differ in figures alone are found.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bilingual.formats.frequent_characters import rank_character
from bilingual.formats.points import POINT

_MOST = 8
"""Pairs of a text that are indexed; as many are asked for."""
_FIGURE = re.compile(r"\d[\d.,:]*")
_EDGES = "\x02{}\x03"


def frame_of(text: str) -> str:
    """A text without what makes no difference to likeness: one sign for each figure, no white
    space, no points, small letters."""
    return "".join(_FIGURE.sub("0", text.replace(POINT, "")).lower().split())


def rare_grams(frame: str) -> list[int]:
    """The rarest pairs of a frame, as numbers, the rarest first; half of all, at most eight."""
    pairs = set(pairwise(_EDGES.format(frame)))
    ranked = sorted(
        ((-(rank_character(one) + rank_character(other)), _number(one, other)))
        for one, other in pairs
    )
    return [number for _, number in ranked[: min(_MOST, len(pairs) // 2 + 1)]]


def _number(one: str, other: str) -> int:
    """A number of 31 bits, since small numbers take less room; that some pairs share one costs a
    comparison, and no more."""
    return (ord(one) * 65599 + ord(other)) & 0x7FFFFFFF
