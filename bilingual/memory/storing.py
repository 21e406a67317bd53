"""Entries into a memory: each stored once, or made the last again where it is told again."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

from bilingual.memory.entries import Entry, EntryOrigin
from bilingual.memory.grams import frame_of, rare_grams
from bilingual.memory.texts import key_of


def add_batch(database: sqlite3.Connection, batch: Sequence[Entry]) -> int:
    """Store entries together: all, or if something goes wrong none. Returns how many were new."""
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    database.execute("BEGIN IMMEDIATE")
    try:
        query = "SELECT value + 1 FROM facts WHERE name = 'revision'"
        (turn,) = database.execute(query).fetchone()
        origins = _Origins(database)
        grams = list[tuple[int, int, int]]()
        added = renewed = 0
        for entry in batch:
            key = key_of(entry.source, entry.target_language)
            if there := _same(database, key, entry, origins):
                is_human = entry.origin is EntryOrigin.HUMAN
                renewed += is_human and _renew(database, there, entry, turn)
                continue
            number = _insert(database, key, entry, origins.number(entry), turn, now)
            added += 1
            frame = frame_of(entry.source)
            grams += [(gram, len(frame), number) for gram in rare_grams(frame)]
        database.executemany("INSERT OR IGNORE INTO grams VALUES (?, ?, ?)", sorted(grams))
        if added or renewed:
            database.execute("UPDATE facts SET value = ? WHERE name = 'revision'", (turn,))
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    return added


def _same(database: sqlite3.Connection, key: int, entry: Entry, origins: _Origins) -> int | None:
    """The number of the entry that differs from this one in nothing but dates and notes."""
    rows = database.execute(
        "SELECT id, origin FROM entries WHERE key = ? AND source = ? AND target = ? "
        "AND kind = ? AND before = ? AND after = ? AND formatting = ?",
        (
            *(key, entry.source, entry.target, entry.kind),
            *(entry.before, entry.after, entry.formatting),
        ),
    )
    return next((number for number, origin in rows if origins.are_same(origin, entry)), None)


def _insert(
    database: sqlite3.Connection, key: int, entry: Entry, origin: int, turn: int, now: str
) -> int:
    """Store an entry; returns its number."""
    columns = (
        "key, turn, kind, source, target, origin, date, note, before, after, created, formatting"
    )
    row = (
        *(key, turn, entry.kind, entry.source, entry.target, origin, entry.date, entry.note),
        *(entry.before, entry.after, entry.created or now, entry.formatting),
    )
    marks = ", ".join("?" * len(row))
    done = database.execute(f"INSERT INTO entries ({columns}) VALUES ({marks})", row)
    return int(done.lastrowid or 0)


def _renew(database: sqlite3.Connection, number: int, entry: Entry, turn: int) -> bool:
    """Make an entry that is there the last one again, if another was told after it."""
    done = database.execute(
        "UPDATE entries SET turn = ?, date = ?, note = ? WHERE id = ? AND EXISTS "
        "(SELECT 1 FROM entries o WHERE o.key = entries.key AND o.turn > entries.turn)",
        (turn, entry.date, entry.note, number),
    )
    return done.rowcount > 0


class _Origins:
    """Where entries are from, numbered: what many of them share is stored once."""

    _COLUMNS = "origin, source_language, target_language, author, document, normaliser"

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute(f"SELECT id, {self._COLUMNS} FROM origins").fetchall()
        self._numbers = {tuple(facts): number for number, *facts in rows}
        self._facts = {number: facts for facts, number in self._numbers.items()}

    def number(self, entry: Entry) -> int:
        """The number of an entry's origin, stored if it is new."""
        facts = self._facts_of(entry)
        if facts not in self._numbers:
            query = f"INSERT INTO origins ({self._COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
            number = int(self._database.execute(query, facts).lastrowid or 0)
            self._numbers[facts], self._facts[number] = number, facts
        return int(self._numbers[facts])

    def are_same(self, number: int, entry: Entry) -> bool:
        """Whether an entry has the origin of that number, whatever normalised its source."""
        return bool(self._facts[number][:-1] == self._facts_of(entry)[:-1])

    def _facts_of(self, entry: Entry) -> tuple[str, ...]:
        return (
            entry.origin.value,
            entry.source_language,
            entry.target_language,
            entry.author,
            entry.document,
            entry.normaliser,
        )
