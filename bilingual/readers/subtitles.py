"""Subtitles -> Document: a cue is a paragraph, its time code the paragraph's marker.

Lines of a cue are layout where a sentence goes on over their end. They are joined then, so that it
is translated whole, but only in files that have punctuation: in others, as most Chinese subtitles
are, nothing tells where a sentence ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Edit
from bilingual.formats.encoding import decode_text
from bilingual.formats.shown import count_of
from bilingual.formats.subtitles.cues import Cue, Subtitles, write_span
from bilingual.formats.subtitles.files import KINDS
from bilingual.formats.subtitles.markup import CueText, read_cue
from bilingual.formats.xml import damaged
from bilingual.model import Block, Document, Span, with_ids
from bilingual.readers.shared.joining import line_joint
from bilingual.spans import edit_spans, joined_text

_SENTENCE_END = tuple("。！？!?.；;…”』」’）)》—～~♪")
_SPEAKER = ("-", "–", "—", "•", "♪")
"""How a line begins that somebody else says."""
_ENOUGH = 0.3
"""The share of cues that end with punctuation, in files that have it."""


def read_subtitles(
    path: Path, data: bytes, *, encoding: str | None = None, replaces_errors: bool = False
) -> Document:
    """Read SubRip, WebVTT or ASS, as the suffix says.

    Raises `ReadError` where the encoding is in doubt, or there is no cue.
    """
    kind = path.suffix.lower().removeprefix(".").replace("ssa", "ass")
    decoded = decode_text(data, path, encoding=encoding, replaces_errors=replaces_errors)
    try:
        subtitles = KINDS[kind].read(decoded.text)
    except ValueError as error:
        raise damaged(path, "subtitle", str(error)) from None
    texts = [read_cue(cue.text, kind) for cue in subtitles.cues]
    has_punctuation = _has_punctuation(texts)
    order = list(range(len(texts)))
    if kind == "ass":  # grouped by style as often as not
        order.sort(key=lambda at: subtitles.cues[at].start)
    return Document(
        name=path.name,
        format=kind,
        blocks=with_ids(
            _block(at, subtitles.cues[at], texts[at].spans, has_punctuation) for at in order
        ),
        encoding=decoded.encoding,
        remarks=(*decoded.remarks, *_remarks(subtitles, texts)),
        source=decoded.text.encode(),
    )


def _block(at: int, cue: Cue, spans: tuple[Span, ...], has_punctuation: bool) -> Block:
    return Block(
        spans=_joined(spans) if has_punctuation else spans,
        marker=write_span(cue),
        locator=f"cue {at + 1}",
        element=str(at),
    )


def _has_punctuation(texts: Sequence[CueText]) -> bool:
    shown = [text for one in texts if (text := joined_text(one.spans))]
    return sum(text.endswith(_SENTENCE_END) for text in shown) > _ENOUGH * len(shown)


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The lines of a cue, joined where a sentence goes on."""
    lines = joined_text(spans).split("\n")
    edits, at = list[Edit](), 0
    for line, following in pairwise(lines):
        at += len(line)
        goes_on = has_han(line) and has_han(following) and not line.endswith(_SENTENCE_END)
        if goes_on and not following.startswith(_SPEAKER):
            edits.append(Edit(at, at + 1, line_joint(line, following)))
        at += 1
    return edit_spans(spans, edits)


def _remarks(subtitles: Subtitles, texts: Sequence[CueText]) -> tuple[str, ...]:
    framed = sum(bool(one.before or one.after) for one in texts)
    lost = sum(one.has_lost for one in texts)
    remarks = list(subtitles.remarks)
    if framed:
        told = count_of(framed, "cue")
        remarks.append(
            f"Place, colour or speaker of {told} kept in subtitles of the same kind only."
        )
    if lost:
        remarks.append(f"Effects in the middle of {count_of(lost, 'cue')} left out.")
    return tuple(remarks)
