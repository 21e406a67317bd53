"""Rich Text Format -> Document.

RTF is a stream of words that switch formatting on and off, in groups that undo it. What a reader
does not know it may pass over, if the group says so; all else is text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.limits import too_deep
from bilingual.model import Block, Document, Mark, Media, Part, Span, SpanKind, with_ids
from bilingual.readers.rtf.bytes import ByteReader
from bilingual.readers.rtf.flow import Flow, Paragraph
from bilingual.readers.rtf.pictures import Picture
from bilingual.readers.rtf.words import (
    ASIDES,
    BOXES,
    CHARACTERS,
    MARKS,
    PARTS,
    RAISED,
    READ,
    UNREAD,
)
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.policy import PageParts
from bilingual.spans import first_heading

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_DEEPEST = 500
_MOST_CHARACTERS = 20_000_000
_LONGEST_ASIDE = 5000
_LINK = re.compile(r'\s*HYPERLINK\s+"?([^"\s\\]{1,2000})')
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])|(title)", re.IGNORECASE)


def read_rtf(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read an RTF file; ``path`` names it. ``encoding`` takes the place of its code page.

    Raises `ReadError` where it is no RTF, its bytes are not in the encoding that it names, or it
    goes beyond reason.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(path, "is not an RTF file", "check its suffix or save it again as .docx")
    reader = _Reader(path, encoding)
    reader.read(data)
    blocks = with_ids(reader.blocks())
    return Document(
        name=path.name,
        format="rtf",
        blocks=blocks,
        title=reader.asides["title"].strip() or first_heading(blocks),
        author=reader.asides["author"].strip(),
        date=first_date(blocks) or reader.created(),
        media=tuple(reader.media),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a group inherits and, when it ends, undoes."""

    flow: Flow
    aside: str = ""
    """Which of `ASIDES` it stands in."""
    is_read: bool = True
    font: int = -1
    is_asian: bool = False
    """Whether words that begin with ``a`` are about Chinese, as LibreOffice has it, rather than
    about Arabic and Hebrew."""
    skip: int = 1
    """How many characters stand in for one that is given by its number."""
    marks: frozenset[Mark] = frozenset()
    href: str = ""


