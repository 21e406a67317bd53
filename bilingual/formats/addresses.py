"""Stretches of plain text that are not language: addresses, and markup in double braces.

They are neither normalised nor translated, whatever format they came in.
"""

from __future__ import annotations

import re

from bilingual.chinese.edits import Range

_LITERAL = re.compile(
    r"(?:https?|ftp|file)://[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef<>\"“”]+"
    r"|\bwww\.[A-Za-z0-9-]+\.[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef<>\"“”]+"
    r"|\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+\b"
    r"|\{\{[^{}\n]{1,500}\}\}"
)
_TRAILING = re.compile(r"[.,;:!?'\")\]]+\Z")


def literal_ranges(text: str) -> list[Range]:
    """Where web and mail addresses and ``{{…}}`` stand in ``text``, in order."""
    ranges = []
    for match in _LITERAL.finditer(text):
        literal = match.group()
        # A sentence's own punctuation after an address is not part of it.
        if not literal.endswith("}}") and (tail := _TRAILING.search(literal)):
            is_balanced = tail.group()[0] == ")" and "(" in literal
            literal = literal if is_balanced else literal[: tail.start()]
        ranges.append((match.start(), match.start() + len(literal)))
    return ranges
