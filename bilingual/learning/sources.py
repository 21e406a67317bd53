"""The Chinese of a document that does not show it: from the file that it was made of.

The file is known by its name, and is the right one only as far as its texts are those of the
document's ledger; no other text of it is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bilingual.chinese.script import LANGUAGES, Script
from bilingual.errors import BilingualError
from bilingual.formats.ledger import Ledger
from bilingual.memory import remembered_text
from bilingual.model import SourceText
from bilingual.normalize import NormalizeOptions, normalize_document, normalize_text
from bilingual.readers import read_bytes, read_document

_LEVELS = 3
"""Folders above the document's that are looked into."""
_MOST = 20_000
"""Files and folders that are looked at."""


def source_texts(
    path: Path, ledger: Ledger, *, named: Path | None = None, encoding: str | None = None
) -> dict[str, str]:
    """The texts of the source by the row's name, normalised, as entries of a memory have them.

    ``named`` is the source's file; else one with its name is looked for around the document at
    ``path``. Raises `ReadError` if the named one cannot be read.
    """
    if named is not None:
        return _texts(named, ledger, encoding)
    for found in _found(path, ledger.seed):
        try:
            texts = _texts(found, ledger, encoding)
        except BilingualError:
            continue
        if texts:
            return texts
    return {}


def normalized_source(text: str, ledger: Ledger) -> str:
    """A text of a document that shows its source as it came, normalised."""
    if ledger.source_text is SourceText.NORMALIZED:
        return text
    return normalize_text(text, options_to(ledger.languages[0]))[0]


def options_to(language: str) -> NormalizeOptions:
    """What normalises sources to a language such as ``zh-Hans``."""
    scripts = {tag: script for script, tag in LANGUAGES.items()}
    return NormalizeOptions(script=scripts.get(language, Script.KEEP))


def _texts(path: Path, ledger: Ledger, encoding: str | None) -> dict[str, str]:
    document = read_document(path, read_bytes(path), encoding=encoding)
    rows = {row.id: row.source for row in ledger.rows}
    is_original = ledger.source_text is SourceText.ORIGINAL
    return {
        one.block.id: remembered_text(one.block.spans)
        for one in normalize_document(document, options_to(ledger.languages[0])).blocks
        if ledger.print_of((one.original if is_original else one.block).spans)
        == rows.get(one.block.id)
    }


def _found(path: Path, name: str) -> Iterator[Path]:
    """Files of that name in the folder of a document and around it."""
    seen = 0
    looked = set[Path]()
    for folder in [*path.absolute().parents][: _LEVELS + 1]:
        for root, folders, files in os.walk(folder):
            here = Path(root)
            folders[:] = sorted(
                one for one in folders if not one.startswith(".") and here / one not in looked
            )
            seen += 1 + len(files)
            if seen > _MOST:
                return
            if name in files:
                yield here / name
        looked.add(folder)
