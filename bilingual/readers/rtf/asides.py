"""What an RTF file says beside its text: title, author, date, headings among its styles, fonts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from bilingual.formats.word.equations import read_equation
from bilingual.formats.word.field_texts import field_keyword
from bilingual.model import Span
from bilingual.readers.rtf.colours import RtfColours
from bilingual.readers.rtf.control_words import ASIDES
from bilingual.readers.rtf.decoding import ByteReader
from bilingual.readers.rtf.form_fields import RtfFormField
from bilingual.readers.rtf.pictures import Picture

_LONGEST = 5000
"""Characters of one of them that are kept."""
_LINK = re.compile(r'\s*HYPERLINK\s+"?([^"\s\\]{1,2000})')
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])|(title)", re.IGNORECASE)
_BULLETED = 23
"""The ``\\levelnfc`` of lists whose items begin with a sign."""
_GIVEN_TWICE = ("title", "author", "atnauthor")
"""Of these, the second is the one in Unicode."""


@dataclass(slots=True)
class Asides:
    """What has been read of the groups that are named in `ASIDES`."""

    bytes: ByteReader
    """Is told the character sets of the fonts."""
    picture: Picture = field(default_factory=Picture)
    """The last one."""
    _form: RtfFormField = field(default_factory=RtfFormField)
    """Of the field whose instruction is being read."""
    _colours: RtfColours = field(default_factory=RtfColours)
    _texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ASIDES, ""))
    _headings: dict[int, int] = field(default_factory=dict)
    """Number of a style -> level."""
    _created: dict[str, int] = field(default_factory=lambda: {"yr": 0, "mo": 0, "dy": 0})
    _formats: list[int] = field(default_factory=list)
    """How the levels of the list that is being read count."""
    _lists: dict[int, list[int]] = field(default_factory=dict)
    """The same of each list by its ``\\listid``."""
    _list_id: int = 0
    _formats_by_number: dict[int, list[int]] = field(default_factory=dict)
    """The same by the ``\\ls`` that paragraphs name a list by."""
    _font: int = 0
    _style: int = -1

    @property
    def title(self) -> str:
        return self._texts["title"].strip()

    @property
    def font(self) -> int:
        """The number of the font that the table of fonts has come to."""
        return self._font

    @property
    def author(self) -> str:
        return self._texts["author"].strip()

    @property
    def created(self) -> dt.date | None:
        """The day on which the file says it was made."""
        try:
            return dt.date(*self._created.values())
        except ValueError:
            return None

    @property
    def comment_place(self) -> str:
        """What messages call the comment that comes next: ``comment by 李``."""
        author = self._texts["atnauthor"].strip()
        return f"comment by {author}" if author else "comment"

    def heading_level(self, style: int) -> int:
        """The level of a style of headings, from 1; 0 for any other."""
        return self._headings.get(style, 0)

    def is_shade(self, number: int) -> bool:
        """Whether the colour of this number is seen behind text."""
        return self._colours.is_shade(number)

    def is_bulleted(self, number: int, depth: int) -> bool:
        """Whether items at a depth (from 1) of the list that paragraphs call ``\\lsN`` begin with
        a sign, as far as the file says."""
        formats = self._formats_by_number.get(number, [])
        return 0 < depth <= len(formats) and formats[depth - 1] == _BULLETED

    def begin(self, aside: str) -> None:
        """A group of this name begins."""
        if aside in _GIVEN_TWICE:
            self._texts[aside] = ""
        elif aside == "pict":
            self.picture = Picture()
        elif aside == "formfield":
            self._form = RtfFormField()

    def begin_style(self) -> None:
        """A group in the style sheet begins: a style, whose number may follow."""
        self._style = -1

    def word(self, aside: str, word: str, number: int) -> None:
        """A word in a group of this name."""
        match aside:
            case "pict":
                self.picture.word(word, number)
            case "formfield":
                self._form.word(word, number)
            case "colortbl":
                self._colours.word(word, number)
            case "listtable" | "listoverridetable":
                self._list_word(aside, word, number)
            case "creatim" if word in self._created:
                self._created[word] = number
            case "fonttbl" if word == "f":
                self._font = number
            case "fonttbl" if word == "fcharset":
                self.bytes.charsets[self._font] = number
            case "stylesheet" if word == "s":
                self._style = number
            case "stylesheet" if word == "outlinelevel" and 0 <= number < 9:
                self._headings[self._style] = number + 1

    def _list_word(self, aside: str, word: str, number: int) -> None:
        match aside, word:
            case "listtable", "list":
                self._formats = []
            case "listtable", "levelnfc":
                self._formats.append(number)
            case "listtable", "listid":
                self._lists[number] = self._formats
            case "listoverridetable", "listid":
                self._list_id = number
            case "listoverridetable", "ls":
                self._formats_by_number[number] = self._lists.get(self._list_id, [])
            case _:
                pass

    def text(self, aside: str, text: str) -> None:
        """Text in a group of this name. A style's name may say that it is one of headings."""
        if aside == "colortbl":
            self._colours.end(text.count(";"))
        elif aside == "stylesheet" and (heading := _HEADING.match(text.strip())):
            self._headings.setdefault(self._style, int(heading[1] or 1))
        elif len(self._texts[aside]) < _LONGEST:
            self._texts[aside] += text

    def take_marker(self, aside: str) -> str:
        """The marker of a list item that a group of this name has held."""
        text, self._texts[aside] = self._texts[aside], ""
        return text.strip()

    def end_choice(self) -> None:
        """A group with one of the choices of a list ends."""
        text, self._texts["ffl"] = self._texts["ffl"], ""
        self._form.choices.append(text)

    def take_property(self) -> tuple[str, str]:
        """The name and value of a property of a shape: ``("fHidden", "1")``."""
        name, value = self._texts["sn"].strip(), self._texts["sv"].strip()
        self._texts["sn"] = self._texts["sv"] = ""
        return name, value

    def take_instruction(self) -> tuple[str, tuple[Span, ...]]:
        """What the instruction of a field says: the address of a link to elsewhere, else empty;
        and what it shows if it has no result of its own: an equation or phonetic guide (``EQ``),
        a box or choice of a form."""
        instruction, self._texts["fldinst"] = self._texts["fldinst"].strip(), ""
        default, self._texts["ffdeftext"] = self._texts["ffdeftext"], ""
        form, self._form = self._form, RtfFormField()
        keyword = field_keyword(instruction)
        if keyword == "EQ":
            return "", read_equation(instruction)
        if text := form.text(keyword, default):
            return "", (Span(text=text),)
        match = _LINK.match(instruction)
        return match[1] if match else "", ()
