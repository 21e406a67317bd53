"""Which seeds there are."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.readers import SUFFIXES, unreadable_kind
from bilingual.run.walks import is_hidden_or_part, walk_files
from bilingual.translate.glossary.files import GLOSSARY_NAMES

RECORDS_NAME = ".bilingual.json"
"""The file in which an output folder keeps account of its documents."""
JOURNAL_NAME = ".bilingual.journal"
"""The file in which a run notes what it does there until the account is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """An input file and its name under the output folder."""

    path: Path
    name: str
    """Relative to the folder that was named, with ``/`` and the suffix: ``news/a.txt``."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What there is under some paths."""

    seeds: dict[str, Seed] = field(default_factory=dict)
    """By name."""
    problems: list[ReadError] = field(default_factory=list)
    """What is wrong with some files and folders."""
    unread: list[str] = field(default_factory=list)
    """Names under the output folder of what could not be looked at, files and folders; the empty
    name stands for all there is."""
    has_folder: bool = False
    """Whether a folder was walked, not only files named."""

    def is_gone(self, name: str) -> bool:
        """Whether a seed of an earlier run is not there any more."""
        is_unread = any(
            not where or name == where or name.startswith(f"{where}/") for where in self.unread
        )
        return self.has_folder and name not in self.seeds and not is_unread


def find_seeds(paths: Iterable[Path], output: Path) -> Found:
    """The seeds under ``paths`` in a settled order, and what is wrong with some of them.

    Folders are walked; hidden files, Office lock files (``~$…``), output folders, this run's and
    others', the parts of saved web pages (``page_files``) and links to folders are passed over. A
    file named twice counts once; two files that would have the same output are an error that names
    both. Only regular files are seeds: a pipe or a device has no end.
    """
    found = Found()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - no rights are an answer too
            found.has_folder = True
            for file in _walk(path, output, found):
                _add(found, file, file.relative_to(path).as_posix())
        elif not os.path.lexists(path):
            found.problems.append(ReadError(path, "no such file or folder", "check the path"))
            found.unread.append("")
        elif path.suffix.lower() in SUFFIXES:
            _add(found, path, path.name)
        else:
            found.problems.append(unreadable_kind(path))
    found.seeds = {name: found.seeds[name] for name in sorted(found.seeds)}
    return found


def _add(found: Found, file: Path, name: str) -> None:
    """A file as a seed, or what keeps it from being one."""
    problem = _problem(file)
    other = found.seeds.get(name)
    if problem:
        found.unread.append(name)
    elif other is None:
        found.seeds[name] = Seed(path=file, name=name)
    elif not other.path.samefile(file):
        problem = ReadError(
            file, f"would have the same output as {other.path}", "translate it into another folder"
        )
    if problem:
        found.problems.append(problem)


def _problem(file: Path) -> ReadError | None:
    try:
        kind = file.stat().st_mode
    except OSError as error:
        return ReadError(file, f"cannot be opened ({error.strerror})", "check the file")
    if not stat.S_ISREG(kind):
        return ReadError(file, "is no regular file", "give the text that it leads to as a file")
    return None


def _walk(folder: Path, output: Path, found: Found) -> Iterator[Path]:
    """The files in a folder whose names are those of seeds; what cannot be listed is noted."""

    def report(problem: ReadError) -> None:
        found.unread.append(Path(problem.path).relative_to(folder).as_posix().removeprefix("."))
        found.problems.append(problem)

    yield from _files(folder, SUFFIXES, output, report)


def count_passed_over(paths: Iterable[Path], output: Path) -> Counter[str]:
    """How many files of each suffix lie in the folders that no reader takes, so that a run passes
    them over; glossaries, which it uses, are none of them."""
    return Counter(
        file.suffix.lower()
        for path in paths
        if os.path.isdir(path)  # noqa: PTH112 - no rights are an answer too
        for file in _files(path, ("",), output, lambda problem: None)
        if not file.name.lower().endswith(SUFFIXES) and file.name not in GLOSSARY_NAMES
    )


def _files(
    folder: Path,
    suffixes: tuple[str, ...],
    output: Path,
    report: Callable[[ReadError], None],
) -> Iterator[Path]:
    skipped = output.resolve()
    return walk_files(
        folder,
        suffixes,
        passes_over=lambda inner: _is_made(inner) or inner.resolve() == skipped,
        report=report,
    )


def _is_made(folder: Path) -> bool:
    """Whether a folder holds what a program put there: hidden files, what some run wrote, or the
    parts of a web page that a browser saved."""
    records = (folder / name for name in (RECORDS_NAME, JOURNAL_NAME))
    return is_hidden_or_part(folder) or any(map(os.path.isfile, records))
