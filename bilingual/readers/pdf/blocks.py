"""Paragraphs of a PDF -> blocks of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bilingual.formats.markers import BULLET, BULLET_SIGNS
from bilingual.model import Block, BlockKind, Mark, RecognisedLine, Span, SpanKind
from bilingual.readers.pdf.lines import LEVEL, LOWERED, RAISED
from bilingual.readers.pdf.paragraphs import PdfParagraph
from bilingual.readers.pdf.pictures import PdfPicture

_MARKS = {
    RAISED: frozenset({Mark.SUPERSCRIPT}),
    LOWERED: frozenset({Mark.SUBSCRIPT}),
    LEVEL: frozenset[Mark](),
}


def make_blocks(
    paragraphs: Sequence[PdfParagraph],
    words: Counter[str],
    pictures: Sequence[int],
    levels: Mapping[tuple[int, str], int],
    placed: Mapping[int, Sequence[PdfPicture]],
) -> Iterator[Block]:
    """The blocks of a document; ``pictures`` are the pages without text, ``levels`` those of the
    headings that bookmarks name, by page and text without spaces; ``placed`` are pictures of pages
    with text, by how many paragraphs stand before them."""
    waiting = sorted(pictures)
    for number, paragraph in enumerate(paragraphs):
        yield from map(_shown, placed.get(number, ()))
        while waiting and waiting[0] < paragraph.page:
            yield _picture(waiting.pop(0))
        block = _block(paragraph, paragraph.text(words), levels)
        yield replace(block, recognised=tuple(_recognised(paragraph)))
    yield from map(_shown, placed.get(len(paragraphs), ()))
    yield from map(_picture, waiting)


def _block(paragraph: PdfParagraph, text: str, levels: Mapping[tuple[int, str], int]) -> Block:
    locator = f"page {paragraph.page}"
    sure = min((line.sure for line in paragraph.lines), default=1.0)
    if sure < 1:
        locator += f", recognised, {int(100 * sure)}% sure"
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


def _recognised(paragraph: PdfParagraph) -> Iterator[RecognisedLine]:
    for line in paragraph.lines:
        if line.sure < 1:
            yield RecognisedLine(text=line.text, sure=line.sure)


def _spans(text: str) -> Iterator[Span]:
    marks: frozenset[Mark] = frozenset()
    for piece in re.split(f"([{RAISED}{LOWERED}{LEVEL}])", text):
        if piece in _MARKS:
            marks = _MARKS[piece]
        elif piece:
            yield Span(text=piece, marks=marks)


def _shown(picture: PdfPicture) -> Block:
    span = Span(text="", kind=SpanKind.IMAGE, href=picture.name, extent=picture.extent)
    return Block(spans=(span,), locator=f"page {picture.page}")


def _picture(page: int) -> Block:
    """What stands for a page without text, so that nobody takes it for blank."""
    span = Span(text=f"page {page}, without text", kind=SpanKind.IMAGE)
    return Block(spans=(span,), locator=f"page {page}")
