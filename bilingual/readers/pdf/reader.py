"""PDF -> Document, as far as a PDF says what its text is."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bilingual.errors import ReadError
from bilingual.formats.markers import BULLET, BULLET_SIGNS
from bilingual.model import Block, BlockKind, Document, Mark, Span, SpanKind, with_ids
from bilingual.readers.pdf.lines import LEVEL, LOWERED, RAISED, Line
from bilingual.readers.pdf.paragraphs import PdfParagraph, count_words, find_paragraphs
from bilingual.readers.pdf.regions import Arranged, arrange
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
_MOST_NAMED = 12
_MARKS = {
    RAISED: frozenset({Mark.SUPERSCRIPT}),
    LOWERED: frozenset({Mark.SUBSCRIPT}),
    LEVEL: frozenset[Mark](),
}
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read a PDF; ``path`` names it. Only text that is stored as text is read.

    Raises `ReadError` where that is not to be had: without a password, from pictures of pages, or
    not in bounded time and memory.
    """
    found = _extract(path, data)
    pages = [[Line.of(line) for line in page["lines"]] for page in found["pages"]]
    _check_text(path, pages)
    rulings = [page["rulings"] for page in found["pages"]]
    own = repeated_lines(pages)
    arranged = [
        arrange([line for line in page if line not in own], ruled)
        for page, ruled in zip(pages, rulings, strict=True)
    ]
    levels: dict[tuple[int, str], int] = {}
    for page, text, level in found["levels"]:
        levels.setdefault((page, "".join(text.split())), level)
    words = count_words([line for page in pages for line in page])
    paragraphs = find_paragraphs([page.parts for page in arranged])
    blocks = with_ids(_with_pictures(paragraphs, words, found["pictures"], levels))
    facts = found["facts"]
    return Document(
        name=path.name,
        format="pdf",
        blocks=blocks,
        title=_title(facts.get("Title", ""), blocks),
        author=facts.get("Author", "").strip(),
        date=first_date(blocks) or _created(facts.get("CreationDate", "")),
        remarks=tuple(_remarks(arranged, found["comments"])),
    )


def _remarks(pages: Sequence[Arranged], comments: int) -> Iterator[str]:
    """What was left out, or is not sure."""
    if doubtful := [number for number, page in enumerate(pages, 1) if page.is_doubtful]:
        yield (
            f"The order of reading is not sure on {pages_named(doubtful)}: look whether columns "
            "are read one after another, and rows of tables together."
        )
    if readings := sum(page.readings for page in pages):
        yield f"Readings above characters are left out: {readings:,}."
    if comments:
        yield f"Comments that open in a viewer are left out: {comments:,}."


def pages_named(numbers: Sequence[int]) -> str:
    """Pages in words: ``page 3``, ``pages 1, 2 and 7``, or how many there are."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > _MOST_NAMED:
        return f"{len(numbers):,} pages, from page {numbers[0]} on"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _extract(path: Path, data: bytes) -> dict[str, Any]:
    """What `pdf_worker.extract` makes of the file."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "bilingual.readers.pdf.worker"]
    try:
        done = subprocess.run(
            command,
            input=data,
            env=environment,
            capture_output=True,
            timeout=patience_for(len(data)),
            check=True,
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


def _with_pictures(
    paragraphs: Sequence[PdfParagraph],
    words: Counter[str],
    pictures: Sequence[int],
    levels: dict[tuple[int, str], int],
) -> Iterator[Block]:
    waiting = sorted(pictures)
    for paragraph in paragraphs:
        while waiting and waiting[0] < paragraph.page:
            yield _picture(waiting.pop(0))
        yield _block(paragraph, paragraph.text(words), levels)
    yield from map(_picture, waiting)


def _block(paragraph: PdfParagraph, text: str, levels: dict[tuple[int, str], int]) -> Block:
    locator = f"page {paragraph.page}"
    level = levels.get((paragraph.page, "".join(text.split())), paragraph.level)
    if level and not paragraph.cell:
        spans = tuple(_spans(text))
        return Block(kind=BlockKind.HEADING, level=level, spans=spans, locator=locator)
    opens = text[:1] in BULLET_SIGNS or paragraph.is_entry
    if text and opens and (item := text[1:].strip()):
        spans = tuple(_spans(item))
        return Block(
            kind=BlockKind.LIST_ITEM,
            level=1,
            marker=BULLET,
            spans=spans,
            cell=paragraph.cell,
            locator=locator,
        )
    return Block(spans=tuple(_spans(text)), cell=paragraph.cell, locator=locator)


def _spans(text: str) -> Iterator[Span]:
    marks: frozenset[Mark] = frozenset()
    for piece in re.split(f"([{RAISED}{LOWERED}{LEVEL}])", text):
        if piece in _MARKS:
            marks = _MARKS[piece]
        elif piece:
            yield Span(text=piece, marks=marks)


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
