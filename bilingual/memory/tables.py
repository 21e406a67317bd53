"""Entries as lines of tab-separated values, one a line, in UTF-8.

What we write opens with the names of its columns, and a tab, a line break or a backslash in a text
is written as ``\\t``, ``\\n`` or ``\\\\``. A file of others has the Chinese in its first column and
the translation in its second, as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from bilingual.errors import ReadError
from bilingual.memory.entries import Entry, EntryKind, EntryOrigin

COLUMNS = (
    *("source", "target", "kind", "origin", "author", "date", "note", "document"),
    *("source_language", "target_language", "normaliser", "before", "after", "created"),
    "formatting",
)
_WRITTEN = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_SIGN = re.compile(r"[\\\t\n\r]")
_ESCAPE = re.compile(r"\\[\\tnr]")
_READ = {written: sign for sign, written in _WRITTEN.items()}


def write_lines(file: IO[str], entries: Iterable[Entry]) -> int:
    """Write entries; returns how many there were."""
    file.write("\t".join(COLUMNS) + "\n")
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - how many there were
        facts = asdict(entry)
        cells = (_SIGN.sub(lambda found: _WRITTEN[found[0]], facts[name]) for name in COLUMNS)
        file.write("\t".join(cells) + "\n")
    return count


def read_lines(path: Path, file: IO[bytes], target_language: str) -> Iterator[Entry]:
    """The entries of a file, a line at a time; of a file of others, they translate to
    ``target_language``. Lines without two texts are passed over.

    Raises `ReadError`, when it comes to the place, if it is not UTF-8, or a column of ours has what
    it cannot have.
    """
    names: tuple[str, ...] = ()
    for number, line in enumerate(file, 1):
        try:
            cells = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            raise ReadError(path, f"line {number} is not UTF-8", "save it in UTF-8") from None
        if number == 1 and {"source", "target"} <= set(cells) <= set(COLUMNS):
            names = tuple(cells)
            continue
        if len(cells) < 2 or not (cells[0].strip() and cells[1].strip()):
            continue
        if not names:
            yield Entry(
                source=cells[0].strip(),
                target=cells[1].strip(),
                origin=EntryOrigin.IMPORTED,
                target_language=target_language,
            )
        else:
            yield _entry(path, number, dict(zip(names, map(_unescaped, cells), strict=False)))


def _entry(path: Path, number: int, facts: dict[str, str]) -> Entry:
    try:
        kind = EntryKind(facts.pop("kind", "") or EntryKind.BLOCK)
        origin = EntryOrigin(facts.pop("origin", "") or EntryOrigin.IMPORTED)
    except ValueError as error:
        raise ReadError(path, f"line {number} has {error}", "mend it") from None
    return Entry(**facts, kind=kind, origin=origin)


def _unescaped(cell: str) -> str:
    return _ESCAPE.sub(lambda found: _READ[found[0]], cell)
