"""Walks through folders in a settled order."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bilingual.errors import ReadError


def walk_files(
    folder: Path,
    suffixes: tuple[str, ...],
    *,
    passes_over: Callable[[Path], bool],
    report: Callable[[ReadError], None],
) -> Iterator[Path]:
    """The files below a folder with one of some suffixes, case aside; hidden ones, Office lock
    files (``~$…``) and links to folders are none. Folders that cannot be listed are reported."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            report(ReadError(here, f"cannot be listed ({error.strerror})", "check its rights"))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not passes_over(here / entry.name):
                    waiting.append(here / entry.name)
            elif (
                entry.name.lower().endswith(suffixes)
                and not entry.name.startswith((".", "~$"))
                and not (entry.is_symlink() and os.path.isdir(entry))  # noqa: PTH112
            ):
                yield here / entry.name


def is_hidden_or_part(folder: Path) -> bool:
    """Whether a folder is hidden, or holds the parts of a web page that a browser saved
    (``page_files``)."""
    page = folder.name.removesuffix("_files")
    return folder.name.startswith(".") or (
        page != folder.name and any(folder.parent.glob(f"{glob.escape(page)}.htm*"))
    )
