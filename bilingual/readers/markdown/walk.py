"""Block tokens of markdown-it -> blocks.

The parser's tokens are a walk through nested containers. Blocks are flat, so the walk keeps
the containers it stands in (quotes, list items, the table cell, the footnote) and writes them
on each block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from bilingual.formats.markers import BULLET, DEFINITION
from bilingual.model import Block, BlockKind, Cell, Span, SpanKind
from bilingual.readers.markdown.html_blocks import opening_of_details, read_html_block
from bilingual.readers.markdown.inline import EMPTY_COMMENT, read_inline
from bilingual.readers.markdown.states import ListItemState, NoteState
from bilingual.readers.shared.policy import cell_locator, cell_within

_STARTS_WITHOUT_PARAGRAPH = frozenset(
    {
        "list_item_open",
        "list_item_close",
        "blockquote_open",
        "dd_close",
        "table_open",
        "heading_open",
        "fence",
        "code_block",
        "html_block",
        "hr",
        "markup_line",
        "box_open",
        "box_close",
    }
)
_TASK = re.compile(r"\[([ xX])\]\s+\S")
_ALERT = re.compile(r"(\[![A-Za-z][\w-]{0,30}\][+-]?)(?:[ \t]|\n|\Z)")
"""What begins an alert of GitHub or a callout of Obsidian, whose title may follow."""
_ALIGN = re.compile(r"text-align:(left|center|right)")


@dataclass(slots=True)
class MarkdownWalk:
    """Where in the nest of containers the walk stands."""

    items: list[ListItemState] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Of the last item of each numbered list that is open."""
    notes: list[NoteState] = field(default_factory=list)
    ended_notes: dict[str, int] = field(default_factory=dict)
    """Names and lines."""
    filled_notes: set[str] = field(default_factory=set)
    """Names of those that have a block."""
    quote_depth: int = 0
    quote_start: int = 0
    """The depth of the outermost quotation of which nothing has been read yet; 0 for none."""
    tables: int = 0
    row: int = -1
    column: int = -1
    line: int = 1

    def blocks(self, tokens: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        """Blocks with the numbers of their lines."""
        before = opening = Token("", "", 0)
        for token in tokens:
            if token.map and token.nesting >= 0:
                self.line = token.map[0] + 1
            if token.type in _STARTS_WITHOUT_PARAGRAPH:
                yield from self._bare_marker()
            if token.type == "inline":
                is_quote_start = before.type == "blockquote_open"
                yield from self._inline(token, opening, is_quote_start=is_quote_start)
            elif token.type == "footnote_reference_close":
                self._leave_note()
            elif token.nesting or token.type == "footnote_reference_open":
                self._step(token)
                if token.type == "box_open":
                    yield from self._bare_marker()
            elif token.type == "html_block":
                yield from self._html(token)
            else:
                yield self._leaf(token)
            before, opening = opening, token
        yield from self._empty_notes()

    def _step(self, token: Token) -> None:
        """Into a container or out of it."""
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self.quote_depth += token.nesting
                opened = self.quote_depth if token.nesting > 0 else 0
                self.quote_start = self.quote_start or opened
            case "ordered_list_open":
                self.numbers.append(int(token.attrs.get("start", 1)) - 1)
            case "ordered_list_close":
                self.numbers.pop()
            case "list_item_open" | "dd_open":
                self.items.append(ListItemState(self._marker(token)))
            case "box_open":
                self.items.append(ListItemState(token.info))
            case "list_item_close" | "dd_close" | "box_close":
                self.items.pop()
            case "table_open":
                self.row = -1
            case "table_close":
                self.tables += 1
            case "tr_open":
                self.row, self.column = self.row + 1, -1
            case "th_open" | "td_open":
                self.column += 1
            case "footnote_reference_open":
                self.notes.append(NoteState(token.meta["label"], (self.items, self.quote_depth)))
                self.items, self.quote_depth = [], 0
            case _:
                pass

    def _marker(self, token: Token) -> str:
        """The marker of the item that opens; a numbered one is counted."""
        if token.type == "dd_open" or not token.info:
            return DEFINITION if token.type == "dd_open" else BULLET
        self.numbers[-1] += 1
        return f"{self.numbers[-1]}{token.markup}"

    def _leave_note(self) -> None:
        note = self.notes.pop()
        self.items, self.quote_depth = note.outer
        self.ended_notes.setdefault(note.name, self.line)

    def _empty_notes(self) -> Iterator[tuple[int, Block]]:
        """A footnote without any text stays a footnote."""
        for name, line in self.ended_notes.items():
            if name not in self.filled_notes:
                self.line, self.notes = line, [NoteState(name, ([], 0))]
                yield self._paragraph(())

    def _leaf(self, token: Token) -> tuple[int, Block]:
        match token.type:
            case "fence" | "code_block":
                spans = (Span(text=token.content.removesuffix("\n")),)
                return self._block(BlockKind.CODE, spans, info=token.info.strip())
            case "markup_line":
                return self._block(BlockKind.HTML, (Span(text=token.content.strip()),))
            case "math_block":
                return self._paragraph((Span(text=token.content.strip(), kind=SpanKind.RAW),))
            case _:
                return self._block(BlockKind.RULE, ())

    def _html(self, token: Token) -> Iterator[tuple[int, Block]]:
        source = token.content.strip("\n").lstrip(" ")
        if EMPTY_COMMENT.fullmatch(token.content):
            return
        if self.items or self.notes:
            yield self._block(BlockKind.HTML, (Span(text=source),))
            return
        if opening := opening_of_details(source):
            yield self._block(BlockKind.HTML, (Span(text=opening[0]),))
            source = opening[1]
        blocks = read_html_block(source)
        if not blocks:
            yield self._block(BlockKind.HTML, (Span(text=source),))
        for block in blocks:
            cell = cell_within(block.cell, self.tables, None)
            yield (
                self.line,
                replace(
                    block,
                    cell=cell,
                    quote_depth=block.quote_depth + self.quote_depth,
                    quote_start=block.quote_start and block.quote_start + self.quote_depth,
                    locator=self._locator(cell),
                ),
            )
        numbers = [cell.table for block in blocks if block.cell for cell in block.cell.path]
        self.tables += 1 + max(numbers, default=-1)

    def _inline(
        self, token: Token, opening: Token, *, is_quote_start: bool
    ) -> Iterator[tuple[int, Block]]:
        children = token.children or []
        if opening.type == "heading_open":
            level = int(opening.tag[1:])
            yield self._block(BlockKind.HEADING, read_inline(children), level=level)
            return
        if opening.type in ("th_open", "td_open"):
            cell = self._cell(opening)
            yield self._block(BlockKind.PARAGRAPH, read_inline(children), cell=cell)
            return
        if is_quote_start and (alert := _ALERT.match(token.content)):
            yield self._paragraph((Span(text=alert[1], kind=SpanKind.RAW),))
            children[0].content = children[0].content.removeprefix(alert[1])
            ends = (at for at, child in enumerate(children) if child.type == "softbreak")
            end = next(ends, len(children))
            if title := read_inline(children[:end]):
                yield self._paragraph(title)
            del children[: end + 1]
        elif self.items and self.items[-1].is_new and (task := _TASK.match(token.content)):
            box = "[ ]" if task[1] == " " else "[x]"
            item = self.items[-1]
            item.marker = box if item.marker == BULLET else f"{item.marker} {box}"
            children[0].content = children[0].content[len("[x]") :].lstrip()
        spans = read_inline(children)
        if spans or (self.items and self.items[-1].is_new):
            yield self._paragraph(spans)

    def _cell(self, opening: Token) -> Cell:
        align = _ALIGN.search(str(opening.attrs.get("style", "")))
        return Cell(
            table=self.tables,
            row=self.row,
            column=self.column,
            is_header=opening.type == "th_open",
            align=align[1] if align else "",
        )

    def _paragraph(self, spans: tuple[Span, ...]) -> tuple[int, Block]:
        if not self.items:
            return self._block(BlockKind.PARAGRAPH, spans)
        item = self.items[-1]
        marker, item.is_new = (item.marker if item.is_new else ""), False
        return self._block(BlockKind.LIST_ITEM, spans, level=len(self.items), marker=marker)

    def _bare_marker(self) -> Iterator[tuple[int, Block]]:
        """An item that begins with something else than a paragraph still shows its marker."""
        if self.items and self.items[-1].is_new:
            yield self._paragraph(())

    def _block(
        self,
        kind: BlockKind,
        spans: tuple[Span, ...],
        *,
        level: int = 0,
        marker: str = "",
        cell: Cell | None = None,
        info: str = "",
    ) -> tuple[int, Block]:
        note = self.notes[-1].name if self.notes else ""
        self.filled_notes.add(note)
        start, self.quote_start = self.quote_start, 0
        return self.line, Block(
            kind=kind,
            spans=spans,
            level=level,
            list_depth=0 if kind is BlockKind.LIST_ITEM else len(self.items),
            marker=marker,
            quote_depth=self.quote_depth,
            quote_start=start if start <= self.quote_depth else 0,
            cell=cell,
            note=note,
            info=info,
            locator=self._locator(cell),
        )

    def _locator(self, cell: Cell | None) -> str:
        line = f"line {self.line}"
        return cell_locator(cell, line) if cell else line
