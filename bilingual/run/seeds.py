"""Which seeds there are."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.readers import SUFFIXES

RECORDS_NAME = ".bilingual.json"
"""The file in which an output folder keeps account of its documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """An input file and its name under the output folder."""

    path: Path
    name: str
    """Relative to the folder that was named, with ``/`` and the suffix: ``news/a.txt``."""


def find_seeds(
    paths: Iterable[Path], output: Path
) -> tuple[tuple[Seed, ...], tuple[tuple[Path, ReadError], ...]]:
    """The seeds under ``paths`` in a settled order, and what is wrong with some paths.

    Folders are walked; hidden files, Office lock files (``~$…``), output folders, this run's and
    others', and the parts of saved web pages (``page_files``) are passed over. A file named twice
    counts once; two files that would have the same output are an error that names both.
    """
    problems: list[tuple[Path, ReadError]] = []
    seeds: dict[str, Seed] = {}
    for path in paths:
        if not path.exists():
            problems.append((path, ReadError(path, "no such file or folder", "check the path")))
            continue
        for file in _walk(path, output) if path.is_dir() else [path]:
            name = file.relative_to(path).as_posix() if path.is_dir() else path.name
            if file.suffix.lower() not in SUFFIXES:
                formats = ", ".join(SUFFIXES)
                problem = ReadError(file, "cannot be read", f"the formats are {formats}")
                problems.append((file, problem))
                continue
            other = seeds.setdefault(name, Seed(path=file, name=name))
            if other.path.resolve() != file.resolve():
                problem = ReadError(
                    file,
                    f"would have the same output as {other.path}",
                    "translate it into another folder",
                )
                problems.append((file, problem))
    return tuple(seeds[name] for name in sorted(seeds)), tuple(problems)


def _walk(folder: Path, output: Path) -> Iterator[Path]:
    skipped = output.resolve()
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if (here / name).resolve() != skipped and not _is_made(here / name)
        )
        for name in sorted(files):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield here / name


def _is_made(folder: Path) -> bool:
    """Whether a folder holds what a program put there: hidden files, what some run wrote, or the
    parts of a web page that a browser saved."""
    page = folder.name.removesuffix("_files")
    return (
        folder.name.startswith(".")
        or (folder / RECORDS_NAME).is_file()
        or (page != folder.name and any(folder.parent.glob(f"{glob.escape(page)}.htm*")))
    )
