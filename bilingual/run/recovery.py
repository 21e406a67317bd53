"""Records made again from the documents themselves, whose seals say what they are made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bilingual.files import hash_bytes
from bilingual.formats.seals import read_broken_seal, read_seal
from bilingual.run.forms import seed_of
from bilingual.run.records import Record, with_outputs
from bilingual.writers import FORMATS

EDITED = ""
"""Stands for the hash of a document that is not as it was written."""


def recover_records(folder: Path) -> dict[str, Record]:
    """The records of the documents in ``folder``.

    Where the seal is broken, somebody edited the document since; a Word document has none then,
    and is taken for what those beside it say they are. What nothing is known of is left out.
    """
    records: dict[str, Record] = {}
    unsealed = list[str]()
    for path in _documents(folder):
        name = path.relative_to(folder).as_posix()
        seed, format_ = seed_of(name), name.rpartition(".")[2]
        try:
            content = path.read_bytes()
        except OSError:
            continue
        seal, written = read_seal(content, format_), {name: hash_bytes(content)}
        if seal is None:
            seal, written = read_broken_seal(content, format_), {name: EDITED}
        if seal is None:
            unsealed.append(name)
            continue
        pictures = _pictures(folder, f"{seed}.files") if seal.pictures else {}
        if hash_pictures(pictures) == seal.pictures:
            written |= pictures
        now = Record(
            source=seal.source, signature=seal.signature, outputs=written, worst=seal.worst
        )
        records[seed] = with_outputs(records.get(seed), now)
    for name in unsealed:
        seed = seed_of(name)
        if record := records.get(seed):
            records[seed] = with_outputs(record, replace(record, outputs={name: EDITED}))
    return records


def hash_pictures(pictures: dict[str, str]) -> str:
    """SHA-256 of the files beside a document, given as names and hashes; empty without any."""
    listed = "".join(f"{name}\0{pictures[name]}\n" for name in sorted(pictures))
    return hash_bytes(listed.encode("utf-8", "surrogateescape")) if pictures else ""


def _documents(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.rpartition(".")[2] in FORMATS:
                path = Path(root, name)
                if path.is_file() and not path.is_symlink():
                    yield path


def _pictures(folder: Path, name: str) -> dict[str, str]:
    """The files in the folder ``name``, with their hashes."""
    try:
        return {
            f"{name}/{path.name}": hash_bytes(path.read_bytes())
            for path in sorted((folder / name).iterdir())
            if path.is_file()
        }
    except OSError:
        return {}
