"""Large seeds are read in a process of their own (`worker`), with bounded time and memory.

Parsers in C cannot be interrupted, and some take quadratic time: an element of 100,000 attributes
keeps libxml2 busy for minutes. What such a file exhausts is that process, and nothing else. Small
files, which are most, are too small for that, and are not worth a process.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.model import Document

_SMALL = 256 * 2**10
"""Bytes."""
_SMALL_UNPACKED = 2**21
"""Bytes of the XML in a zip file."""
PATIENCE = 30
"""Seconds of computing; where others compute too, it may take four times as long."""
MEMORY = 2**30
"""Bytes that the process may take, besides ten times the file."""


def is_small(data: bytes) -> bool:
    """Whether a seed is too small to keep a parser busy for long."""
    if not data.startswith(b"PK"):
        return len(data) <= _SMALL
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True  # the reader says what is wrong with it
    return sum(one.file_size for one in entries if _is_text(one.filename)) <= _SMALL_UNPACKED


def read_apart(path: Path, data: bytes, *, encoding: str | None, **choices: bool) -> Document:
    """Read a seed in a process of its own; raises `ReadError` as its reader does, and where it
    takes too much time or memory."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    chosen = [name for name, is_chosen in choices.items() if is_chosen]
    command = [sys.executable, "-m", "bilingual.readers.worker", os.fspath(path)]
    command += [encoding or "", *chosen]
    try:
        done = subprocess.run(
            command,
            input=data,
            env=environment,
            capture_output=True,
            timeout=4 * PATIENCE,
            check=True,
        )
        answer = pickle.loads(done.stdout)  # our own process's
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, EOFError):
        raise too_much(path) from None
    if isinstance(answer, Document):
        return answer
    error, trace = answer
    raise error from (RuntimeError(trace) if trace else None)


def too_much(path: Path) -> ReadError:
    """What is said of a seed that its process did not come to an end with."""
    return ReadError(
        path,
        "takes more time or memory than any document needs",
        "split it, or check where it comes from",
    )


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".vml"))
