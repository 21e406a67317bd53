"""Plain text -> Document.

Text files know two habits. In one, every line is a paragraph. In the other, lines are
broken at some width and blank lines separate the paragraphs. Which one a file follows is
decided once, for the whole file, by `wrap_width`; only in the second are lines joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from bilingual.formats.encoding import decode_text
from bilingual.model import Block, Document, Span, with_ids
from bilingual.readers.chapters import mark_headings
from bilingual.readers.shared.dates import find_date, first_date
from bilingual.readers.shared.joining import line_joint, visual_width

_INDENT = " \t\u3000\xa0\ufeff"
_SENTENCE_END = "。！？!?.；;：:…”」』）)"
_TITLE_END = "。！？!?.；;：:，,、"
_LONGEST_TITLE = 40

_NARROWEST_WRAP = 40
"""Columns. Shorter lines are verse, lists or addresses, not wrapped prose."""

Line = tuple[int, str]
"""Line number from 1, and the line."""


def read_text(
    path: Path, data: bytes, *, encoding: str | None = None, replaces_errors: bool = False
) -> Document:
    """Read a text file; ``path`` names it in the document and in errors.

    Raises `ReadError` where its encoding is in doubt.
    """
    decoded = decode_text(data, path, encoding=encoding, replaces_errors=replaces_errors)
    groups = _groups(decoded.text.split("\n"))
    width = wrap_width(groups)
    paragraphs = (
        (number, text, blank_before if index == 0 else 0)
        for blank_before, lines in groups
        for index, (number, text) in enumerate(_join(lines, width) if width else lines)
    )
    blocks = with_ids(
        Block(spans=(Span(text=text),), blank_before=blank_before, locator=f"line {number}")
        for number, line, blank_before in paragraphs
        if (text := line.strip(_INDENT))
    )
    blocks = mark_headings(blocks)
    return Document(
        name=path.name,
        format="txt",
        blocks=blocks,
        title=_title(blocks),
        date=first_date(blocks),
        encoding=decoded.encoding,
        remarks=decoded.remarks,
    )


def wrap_width(groups: Sequence[tuple[int, Sequence[Line]]]) -> int:
    """The width a file's lines are hard-wrapped at, in columns; 0 if each is a paragraph.

    Wrapped lines, all but the last of each group between blank lines, break off within
    sentences and are about equally wide.
    """
    if len(groups) < 2:
        return 0
    inner = [line.rstrip() for _, lines in groups for _, line in lines[:-1]]
    following = [line for _, lines in groups for _, line in lines[1:]]
    if len(inner) < 2:
        return 0
    widths = sorted(map(visual_width, inner))
    widest = widths[len(widths) * 9 // 10]
    broken = sum(not line.endswith(tuple(_SENTENCE_END)) for line in inner)
    even = sum(0.75 * widest <= width <= 1.1 * widest for width in widths)
    indented = sum(line.startswith(("\u3000", "  ", "\t")) for line in following)
    is_wrapped = (
        widest >= _NARROWEST_WRAP
        and broken >= 0.6 * len(inner)
        and even >= 0.7 * len(inner)
        and indented < 0.5 * len(following)
    )
    return widest if is_wrapped else 0


def _groups(lines: Sequence[str]) -> list[tuple[int, list[Line]]]:
    """Runs of lines with text, each with the number of blank lines before it."""
    groups: list[tuple[int, list[Line]]] = []
    blank = 0
    is_open = False
    for number, line in enumerate(lines, start=1):
        if not line.strip(_INDENT):
            blank += 1
            is_open = False
        elif is_open:
            groups[-1][1].append((number, line))
        else:
            groups.append((blank, [(number, line)]))
            blank, is_open = 0, True
    return groups


def _join(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Join the wrapped lines of a group. A line far short of the width ends its paragraph
    (a heading, a signature)."""
    number, text = lines[0][0], lines[0][1].strip(_INDENT)
    for (_, previous), (next_number, line) in pairwise(lines):
        if visual_width(previous.rstrip()) < 0.6 * width:
            yield number, text
            number, text = next_number, line.strip(_INDENT)
        else:
            following = line.strip(_INDENT)
            text += line_joint(text, following) + following
    yield number, text


def _title(blocks: Sequence[Block]) -> str:
    """The first block, if it looks like a title above a text."""
    if len(blocks) < 2:
        return ""
    text = blocks[0].text
    is_title = len(text) <= _LONGEST_TITLE and not text.endswith(tuple(_TITLE_END))
    return text if is_title and find_date(text) is None else ""
