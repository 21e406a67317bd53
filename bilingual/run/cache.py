"""What engines said, kept from run to run: a changed paragraph of a long document costs that one.

An SQLite file in the user's cache folder, which all runs share. Its keys name text, engine,
package, versions and decoding settings, so that nothing in it can be out of date. What was not
asked for longest goes when it gets too large. Like `bilingual.run.results`, it is a help and no
more.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from bilingual.run.results import Results

_NAME = "results.sqlite"
_BOUND = 256 * 1024 * 1024
"""Bytes on the disk."""
_KEPT_SHARE = 0.75
"""What of it is kept when it is full, so that it is not full again at once."""


def cache_path() -> Path:
    """The file of whoever runs this process."""
    return user_cache_path("bilingual") / _NAME


class Cache(Results):
    """See the module; see `bilingual.engines.remembering.Store`."""

    _PATIENCE = 10.0

    def __init__(self, path: Path, *, bound: int = _BOUND) -> None:
        super().__init__(path.parent)
        self._path, self._bound = path, bound
        self._today = dt.date.today().toordinal()

    def find(self, keys: Sequence[bytes]) -> Mapping[bytes, str]:
        """Those of ``keys`` that are known, and what was stored for them."""
        found: dict[bytes, str] = {}
        with self._tried():
            for rows in self._rows("key, result, used", keys):
                found |= {key: zlib.decompress(result).decode() for key, result, _ in rows}
                old = [(self._today, key) for key, _, used in rows if used != self._today]
                if old:
                    with self._open() as database:
                        database.executemany("UPDATE results SET used = ? WHERE key = ?", old)
        return found

    def add(self, results: Mapping[bytes, str]) -> None:
        """Store results; from here on, they survive the process."""
        rows = [
            (key, zlib.compress(result.encode(), 1), self._today) for key, result in results.items()
        ]
        with self._tried(), self._open() as database:
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def clear(self) -> None:
        """Documents are written; what they are made of stays."""

    def finish(self) -> None:
        """All documents are written: make room, if it has become too large."""
        with self._tried():
            database = self._open()
            (pages,) = database.execute("PRAGMA page_count").fetchone()
            (size,) = database.execute("PRAGMA page_size").fetchone()
            if pages * size > self._bound:
                (count,) = database.execute("SELECT count(*) FROM results").fetchone()
                gone = count - int(count * _KEPT_SHARE * self._bound / (pages * size))
                with database:
                    database.execute(
                        "DELETE FROM results WHERE key IN "
                        "(SELECT key FROM results ORDER BY used, key LIMIT ?)",
                        (gone,),
                    )
                database.executescript("PRAGMA incremental_vacuum")  # `execute` frees one page
        self.close()

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=self._PATIENCE)
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result BLOB, used INTEGER)"
        )
        database.commit()
        return database
