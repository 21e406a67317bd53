"""Addresses: what one looks like in running text, and which of them a link may lead to.

The rule for links is the same in every format that is read or written. A link may lead to the web,
to a file server, to a mailbox or to a telephone, and, where an address names no scheme, to
whatever its format takes that for. Readers keep each address as the file has it; a writer leaves
out a link that may not be followed, keeps its text, and the translation carries a finding.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bilingual.chinese.edits import Range
from bilingual.model import Span, SpanKind

_URL = r"[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef<>\"“”]+"
_MAILBOX = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_LITERAL = re.compile(
    rf"(?:https?|ftp|file)://{_URL}"
    rf"|(?<![A-Za-z0-9])www\.[A-Za-z0-9-]+\.{_URL}"
    rf"|(?<![A-Za-z0-9._%+-]){_MAILBOX}(?![A-Za-z0-9])"  # Chinese may touch it on both sides
    r"|\{\{[^{}\n]{1,500}\}\}"
)
_TRAILING = re.compile(r"[.,;:!?'\")\]]+\Z")
_WEB = ("http://", "https://")

_PASSED_OVER = re.compile(r"\A[\s\x00-\x20]+|[\t\n\r]")
"""What browsers, or writers here, pass over in an address (WHATWG URL, 4.4): it hides no scheme."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FOLLOWED = re.compile(r"(?:(?:https?|ftp)://|(?:mailto|tel):)[^\s/\\]", re.IGNORECASE)
_NOWHERE = re.compile(r"(?:#|javascript:\s*(?:void\s*\(?\s*0?\s*\)?)?\s*;?)\Z", re.IGNORECASE)


def address_ranges(text: str) -> list[Range]:
    """Where web and mail addresses and ``{{…}}`` stand in ``text``, in order.

    ``见http://a.cn/x。`` has one, ``(1, 14)``; the full stop is the sentence's.
    """
    ranges = []
    for match in _LITERAL.finditer(text):
        literal = match.group()
        # A sentence's own punctuation after an address is not part of it.
        if not literal.endswith("}}") and (tail := _TRAILING.search(literal)):
            is_balanced = tail.group()[0] == ")" and "(" in literal
            literal = literal if is_balanced else literal[: tail.start()]
        ranges.append((match.start(), match.start() + len(literal)))
    return ranges


def web_ranges(text: str) -> list[Range]:
    """Where addresses that begin with ``http://`` or ``https://`` stand in ``text``, in order."""
    return [(start, stop) for start, stop in address_ranges(text) if text.startswith(_WEB, start)]


def is_mailbox(text: str) -> bool:
    """Whether a text is a mail address and nothing else: ``zhang@a.cn``."""
    return re.fullmatch(_MAILBOX, text) is not None


def scheme_of(address: str) -> str:
    """The scheme that an address names, in lower case: ``https``, ``javascript``; empty where it
    names none, as ``b.html``, ``//a.cn/b`` and ``#c`` do."""
    match = _SCHEME.match(_PASSED_OVER.sub("", address))
    return match[1].lower() if match else ""


def is_followed(address: str) -> bool:
    """Whether a link may lead there: to a sound address of the web (http, https), a file server
    (ftp), a mailbox (mailto) or a telephone (tel), or to one that names no scheme."""
    if not scheme_of(address):
        return True
    try:
        urlsplit(address)
    except ValueError:  # such as http://[
        return False
    return _FOLLOWED.match(_PASSED_OVER.sub("", address)) is not None


def left_out(span: Span) -> str:
    """The address that a span would link to, if that may not be followed and means something;
    else nothing."""
    if span.kind is SpanKind.NOTE:
        return ""
    address = span.link if span.kind is SpanKind.IMAGE else span.href
    return "" if is_followed(address) or leads_nowhere(address) else address


def leads_nowhere(address: str) -> bool:
    """Whether an address only makes a button of a link: ``#``, ``javascript:void(0)``."""
    return _NOWHERE.match(_PASSED_OVER.sub("", address)) is not None
