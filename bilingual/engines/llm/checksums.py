"""Checksums of model files, which have gigabytes: each is hashed once, as long as its size and its
time of change stay the same."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from bilingual.errors import PackageError, WriteError
from bilingual.files import hash_file, joined_hash, write_whole

_PART = re.compile(r"-(?P<number>\d{5})-of-(?P<count>\d{5})(?=\.gguf$)")
"""In the name of a large model's file, which llama.cpp reads the other parts of by itself."""


def checksum_of(path: Path) -> str:
    """SHA-256 of a model's file, or of the checksums of all its files.

    Raises `PackageError` if one cannot be read.
    """
    return joined_hash([_checksum_of(part) for part in _parts(path)])


def _parts(path: Path) -> list[Path]:
    found = _PART.search(path.name)
    if not found:
        return [path]
    before, after, count = path.name[: found.start()], path.name[found.end() :], found["count"]
    numbers = range(1, int(count) + 1)
    return [path.with_name(f"{before}-{number:05}-of-{count}{after}") for number in numbers]


def _checksum_of(path: Path) -> str:
    try:
        status = path.stat()
        state = [status.st_size, status.st_mtime_ns]
        cache = user_cache_path("bilingual") / "model-checksums.json"
        known, name = _known(cache), str(path.resolve())
        if (entry := known.get(name)) and entry.get("state") == state:
            return str(entry["sha256"])
        checksum = hash_file(path)
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise PackageError(path, problem, "check its rights") from None
    known[name] = {"state": state, "sha256": checksum}
    with contextlib.suppress(WriteError):  # it is hashed again next time
        write_whole(cache, json.dumps(known, indent=1).encode(), is_durable=False)
    return checksum


def _known(cache: Path) -> dict[str, Any]:
    try:
        known = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(known, dict) and all(
        isinstance(one, dict) and isinstance(one.get("sha256"), str) for one in known.values()
    )
    return known if is_sound else {}
