"""What a memory holds: texts, their translations, and all that is known of where they are from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """How much an entry translates."""

    BLOCK = "block"
    """A paragraph, a heading, a cell."""
    SENTENCE = "sentence"


class EntryOrigin(StrEnum):
    """Who answers for an entry; whoever answers more comes first."""

    HUMAN = "human"
    """A person wrote it, or corrected it."""
    IMPORTED = "imported"
    """Another program's file had it."""
    ALIGNED = "aligned"
    """Found in a source and its translation by comparing the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text and its translation."""

    source: str
    """The text as it is normalised, as `bilingual.memory.remembered_text` writes it."""
    target: str
    """Exactly as a person left it, with the same sign for images and note references."""
    kind: EntryKind = EntryKind.BLOCK
    source_language: str = "zh-Hans"
    """BCP-47 tag; the script that the source was normalised to is in it."""
    target_language: str = "en"
    normaliser: str = ""
    """The version of what normalised the source; empty where it stands as it came."""
    origin: EntryOrigin = EntryOrigin.HUMAN
    author: str = ""
    date: str = ""
    """When it was written, as far as that is known: ISO 8601, in UTC."""
    note: str = ""
    """What somebody remarked about it."""
    document: str = ""
    """The seed that it was written for: the name of its file, without folders."""
    before: str = ""
    """`bilingual.memory.context_of` its neighbours: the block before it, or the sentence before it
    in its block; empty at the edge."""
    after: str = ""
    formatting: str = ""
    """How the two texts are formatted, see `bilingual.memory.formatting`; empty where that is not
    known, so that the source says it."""
    created: str = ""
    """When it was stored: ISO 8601, in UTC. `Memory.add` fills it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that answers to a text."""

    entry: Entry
    score: float
    """How like the two sources are, 0 to 100. 100 only if they are the same."""
    neighbours: int = 0
    """How many of the two neighbours are the same as when it was written."""
