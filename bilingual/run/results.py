"""What the engine said, kept until the documents that it is for are written.

An SQLite file in the output folder, which the run alone uses. It is a help and no more: whatever is
wrong with it, the run goes on without it. `bilingual.run.cache` keeps results for longer.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_NAME = ".bilingual.results"
_MOST = 500  # keys in one question; SQLite's bound is 999 in old versions


class Results:
    """The results of one output folder; see `bilingual.engines.remembering.Store`."""

    _PATIENCE = 1.0
    """Seconds for which another process may have it for itself."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._database: sqlite3.Connection | None = None
        self._is_off = False

    def find(self, keys: Sequence[bytes]) -> Mapping[bytes, str]:
        """Those of ``keys`` that are known, and what was stored for them."""
        found: dict[bytes, str] = {}
        with self._tried():
            for rows in self._rows("key, result", keys):
                found.update(rows)
        return found

    def add(self, results: Mapping[bytes, str]) -> None:
        """Store results; from here on, they survive the process."""
        with self._tried(), self._open() as database:
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", results.items())

    def clear(self) -> None:
        """The documents are written."""
        if self._database is not None:
            with self._tried(), self._database as database:
                database.execute("DELETE FROM results")

    def close(self) -> None:
        """Keep what there is for the next run."""
        if self._database is not None:
            with contextlib.suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def finish(self) -> None:
        """All documents are written."""
        self._remove()

    def _rows(self, columns: str, keys: Sequence[bytes]) -> Iterator[list[Any]]:
        """These columns of what is stored for ``keys``, some of them at a time."""
        for start in range(0, len(keys), _MOST):
            some = keys[start : start + _MOST]
            marks = ",".join("?" * len(some))
            query = f"SELECT {columns} FROM results WHERE key IN ({marks})"
            yield self._open().execute(query, some).fetchall()

    def _remove(self) -> None:
        self.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(f"{self._path.name}{suffix}").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _tried(self) -> Iterator[None]:
        """What goes wrong inside ends the use of the database, and nothing else; a damaged one is
        of no use to anybody."""
        try:
            yield
        except (sqlite3.OperationalError, OSError):
            self._is_off = True
            self.close()
        except (sqlite3.Error, zlib.error):
            self._is_off = True
            self._remove()

    def _open(self) -> sqlite3.Connection:
        if self._is_off:
            raise sqlite3.OperationalError
        if self._database is None:
            try:
                self._database = self._connect()
            except sqlite3.OperationalError:  # another process has it, or it cannot be written
                raise
            except sqlite3.DatabaseError:  # of a killed machine, or no database at all
                self._remove()
                self._database = self._connect()
        return self._database

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=self._PATIENCE)
        database.execute("PRAGMA synchronous = OFF")  # only the process may be killed, not more
        database.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result TEXT)")
        database.commit()
        return database
