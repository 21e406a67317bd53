"""What is read from an edited document, whatever its format: passages that rows are found in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.ledger import Half, Ledger
from bilingual.memory import bare_text, remembered_text
from bilingual.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a mark in a passage says of the row that it belongs to."""

    id: str
    half: Half
    weight: float
    is_copied: bool = False
    """Whether a program made the mark when it copied what the first one stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who wrote something, and when, as far as the file says so."""

    author: str = ""
    date: str = ""
    """ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of an edited document, or the one half of a heading in both languages."""

    spans: tuple[Span, ...]
    half: Half | None
    """None where nothing tells which it is."""
    claims: tuple[Claim, ...] = ()
    group: str = ""
    """The line or cell of a table that it stands in; passages of one group belong together."""
    around: str = ""
    """The line of our own table that its table stands in, where one does."""
    hand: Hand = Hand()
    """The last change that was tracked in it."""
    before: str = ""
    """What stood here before tracked changes; empty where none were."""
    remarks: tuple[str, ...] = ()
    """Comments that people left on it."""
    is_confirmed: bool = False
    """Whether a person stands for it, be it changed or not."""
    place: str = ""
    """Where it is, for messages: ``line 12``, ``paragraph 3``."""

    @property
    def text(self) -> str:
        """See `bilingual.memory.remembered_text`."""
        return remembered_text(self.spans)

    @property
    def is_blank(self) -> bool:
        return not bare_text(self.text)

    def print_in(self, ledger: Ledger) -> str:
        """The `fingerprint` of its text, as the ledger has it."""
        return ledger.print_of(self.spans)


def print_of(passages: Iterable[Passage], ledger: Ledger) -> str:
    """The `fingerprint` of passages as one text, as the ledger has it."""
    return ledger.print_of(*(one.spans for one in passages))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDocument:
    """A document of ours as a person left it."""

    ledger: Ledger
    passages: tuple[Passage, ...]
    """In the document's order."""
    hand: Hand
    """Who saved it last."""
    remarks: tuple[str, ...] = ()
    """What could not be understood: plain sentences."""
    is_whole: bool = True
    """Whether it has all rows, and not only those that were changed."""
    has_marks: bool = True
    """Whether its passages have their formatting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A file of pairs that another program or person made, all of them to be learned."""

    pairs: tuple[GivenPair, ...]
    languages: tuple[str, str]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPair:
    """A text and its translation."""

    source: str
    target: str
    hand: Hand = Hand()
    note: str = ""


class ForeignDocumentError(ReadError):
    """A document is not ours, or does not know any more what it was."""


def without_ledger(path: Path) -> ForeignDocumentError:
    """What is said of such a document."""
    return ForeignDocumentError(
        path,
        "does not say what bilingual wrote into it, so a change cannot be told",
        "edit the document as bilingual wrote it, and save it in the same format",
    )
