"""Which columns of a table hold the source and its translation: told by names, else by content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.formats.columns import kind_of_column
from bilingual.readers.pairs.texts import has_words, is_chinese

_MOST = 0.7
"""The share of a column's texts that must be in one language."""
_LEAST_FILLED = 0.5
"""The share of the rows with a source that must have a translation, if the column is one."""
_IDENTIFIER = re.compile(r"(?=.*\d)[\w.#:/-]{1,40}|[0-9a-f]{8}(?:-\d+)?")

Grid = Sequence[Sequence[str]]
"""The texts of a table's cells, row by row; rows may be of unequal lengths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where in a table what stands, from 0."""

    source: int
    target: int
    id: int | None = None
    is_named: bool = False
    """Whether the first row holds names of columns."""
    is_certain: bool = False
    """Whether names or styles tell which is which, and not only the content."""


def find_columns(grid: Grid) -> Columns | str:
    """The columns of a table; or why they cannot be told, as a clause for people."""
    named = _by_names(grid)
    if isinstance(named, Columns):
        return named
    kinds = [kind_of_column(cell) for cell in grid[0]] if grid else []
    body = grid[1:] if named else grid
    width = max(map(len, body), default=0)
    texts = [[row[at].strip() for row in body if at < len(row)] for at in range(width)]
    beside = {at for at, kind in enumerate(kinds) if kind in ("note", "id")}
    identifiers = [at for at in range(width) if _are_identifiers(texts[at])]
    left = [at for at in range(width) if at not in beside and at not in identifiers]
    sources = [at for at in left if _share(texts[at]) >= _MOST]
    targets = [at for at in left if 0 <= _share(texts[at]) <= 1 - _MOST]
    if len(sources) == 1:
        enough = _LEAST_FILLED * sum(map(bool, texts[sources[0]]))
        targets = [at for at in targets if sum(map(bool, texts[at])) >= enough]
    if len(sources) > 1:
        return f"{_listed(sources)} are all Chinese"
    if not sources:
        return "no column is Chinese"
    if len(targets) > 1:
        return f"{_listed(targets)} could all be its translation"
    if not targets:
        return f"column {sources[0] + 1} is Chinese and none is its translation"
    ids = [at for at, kind in enumerate(kinds) if kind == "id"] if named else []
    return Columns(
        source=sources[0],
        target=targets[0],
        id=next(iter([*ids, *identifiers]), None),
        is_named=bool(named),
    )


def _by_names(grid: Grid) -> Columns | bool:
    """The columns if the first row names them; else whether it is a row of names all the same."""
    first = [kind_of_column(cell) for cell in grid[0]] if grid else []
    if first.count("source") == 1 and first.count("target") == 1:
        ids = [at for at, kind in enumerate(first) if kind == "id"]
        # Our own documents leave the name of the column of numbers out.
        if not ids and len(first) == 3 and not grid[0][0].strip():
            ids = [0]
        return Columns(
            source=first.index("source"),
            target=first.index("target"),
            id=ids[0] if ids else None,
            is_named=True,
            is_certain=True,
        )
    return any(first)


def _share(texts: Sequence[str]) -> float:
    """The share of Chinese among the texts with words; -1 if there are none."""
    are_chinese = [is_chinese(text) for text in texts if has_words(text)]
    return sum(are_chinese) / len(are_chinese) if are_chinese else -1


def _are_identifiers(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and all(
        _IDENTIFIER.fullmatch(text) and not is_chinese(text) for text in filled
    )


def _listed(columns: Sequence[int]) -> str:
    *others, last = [str(at + 1) for at in columns]
    return f"columns {', '.join(others)} and {last}"
