"""Terms, and where they stand in a text.

A glossary's source side matches in either script: ``雲南大學`` finds ``云南大学`` and the other
way round. Of terms that overlap the longest one at the first place counts, so ``云南大学`` is no
``云南`` in addition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bilingual.chinese.edits import Range
from bilingual.chinese.script import simplify_characters
from bilingual.files import hash_bytes
from bilingual.translate.glossary.english import find_words, says

_KEY = 2  # characters that a term is looked up by


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a glossary."""

    source: str
    """The Chinese term, in either script."""
    target: str
    """How it is to be said; an article at its start may be absent in a sentence."""
    accepted: tuple[str, ...] = ()
    """Other renderings that are right too."""
    forbidden: tuple[str, ...] = ()
    """Renderings that are wrong wherever the term stands."""
    note: str = ""
    part_of_speech: str = ""
    is_case_sensitive: bool = False
    is_enforced: bool = True
    """Whether a translation without it is wrong; else the term is a hint for engines that take
    some, and nothing is checked."""
    origin: str = ""
    """Where it stands, for messages: ``glossary.csv, line 3``."""

    def is_said_in(self, text: str) -> bool:
        """Whether an English text says the term, inflected or not."""
        return any(
            says(text, rendering, is_case_sensitive=self.is_case_sensitive)
            for rendering in (self.target, *self.accepted)
        )

    def forbidden_in(self, text: str) -> Iterator[Range]:
        """Where an English text has a forbidden rendering."""
        for rendering in self.forbidden:
            yield from find_words(text, rendering, is_case_sensitive=self.is_case_sensitive)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHit:
    """A term that a text has."""

    term: Term
    place: Range
    """Its characters in the text, end excluded."""


@dataclass(frozen=True, eq=False)
class Glossary:
    """Terms, looked up by their source. Of two terms with one source the first counts."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def find(self, text: str) -> tuple[TermHit, ...]:
        """The terms in ``text``, in order; none overlaps another.

        With ``中国联通`` and ``联通``: ``中国联通和联通云`` has the first at (0, 4), the second
        at (5, 7).
        """
        return _find(self, text)

    def _find(self, text: str) -> tuple[TermHit, ...]:
        if not self.terms:
            return ()
        plain, hits, at = _plain(text), list[TermHit](), 0
        begins = self._lengths
        while at < len(plain):
            if plain[at : at + _KEY] not in begins and plain[at] not in begins:
                at += 1  # at most places, no term begins
                continue
            term = next(self._terms_at(plain, at), None)
            if term is None:
                at += 1
                continue
            stop = at + len(term.source)
            hits.append(TermHit(term=term, place=(at, stop)))
            at = stop
        return tuple(hits)

    def _terms_at(self, plain: str, at: int) -> Iterator[Term]:
        """Terms that begin at ``at``, the longest first."""
        keys = (plain[at : at + length] for length in range(min(_KEY, len(plain) - at), 0, -1))
        for stop in (at + length for key in keys for length in self._lengths.get(key, ())):
            term = self._by_source.get(plain[at:stop]) if stop <= len(plain) else None
            if term and _stands_alone(plain, at, stop):
                yield term

    @cached_property
    def signature(self) -> str:
        """A hash of what holds, wherever it was read."""
        return hash_bytes("\n".join(repr(replace(term, origin="")) for term in self.terms).encode())

    @cached_property
    def _by_source(self) -> dict[str, Term]:
        return {_plain(term.source): term for term in reversed(self.terms)}

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """By the first characters of terms, how long these terms are, the longest first."""
        lengths: dict[str, set[int]] = {}
        for source in self._by_source:
            lengths.setdefault(source[:_KEY], set()).add(len(source))
        return {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}


@lru_cache(maxsize=256)
def _find(glossary: Glossary, text: str) -> tuple[TermHit, ...]:
    """Several checks ask about one text, one after the other."""
    return glossary._find(text)


def merge(glossaries: Iterable[Iterable[Term]]) -> Glossary:
    """One glossary of several; what comes first wins where sources are the same."""
    return Glossary(tuple(term for terms in glossaries for term in terms))


def _plain(text: str) -> str:
    """As terms are compared: Simplified, in lower case; as long as ``text``."""
    lower = text.lower()
    return simplify_characters(lower if len(lower) == len(text) else text)


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether a term's Latin edges are edges of words there: ``AI`` is not in ``AIS``."""
    before = text[start - 1 : start] + text[start]
    after = text[stop - 1] + text[stop : stop + 1]
    return not any(pair.isascii() and pair.isalnum() for pair in (before, after) if len(pair) == 2)
