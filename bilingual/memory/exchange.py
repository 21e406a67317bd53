"""Memories in and out of files: TMX and tab-separated values, a unit at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import IO

from bilingual import __version__
from bilingual.errors import ReadError, UsageError
from bilingual.files import cannot_be_written
from bilingual.formats.exchange.dates import iso_date, tmx_date
from bilingual.formats.exchange.tmx import PROP, Header, Unit, Variant, read_units, write_units
from bilingual.memory.entries import Entry, EntryKind, EntryOrigin
from bilingual.memory.tables import read_lines, write_lines
from bilingual.model import Span
from bilingual.normalize import NormalizeOptions, name_normaliser, normalize_text

SUFFIXES = (".tmx", ".tsv")
_PROPS = (
    *("kind", "origin", "date", "document", "normaliser"),
    *("before", "after", "created", "formatting"),
)
"""What of an entry TMX has no place for; it stands in properties of ours."""


def read_entries(
    path: Path,
    options: NormalizeOptions,
    language: str,
    target_language: str = "en",
    *,
    pass_over: Callable[[], None] = lambda: None,
) -> Iterator[Entry]:
    """The entries of a TMX or TSV file, those of other programs with their sources normalised to
    a ``language`` such as ``zh-Hans``. ``target_language`` is that of a table without languages.
    What a machine translated is left out; ``pass_over`` is called for each such text.

    Raises `ReadError` if it cannot be read, when it comes to the place.
    """
    suffix = _suffix(path)
    try:
        with path.open("rb") as file:
            entries = (
                _entries_of_units(path, file, pass_over)
                if suffix == ".tmx"
                else read_lines(path, file, target_language)
            )
            for entry in entries:
                yield entry if entry.normaliser else _normalized(entry, options, language)
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})", "check the file") from None


def write_entries(path: Path, entries: Iterable[Entry]) -> int:
    """Write entries to a TMX or TSV file; returns how many. The file is whole, or is not there.

    Raises `WriteError` if it cannot be written.
    """
    suffix = _suffix(path)
    with _written(path) as file:
        if suffix == ".tmx":
            units = map(_unit, entries)
            return write_units(file, units, Header(source_language="zh", tool_version=__version__))
        return write_lines(file, entries)


def _suffix(path: Path) -> str:
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(path, "is of no known kind", f"give a file in {' or '.join(SUFFIXES)}")
    return path.suffix.lower()


def _normalized(entry: Entry, options: NormalizeOptions, language: str) -> Entry:
    text, _ = normalize_text(entry.source, options)
    return replace(
        entry,
        source=text.strip(),
        source_language=language or entry.source_language,
        normaliser=name_normaliser(options),
    )


def _entries_of_units(
    path: Path, file: IO[bytes], pass_over: Callable[[], None]
) -> Iterator[Entry]:
    """The Chinese text of each unit with each of its other texts."""
    for unit in read_units(path, file):
        if source := unit.source:
            for target in unit.targets:
                if unit.is_machine(target):
                    pass_over()
                elif source.text and target.text:
                    yield _entry(path, unit, source, target)


def _entry(path: Path, unit: Unit, source: Variant, target: Variant) -> Entry:
    facts = {**unit.facts, **target.facts}
    ours = {name: facts.get(f"{PROP}{name}", "") for name in _PROPS}
    try:
        kind = EntryKind(ours.pop("kind") or EntryKind.SENTENCE)
        origin = EntryOrigin(ours.pop("origin") or EntryOrigin.IMPORTED)
    except ValueError as error:
        raise ReadError(path, f"the unit in line {unit.line} has {error}", "mend it") from None
    date = facts.get("changedate") or facts.get("creationdate") or ""
    return Entry(
        source=source.text,
        target=target.text,
        source_language=source.language,
        target_language=target.language or "en",
        kind=kind,
        origin=origin,
        author=facts.get("changeid") or facts.get("creationid") or "",
        date=ours.pop("date") or iso_date(date),
        note=target.note or unit.note,
        **ours,
    )


def _unit(entry: Entry) -> Unit:
    facts = {f"{PROP}{name}": str(getattr(entry, name)) for name in _PROPS}
    who = {"changeid": entry.author, "changedate": tmx_date(entry.date)}
    return Unit(
        note=entry.note,
        facts={name: value for name, value in facts.items() if value},
        variants=(
            Variant(language=entry.source_language, spans=(Span(text=entry.source),)),
            Variant(
                language=entry.target_language,
                spans=(Span(text=entry.target),),
                facts={name: value for name, value in who.items() if value},
            ),
        ),
    )


@contextmanager
def _written(path: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of ``path`` when all is written to it."""
    temporary = path.with_name(f".{path.name}-{token_hex(6)}")
    try:
        try:
            with temporary.open("x", encoding="utf-8", newline="\n", errors="replace") as file:
                yield file
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_be_written(path, error) from None
