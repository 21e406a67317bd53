"""Glossaries on disk: CSV and TSV tables, TBX (ISO 30042), and this tool's starter termbase."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from bilingual.chinese.characters import has_han
from bilingual.errors import UsageError
from bilingual.formats.encoding import decode_text
from bilingual.translate.glossary.terms import Term

GLOSSARY_NAMES = ("glossary.csv", "glossary.tsv", "glossary.tbx")
"""Files beside seeds that are glossaries without being named."""
STARTER = "starter termbase"
_LARGEST = 64 * 2**20  # bytes

_COLUMNS = {
    "source": ("source", "zh", "zh-cn", "zh-hans", "zh-tw", "zh-hant", "chinese", "term",
        "中文", "原文"),
    "target": ("target", "en", "en-us", "en-gb", "english", "translation", "英文", "译文"),
    "accepted": ("accepted", "variants", "synonyms"),
    "forbidden": ("forbidden", "wrong", "禁用"),
    "note": ("note", "notes", "comment", "definition", "备注"),
    "part_of_speech": ("pos", "part of speech", "part_of_speech", "词性"),
    "case": ("case",),
    "use": ("use",),
}  # fmt: skip
"""What a column may be called; several renderings in one cell stand between ``|``."""
_USES = {"": True, "enforce": True, "hint": False}
_CASES = {"": False, "insensitive": False, "sensitive": True}


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of a ``.csv``, ``.tsv`` or ``.tbx`` file, in its order; equal ones once.

    The first line of a table names its columns, `source` and `target` at least; a table of two
    columns may do without. A term with two targets is refused: which one holds?
    Raises `UsageError` for whatever is no glossary.
    """
    readers: dict[str, Callable[[Path, bytes], Iterator[Term]]] = {
        ".csv": lambda path, data: _read_table(path, data, None),
        ".tsv": lambda path, data: _read_table(path, data, "\t"),
        ".tbx": _read_tbx,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(path, "is no glossary", f"use one of {', '.join(readers)}")
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(path, "is larger than a glossary can be (64 MiB)", "split it")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(path, f"cannot be read ({reason})", "check path and rights") from None
    return _without_contradictions(path, reader(path, data))


def glossary_content(path: Path, terms: Iterable[Term]) -> bytes:
    """Terms as the file that ``path`` names by its suffix: ``.tsv``, ``.csv`` or ``.tbx``. Tables
    come back equal; see `bilingual.translate.glossary.tbx` for TBX.

    Raises `UsageError` for any other suffix.
    """
    match path.suffix.lower():
        case ".tbx":
            from bilingual.translate.glossary.tbx import write_tbx

            return write_tbx(terms)
        case ".tsv":
            return _table(terms, "\t")
        case ".csv":
            return _table(terms, ",")
        case _:
            pass
    raise UsageError(path, "is of no known kind", "give a file in .tsv, .csv or .tbx")


def glossaries_beside(seeds: Iterable[Path]) -> tuple[Path, ...]:
    """The glossaries that lie beside seeds: in folders that are named, and in those of files."""
    folders = dict.fromkeys(seed if seed.is_dir() else seed.parent for seed in seeds)
    found = (folder / name for folder in folders for name in GLOSSARY_NAMES)
    return tuple(path for path in found if path.is_file())


@cache
def starter_terms() -> tuple[Term, ...]:
    """The terms that come with this tool: organisations, places, titles and phrases of Chinese
    official and company news. ``docs/glossary.md`` says how they were made and chosen."""
    text = (files("bilingual") / "data" / "terms-zh_en.tsv").read_text("utf-8")
    return tuple(_terms(Path(STARTER), csv.reader(io.StringIO(text), delimiter="\t")))


def _without_contradictions(path: Path, terms: Iterable[Term]) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for term in terms:
        first = found.setdefault(term.source, term)
        if (first.target, first.accepted) != (term.target, term.accepted):
            raise UsageError(
                path,
                f"{term.source} is {first.target!r} in {_line(first)} and {term.target!r} "
                f"in {_line(term)}",
                "keep one, and put others that are right too into a column 'accepted'",
            )
    if not found:
        raise UsageError(path, "has no terms", "fill in the columns source and target")
    return tuple(found.values())


def _line(term: Term) -> str:
    return term.origin.rpartition(", ")[2]


def _read_tbx(path: Path, data: bytes) -> Iterator[Term]:
    from bilingual.translate.glossary.tbx import read_tbx  # XML is slow to load, and seldom needed

    return read_tbx(path, data)


def _read_table(path: Path, data: bytes, delimiter: str | None) -> Iterator[Term]:
    text = decode_text(data, path).text
    if delimiter is None:
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)  # spreadsheets of many countries write ;
    yield from _terms(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _terms(path: Path, rows: Iterable[list[str]]) -> Iterator[Term]:
    columns: dict[str, int] | None = None
    numbered = enumerate(rows, 1)
    try:
        for number, cells in numbered:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if columns is None:
                columns = _columns(path, row)
                if "source" in (_column(cell) for cell in row):
                    continue
            yield _term(path, number, row, columns)
    except csv.Error as error:
        raise UsageError(path, f"is no table ({error})", "save it again as CSV in UTF-8") from None


_WRITTEN = ("source", "target", "accepted", "forbidden", "note", "pos", "case", "use")


def _table(terms: Iterable[Term], delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    table.writerow(_WRITTEN)
    for term in terms:
        case = "sensitive" if term.is_case_sensitive else ""
        use = "enforce" if term.is_enforced else "hint"
        accepted, forbidden = "|".join(term.accepted), "|".join(term.forbidden)
        notes = (term.note, term.part_of_speech)
        table.writerow((term.source, term.target, accepted, forbidden, *notes, case, use))
    return file.getvalue().encode()


def _column(name: str) -> str | None:
    return next((column for column, names in _COLUMNS.items() if name.lower() in names), None)


def _columns(path: Path, row: Sequence[str]) -> dict[str, int]:
    """Which column stands where, by the first line."""
    columns = {name: place for place, cell in enumerate(row) if (name := _column(cell))}
    if {"source", "target"} <= columns.keys():
        return columns
    if not columns and len(row) == 2 and has_han(row[0]):
        return {"source": 0, "target": 1}
    raise UsageError(
        path,
        f"has no columns source and target (its first line is: {' | '.join(row)[:80]})",
        "name them in the first line, such as: source,target,note",
    )


def _term(path: Path, number: int, row: Sequence[str], columns: dict[str, int]) -> Term:
    origin = f"{path.name}, line {number}"

    def cell(name: str) -> str:
        place = columns.get(name, len(row))
        return row[place] if place < len(row) else ""

    def choice(name: str, values: dict[str, bool]) -> bool:
        try:
            return values[cell(name).lower()]
        except KeyError:
            allowed = " or ".join(filter(None, values))
            problem = f"line {number} has {cell(name)!r} in its column {name}"
            raise UsageError(path, problem, f"use {allowed}, or leave it empty") from None

    target, *others = _renderings(cell("target")) or [""]
    if not cell("source") or not target:
        raise UsageError(path, f"line {number} has no source or no target", "fill in both")
    return Term(
        source=cell("source"),
        target=target,
        accepted=(*others, *_renderings(cell("accepted"))),
        forbidden=tuple(_renderings(cell("forbidden"))),
        note=cell("note"),
        part_of_speech=cell("part_of_speech"),
        is_case_sensitive=choice("case", _CASES),
        is_enforced=choice("use", _USES),
        origin=origin,
    )


def _renderings(cell: str) -> list[str]:
    return [one.strip() for one in cell.split("|") if one.strip()]
