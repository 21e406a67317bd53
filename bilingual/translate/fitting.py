"""A remembered translation as an engine would have given it for a segment: its parts, its
placeholders, its points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, islice

from bilingual.chinese.edits import Edit, Range, move_range
from bilingual.formats.points import POINT
from bilingual.memory import EntryFormatting, Formatted
from bilingual.translate.segments import Role, Segment
from bilingual.translate.sentence_pairs import pair_sentences


def parts_of(sources: Sequence[str], translation: str) -> list[str]:
    """The parts of a block's translation that answer to its sentences; none where that is not
    clear, or where joined by spaces they would not be the translation again."""
    text = "".join(sources)
    ranges = pair_sentences(text, translation)
    ends = list(accumulate(map(len, sources)))
    if [stop for (_, stop), _ in ranges] != ends:
        return []
    parts = [translation[slice(*place)].strip() for _, place in ranges]
    return parts if " ".join(parts) == translation else []


def places_of(texts: Sequence[str], gap: int) -> list[Range]:
    """Where texts stand that follow each other with so many characters between."""
    starts = accumulate((len(text) + gap for text in texts), initial=0)
    return [(start, start + len(text)) for start, text in zip(starts, texts, strict=False)]


def masks_of(segment: Segment, translation: str) -> list[Edit]:
    """What makes of a remembered translation one as an engine would give it: a placeholder for
    each word of the segment that passes untouched and that it has, and no points."""
    edits = list[Edit]()
    for number, piece in enumerate(segment.pieces):
        if piece.role is Role.WORD:
            word = re.escape(piece.span.text.strip())
            found = (one.span() for one in re.finditer(rf"(?<!\w){word}(?!\w)", translation))
            free = (
                (start, stop)
                for start, stop in found
                if not any(start < edit.end and edit.start < stop for edit in edits)
            )
            edits += [Edit(*place, f"X{number}X") for place in islice(free, 1)]
    points = (at for at, sign in enumerate(translation) if sign == POINT)
    taken = [
        Edit(at, at + 1, "")
        for at in points
        if not any(edit.start <= at < edit.end for edit in edits)
    ]
    return sorted([*edits, *taken])


def points_of(segment: Segment, translation: str, edits: Sequence[Edit]) -> tuple[int, ...] | None:
    """Where in the masked translation the points stood, if it has as many as the segment."""
    moved = _changes(edits)
    places = tuple(
        move_range((edit.start, edit.start), moved)[0]
        for edit in edits
        if translation[edit.start : edit.end] == POINT
    )
    return places if len(places) == len(segment.points) else None


def masked_formatting(formatting: EntryFormatting, edits: Sequence[Edit]) -> EntryFormatting:
    """The formatting of a remembered translation where ``edits`` have been made in it."""
    moved = _changes(edits)
    target = (
        Formatted(*move_range((one.start, one.stop), moved), one.feature)
        for one in formatting.target
    )
    return replace(formatting, target=tuple(one for one in target if one.start < one.stop))


def _changes(edits: Sequence[Edit]) -> list[tuple[int, int]]:
    return [(edit.end, len(edit.after) - (edit.end - edit.start)) for edit in edits]
