"""OpenDocument texts -> Document: the parts of the file, and what it says of itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.limits import too_deep
from bilingual.formats.xml import tag_of, text_of
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Document, with_ids
from bilingual.readers.odt.styles import OdtStyles
from bilingual.readers.odt.walk import OdtWalk
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.policy import hidden_remark, without_frames
from bilingual.spans import first_heading

_MANIFEST = "META-INF/manifest.xml"


def read_odt(
    path: Path, data: bytes, *, encoding: str | None = None, keeps_hidden: bool = False
) -> Document:
    """Read an OpenDocument text; ``path`` names it. The format fixes its encoding itself. Hidden
    text is left out, unless it is to be kept.

    Raises `ReadError` for files that are protected, damaged, or unpack beyond reason.
    """
    archive = ZipSeed(path, data, "OpenDocument")
    if _MANIFEST in archive and any(
        tag_of(one) == "encryption-data" for one in archive.read_xml(_MANIFEST).iter()
    ):
        raise ReadError(path, "is protected with a password", "save a copy without it")
    content = archive.read_xml("content.xml")
    styles = archive.read_xml("styles.xml") if "styles.xml" in archive else None
    bodies = (one for one in content.iter() if tag_of(one) == "body")
    text = next((one for body in bodies for one in body if tag_of(one) == "text"), None)
    if text is None:
        raise archive.damaged("it holds no text document")
    roots = [content] if styles is None else [styles, content]
    walk = OdtWalk(archive, OdtStyles(roots), keeps_hidden=keeps_hidden)
    try:
        walk.document(text, styles)
    except RecursionError:
        raise too_deep(path) from None
    blocks = with_ids(without_frames(walk.blocks))
    facts = _facts(archive)
    inline = walk.inline
    return Document(
        name=path.name,
        format="odt",
        blocks=blocks,
        title=facts.get("title") or first_heading(blocks),
        author=facts.get("initial-creator") or facts.get("creator", ""),
        date=first_date(blocks) or _day(facts.get("creation-date", "")),
        media=tuple(inline.media.values()),
        remarks=(hidden_remark(inline.hidden, inline.places),) if inline.hidden else (),
    )


def _facts(archive: ZipSeed) -> dict[str, str]:
    if "meta.xml" not in archive:
        return {}
    return {tag_of(one): text_of(one) for one in archive.read_xml("meta.xml").iter()}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
