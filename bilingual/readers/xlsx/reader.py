"""Excel files -> Document."""

from __future__ import annotations

from pathlib import Path

from bilingual.formats.office.package import OfficePackage
from bilingual.model import Document, with_ids
from bilingual.readers.xlsx.sheets import SheetWalk


def read_xlsx(
    path: Path, data: bytes, *, encoding: str | None = None, keeps_hidden: bool = False
) -> Document:
    """Read a workbook; ``path`` names it. Hidden sheets, rows and columns are left out, unless they
    are to be kept. Formulas are read as their stored results.

    Raises `ReadError` for files that are protected, damaged, or unpack beyond reason.
    """
    package = OfficePackage(path, data, "Excel", ".xlsx")
    walk = SheetWalk(package, keeps_hidden=keeps_hidden)
    walk.document()
    facts = package.facts()
    return Document(
        name=path.name,
        format="xlsx",
        blocks=with_ids(walk.blocks),
        title=facts.title,
        author=facts.author,
        date=facts.date,
        remarks=tuple(walk.remarks),
        shows_hidden=keeps_hidden,
        source=package.data,
    )
