"""A memory's file: made whole or not at all, and touched only if it is one.

It is an SQLite database with a write-ahead log, so that one process writes while others read; a
writer waits for another one up to half a minute. On file systems of a network, where that log is
not safe, a rollback journal takes its place.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from bilingual.errors import ReadError, WriteError
from bilingual.files import cannot_be_written

APPLICATION_ID = 0x62696C6D  # "bilm"; of the files that SQLite writes, ours bear it
SCHEMA_VERSION = 2
_MAGIC = b"SQLite format 3\0"
_PATIENCE = 30  # seconds
_NETWORK = frozenset(
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "ncpfs"]
)
_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    normaliser TEXT NOT NULL,
    author TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (origin, source_language, target_language, normaliser, author, document)
);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origins (id),
    date TEXT NOT NULL,
    note TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    created TEXT NOT NULL,
    formatting TEXT NOT NULL DEFAULT ''
);
CREATE INDEX entries_by_key ON entries (key);
CREATE TABLE grams (
    gram INTEGER NOT NULL,
    size INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (gram, size, entry)
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE learned (content TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_OLDER = """
CREATE TEMP VIEW entries AS SELECT *, '' AS formatting FROM main.entries
"""
"""What a file of version 1 that may only be read looks like one of version 2 with."""


def open_database(path: Path, *, is_created: bool) -> sqlite3.Connection:
    """The memory in the file ``path``; with ``is_created``, it is made if there is none. One of an
    older version of bilingual is brought to this one's, if it may be written.

    Raises `ReadError` if there is none, or if it is no memory, is damaged, or a newer version of
    bilingual made it: then nothing of it is changed. Raises `WriteError` if it cannot be made.
    """
    if is_created and not path.exists():
        _create(path)
    _examine(path)
    with told_of(path):
        database = _connect(path)
        with contextlib.suppress(sqlite3.OperationalError):  # in use, or it may only be read
            mode = "TRUNCATE" if is_on_network(path) else "WAL"
            database.execute(f"PRAGMA journal_mode = {mode}")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA cache_size = -65536")  # 64 MiB
        database.execute("PRAGMA foreign_keys = ON")
        _bring_up(database)
    return database


def _connect(path: Path) -> sqlite3.Connection:
    """The database, also where nothing may be written, as on a share that others keep: SQLite would
    make files of a log beside it even to read it, unless it is told that nobody writes there."""
    is_log_there = Path(f"{path}-wal").exists()
    if is_log_there or all(os.access(one, os.W_OK) for one in (path, path.absolute().parent)):
        return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1", isolation_level=None, uri=True
    )


def _bring_up(database: sqlite3.Connection) -> None:
    """Give a memory of version 1 what those of version 2 have."""
    if database.execute("PRAGMA user_version").fetchone()[0] >= SCHEMA_VERSION:
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:  # nobody else
            database.execute("ALTER TABLE entries ADD COLUMN formatting TEXT NOT NULL DEFAULT ''")
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.execute("COMMIT")
    except BaseException as error:
        database.execute("ROLLBACK")
        if "readonly" not in str(error):
            raise
        database.execute(_OLDER)


@contextlib.contextmanager
def told_of(path: Path) -> Iterator[None]:
    """What SQLite says about the file, said for people.

    Raises `WriteError` if it cannot be written, or is in use, `ReadError` for damage.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        remedy = "check its rights and the space on the disk"
        if "locked" in said or "busy" in said:
            said, remedy = "is in use by another process", "wait for it to end"
            raise WriteError(path, said, remedy) from None
        raise WriteError(path, f"cannot be used ({said})", remedy) from None
    except sqlite3.DatabaseError as error:
        raise ReadError(
            path,
            f"is damaged ({error})",
            "put a copy of it back, or move it away and import what you exported",
        ) from None


def is_on_network(path: Path) -> bool:
    """Whether the file lies on a file system of a network, as far as the system tells."""
    where = str(path.absolute())
    if where.startswith(("\\\\", "//")):
        return True
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError):
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
        around = [
            (mount[1], mount[2])
            for mount in mounts
            if len(mount) > 2 and (Path(where).is_relative_to(mount[1].replace("\\040", " ")))
        ]
        return max(around, key=lambda one: len(one[0]), default=("", ""))[1] in _NETWORK
    return False


def _examine(path: Path) -> None:
    """Raise `ReadError` for what is no memory of ours, before SQLite opens it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise ReadError(
            path, "is not there", "learn or import something, or give another file with --memory"
        ) from None
    except OSError as error:
        raise ReadError(
            path, f"cannot be read ({error.strerror})", "check its rights, or give another file"
        ) from None
    other = "give another file with --memory, or move this one away"
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise ReadError(path, "is no translation memory", other)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise ReadError(path, "is a database of another program", other)
    if int.from_bytes(header[60:64]) > SCHEMA_VERSION:
        raise ReadError(
            path,
            "is a translation memory of a newer version of bilingual",
            "update bilingual, or give another file with --memory",
        )


def _create(path: Path) -> None:
    """Make an empty memory; whoever comes second finds that of the first."""
    temporary = path.parent / f".{path.name}-{secrets.token_hex(6)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as database:
                database.executescript(_SCHEMA)
                facts = [("name", secrets.token_hex(4)), ("revision", 0)]
                database.executemany("INSERT INTO facts VALUES (?, ?)", facts)
            with contextlib.suppress(FileExistsError):
                os.link(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_be_written(path, error) from None
    except sqlite3.Error as error:
        raise WriteError(path, f"cannot be made ({error})", "check space and rights") from None
