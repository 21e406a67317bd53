"""The source's text normalised in place: characters change, runs and their formatting stay."""

from __future__ import annotations

from difflib import SequenceMatcher

from bilingual.chinese.edits import Edit
from bilingual.formats.symbol_fonts import is_symbol_font
from bilingual.formats.word.characters import set_text
from bilingual.formats.word.names import Element
from bilingual.model import Block, Span, SpanKind
from bilingual.spans import edited_piece, joined_text
from bilingual.writers.word.copy.atoms import read_content

_LONGEST = 20_000
"""Characters that are compared; the time it takes grows with their square."""


def edit_in_place(paragraph: Element, original: Block, shown: Block) -> bool:
    """Make a paragraph that reads as ``original`` read as ``shown``.

    Two runs ``他 说`` and ``,好`` that are to read ``他说，好`` become ``他说`` and ``，好``.
    Returns False, and changes nothing, where ``original`` is not all of the paragraph's text, or
    where something that is to change is no text, such as a tab or a sign of a symbol font.
    """
    before, after = _characters(original.spans), _characters(shown.spans)
    atoms = [atom for atom in read_content(paragraph).atoms if atom.text]
    text = "".join(atom.text for atom in atoms)
    start = text.find(before)
    if not before or start < 0 or max(len(before), len(after)) > _LONGEST:
        return False
    if (text[:start] + text[start + len(before) :]).strip():
        return False
    edits = [Edit(start + low, start + high, new) for low, high, new in _edits(before, after)]
    at, changed = 0, []
    for atom in atoms:
        new = edited_piece(atom.text, at, edits)
        at += len(atom.text)
        if new != atom.text:
            changed.append((atom, new))
    if any(atom.name != "w:t" or is_symbol_font(atom.font) for atom, _ in changed):
        return False
    for atom, new in changed:
        set_text(atom.element, new)
    return True


def _characters(spans: tuple[Span, ...]) -> str:
    """The characters that runs show: all but what stands for another element."""
    pictured = (SpanKind.IMAGE, SpanKind.NOTE)
    return joined_text(span for span in spans if not span.element and span.kind not in pictured)


def _edits(before: str, after: str) -> list[Edit]:
    """What makes the one the other; each edit takes the place of at least one character."""
    if len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [Edit(at, at + 1, new) for at, (old, new) in pairs if old != new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _widened(Edit(low, high, after[start:stop]), before)
        for tag, low, high, start, stop in matcher.get_opcodes()
        if tag != "equal"
    ]


def _widened(edit: Edit, text: str) -> Edit:
    """An insertion as a replacement of the character before it; at the start, of that after it."""
    if edit.start < edit.end:
        return edit
    if edit.start == 0:
        return Edit(0, 1, edit.after + text[0])
    return Edit(edit.start - 1, edit.start, text[edit.start - 1] + edit.after)
