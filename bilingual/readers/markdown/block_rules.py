"""Rules of our own for blocks of Markdown: tags, boxes, formulas, excess cells of tables."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore

_TAG_LINE = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\})(?:[ \t]*(?:\{\{.*?\}\}|\{%.*?%\}))*", re.DOTALL)
_MARKUP_LINE = re.compile(
    r":{3,}[ \t]*(?:[A-Za-z{].*)?|\[\[?_?toc_?\]\]?|@\[toc\](?:\(.*\))?|\{:[ \t]*toc.*\}",
    re.IGNORECASE,
)
"""Containers of VitePress, Docusaurus and Pandoc; tables of contents by several names."""
_BOX = re.compile(r"""(?:!!!|\?\?\?\+?) [A-Za-z][\w -]*(?: "[^"\n]*")?|===[!+]? "[^"\n]*\"""")
"""What opens a box of Python-Markdown (admonition, details, tab)."""
_BOX_INDENT = 4
_LONGEST_TAG = 40
"""Lines a template tag may stretch over."""


def tag_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines with nothing but template tags are a block, even in the midst of a paragraph."""
    if not _line(state, start).startswith(("{{", "{%")) or state.is_code_block(start):
        return False
    source = ""
    for line in range(start, min(end, start + _LONGEST_TAG)):
        if not (text := _line(state, line)):
            return False
        source += text if not source else f"\n{text}"
        if match := _TAG_LINE.match(source):
            if source[match.end() :].strip():
                return False
            return silent or _push(state, "html_block", start, line + 1)
    return False


def markup_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is nothing but markup; what stands between two of them is text."""
    if state.is_code_block(start) or not _MARKUP_LINE.fullmatch(_line(state, start).rstrip()):
        return False
    return silent or _push(state, "markup_line", start, start + 1)


def box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note "题"`` and the lines indented below it."""
    opening = _line(state, start).rstrip()
    if state.is_code_block(start) or not _BOX.fullmatch(opening):
        return False
    if silent:
        return True
    indent = state.sCount[start] + _BOX_INDENT
    after = start + 1
    for line in range(start + 1, end):
        if not state.isEmpty(line):
            if state.sCount[line] < indent:
                break
            after = line + 1
    token = state.push("box_open", "", 1)
    token.info, token.map = opening, [start, after]
    around = state.parentType, state.lineMax, state.blkIndent
    state.lineMax, state.blkIndent = after, indent
    state.md.block.tokenize(state, start + 1, after)
    state.parentType, state.lineMax, state.blkIndent = around
    state.push("box_close", "", -1)
    state.line = after
    return True


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from ``$$`` to ``$$``; other block rules would take them apart."""
    if not _line(state, start).startswith("$$") or state.is_code_block(start):
        return False
    for line in range(start, end):
        text = _line(state, line)
        opening = 2 if line == start else 0
        if line > start and state.sCount[line] < state.blkIndent:
            return False
        if text.rstrip().endswith("$$") and len(text.rstrip()) >= opening + 2:
            return silent or _push(state, "math_block", start, line + 1)
        if "$$" in text[opening:]:
            return False
    return False


def keep_excess_cells(state: StateCore) -> None:
    """GFM ignores cells beyond the header's columns; a ``|`` in code makes them, unmeant."""
    lines = state.src.split("\n")
    columns = 0
    for index, token in enumerate(state.tokens):
        if token.type == "tr_open":
            columns = 0
        elif token.type in ("th_open", "td_open"):
            columns += 1
        elif token.type == "tr_close" and state.tokens[index - 1].type == "td_close":
            last = state.tokens[index - 2]
            row = lines[last.map[0]] if last.map else ""
            cells = escapedSplit(row.lstrip(" \t>").strip().removeprefix("|"))
            excess = cells[columns - 1 :]
            if len(excess) > 1 and "".join(excess[1:]).strip():
                last.content = " | ".join(cell.strip() for cell in excess).rstrip(" |")


def _push(state: StateBlock, kind: str, start: int, after: int) -> bool:
    token = state.push(kind, "", 0)
    token.content = state.getLines(start, after, state.blkIndent, True)
    token.map = [start, after]
    state.line = after
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
