"""The project that files belong to: that of the settings next to or above them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bilingual.errors import UsageError

FILE_NAME = "bilingual.toml"


def find_project_file(paths: Iterable[Path]) -> Path | None:
    """The next ``bilingual.toml`` in or above the paths; the folder at hand stands for none.

    Raises `UsageError` if there are several.
    """
    starts = [Path(os.path.abspath(path)) for path in paths] or [Path.cwd()]  # noqa: PTH100 - no links
    above = {next(_files_above(start), None) for start in starts}
    found = sorted(path for path in above if path)
    if len(found) > 1:
        raise UsageError(
            ", ".join(map(str, found)),
            "are the settings of several projects",
            "give the files of each in a command of its own",
        )
    return found[0] if found else None


def project_folder(paths: Iterable[Path]) -> Path:
    """The folder of that file; without one, the folder at hand."""
    found = find_project_file(paths)
    return found.parent if found else Path.cwd()


def _files_above(path: Path) -> Iterator[Path]:
    for folder in (path, *path.parents):
        if os.path.isfile(folder / FILE_NAME):  # noqa: PTH113 - no rights are an answer too
            yield folder / FILE_NAME
