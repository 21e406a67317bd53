"""What happened in an output folder since its records were last saved, line by line.

A line is written before a document is, and another one after. Whenever a run is killed, what it
was about to write is known to the next one. Each line is one JSON object; the last may be torn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bilingual.files import cannot_be_written
from bilingual.run.seeds import JOURNAL_NAME


class Journal:
    """The journal of one output folder; its file is there only while it has lines."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL_NAME
        self._handle = -1

    def lines(self) -> Iterator[dict[str, Any]]:
        """The lines that are whole, in order."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return
        for line in content.split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:  # torn, or blank
                continue
            if isinstance(entry, dict):
                yield entry

    def add(self, entry: dict[str, str]) -> None:
        """Write a line; raises `WriteError` if that fails.

        It is in the system's hands then, and stays if this process is killed. It may be lost with
        the machine's power; the seals of the documents make up for that.
        """
        # The line's end comes first: so a torn line spoils no other.
        line = b"\n" + json.dumps(entry).encode()
        try:
            if self._handle < 0:
                self._handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            if os.write(self._handle, line) < len(line):
                os.write(self._handle, b"\n")  # says why, if the disk is full
        except OSError as error:
            raise cannot_be_written(self.path, error) from None

    def remove(self) -> None:
        """All of it is in the records now."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Keep the lines and let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
