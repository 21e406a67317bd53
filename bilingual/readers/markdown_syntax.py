"""The Markdown we read: CommonMark, GFM tables and strikethrough, and what sites add to it.

Template tags (Hugo, Liquid), maths and footnotes are not translated, so they are parsed
only far enough to keep them whole: each becomes a token ``raw`` with its source.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

DEEPEST_NESTING = 60
"""Of quotes and lists, each list counting double. Beyond it markdown-it drops content."""

_INLINE_RAW = {
    "{": re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#[^{}\s]+\}", re.DOTALL),
    "$": re.compile(
        r"\$\$.{1,2000}?\$\$|\$(?![\s$])(?:\\.|[^\\$\n\u4e00-\u9fff])*(?:\\.|[^\\$\s\u4e00-\u9fff])\$(?!\d)",
        re.DOTALL,
    ),
    "[": re.compile(r"\[\^[^\[\]\s]+\](?::[ \t]+)?"),
}
_TAG_LINE = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\})(?:[ \t]*(?:\{\{.*?\}\}|\{%.*?%\}))*", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:[ \t]+\S")
_LONGEST_TAG = 40
"""Lines a template tag may stretch over."""


class Markdown(MarkdownIt):
    """A parser that leaves addresses as they are written; readers see them, not browsers."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


def make_parser() -> Markdown:
    """A parser for our dialect; its tokens name link definitions in ``meta["label"]``."""
    parser = Markdown("commonmark", {"maxNesting": DEEPEST_NESTING, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "tag_line", _tag_line, interrupting)
    parser.block.ruler.before("fence", "math_block", _math_block, interrupting)
    parser.block.ruler.before("reference", "footnote", _footnote, interrupting)
    parser.core.ruler.after("block", "excess_cells", _keep_excess_cells)
    parser.inline.ruler.before("escape", "raw", _inline_raw)
    return parser


def _inline_raw(state: StateInline, silent: bool) -> bool:
    pattern = _INLINE_RAW.get(state.src[state.pos])
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None:
        return False
    if not silent:
        state.push("raw", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _tag_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote is a paragraph; CommonMark would drop ``[^1]: 注释`` as a link definition."""
    if not _FOOTNOTE.match(_line(state, start)) or state.is_code_block(start):
        return False
    if silent:
        return True
    rules = state.md.block.ruler.getRules("paragraph")
    after = start + 1
    while after < end and not state.isEmpty(after):
        if _FOOTNOTE.match(_line(state, after)) or any(
            rule(state, after, end, True) for rule in rules
        ):
            break
        after += 1
    lines = state.getLines(start, after, state.blkIndent, False).strip()
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start, after]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = lines, [start, after], []
    state.push("paragraph_close", "p", -1)
    return True


def _keep_excess_cells(state: StateCore) -> None:
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
