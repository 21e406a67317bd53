"""Regions of a PDF -> paragraphs and headings.

A PDF knows neither: it places letters on pages. Lines are taken for one paragraph where the first
has no room for the beginning of the second; sizes of letters tell headings.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bilingual.formats.markers import BULLET_SIGNS
from bilingual.model import Cell
from bilingual.readers.pdf.edges import column_edges
from bilingual.readers.pdf.glyphs import HYPHEN
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.regions import Part, Region, Table
from bilingual.readers.shared.joining import line_joint, visual_width

_ITEM = re.compile(
    rf"[{''.join(sorted(BULLET_SIGNS))}]\s*\S|[(（]?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|[a-zA-Z])[)）、.．]\s*\S"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条]|[①-⑳]"
)
_ENTRY = re.compile(r"\d{1,3}[:：]")
"""Opens an entry only after a line that ends a sentence: times have it too."""
_FIGURE = re.compile(r"[\d\W]+")
_SENTENCE_END = "。！？!?.…”」』"
_FULL_STOP = re.compile("。|；|[.;]$")
_LARGER = 1.12
"""Times the size of the text, from which on a line is a heading."""
_LONGEST_HEADING = 80
_SHORTEST_SENTENCE = 20
_SHARE_OF_SENTENCES = 0.3
_SAME_SIZE = 0.08
_LOOSER = 1.3
"""Times the usual distance of lines, beyond which a paragraph ends."""
_INDENT = (1.2, 5.0)
"""Ems: from where to where a line further to the right is the first of a paragraph."""
_STICKS_OUT = 2.0
"""Ems beyond its column, from which on a line is no running text."""
_HANGS = 0.6
"""Ems by which the lines of an entry miss the place where its text begins."""
_NO_SIGN = frozenset("([{（［【《〈“‘「『\"'")


@dataclass(slots=True)
class PdfParagraph:
    """Lines that belong together."""

    lines: list[Line]
    page: int
    level: int = 0
    """Of a heading, from 1."""
    cell: Cell | None = None
    is_entry: bool = False
    """Whether its first character is a sign that the other lines hang from."""

    def text(self, words: Counter[str]) -> str:
        """The lines joined; ``words`` tells which hyphens at their ends are the words' own."""
        text = ""
        for line in self.lines:
            if text.endswith(HYPHEN):
                text = _joined_at_hyphen(text[:-1], line.text, words)
            else:
                text += line_joint(text, line.text) + line.text
        return text.replace(HYPHEN, "-")


def find_paragraphs(pages: Sequence[Sequence[Part]]) -> list[PdfParagraph]:
    """The paragraphs of a document, and those in the cells of its tables, in order; a cell without
    text is a paragraph without lines."""
    parts = [(number, part) for number, page in enumerate(pages, 1) for part in page]
    regions = [part.lines for _, part in parts if isinstance(part, Region)]
    levels = _heading_levels([line for region in regions for line in region])
    leading = _usual_leading(regions)
    paragraphs: list[PdfParagraph] = []
    is_open, table, last_edges = False, -1, dict[Line, tuple[float, float]]()
    for number, part in parts:
        if isinstance(part, Region):
            edges = dict(zip(part.lines, column_edges(part.lines), strict=True))
            last = paragraphs[-1:] if is_open else []
            found = _in_region(part.lines, last, number, levels, leading, {**last_edges, **edges})
            paragraphs += found
            is_open, last_edges = True, edges
            continue
        table += 1
        is_open = False
        is_headed = _is_headed(part)
        for cell, lines in part.cells:
            place = replace(cell, table=table, is_header=is_headed and cell.row == 0)
            edges = dict(zip(lines, column_edges(lines), strict=True))
            inside = _in_region(lines, [], number, {}, leading, edges)
            paragraphs += inside or [PdfParagraph([], number)]
            for paragraph in inside or paragraphs[-1:]:
                paragraph.cell = place
    return paragraphs


def _is_headed(table: Table) -> bool:
    """Whether the first row of a table names its columns: no cell is empty, merged or a figure."""
    first = [(cell, lines) for cell, lines in table.cells if cell.row == 0]
    return any(cell.row for cell, _ in table.cells) and all(
        lines
        and cell.row_span == cell.column_span == 1
        and not _FIGURE.fullmatch("".join(line.text for line in lines))
        for cell, lines in first
    )


