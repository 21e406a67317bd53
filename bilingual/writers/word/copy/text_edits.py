"""The source's text normalised in place: characters change, runs and their formatting stay."""

from __future__ import annotations

from difflib import SequenceMatcher

from bilingual.formats.word.characters import set_text
from bilingual.formats.word.names import Element
from bilingual.model import Block, Span, SpanKind
from bilingual.writers.word.copy.atoms import Atom, read_content

_LONGEST = 20_000
"""Characters that are compared; the time it takes grows with their square."""


def edit_in_place(paragraph: Element, original: Block, shown: Block) -> bool:
    """Make a paragraph that reads as ``original`` read as ``shown``.

    False, and nothing is changed, where characters that are to change cannot be found.
    """
    before, after = _plain(original.spans), _plain(shown.spans)
    read = [(character, atom) for atom in read_content(paragraph).atoms for character in atom.text]
    texts, owners = [character for character, _ in read], [atom for _, atom in read]
    start = "".join(texts).find(before)
    outside = texts[: max(start, 0)] + texts[start + len(before) :]
    if (
        start < 0
        or not before
        or "".join(outside).strip()
        or max(len(before), len(after)) > _LONGEST
    ):
        return False
    changed: set[Atom] = set()
    for low, high, text in _edits(before, after):
        first, last, new = start + low, start + high, text
        if low == high:  # an insertion goes with the character before it, or else after
            first, last = (first, first + 1) if low == 0 else (first - 1, first)
            new = text + texts[first] if low == 0 else texts[first] + text
        changed.update(owners[first:last])
        is_even = last - first == len(new)
        texts[first:last] = new if is_even else [new, *[""] * (last - first - 1)]
    if any(atom.name != "w:t" for atom in changed):
        return False
    pieces: dict[Atom, list[str]] = {}
    for owner, text in zip(owners, texts, strict=True):
        pieces.setdefault(owner, []).append(text)
    for atom in changed:
        set_text(atom.element, "".join(pieces[atom]))
    return True


def _plain(spans: tuple[Span, ...]) -> str:
    """The characters that runs show: all but what stands for another element."""
    return "".join(
        span.text
        for span in spans
        if not span.element and span.kind not in (SpanKind.IMAGE, SpanKind.NOTE)
    )


def _edits(before: str, after: str) -> list[tuple[int, int, str]]:
    if len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [(at, at + 1, new) for at, (old, new) in pairs if old != new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (low, high, after[start:stop])
        for tag, low, high, start, stop in matcher.get_opcodes()
        if tag != "equal"
    ]
