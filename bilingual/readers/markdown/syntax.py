"""The Markdown we read: CommonMark, GFM tables and strikethrough, and what sites add to it.

Template tags (Hugo, Liquid) and maths are not translated, so they are parsed only far enough
to keep them whole: each becomes a token ``raw`` with its source. So does a line that opens or
closes a container (``::: tip``) or asks for a table of contents: a token ``markup_line``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from bilingual.readers.shared.joining import is_wide

DEEPEST_NESTING = 60
"""Of quotes and lists, each list counting double. Beyond it markdown-it drops content."""

_INLINE_RAW = {
    "{": re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#[^{}\s]+\}", re.DOTALL),
    "$": re.compile(
        r"\$\$.{1,2000}?\$\$|\$(?![\s$])(?:\\.|[^\\$\n\u4e00-\u9fff])*(?:\\.|[^\\$\s\u4e00-\u9fff])\$(?!\d)",
        re.DOTALL,
    ),
    ":": re.compile(r"(?<![A-Za-z0-9]):(?:[+-]1|[a-z][a-z0-9_+-]{1,40}):(?![A-Za-z0-9])"),
    "%": re.compile(r"(?<!\d)%%.{0,1000}?%%", re.DOTALL),
}
"""Template tags and names of headings, maths, emoji by name, Obsidian's comments."""
_WIKI_LINK = re.compile(
    r"(?P<embeds>!?)\[\[(?!\d+\]\])(?P<page>[^\[\]|#\n]{0,200})(?P<part>#[^\[\]|\n]{1,200})?"
    r"(?:\|(?P<text>[^\[\]\n]{1,200}))?\]\](?![(\[])"
)
_OPENING, _CLOSING = frozenset("“‘（《〈「『【〔［"), frozenset("”’）》〉」』】〕］，。、；：！？…")
_CHINESE_QUOTES = frozenset("“”‘’…")
_NEXT_STAR = re.compile(rf"[^*\n]*(?:[{''.join(sorted(_CLOSING))}]\*|\*(?=\w))")
"""A single star further on that closes for certain."""
_HIGHLIGHT = re.compile(
    r"(?<![=A-Za-z0-9])==(?![\s=])(?P<text>[^\n]{0,500}?[^\s=])==(?![=A-Za-z0-9])"
)
"""``==text==``, but no comparison in code (``a==b``)."""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|avif)", re.IGNORECASE)
_UNDEFINED_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
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


class Markdown(MarkdownIt):
    """A parser that leaves addresses as they are written; readers see them, not browsers. Which
    of them may be followed `bilingual.formats.addresses` says, not the parser."""

    def validateLink(self, url: str) -> bool:
        return True

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
    parser.block.ruler.before("fence", "markup_line", _markup_line, interrupting)
    parser.block.ruler.before("fence", "box", _box, interrupting)
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    parser.block.ruler.at("footnote_def", footnote_def, interrupting)
    parser.core.ruler.after("block", "excess_cells", _keep_excess_cells)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("strikethrough", _strikethrough)
    parser.inline.ruler.before("escape", "raw", _inline_raw)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("link", "highlight", _highlight)
    parser.inline.ruler.after("footnote_ref", "undefined_note", _undefined_note)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars as CommonMark has them, except that ``说**“好。”**然后`` is bold, as its author meant.
    CommonMark wants a space between a quotation mark and a letter, which Chinese does not have."""
    start, known = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        _loosen(state, start, state.delimiters[known:])
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:
    """Tildes as GFM has them, with the same exception."""
    start, known = state.pos, len(state.delimiters)
    if not strikethrough.tokenize(state, silent):
        return False
    _loosen(state, start, state.delimiters[known:])
    return True


def _loosen(state: StateInline, start: int, run: Sequence[Delimiter]) -> None:
    """Let delimiters beside Chinese open and close what they do for its readers.

    A single star may mark a note, too (``价格*，数量*``). So it opens only before what opens
    itself (``说*“好”*吗``), and closes only behind a mark that ends something (``*斜体，*后``).
    """
    before, after = state.src[max(start - 1, 0) : start], state.src[state.pos : state.pos + 1]
    if not any(map(is_wide, before + after)) and not _CHINESE_QUOTES.issuperset(before + after):
        return
    may_open, may_close = bool(after.strip()), bool(before.strip())
    if state.pos - start == 1:
        following = _NEXT_STAR.match(state.src, state.pos)
        may_open = after in _OPENING and following is not None
        may_close = before in _CLOSING
    for delimiter in run:
        delimiter.open = delimiter.open or may_open
        delimiter.close = delimiter.close or may_close


def _highlight(state: StateInline, silent: bool) -> bool:
    """``==text==`` as many editors have it; beside Chinese, no space is needed."""
    match = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        stop, state.pos, state.posMax = state.posMax, match.start("text"), match.end("text")
        state.md.inline.tokenize(state)
        state.posMax = stop
        state.push("mark_close", "mark", -1)
    state.pos = match.end()
    return True


def _inline_raw(state: StateInline, silent: bool) -> bool:
    return _take_raw(state, _INLINE_RAW.get(state.src[state.pos]), silent)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """``[[page#part|text]]`` as Obsidian and wikis have it: a link to that page's file; with a
    ``!`` before it, a picture."""
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None or not (match["page"].strip() or match["part"]):
        return False
    page, part = match["page"].strip(), match["part"] or ""
    is_picture = _PICTURE.search(page) is not None
    if not silent and match["embeds"] and is_picture:
        token = state.push("image", "img", 0)
        token.attrs, token.children = {"src": page, "alt": ""}, []
    elif not silent:
        address = page + part if not page or is_picture else f"{page}.md{part}"
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = match["text"] or page or part.lstrip("#^")
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _undefined_note(state: StateInline, silent: bool) -> bool:
    """A reference to a footnote that is not in the file stays as it is."""
    return _take_raw(state, _UNDEFINED_NOTE, silent)


def _take_raw(state: StateInline, pattern: re.Pattern[str] | None, silent: bool) -> bool:
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


def _markup_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is nothing but markup; what stands between two of them is text."""
    if state.is_code_block(start) or not _MARKUP_LINE.fullmatch(_line(state, start).rstrip()):
        return False
    return silent or _push(state, "markup_line", start, start + 1)


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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
