"""Lines of a PDF -> paragraphs and headings.

A PDF knows neither: it places letters on pages. Lines are taken for one paragraph where the first
has no room for the beginning of the second; what stands in the same place on page after page is
taken for the pages' own. Sizes of letters tell headings.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bilingual.formats.markers import BULLET_SIGNS
from bilingual.readers.pdf.lines import HYPHEN, Line
from bilingual.readers.shared.joining import line_joint, visual_width

_DIGITS = re.compile(r"\d+|[ivxl]+(?!\w)|[一二三四五六七八九十百〇]+(?=\s*页)")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第|page|p\.)?\s*#(?:\s*页)?(?:[\s/,，]*(?:共|of)?\s*#\s*页?)?[\W_]*", re.I
)
_OUTER_LINES = 2
_FEWEST_PAGES = 3
_SHARE_OF_PAGES = 0.4
"""Headers of left and right pages may differ."""

_SIGNS = "".join(sorted(BULLET_SIGNS))
_ITEM = re.compile(
    rf"[{''.join(sorted(BULLET_SIGNS))}]\s*\S|[(（]?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|[a-zA-Z])[)）、.．]\s*\S"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条]|[①-⑳]"
)
_SENTENCE_END = "。！？!?.…”」』"
_LARGER = 1.12
"""Times the size of the text, from which on a line is a heading."""
_LONGEST_HEADING = 80
_SAME_SIZE = 0.08
_LOOSER = 1.3
"""Times the usual distance of lines, beyond which a paragraph ends."""
_INDENT = (1.2, 5.0)
"""Ems: from where to where a line further to the right is the first of a paragraph."""
_MOST_LINES = 500
"""Of a page whose columns are told apart."""
_SAME_COLUMN = 6.0
"""Ems by which the left ends of lines of one column differ at most."""
_SHARE_OF_FULL_LINES = 0.3
_SHARE_STICKING_OUT = 0.2
_STICKS_OUT = 2.0
"""Ems beyond its column, from which on a line is no running text."""


@dataclass(slots=True)
class PdfParagraph:
    """Lines that belong together."""

    lines: list[Line]
    level: int = 0
    """Of a heading, from 1."""

    def text(self, words: Counter[str]) -> str:
        """The lines joined; ``words`` tells which hyphens at their ends are the words' own."""
        text = ""
        for line in self.lines:
            if text.endswith(HYPHEN):
                text = _joined_at_hyphen(text[:-1], line.text, words)
            else:
                text += line_joint(text, line.text) + line.text
        return text.replace(HYPHEN, "-")


def find_paragraphs(pages: Sequence[Sequence[Line]]) -> list[PdfParagraph]:
    """The paragraphs of a document, in order, without the pages' headers, footers and numbers."""
    repeated = _repeated(pages)
    kept = [[line for line in page if line not in repeated] for page in pages]
    lines = [line for page in kept for line in page]
    if not lines:
        return []
    levels = _heading_levels(lines)
    leading = _usual_leading(kept)
    columns = {
        line: column for page in kept for line, column in zip(page, _columns(page), strict=True)
    }
    paragraphs: list[PdfParagraph] = []
    for line in lines:
        level = levels.get(_rounded(line.size), 0) if len(line.text) <= _LONGEST_HEADING else 0
        last = paragraphs[-1] if paragraphs else None
        if last and last.level == level and _goes_on(last.lines, line, level, leading, columns):
            last.lines.append(line)
        else:
            paragraphs.append(PdfParagraph([line], level))
    return paragraphs


def count_words(lines: Sequence[Line]) -> Counter[str]:
    """The words inside lines, with and without hyphens."""
    return Counter(
        word for line in lines for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", line.text)
    )


def _repeated(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """The outer lines that stand at one height on page after page, numbers aside."""
    outer = [_outer(page) for page in pages]
    counts = Counter(mark for page in outer for mark in {_mark(line) for line in page})
    with_text = sum(map(bool, pages))
    found = set()
    for line in (line for page in outer for line in page):
        text, height = _mark(line)
        is_number = "#" in text and _PAGE_NUMBER.fullmatch(text) is not None
        fewest = min(_FEWEST_PAGES, max(2, with_text - 1)) if is_number else _FEWEST_PAGES
        if counts[text, height] >= max(fewest, _SHARE_OF_PAGES * with_text):
            found.add(line)
    return found


def _outer(page: Sequence[Line]) -> list[Line]:
    bases = sorted({round(line.base) for line in page})
    outer = {*bases[:_OUTER_LINES], *bases[-_OUTER_LINES:]}
    return [line for line in page if round(line.base) in outer]


def _mark(line: Line) -> tuple[str, int]:
    """What is the same where a line is repeated: its text without numbers, and its height."""
    text = "".join(line.text[:_LONGEST_HEADING].lower().split())
    return _DIGITS.sub("#", text), round(line.base / 4)


def _heading_levels(lines: Sequence[Line]) -> dict[float, int]:
    """Levels of the sizes that are clearly larger than the text's."""
    characters: Counter[float] = Counter()
    for line in lines:
        characters[_rounded(line.size)] += len(line.text)
    text_size = characters.most_common(1)[0][0]
    larger = sorted((size for size in characters if size >= _LARGER * text_size), reverse=True)
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


def _columns(page: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """For each line, where the column of text that it stands in begins and ends."""
    if len(page) > _MOST_LINES:
        yield from [(min(one.left for one in page), max(one.right for one in page))] * len(page)
        return
    known: dict[tuple[int, float], tuple[float, float]] = {}
    for line in page:
        place = round(line.left), line.size
        if place not in known:
            reach = _SAME_COLUMN * line.size
            near = [one for one in page if abs(one.left - line.left) <= reach]
            known[place] = min(one.left for one in near), _right_edge(near, line.size)
        yield known[place]


def _right_edge(lines: Sequence[Line], size: float) -> float:
    """Where lines end that are full; a few others, of tables, may stick out of the column."""
    ends = sorted((line.right for line in lines), reverse=True)
    fewest = _SHARE_OF_FULL_LINES * len(ends)
    for end in ends[: 1 + int(_SHARE_STICKING_OUT * len(ends))]:
        if sum(0 <= end - one <= size for one in ends) >= fewest:
            return end
    return ends[0]


def _goes_on(
    before: Sequence[Line],
    line: Line,
    level: int,
    leading: float,
    columns: dict[Line, tuple[float, float]],
) -> bool:
    last = before[-1]
    if abs(last.size - line.size) > _SAME_SIZE * line.size:
        return False
    gap = (last.base - line.base) / line.size
    is_near = last.page == line.page and 0 < gap <= _LOOSER * leading
    if level:
        return is_near and _ITEM.match(line.text) is None
    is_turned = gap <= 0 or last.page != line.page  # the next column or page
    if not (is_near or is_turned) or _ITEM.match(line.text):
        return False
    if is_turned and last.text.endswith(tuple(_SENTENCE_END)):
        return False
    if not last.text.endswith(HYPHEN) and _ends_early(last, line, columns[last][1]):
        return False
    indent = (line.left - columns[line][0]) / line.size
    is_hanging = _ITEM.match(before[0].text) is not None and line.left > before[0].left
    return is_hanging or not _INDENT[0] <= indent <= _INDENT[1] or _is_block(before, line)


def _ends_early(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of ``line`` would have fitted into ``last``, or that is no line of
    running text at all, since it sticks out of its column."""
    if last.right > edge + _STICKS_OUT * last.size:
        return True
    word = re.match(r"[!-~]+[，。；：、]?|.[，。；：、！？”）》」]*", line.text)
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
