"""Looking after a memory's file: what is in it, whether it is sound, no more room than it needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bilingual.memory.database import is_on_network, open_database, told_of
from bilingual.memory.grams import frame_of, rare_grams
from bilingual.memory.texts import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What is in a memory."""

    path: str
    bytes: int
    entries: int
    texts: int
    """Different sources."""
    kinds: dict[str, int]
    origins: dict[str, int]
    directions: dict[str, int]
    """``zh-Hans > en`` and how many entries go there."""
    authors: dict[str, int]
    """Those who told most, at most twenty; those without a name are left out."""
    documents: int
    """Different seeds that entries were written for."""
    is_on_network: bool
    """Whether it lies on a file system of a network."""


def describe(path: Path) -> Stats:
    """What is in the memory; raises what `open_database` does."""
    with _open(path) as database:

        def counted(what: str, more: str = "") -> dict[str, int]:
            return dict(
                database.execute(
                    f"SELECT {what} AS what, count(*) FROM entries e JOIN origins o "
                    f"ON o.id = e.origin {more} GROUP BY what ORDER BY count(*) DESC, what LIMIT 20"
                )
            )

        def number(query: str) -> int:
            return int(database.execute(query).fetchone()[0])

        return Stats(
            path=str(path),
            bytes=path.stat().st_size,
            entries=number("SELECT count(*) FROM entries"),
            texts=number("SELECT count(DISTINCT key) FROM entries"),
            kinds=counted("e.kind"),
            origins=counted("o.origin"),
            directions=counted("o.source_language || ' > ' || o.target_language"),
            authors=counted("o.author", "WHERE o.author != ''"),
            documents=number("SELECT count(DISTINCT document) FROM origins WHERE document != ''"),
            is_on_network=is_on_network(path),
        )


def verify(path: Path) -> Iterator[str]:
    """What is wrong with the memory, a line each; nothing if it is sound.

    Raises what `open_database` does.
    """
    with _open(path) as database:
        for (line,) in database.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield from str(line).splitlines()[:20]
        indexed = "SELECT 1 FROM grams WHERE gram = ? AND size = ? AND entry = ?"
        rows = database.execute(
            "SELECT e.id, e.key, e.source, o.target_language FROM entries e "
            "LEFT JOIN origins o ON o.id = e.origin ORDER BY e.id"
        )
        for number, key, source, language in rows:
            if language is None:
                yield f"entry {number} has no origin"
                continue
            if key != key_of(source, language):
                yield f"entry {number} cannot be found by its text"
            frame = frame_of(source)
            if any(
                database.execute(indexed, (gram, len(frame), number)).fetchone() is None
                for gram in rare_grams(frame)
            ):
                yield f"entry {number} cannot be found by likeness"


def vacuum(path: Path) -> tuple[int, int]:
    """Write the file anew, without gaps; returns its size in bytes before and after.

    Raises what `open_database` does, and `WriteError` if another process is using it.
    """
    before = path.stat().st_size if path.exists() else 0
    with _open(path) as database:
        database.execute("VACUUM")
        database.execute("ANALYZE")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return before, path.stat().st_size


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(path, is_created=False)) as database, told_of(path):
        yield database
