"""How texts and images are shown where a format cannot hold them as they are."""

from __future__ import annotations

import re

from bilingual.model import Span

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without characters that XML and Markdown cannot hold: they are shown as escapes
    (``\\x0b``), so that nothing is lost. Line ends become ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)


def display_width(text: str) -> int:
    """The room a text takes, in halves of a Chinese character."""
    return len(text) + sum(map("\u2e80".__le__, text))


def count_of(number: int, noun: str) -> str:
    """A number and what it counts: ``1 place``, ``1,200 places``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def image_text(span: Span) -> str:
    """How an image is named where it cannot be shown."""
    name = span.text.strip() or span.href.rsplit("/", 1)[-1]
    return f"[image: {name}]" if name else "[image]"


IMAGE_TEXT = re.compile(r"\[image(?:: [^\]\n]*)?\]")
"""What `image_text` writes, found again."""
