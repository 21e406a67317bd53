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
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from bilingual.readers.markdown.block_rules import (
    box,
    keep_excess_cells,
    markup_line,
    math_block,
    tag_line,
)
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
    parser.block.ruler.before("fence", "tag_line", tag_line, interrupting)
    parser.block.ruler.before("fence", "math_block", math_block, interrupting)
    parser.block.ruler.before("fence", "markup_line", markup_line, interrupting)
    parser.block.ruler.before("fence", "box", box, interrupting)
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    parser.block.ruler.at("footnote_def", footnote_def, interrupting)
    parser.core.ruler.after("block", "excess_cells", keep_excess_cells)
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
