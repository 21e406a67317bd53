"""A file learned: read, compared with what was written, and stored."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import BilingualError, FaultError
from bilingual.files import hash_bytes
from bilingual.learning.changes import Change, Problem, Reading, read_changes
from bilingual.learning.edited import EditedDocument, ForeignDocumentError, Pairs
from bilingual.learning.entries import entries_of, given_entries
from bilingual.learning.matching import match_rows
from bilingual.learning.readers import EDITED_FORMATS, read_edited
from bilingual.learning.sources import normalized_source, source_texts
from bilingual.memory import Entry, Memory
from bilingual.model import SourceText
from bilingual.readers import read_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnOptions:
    """What a person can say about files that are learned."""

    source: Path | None = None
    """The file that a document was made of."""
    encoding: str | None = None
    author: str = ""
    """Who changed what a file names nobody for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What became of a file."""

    path: Path
    rows: int = 0
    """Rows, or pairs, that it could tell of."""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    """What there is to store."""
    stored: int = 0
    """How many of them were new to the memory."""
    content: str = ""
    """The file's SHA-256."""
    error: BilingualError | None = None
    is_ours: bool = True
    """Whether it is a document that bilingual wrote, as far as it still says so."""

    @property
    def is_all_learned(self) -> bool:
        """Whether nothing is lost when the file is written anew."""
        return not (self.error or self.problems)


def read_learned(path: Path, options: LearnOptions) -> Learned:
    """What there is to learn from a file. Whatever is wrong with it is its own result, not an
    exception."""
    try:
        data = read_bytes(path)
        read = read_edited(path, data, encoding=options.encoding)
        if isinstance(read, Pairs):
            return Learned(
                path=path,
                rows=len(read.pairs),
                remarks=read.remarks,
                entries=tuple(given_entries(read, options.author)),
                content=hash_bytes(data),
                is_ours=False,
            )
        reading = _read(path, read, options)
        entries = entries_of(reading.changes, read.ledger, reading.sources, options.author)
    except BilingualError as error:
        return Learned(path=path, error=error, is_ours=not isinstance(error, ForeignDocumentError))
    except Exception as error:
        return Learned(path=path, error=FaultError.of(path, error))
    return Learned(
        path=path,
        rows=reading.rows,
        changes=reading.changes,
        problems=reading.problems,
        remarks=read.remarks,
        entries=tuple(entries),
        content=hash_bytes(data),
    )


def store_learned(learned: Learned, memory: Memory) -> int:
    """Store what was learned, and then, if that was all, that the file has nothing more to tell;
    returns how many entries were new. A killed process leaves the one or both, and to learn the
    file once more completes them.

    Raises what `Memory.add` does.
    """
    if memory.has_learned(learned.content):
        return 0
    new = memory.add(learned.entries)
    if learned.is_all_learned:
        memory.note_learned(learned.content)
    return new


def _read(path: Path, document: EditedDocument, options: LearnOptions) -> Reading:
    """The changes; the source's file is read only where the document does not say enough."""
    matched = match_rows(document)
    ledger = document.ledger
    sources: dict[str, str] = {}
    reading = read_changes(document, matched, sources, {})
    known = _beside(path) if any(not one.before for one in reading.changes) else {}
    is_original = ledger.source_text is SourceText.ORIGINAL and reading.changes
    if reading.needs_source or is_original or options.source:
        sources = source_texts(path, ledger, named=options.source, encoding=options.encoding)
        if is_original:
            shown = {id_: normalized_source(text, ledger) for id_, text in reading.sources.items()}
            sources = {**shown, **sources}
    return read_changes(document, matched, sources, known) if sources or known else reading


def _beside(path: Path) -> dict[str, str]:
    """What translations were, by their fingerprints: from documents of the same source in other
    formats, which stand beside this one."""
    known = dict[str, str]()
    for suffix in EDITED_FORMATS:
        other = path.with_suffix(suffix)
        if other == path or not other.is_file():
            continue
        with contextlib.suppress(BilingualError):
            read = read_edited(other, read_bytes(other))
            if isinstance(read, EditedDocument):
                known |= {one.print_in(read.ledger): one.text for one in read.passages}
    return known
