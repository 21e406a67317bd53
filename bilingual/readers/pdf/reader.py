"""PDF -> Document, as far as a PDF says what its text is."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bilingual.errors import ReadError
from bilingual.formats.markers import BULLET, BULLET_SIGNS
from bilingual.model import Block, BlockKind, Document, Span, SpanKind, with_ids
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.paragraphs import PdfParagraph, count_words, find_paragraphs
from bilingual.readers.pdf.worker import MOST_CHARACTERS, MOST_PAGES, PATIENCE
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
    """Read a PDF; ``path`` names it. Only text that is stored as text is read.

    Raises `ReadError` where that is not to be had: without a password, from pictures of pages, or
    not in bounded time and memory.
    """
    found = _extract(path, data)
    pages = [[Line(**line) for line in page] for page in found["pages"]]
    _check_text(path, pages)
    levels: dict[tuple[int, str], int] = {}
    for page, text, level in found["levels"]:
        levels.setdefault((page, "".join(text.split())), level)
    blocks = with_ids(_blocks(pages, found["pictures"], levels))
    facts = found["facts"]
    return Document(
        name=path.name,
        format="pdf",
        blocks=blocks,
        title=_title(facts.get("Title", ""), blocks),
        author=facts.get("Author", "").strip(),
        date=first_date(blocks) or _created(facts.get("CreationDate", "")),
    )


def _extract(path: Path, data: bytes) -> dict[str, Any]:
    """What `pdf_worker.extract` makes of the file."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "bilingual.readers.pdf.worker"]
    try:
        done = subprocess.run(
            command, input=data, env=environment, capture_output=True, timeout=PATIENCE, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise ReadError(
            path,
            "takes more time or memory than any document needs, or is damaged",
            "print it to a PDF again, or check where it comes from",
        ) from None
    found: dict[str, Any] = json.loads(done.stdout)
    if problem := found.get("error"):
        raise ReadError(path, *_PROBLEMS[problem])
    return found


def _check_text(path: Path, pages: list[list[Line]]) -> None:
    text = "".join(line.text for page in pages for line in page)
    if not text:
        raise ReadError(
            path,
            "has no text, only pictures of pages",
            "run text recognition (OCR) on it, for Chinese, and try again",
        )
    if len(_UNREADABLE.findall(text)) > _TOO_UNREADABLE * len(text):
        raise ReadError(
            path,
            "its fonts do not say which characters they show",
            "run text recognition (OCR) on it, or get the file it was made from",
        )


def _blocks(
    pages: list[list[Line]], pictures: list[int], levels: dict[tuple[int, str], int]
) -> Iterator[Block]:
    words = count_words([line for page in pages for line in page])
    waiting = sorted(pictures)
    for paragraph in find_paragraphs(pages):
        page = paragraph.lines[0].page
        while waiting and waiting[0] < page:
            yield _picture(waiting.pop(0))
        yield _block(paragraph, paragraph.text(words), levels)
    yield from map(_picture, waiting)


def _block(paragraph: PdfParagraph, text: str, levels: dict[tuple[int, str], int]) -> Block:
    page = paragraph.lines[0].page
    locator = f"page {page}"
    level = levels.get((page, "".join(text.split())), paragraph.level)
    if level:
        spans = (Span(text=text),)
        return Block(kind=BlockKind.HEADING, level=level, spans=spans, locator=locator)
    if text[0] in BULLET_SIGNS and (item := text[1:].strip()):
        spans = (Span(text=item),)
        return Block(kind=BlockKind.LIST_ITEM, level=1, marker=BULLET, spans=spans, locator=locator)
    return Block(spans=(Span(text=text),), locator=locator)


def _picture(page: int) -> Block:
    """What stands for a page without text, so that nobody takes it for blank."""
    span = Span(text=f"page {page}, without text", kind=SpanKind.IMAGE)
    return Block(spans=(span,), locator=f"page {page}")


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
