"""PowerPoint files -> Document."""

from __future__ import annotations

from pathlib import Path

from bilingual.formats.limits import too_deep
from bilingual.formats.office.package import OfficePackage
from bilingual.formats.shown import count_of
from bilingual.model import Document, with_ids
from bilingual.readers.pptx.slides import SlideWalk
from bilingual.readers.shared.dates import first_date
from bilingual.spans import first_heading


def read_pptx(
    path: Path, data: bytes, *, encoding: str | None = None, keeps_hidden: bool = False
) -> Document:
    """Read a presentation; ``path`` names it. Hidden slides are left out, unless they are to be
    kept.

    Raises `ReadError` for files that are protected, damaged, or unpack beyond reason.
    """
    package = OfficePackage(path, data, "PowerPoint", ".pptx")
    walk = SlideWalk(package, keeps_hidden=keeps_hidden)
    try:
        walk.document()
    except RecursionError:
        raise too_deep(path) from None
    blocks, facts = with_ids(walk.blocks), package.facts()
    remarks = list(walk.omitted.remarks())
    if walk.described:
        told = count_of(walk.described, "picture")
        remarks.append(f"The alternative text of {told} is not translated.")
    return Document(
        name=path.name,
        format="pptx",
        blocks=blocks,
        title=facts.title or first_heading(blocks),
        author=facts.author,
        date=first_date(blocks) or facts.date,
        media=tuple(package.media.values()),
        remarks=tuple(remarks),
        shows_hidden=keeps_hidden,
        source=package.data,
    )
