"""What an output folder knows about its documents: from which source and settings each was
written.

Kept in ``.bilingual.json`` inside the output folder, so that the folder can be moved, copied and
committed. Hashes, never timestamps. Here are the records as values; `account` keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath
from typing import Any

from bilingual.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One seed's last run."""

    source: str
    """SHA-256 of the seed."""
    signature: str
    """Settings, package and versions, see `bilingual.run.tasks.sign`."""
    outputs: Mapping[str, str]
    """Name under the output folder -> SHA-256 as written, from this source and signature."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """The same of outputs that are left from another source or signature."""
    worst: Severity | None = None
    """The gravest finding in ``outputs``; None if there is none."""
    engine: str = ""
    """Who translated ``outputs``: engine, model, version, checksum and licence, for people. Empty
    where an earlier version of this tool wrote them, or the records were lost meanwhile."""
    memory: str = ""
    """The state of the translation memory and, after a space, a hash of what it said of the seed,
    or nothing; see `bilingual.run.remembering`. Empty without a memory."""

    @property
    def written(self) -> dict[str, str]:
        """All outputs as they were last written."""
        return {**self.earlier, **self.outputs}


class NewerRecordsError(ValueError):
    """The records have something that this version does not know."""


_FIELDS = frozenset(one.name for one in fields(Record))


def with_outputs(before: Record | None, now: Record) -> Record:
    """The seed's record after outputs were written, of which alone ``now`` is the record."""
    if before and (before.source, before.signature) == (now.source, now.signature):
        outputs, earlier = before.outputs, before.earlier
    else:
        outputs, earlier = {}, before.written if before else {}
    return replace(
        now,
        outputs={**outputs, **now.outputs},
        earlier={name: old for name, old in earlier.items() if name not in now.outputs},
    )


def without_outputs(record: Record, names: frozenset[str]) -> Record | None:
    """The record when some of its outputs are no more; None when none is left."""
    outputs = {name: digest for name, digest in record.outputs.items() if name not in names}
    earlier = {name: digest for name, digest in record.earlier.items() if name not in names}
    if not (outputs or earlier):
        return None
    return replace(record, outputs=outputs, earlier=earlier)


def dump_records(records: Mapping[str, Record]) -> bytes:
    """The records as JSON, sorted by seed and by output, whatever was written first."""
    content = {name: _entry(records[name]) for name in sorted(records)}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate so becomes JSON's escape


def load_records(content: bytes) -> tuple[dict[str, Record], bool]:
    """The records, and whether all was sound; those that are not are left out.

    Raises `NewerRecordsError` if a newer version wrote them.
    """
    try:
        loaded: object = json.loads(content)
    except (ValueError, RecursionError):
        return {}, False
    if not isinstance(loaded, dict):
        return {}, False
    if "version" in loaded:
        raise NewerRecordsError
    records = {name: _record(entry) for name, entry in loaded.items()}
    sound = {name: record for name, record in records.items() if record is not None}
    return sound, len(sound) == len(records)


def _entry(record: Record) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "source": record.source,
        "signature": record.signature,
        "outputs": dict(sorted(record.outputs.items())),
    }
    if record.earlier:
        entry["earlier"] = dict(sorted(record.earlier.items()))
    more = {"worst": record.worst, "engine": record.engine, "memory": record.memory}
    return entry | {name: value for name, value in more.items() if value}


def _record(entry: object) -> Record | None:
    """One entry; None if it is none."""
    if not isinstance(entry, dict):
        return None
    if set(entry) - _FIELDS:
        raise NewerRecordsError
    source, signature = entry.get("source"), entry.get("signature")
    outputs, earlier = _hashes(entry.get("outputs")), _hashes(entry.get("earlier", {}))
    if not (isinstance(source, str) and isinstance(signature, str)):
        return None
    if outputs is None or earlier is None:
        return None
    worst, engine, memory = entry.get("worst"), entry.get("engine", ""), entry.get("memory", "")
    if worst not in (None, *Severity) or not (isinstance(engine, str) and isinstance(memory, str)):
        return None
    return Record(
        source=source,
        signature=signature,
        outputs=outputs,
        earlier=earlier,
        worst=Severity(worst) if worst else None,
        engine=engine,
        memory=memory,
    )


def _hashes(value: object) -> dict[str, str] | None:
    """Names of files inside the folder and their hashes; None if it is anything else."""
    if not isinstance(value, dict):
        return None
    is_sound = all(isinstance(hash_, str) and _is_inside(name) for name, hash_ in value.items())
    return value if is_sound else None


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\0" not in name
