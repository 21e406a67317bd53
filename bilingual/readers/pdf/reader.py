"""PDF -> Document, as far as a PDF says what its text is."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilingual.errors import ReadError
from bilingual.model import Block, Document, with_ids
from bilingual.readers.pdf.blocks import make_blocks
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.paragraphs import count_words, find_paragraphs
from bilingual.readers.pdf.pictures import place_pictures, read_pictures
from bilingual.readers.pdf.process import run_module
from bilingual.readers.pdf.recognition import (
    INSTALL_COMMAND,
    recognise_pages,
    recognition_version,
)
from bilingual.readers.pdf.regions import arrange
from bilingual.readers.pdf.remarks import remarks_on
from bilingual.readers.pdf.repeated import repeated_lines
from bilingual.readers.pdf.worker import MOST_CHARACTERS, MOST_PAGES, patience_for
from bilingual.readers.shared.dates import first_date
from bilingual.spans import first_heading

_PROBLEMS = {
    "locked": ("is protected with a password", "save a copy without it"),
    "unsound": ("is not a sound PDF", "get an undamaged copy or print it to a PDF again"),
    "pages": (f"has more than {MOST_PAGES:,} pages", "split it"),
    "characters": (f"has more than {MOST_CHARACTERS:,} characters", "split it"),
}
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Private characters: what a font without a table of its characters gives."""
_TOO_UNREADABLE = 0.3
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read a PDF; ``path`` names it. Text in pictures of pages is recognised if it can be.

    Raises `ReadError` where no text is to be had: without a password, from pictures alone, or not
    in bounded time and memory.
    """
    found = _extract(path, data)
    pages = [[Line.of(line) for line in page["lines"]] for page in found["pages"]]
    pictures = sorted([*found["pictures"], *found["scans"]])
    recognised = _recognised(path, data, pages, pictures)
    for number, lines in recognised.items():
        pages[number - 1] = lines
    own = repeated_lines(pages)
    arranged = [
        arrange([line for line in lines if line not in own], page["rulings"])
        for lines, page in zip(pages, found["pages"], strict=True)
    ]
    levels: dict[tuple[int, str], int] = {}
    for number, text, level in found["levels"]:
        levels.setdefault((number, "".join(text.split())), level)
    words = count_words([line for page in pages for line in page])
    paragraphs = find_paragraphs([page.parts for page in arranged])
    shown = [number for number in found["pictures"] if number not in recognised]
    taken = read_pictures(found["pages"])
    placed = place_pictures(taken, paragraphs)
    blocks = with_ids(make_blocks(paragraphs, words, shown, levels, placed))
    unread = [] if recognition_version() else pictures
    facts = found["facts"]
    return Document(
        name=path.name,
        format="pdf",
        blocks=blocks,
        title=_title(facts.get("Title", ""), blocks),
        author=facts.get("Author", "").strip(),
        date=first_date(blocks) or _created(facts.get("CreationDate", "")),
        remarks=tuple(
            remarks_on(
                arranged,
                recognised=recognised,
                unread=unread,
                comments=found["comments"],
                pictures=found["pictures_left_out"],
            )
        ),
        media=tuple({one.name: one.media for one in taken}.values()),
    )


def _extract(path: Path, data: bytes) -> dict[str, Any]:
    """What `bilingual.readers.pdf.worker.extract` makes of the file."""
    try:
        found: dict[str, Any] = run_module(
            "bilingual.readers.pdf.worker", data=data, seconds=patience_for(len(data))
        )
    except subprocess.SubprocessError:
        raise ReadError(
            path,
            "takes more time or memory than any document needs, or is damaged",
            "print it to a PDF again, or check where it comes from",
        ) from None
    if problem := found.get("error"):
        raise ReadError(path, *_PROBLEMS[problem])
    return found


def _recognised(
    path: Path, data: bytes, pages: Sequence[Sequence[Line]], pictures: Sequence[int]
) -> dict[int, list[Line]]:
    """The text of pages of pictures, or of all pages if no other text can be read."""
    text = "".join(line.text for page in pages for line in page)
    is_unreadable = len(_UNREADABLE.findall(text)) > _TOO_UNREADABLE * len(text)
    wanted = pictures if text and not is_unreadable else range(1, len(pages) + 1)
    if wanted and recognition_version():
        found = recognise_pages(path, data, wanted)
        if any(found.values()) or wanted is pictures:
            return {number: lines for number, lines in found.items() if lines}
        raise ReadError(path, "shows no text", "check that it is the right file")
    if is_unreadable:
        problem = "its fonts do not say which characters they show"
        remedy = f"get the file it was made from, or let its text be recognised: {INSTALL_COMMAND}"
        raise ReadError(path, problem, remedy)
    if not text:
        problem = "has no text, only pictures of pages"
        raise ReadError(path, problem, f"let its text be recognised: {INSTALL_COMMAND}")
    return {}


def _title(named: str, blocks: tuple[Block, ...]) -> str:
    """The first heading, or what the file says, which often is the name of another file."""
    heading = first_heading(blocks)
    named = " ".join(named.split())
    is_name = re.search(r"\.\w{2,4}$|^Microsoft |^untitled|^无标题|^未命名", named, re.IGNORECASE)
    return heading if is_name or not named else named


def _created(text: str) -> dt.date | None:
    match = _CREATED.match(text)
    try:
        date = dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return date if date and date.year >= 1990 else None
