"""The walk through the tokens of an RTF file.

RTF is a stream of words that switch formatting on and off, in groups that undo it. What a reader
does not know it may pass over, if the group says so; all else is text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.limits import too_deep
from bilingual.formats.markers import BULLET
from bilingual.model import Block, Mark, Media, Part, Span, SpanKind
from bilingual.readers.rtf.asides import Asides
from bilingual.readers.rtf.control_words import (
    ASIDES,
    BOXES,
    CHARACTERS,
    FLOWS,
    PARTS,
    READ,
    UNREAD,
)
from bilingual.readers.rtf.decoding import ByteReader
from bilingual.readers.rtf.flow import RtfFlow, RtfParagraph
from bilingual.readers.rtf.state import State
from bilingual.readers.rtf.tokens import Token, TokenKind
from bilingual.readers.shared.policy import PageParts, cell_within, count_hidden

_DEEPEST = 500
_MOST_CHARACTERS = 20_000_000


class RtfWalk:
    """Where the walk stands, and what it has found."""

    def __init__(self, path: Path, encoding: str | None, *, keeps_hidden: bool) -> None:
        self.path = path
        self.media: list[Media] = []
        self._keeps_hidden = keeps_hidden
        self.hidden = 0
        """Characters of hidden text that were left out."""
        self._bytes = ByteReader(path, encoding)
        self.asides = Asides(self._bytes)
        self._flows = [RtfFlow()]
        self._state = State(flow=self._flows[0])
        self._stack: list[State] = []
        self._pending = bytearray()
        """Text that is still to be decoded; a character may be cut by a token's end."""
        self._is_optional = False
        """Whether the group that has just begun may be passed over."""
        self._standing_in = self._total = self._notes = 0

    def read(self, tokens: Iterable[Token]) -> None:
        """Go through a file, to the end of its outermost group.

        Raises `ReadError` where it goes beyond reason, or bytes are not in the encoding it names.
        """
        for token in tokens:
            if token.kind is TokenKind.TEXT:
                self._take(token.data)
                continue
            self._flush()
            match token.kind:
                case TokenKind.OPEN:
                    self._open()
                case TokenKind.CLOSE:
                    self._close()
                    if not self._stack:
                        break
                case TokenKind.SYMBOL:
                    self._symbol(token.name)
                case TokenKind.WORD:
                    self._word(token.name, token.number)
                case TokenKind.BINARY if self._state.aside == "pict":
                    self.asides.picture.content = token.data
        self._flush()

    def blocks(self) -> list[Block]:
        """The text, then its notes, headers, footers and comments."""
        order = list(Part)
        flows = sorted(self._flows, key=lambda flow: (order.index(flow.part), bool(flow.note)))
        blocks: list[Block] = []
        parts = PageParts()
        tables = 0
        for flow in flows:
            is_page_part = flow.part in (Part.HEADER, Part.FOOTER)
            found = flow.finished()
            for block in parts.take(flow.part, found) if is_page_part else found:
                blocks.append(replace(block, cell=cell_within(block.cell, tables, None)))
            tables += flow.tables
        return blocks

    def _open(self) -> None:
        self._stack.append(self._state)
        if len(self._stack) > _DEEPEST:
            raise too_deep(self.path)
        self._is_optional, self._standing_in = False, 0
        if self._state.aside == "stylesheet":
            self.asides.begin_style()

    def _close(self) -> None:
        ended = self._state
        if self._stack:
            self._state = self._stack.pop()
        self._standing_in = 0
        if ended.aside == "ffl" != self._state.aside:
            self.asides.end_choice()
        if ended.aside and not self._state.aside:
            self._end_aside(ended.aside)
        if ended.unshown and ended.unshown is not self._state.unshown:
            before, spans = ended.unshown
            ended.flow.spans += spans if len(ended.flow.spans) == before else ()
        if ended.flow is not self._state.flow:
            ended.flow.end_paragraph()

    def _end_aside(self, name: str) -> None:
        flow = self._state.flow
        if name == "fldinst":
            address, shown = self.asides.take_instruction()
            href = address or self._state.href
            self._state = replace(self._state, href=href, unshown=(len(flow.spans), shown))
        elif name == "sp" and self.asides.take_property() == ("fHidden", "1"):
            self._state = replace(self._state, is_in_hidden_shape=not self._keeps_hidden)
        elif name == "pict" and not self._state.is_in_hidden_shape:
            span, media = self.asides.picture.read(len(self.media) + 1)
            flow.spans.append(span)
            self.media += [media] if media else []
        elif name in ("listtext", "pntext"):
            flow.marker += self.asides.take_marker(name)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_optional = True
        elif symbol in "\r\n":
            self._state.flow.end_paragraph()
        elif symbol in CHARACTERS:
            self._text(CHARACTERS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        """A control word: of a group that is passed over, a character, or a setting."""
        is_optional, self._is_optional = self._is_optional, False
        aside = self._state.aside
        if word in UNREAD or (is_optional and word not in READ):
            self._state = replace(self._state, is_read=False)
        elif not self._state.is_read:
            return
        elif word == "u":
            self._text(chr((number or 0) % 0x10000))
            self._standing_in = self._state.skip
        elif word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in ASIDES:
            self.asides.begin(word)
            self._state = replace(self._state, aside=word)
        elif aside:
            self.asides.word(aside, word, number or 0)
            if word == "f":
                self._state = self._state.after(word, number)
        elif word in FLOWS:
            self._begin_flow(word)
        else:
            self._setting(word, number)

    def _setting(self, word: str, number: int | None) -> None:
        """A word about paragraphs, tables (which are the flow's) or characters."""
        flow = self._state.flow
        match word:
            case "par" | "sect" | "page":
                at = flow.at
                if not flow.marker and self.asides.is_bulleted(at.list, max(at.depth, 1)):
                    flow.marker = BULLET
                flow.end_paragraph()
            case "pard":
                flow.at = RtfParagraph()
            case "s":
                flow.at = replace(flow.at, heading=self.asides.heading_level(number or 0))
            case "outlinelevel" if number is not None:
                flow.at = replace(flow.at, heading=number + 1 if 0 <= number < 9 else 0)
            case "ls":
                flow.at = replace(flow.at, list=number or 0)
            case "ilvl":
                flow.at = replace(flow.at, depth=(number or 0) + 1)
            case "chcbpat" | "cb":
                shade = int(self.asides.is_shade(number or 0))
                self._state = self._state.after(word, shade)
            case "ansicpg":
                self._bytes.set_page(number or 0)
            case _:
                flow.table_word(word, number or 0)
                self._state = self._state.after(word, number)

    def _begin_flow(self, word: str) -> None:
        """A text of its own: a box, a header, a note, a comment."""
        outer = self._state.flow
        flow = RtfFlow(part=outer.part, note=outer.note)
        if word in PARTS:
            flow = RtfFlow(part=PARTS[word], name=str(PARTS[word]))
        elif word == "annotation":
            flow = RtfFlow(part=Part.COMMENT, name=self.asides.comment_place)
        elif word == "footnote":
            self._notes += 1
            name = f"fn{self._notes}"
            flow = RtfFlow(note=name, name=f"note {self._notes}")
            mark = Span(text=f"[{self._notes}]", kind=SpanKind.NOTE, href=name)
            outer.spans.append(mark)
        if word in BOXES:
            outer.boxes.append(flow)
        else:
            self._flows.append(flow)
        self._state = replace(self._state, flow=flow, marks=frozenset(), href="")

    def _take(self, data: bytes) -> None:
        """Bytes of text, less those that stand in for a character already given."""
        passed = min(self._standing_in, len(data))
        self._standing_in -= passed
        self._pending += data[passed:]

    def _flush(self) -> None:
        """Decode what has come since the last word."""
        data, self._pending = bytes(self._pending), bytearray()
        state = self._state
        if state.aside == "pict":
            self.asides.picture.digits += data if state.is_read else b""
        elif data and state.is_read and state.aside == "fonttbl":
            self._bytes.name_font(data, self.asides.font)
        elif data and state.is_read:
            self._text(self._bytes.text(data, state.font))

    def _text(self, text: str) -> None:
        state = self._state
        if not state.is_read:
            return
        if state.is_in_hidden_shape or (state.is_hidden and not self._keeps_hidden):
            self.hidden += count_hidden(text)
            return
        text = self._bytes.sign(text, state.font)
        if state.aside:
            self.asides.text(state.aside, text)
            return
        self._total += len(text)
        if self._total > _MOST_CHARACTERS:
            raise ReadError(self.path, f"has more than {_MOST_CHARACTERS:,} characters", "split it")
        marks = state.marks - {Mark.UNDERLINE} if state.href else state.marks  # no emphasis there
        state.flow.spans.append(Span(text=text, marks=marks, href=state.href))
