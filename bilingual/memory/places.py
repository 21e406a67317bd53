"""Where a project's memory lies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bilingual.project import project_folder

MEMORY_NAME = "bilingual.memory.sqlite"
"""In the project's folder; never among the documents, which people throw away."""


def memory_path(seeds: Iterable[Path], named: Path | None = None) -> Path:
    """The file of the memory: the one that is ``named``, else that of the project of the seeds.
    It need not be there. Raises `UsageError` if the seeds are of several projects."""
    return named or project_folder(seeds) / MEMORY_NAME
