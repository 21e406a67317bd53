"""Rich Text Format -> Document."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import ReadError
from bilingual.model import Document, with_ids
from bilingual.readers.rtf.tokens import read_tokens
from bilingual.readers.rtf.walk import RtfWalk
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.policy import hidden_remark, without_frames
from bilingual.spans import first_heading


def read_rtf(
    path: Path, data: bytes, *, encoding: str | None = None, keeps_hidden: bool = False
) -> Document:
    """Read an RTF file; ``path`` names it. ``encoding`` takes the place of its code page. Hidden
    text is left out, unless it is to be kept.

    Raises `ReadError` where it is no RTF, its bytes are not in the encoding that it names, or it
    goes beyond reason.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(path, "is not an RTF file", "check its suffix or save it again as .docx")
    walk = RtfWalk(path, encoding, keeps_hidden=keeps_hidden)
    walk.read(read_tokens(data))
    blocks = with_ids(without_frames(list(walk.blocks())))
    return Document(
        name=path.name,
        format="rtf",
        blocks=blocks,
        title=walk.asides.title or first_heading(blocks),
        author=walk.asides.author,
        date=first_date(blocks) or walk.asides.created,
        media=tuple(walk.media),
        remarks=(hidden_remark(walk.hidden),) if walk.hidden else (),
    )
