"""Chinese numbers before headings and list items (``第一章``, ``二、``), made English."""

from __future__ import annotations

from bilingual.formats.markers import english_template
from bilingual.formats.word.names import Element, attribute, child, qualified
from bilingual.formats.word.numbering import CHINESE_FORMATS


def translate_numbers(numbering: Element) -> None:
    """Have the lists of a document count in Arabic digits, with English words and punctuation:
    ``第%1章`` in Chinese numbers becomes ``Chapter %1`` in Arabic ones."""
    for level in numbering.iter(qualified("w:lvl")):
        kind, text, after = (child(level, f"w:{name}") for name in ("numFmt", "lvlText", "suff"))
        if attribute(kind, "w:val") in CHINESE_FORMATS and kind is not None:
            kind.set(qualified("w:val"), "decimal")
        template = attribute(text, "w:val")
        translated = english_template(template)
        if text is None or translated == template:
            continue
        text.set(qualified("w:val"), translated)
        if after is not None and attribute(after, "w:val") == "nothing":
            after.set(qualified("w:val"), "space")
