"""TSV and CSV: a pair a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.encoding import decode_text
from bilingual.readers.pairs.columns import Columns, find_columns
from bilingual.readers.pairs.texts import NoPairsError, PairsRead, TextPair, rows_text

Line = tuple[int, list[str]]
"""Number of the line that a record begins in, from 1, and its cells."""


def read_tsv(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a file of tabs. A quote stands for itself, unless it is around a whole cell."""
    text = decode_text(data, path, encoding=encoding).text
    lines = enumerate(text.split("\n"), 1)
    return _pairs(path, [(number, list(map(_bare, line.split("\t")))) for number, line in lines])


def read_csv(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a file of commas, semicolons or tabs. Raises `ReadError` if it is no table."""
    text = decode_text(data, path, encoding=encoding).text
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets of many countries write ;
    try:
        return _pairs(path, list(_records(text, delimiter)))
    except csv.Error as error:
        raise ReadError(path, f"is no table ({error})", "save it again as CSV in UTF-8") from None


def _records(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _bare(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _pairs(path: Path, lines: list[Line]) -> PairsRead:
    filled = [(number, cells) for number, cells in lines if any(map(str.strip, cells))]
    if not filled:
        raise ReadError(path, "is empty", "check that it is the right file")
    columns = find_columns([cells for _, cells in filled])
    if isinstance(columns, str):
        columns = _with_empty_target(filled, columns, path)
    body = filled[1:] if columns.is_named else filled
    width = len(filled[0][1])
    odd = [number for number, cells in body if len(cells) > width]
    pairs = tuple(
        TextPair(
            row=number,
            id=_cell(cells, columns.id),
            source=_cell(cells, columns.source),
            target=_cell(cells, columns.target),
            line=number,
        )
        for number, cells in body
    )
    remarks = [f"{rows_text(odd)} with more cells than the first one: read up to there"]
    return PairsRead(pairs=pairs, remarks=tuple(remarks if odd else ()))


def _with_empty_target(lines: list[Line], reason: str, path: Path) -> Columns:
    """The columns of a file that nobody has translated yet: the second of two is empty."""
    is_untranslated = all(
        len(cells) == 2 and cells[0].strip() and not cells[1].strip() for _, cells in lines
    )
    if is_untranslated:
        return Columns(source=0, target=1)
    raise NoPairsError(
        path,
        f"does not tell source and translation ({reason})",
        "name the columns in the first line, such as source and target",
    )


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""
