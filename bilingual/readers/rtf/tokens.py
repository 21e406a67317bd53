"""Bytes of an RTF file -> tokens (RTF 1.9.1, "RTF Syntax")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)


class TokenKind(Enum):
    """What a stretch of an RTF file is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word: its name is the token's ``name``, its number, if any, ``number``."""
    SYMBOL = auto()
    """A control word of one character that is no letter, ``name``."""
    TEXT = auto()
    """Bytes of text, ``data``."""
    BINARY = auto()
    """Bytes that are no text, ``data``."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of an RTF file."""

    kind: TokenKind
    name: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token(TokenKind.OPEN), Token(TokenKind.CLOSE)


def read_tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file, in order: ``{\\b0 a}`` is OPEN, the WORD ``b`` with the number 0, the
    TEXT ``a``, and CLOSE."""
    position = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if text or code:
            yield Token(TokenKind.TEXT, data=text or bytes.fromhex(code.decode()))
        elif brace:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol:
            yield Token(TokenKind.SYMBOL, symbol.decode("latin-1"))
        elif word == b"bin":
            start, position = position, position + max(0, int(number or 0))
            yield Token(TokenKind.BINARY, data=data[start:position])
        else:
            yield Token(TokenKind.WORD, word.decode(), int(number) if number else None)
