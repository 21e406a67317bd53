"""Where a project's memory lies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MEMORY_NAME = "bilingual.memory.sqlite"
"""In the project's folder; never among the documents, which people throw away."""
_SETTINGS_NAME = "bilingual.toml"


def project_folder(seeds: Iterable[Path]) -> Path:
    """The folder with `bilingual.toml` around the first seed that has one; else the working
    folder."""
    for seed in seeds:
        around = seed.absolute()
        for folder in (around, *around.parents):
            if (folder / _SETTINGS_NAME).is_file():
                return folder
    return Path.cwd()


def memory_path(seeds: Iterable[Path], named: Path | None = None) -> Path:
    """The file of the memory: the one that is ``named``, else that of the project of the seeds.
    It need not be there."""
    return named or project_folder(seeds) / MEMORY_NAME
