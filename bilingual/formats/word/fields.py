"""What the instructions of fields say, and new fields.

A field such as ``PAGE`` is one element, ``w:fldSimple``, around its result; or it is a begin mark,
its instruction, a separator, its result and an end mark, each in a run.
"""

from __future__ import annotations

import re

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, name_of, qualified
from bilingual.formats.word.paragraphs import run

_CONTENTS = re.compile(r"\s*TOC\b")
_LINK = re.compile(r"""\s*HYPERLINK\s+(?:\\l\s+"?([^"\s]+)"?|"?([^"\s\\]+)"?)""")
_COUNTED = re.compile(r"\s*(SEQ|REF|PAGEREF|NOTEREF|PAGE|NUMPAGES)\b")
_FOUND = re.compile(r"\s*STYLEREF\b", re.IGNORECASE)
_PAGES = re.compile(r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES)\b", re.IGNORECASE)

FIELD_CODES = frozenset({"w:fldChar", "w:instrText"})
"""Elements of runs that make up a field beside its result."""


def is_contents_field(instruction: str) -> bool:
    """Whether a field is a table of contents, or of figures."""
    return _CONTENTS.match(instruction) is not None


def linked_address(instruction: str) -> str:
    """Where a ``HYPERLINK`` field leads: ``http://a.cn/``, or ``#part`` for ``\\l "part"``; empty
    for other fields."""
    match = _LINK.match(instruction)
    if not match:
        return ""
    return f"#{match[1]}" if match[1] else match[2]


def counted_kind(instruction: str) -> str:
    """``SEQ``, ``PAGEREF`` and the like, for a field that shows a number; empty for others."""
    match = _COUNTED.match(instruction)
    return match[1] if match else ""


def counts_pages(instruction: str) -> bool:
    """Whether a field shows the number of a page or of pages, or of a section."""
    return _PAGES.match(instruction) is not None


def finds_text(instruction: str) -> bool:
    """Whether a field shows the text of the nearest paragraph of a style."""
    return _FOUND.match(instruction) is not None


def field_mark(element: Element) -> str:
    """``begin``, ``separate`` or ``end`` for a mark of a field; empty for other elements."""
    return attribute(element, "w:fldCharType") if name_of(element) == "w:fldChar" else ""


def simple_field(instruction: str, *properties: Element, result: str = "1") -> Element:
    """A field in one element, filled in by the word processor: ``simple_field("PAGE")``."""
    return w("fldSimple", run(result, *properties), instr=instruction)


def field_codes(instruction: str) -> tuple[Element, Element, Element, Element]:
    """The elements of runs around the result of a field. Before it stand the begin mark, the
    instruction and the separator; after it, the end mark."""
    code = w("instrText")
    code.text = f" {instruction} "
    begin, separate, end = (w("fldChar", fldCharType=k) for k in ("begin", "separate", "end"))
    return begin, code, separate, end


def contents_instruction(levels: int) -> str:
    """The instruction of a table of contents with links: ``TOC \\o "1-3" \\h \\z`` for three levels
    of headings."""
    return f'TOC \\o "1-{levels}" \\h \\z'


def note_instruction(bookmark: str) -> str:
    """The instruction of a field that shows the number of a note, in the style of the reference
    that has the bookmark."""
    return f"NOTEREF {bookmark} \\f \\h"


def renew(field: Element) -> None:
    """Have Word renew a field, by its begin mark or its one element, when it opens the file."""
    field.set(qualified("w:dirty"), "true")
