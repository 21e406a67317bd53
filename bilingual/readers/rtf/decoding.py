"""Bytes of an RTF file -> text, in the encoding that its font or its code page says."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.symbol_fonts import symbol_text
from bilingual.readers.rtf.control_words import CHARSETS, CODE_PAGES, SYMBOLS

_PAIR = re.compile(rb"[\x80-\xff]{2}")
"""Bytes of Chinese come in pairs."""
_LONGEST_NAME = 100
_WESTERN = "cp1252"


@dataclass(slots=True)
class ByteReader:
    """What is known of the encodings of a file. ``encoding``, if any, is the user's word."""

    path: Path
    encoding: str | None
    page: str = _WESTERN
    charsets: dict[int, int] = field(default_factory=dict)
    """The ``\\fcharset`` of each font."""
    fonts: dict[int, str] = field(default_factory=dict)
    """The name of each font, as far as it is read."""

    def set_page(self, number: int) -> None:
        """Take a code page for the file's, if it is known."""
        try:
            self.page = codecs.lookup(CODE_PAGES.get(number, f"cp{number}")).name
        except LookupError:
            self.page = _WESTERN

    def name_font(self, data: bytes, font: int) -> None:
        """Take a piece of the name of a font: ``Wingdings`` for ``Wingdings;``."""
        if len(name := self.fonts.get(font, "")) < _LONGEST_NAME:
            self.fonts[font] = name + data.decode("latin-1").partition(";")[0]

    def sign(self, text: str, font: int) -> str:
        """Text as it is shown in a font: ``☑`` for U+F0FE in Wingdings."""
        return symbol_text(text, self.fonts.get(font, ""))

    def text(self, data: bytes, font: int) -> str:
        """Decode bytes that are set in a font, less those that are no character of any encoding.
        Raises `ReadError` rather than guess."""
        data = data.replace(b"\0", b"")
        charset = self.charsets.get(font, 0)
        if charset == SYMBOLS and not self.encoding:
            return "".join(chr(0xF000 + byte) if byte > 32 else chr(byte) for byte in data)
        names = [self.encoding or CHARSETS.get(charset, self.page)]
        if not self.encoding:
            names += [self.page] if _PAIR.search(data) else [_WESTERN]  # such as the é of café
        for name in names:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
            except LookupError:
                raise ReadError(
                    self.path, f"{name!r} is not a text encoding", "name one such as gb18030"
                ) from None
        raise ReadError(
            self.path,
            f"has bytes that are not {names[0]}, as it says",
            "name their encoding with --encoding, or save it again as .docx",
        )