class _Reader:
    """The walk through the words of a file."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self.path = path
        self.asides = dict.fromkeys(ASIDES, "")
        self.media: list[Media] = []
        self._picture = Picture()
        self._bytes = ByteReader(path, encoding)
        self._headings: dict[int, int] = {}
        self._flows = [Flow()]
        self._state = _State(flow=self._flows[0])
        self._stack: list[_State] = []
        self._pending = bytearray()
        self._is_optional = False
        self._standing_in = self._font = self._total = self._notes = 0
        self._style = -1
        self._created = {"yr": 0, "mo": 0, "dy": 0}

    def read(self, data: bytes) -> None:
        """Go through the file, to the end of its outermost group."""
        position = 0
        while match := _TOKEN.search(data, position):
            position = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if code or text:
                self._take(bytes.fromhex(code.decode()) if code else text)
                continue
            self._flush()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._stack:
                    break
            elif symbol:
                self._symbol(symbol.decode("latin-1"))
            elif word == b"bin":
                end = position + max(0, int(number or 0))
                if self._state.aside == "pict":
                    self._picture.content = data[position:end]
                position = end
            else:
                self._word(word.decode(), int(number) if number else None)
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
                cell = block.cell
                moved = replace(cell, table=cell.table + tables) if cell else None
                blocks.append(replace(block, cell=moved))
            tables += flow.tables
        return blocks

    def created(self) -> dt.date | None:
        """The day on which the file says it was made."""
        try:
            return dt.date(*self._created.values())
        except ValueError:
            return None

    def _open(self) -> None:
        self._stack.append(self._state)
        if len(self._stack) > _DEEPEST:
            raise too_deep(self.path)
        self._is_optional, self._standing_in = False, 0
        if self._state.aside == "stylesheet":
            self._style = -1

    def _close(self) -> None:
        ended = self._state
        if self._stack:
            self._state = self._stack.pop()
        self._standing_in = 0
        if ended.aside and not self._state.aside:
            self._end_aside(ended.aside)
        if ended.flow is not self._state.flow:
            ended.flow.end_paragraph()

    def _end_aside(self, name: str) -> None:
        if name == "fldinst":
            if link := _LINK.match(self.asides[name]):
                self._set(href=link[1])
            self.asides[name] = ""
        elif name == "pict":
            span, media = self._picture.read(len(self.media) + 1)
            self._state.flow.spans.append(span)
            self.media += [media] if media else []
        elif name in ("listtext", "pntext"):
            self._state.flow.marker += self.asides[name].strip()
            self.asides[name] = ""

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_optional = True
        elif symbol in "\r\n":
            self._state.flow.end_paragraph()
        elif symbol in CHARACTERS:
            self._text(CHARACTERS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        is_optional, self._is_optional = self._is_optional, False
        if word in UNREAD or (is_optional and word not in READ):
            self._set(is_read=False)
        elif not self._state.is_read:
            return
        elif word in ASIDES:
            if word in ("title", "author", "atnauthor"):
                self.asides[word] = ""  # the second of a pair is the one in Unicode
            elif word == "pict":
                self._picture = Picture()
            self._set(aside=word)
        elif self._state.aside:
            self._word_aside(word, number or 0)
        elif word in BOXES or word in PARTS or word in ("footnote", "annotation"):
            self._begin_flow(word)
        elif word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word == "u":
            self._character(number or 0)
        else:
            self._setting(word, number)

    def _setting(self, word: str, number: int | None) -> None:
        """A word about paragraphs or characters; those of tables are the flow's."""
        flow = self._state.flow
        match word:
            case "par" | "sect" | "page" | "nestcell":
                flow.end_paragraph()
            case "pard":
                flow.at = Paragraph()
            case "s":
                flow.at = replace(flow.at, heading=self._headings.get(number or 0, 0))
            case "outlinelevel" if number is not None:
                flow.at = replace(flow.at, heading=number + 1 if 0 <= number < 9 else 0)
            case "ilvl":
                flow.at = replace(flow.at, depth=(number or 0) + 1)
            case "intbl":
                flow.at = replace(flow.at, in_table=True)
            case "ansicpg":
                self._bytes.set_page(number or 0)
            case _:
                flow.table_word(word, number or 0)
                self._character_setting(word, number)

    def _character_setting(self, word: str, number: int | None) -> None:
        marks = self._state.marks
        match word:
            case "plain":
                self._set(marks=frozenset(), font=-1)
            case "ulnone":
                self._set(marks=marks - {Mark.UNDERLINE})
            case "nosupersub":
                self._set(marks=marks - RAISED)
            case "v" | "deleted" if number != 0:
                self._set(is_read=False)
            case "f":
                self._set(font=number or 0)
            case "dbch" | "loch" | "hich" | "ltrch" | "rtlch":
                self._set(is_asian=word == "dbch")
            case "ab" | "ai" if self._state.is_asian:
                self._character_setting(word[1:], number)
            case "uc":
                self._set(skip=max(0, 1 if number is None else number))
            case _ if word in MARKS:
                mark = MARKS[word]
                others = marks - (RAISED if mark in RAISED else {mark})
                self._set(marks=others if number == 0 else others | {mark})
            case _:
                pass

    def _word_aside(self, word: str, number: int) -> None:
        aside = self._state.aside
        if word == "u":
            self._character(number)
        elif word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word == "f":
            self._font = number
            self._set(font=number)
        elif word == "fcharset" and aside == "fonttbl":
            self._bytes.charsets[self._font] = number
        elif aside == "pict":
            self._picture.word(word, number)
        elif word == "s" and aside == "stylesheet":
            self._style = number
        elif word == "outlinelevel" and aside == "stylesheet" and 0 <= number < 9:
            self._headings[self._style] = number + 1
        elif word in self._created and aside == "creatim":
            self._created[word] = number

    def _begin_flow(self, word: str) -> None:
        """A text of its own: a box, a header, a note, a comment."""
        outer = self._state.flow
        flow = Flow(part=outer.part, note=outer.note)
        if word in PARTS:
            flow = Flow(part=PARTS[word], name=str(PARTS[word]))
        elif word == "annotation":
            author = self.asides["atnauthor"].strip()
            name = f"comment by {author}" if author else "comment"
            flow = Flow(part=Part.COMMENT, name=name)
        elif word == "footnote":
            self._notes += 1
            name = f"fn{self._notes}"
            flow = Flow(note=name, name=f"note {self._notes}")
            mark = Span(text=f"[{self._notes}]", kind=SpanKind.NOTE, href=name)
            outer.spans.append(mark)
        if word in BOXES:
            outer.boxes.append(flow)
        else:
            self._flows.append(flow)
        self._set(flow=flow, marks=frozenset(), href="")

    def _take(self, data: bytes) -> None:
        """Bytes of text, less those that stand in for a character already given."""
        passed = min(self._standing_in, len(data))
        self._standing_in -= passed
        self._pending += data[passed:]

    def _character(self, number: int) -> None:
        self._text(chr(number % 0x10000))
        self._standing_in = self._state.skip

    def _flush(self) -> None:
        data, self._pending = bytes(self._pending), bytearray()
        if self._state.aside == "pict":
            self._picture.digits += data if self._state.is_read else b""
        elif data and self._state.is_read and self._state.aside != "fonttbl":
            self._text(self._bytes.text(data, self._state.font))

    def _text(self, text: str) -> None:
        state = self._state
        if not state.is_read:
            return
        if state.aside:
            if state.aside == "stylesheet" and (heading := _HEADING.match(text.strip())):
                self._headings.setdefault(self._style, int(heading[1] or 1))
            elif len(self.asides[state.aside]) < _LONGEST_ASIDE:
                self.asides[state.aside] += text
            return
        self._total += len(text)
        if self._total > _MOST_CHARACTERS:
            raise ReadError(self.path, f"has more than {_MOST_CHARACTERS:,} characters", "split it")
        marks = state.marks - {Mark.UNDERLINE} if state.href else state.marks  # no emphasis there
        state.flow.spans.append(Span(text=text, marks=marks, href=state.href))

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
