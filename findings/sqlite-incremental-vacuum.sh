#!/usr/bin/env bash
# Python's sqlite3 frees one page of a database for `execute("PRAGMA incremental_vacuum")`, however many
# are free, and says nothing: the pragma is a statement without columns that frees a page a step, and
# `execute` and `fetchall` step it once. `executescript` steps it to its end. It hurts whoever bounds a
# cache that way: the file never gets smaller.
set -euo pipefail
python3 - <<'PY'
import sqlite3

database = sqlite3.connect(":memory:")
database.execute("PRAGMA auto_vacuum = INCREMENTAL")
database.execute("CREATE TABLE kept (value BLOB)")
with database:
    database.executemany("INSERT INTO kept VALUES (randomblob(4000))", [()] * 100)
with database:
    database.execute("DELETE FROM kept")


def free() -> int:
    return database.execute("PRAGMA freelist_count").fetchone()[0]


before = free()
database.execute("PRAGMA incremental_vacuum").fetchall()
once = free()
database.executescript("PRAGMA incremental_vacuum")
print("SQLite", sqlite3.sqlite_version, "free pages:", before, "->", once, "->", free())
assert before - once == 1 and free() == 0
PY
