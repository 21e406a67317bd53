"""What an output folder knows about its files: from which source and settings each was written.

Kept in ``.bilingual.json`` inside the output folder, so that the folder can be moved, copied and
committed. Hashes, never timestamps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bilingual.errors import UsageError
from bilingual.files import hash_file, write_whole
from bilingual.run.seeds import RECORDS_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One seed's last run."""

    source: str
    """SHA-256 of the seed."""
    signature: str
    """Settings, package and versions, see `bilingual.run.tasks.sign`."""
    outputs: Mapping[str, str]
    """Name under the output folder -> SHA-256 as written."""


class Records:
    """The records of one output folder."""

    def __init__(self, folder: Path) -> None:
        """Read the folder's records; raises `UsageError` if they are damaged."""
        self._folder = folder
        self._path = folder / RECORDS_NAME
        self._records: dict[str, Record] = {}
        try:
            content = json.loads(self._path.read_text("utf-8"))
            self._records = {name: Record(**record) for name, record in content.items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError):
            raise UsageError(
                self._path, "damaged", "delete it and run again with --force"
            ) from None

    def is_fresh(self, name: str, source: str, signature: str, outputs: list[str]) -> bool:
        """Whether all ``outputs`` of the seed are there, from this source and signature."""
        record = self._records.get(name)
        return (
            record is not None
            and (record.source, record.signature) == (source, signature)
            and all(out in record.outputs and (self._folder / out).is_file() for out in outputs)
        )

    def is_ours(self, name: str, output: str, content: bytes) -> bool:
        """Whether replacing ``output`` by ``content`` loses nobody's work: it is not there, is as
        we wrote it, or already is what would be written."""
        path = self._folder / output
        if not path.exists():
            return True
        record = self._records.get(name)
        if record and record.outputs.get(output) == hash_file(path):
            return True
        return path.read_bytes() == content

    def add(self, name: str, record: Record) -> None:
        """Remember a seed's run. Outputs of an earlier run with the same source and signature
        (another format) stay recorded."""
        before = self._records.get(name)
        if before and (before.source, before.signature) == (record.source, record.signature):
            outputs = {**before.outputs, **record.outputs}
            record = Record(source=record.source, signature=record.signature, outputs=outputs)
        self._records[name] = record

    def save(self) -> None:
        """Write the records; raises `WriteError` if that fails."""
        content = {name: asdict(self._records[name]) for name in sorted(self._records)}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        write_whole(self._path, text.encode())