def _in_region(
    lines: Sequence[Line],
    before: list[PdfParagraph],
    page: int,
    levels: dict[float, int],
    leading: float,
    columns: dict[Line, tuple[float, float]],
) -> list[PdfParagraph]:
    """The paragraphs that begin among lines; the first lines may go on with the one before."""
    found: list[PdfParagraph] = []
    for number, line in enumerate(lines):
        level = levels.get(_rounded(line.size), 0) if len(line.text) <= _LONGEST_HEADING else 0
        last = found[-1] if found else before[-1] if before else None
        is_next = number > 0
        if (
            last
            and last.level == level
            and _goes_on(last.lines, line, level, leading, columns, is_next)
        ):
            last.is_entry |= _hangs(last.lines, line)
            last.lines.append(line)
        else:
            found.append(PdfParagraph([line], page, level))
    return found


def count_words(lines: Sequence[Line]) -> Counter[str]:
    """The words inside lines, with and without hyphens."""
    return Counter(
        word for line in lines for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", line.text)
    )


def _heading_levels(lines: Sequence[Line]) -> dict[float, int]:
    """Levels of the sizes that are clearly larger than the text's, and of which no text is."""
    characters: Counter[float] = Counter()
    sentences: Counter[float] = Counter()
    for line in lines:
        characters[_rounded(line.size)] += len(line.text)
        if len(line.text) >= _SHORTEST_SENTENCE and _FULL_STOP.search(line.text):
            sentences[_rounded(line.size)] += len(line.text)
    if not characters:
        return {}
    text_size = characters.most_common(1)[0][0]
    larger = sorted(
        (
            size
            for size, count in characters.items()
            if size >= _LARGER * text_size and sentences[size] < _SHARE_OF_SENTENCES * count
        ),
        reverse=True,
    )
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _usual_leading(pages: Sequence[Sequence[Line]]) -> float:
    """The distance of lines that follow each other, in ems."""
    gaps = [
        gap
        for page in pages
        for before, line in pairwise(page)
        if 0.8 < (gap := (before.base - line.base) / line.size) < 3
    ]
    return statistics.median_low(gaps) if gaps else 1.5


def _goes_on(
    before: Sequence[Line],
    line: Line,
    level: int,
    leading: float,
    columns: dict[Line, tuple[float, float]],
    is_next: bool,
) -> bool:
    """Whether a line belongs to the paragraph before; ``is_next``: it is of the same region."""
    last = before[-1]
    if abs(last.size - line.size) > _SAME_SIZE * line.size:
        return False
    gap = (last.base - line.base) / line.size
    looser = _LOOSER * leading + line.room / line.size
    is_near = last.page == line.page and last.turn is line.turn and 0 < gap <= looser
    if level:
        return is_near and _ITEM.match(line.text) is None
    is_turned = not is_next or gap <= 0  # the next column or page
    if not (is_near or is_turned) or _ITEM.match(line.text):
        return False
    is_end = last.text.endswith(tuple(_SENTENCE_END))
    if is_end and (is_turned or _ENTRY.match(line.text)):
        return False
    if not last.text.endswith(HYPHEN) and _ends_early(last, line, columns[last][1]):
        return False
    indent = (line.left - columns[line][0]) / line.size
    is_hanging = _ITEM.match(before[0].text) is not None and line.left > before[0].left
    is_hanging |= _hangs(before, line)
    return is_hanging or not _INDENT[0] <= indent <= _INDENT[1] or _is_block(before, line)


def _hangs(before: Sequence[Line], line: Line) -> bool:
    """Whether a line stands below the text of an entry that a single sign opens."""
    first = before[0]
    sign, _, text = first.text.partition(" ")
    return (
        bool(text)
        and len(sign) == 1
        and sign not in _NO_SIGN
        and first.hang - first.left > 0.8 * first.size
        and abs(line.left - first.hang) <= _HANGS * line.size
    )


def _ends_early(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of ``line`` would have fitted into ``last``, or that is no line of
    running text at all, since it sticks out of its column."""
    if last.right > edge + _STICKS_OUT * last.size:
        return True
    word = re.match(r"[!-~]+[，。；：、]?|.[，。；：、！？”）》」]*[!-~]*", line.text)
    assert word is not None, "lines have text"
    share = visual_width(word[0]) / visual_width(line.text)
    return last.right + share * (line.right - line.left) + 0.5 * line.size < edge


def _is_block(before: Sequence[Line], line: Line) -> bool:
    """Whether all lines are indented alike, as in a quotation."""
    return all(abs(one.left - line.left) < 0.3 * line.size for one in before)


def _joined_at_hyphen(text: str, following: str, words: Counter[str]) -> str:
    start, rest = (
        re.search(r"[A-Za-z-]*$", text[-_LONGEST_HEADING:]),
        re.match(r"[A-Za-z-]*", following),
    )
    assert start is not None and rest is not None, "both may be empty"
    is_parted = words[start[0] + rest[0]] > words[f"{start[0]}-{rest[0]}"]
    return text + ("" if is_parted else "-") + following


def _rounded(size: float) -> float:
    return round(2 * size) / 2
