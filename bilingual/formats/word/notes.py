"""Footnotes and endnotes: the elements that refer to them, and their names."""

from __future__ import annotations

from bilingual.formats.word.names import Element, name_of

NOTE_KINDS = ("footnote", "endnote")
NOTE_REFERENCES = {f"w:{kind}Reference": kind for kind in NOTE_KINDS}
"""Elements of the text that refer to a note, by the kind of note."""
NOTE_SIGNS = frozenset(f"w:{kind}Ref" for kind in NOTE_KINDS)
"""Elements of a note that show its own number."""
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The lines that Word draws above footnotes, by the numbers it gives them."""


def referred_kind(element: Element) -> str:
    """``footnote`` for a reference to one, ``endnote`` likewise; empty for other elements."""
    return NOTE_REFERENCES.get(name_of(element), "")


def note_name(kind: str, number: str) -> str:
    """The name that references use for a note: ``footnote-2``."""
    return f"{kind}-{number}"
