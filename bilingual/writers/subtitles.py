"""Subtitles out, of documents that were subtitles: each cue at its time, in Chinese and English or
in English alone. Two columns have no room on a screen, so side by side is interleaved.

In files of the source's kind all else stays: styles, notes, places, names of cues.
"""

from __future__ import annotations

import textwrap
from dataclasses import replace

from bilingual.chinese.edits import Edit
from bilingual.formats.subtitles.cues import Cue, Subtitles
from bilingual.formats.subtitles.files import KINDS
from bilingual.formats.subtitles.markup import read_cue, write_cue
from bilingual.model import BilingualDocument, Layout, Pair, SourceText, Span
from bilingual.spans import edit_spans, joined_text
from bilingual.writers import labels
from bilingual.writers.options import WriteOptions

_WIDEST = 42
"""Columns of a line, as broadcasters have it for English."""
_NOTICE = (1000, 3000)
"""Milliseconds that a warning before the first cue is shown, at least and at most."""


def write_srt(document: BilingualDocument, options: WriteOptions) -> bytes:
    """SubRip."""
    return _write(document, options, "srt")


def write_vtt(document: BilingualDocument, options: WriteOptions) -> bytes:
    """WebVTT."""
    return _write(document, options, "vtt")


def write_ass(document: BilingualDocument, options: WriteOptions) -> bytes:
    """Advanced SubStation Alpha."""
    return _write(document, options, "ass")


def _write(document: BilingualDocument, options: WriteOptions, kind: str) -> bytes:
    source = document.document
    subtitles = KINDS[source.format].read(source.source.decode())
    is_same_kind = kind == source.format
    pairs = {int(pair.source.element): pair for pair in document.pairs}
    cues = [
        _cue(cue, pairs[at], options, (source.format, kind))
        for at, cue in enumerate(subtitles.cues)
    ]
    if not is_same_kind:
        cues = [
            Cue(start=cue.start, end=cue.end, text=cue.text)
            for cue in sorted(cues, key=lambda cue: cue.start)
        ]
        subtitles = Subtitles(kind=kind, cues=(), opening=KINDS[kind].opening)
    if notice := labels.draft_notice(document):
        cues = _with_notice(cues, notice, kind)
    return KINDS[kind].write(replace(subtitles, cues=tuple(cues))).encode()


def _cue(cue: Cue, pair: Pair, options: WriteOptions, kinds: tuple[str, str]) -> Cue:
    """A cue with the texts of its pair."""
    before, after = kinds
    frame = read_cue(cue.text, before)
    shown = pair.original if options.source_text is SourceText.ORIGINAL else pair.source
    halves = [_wrapped(pair.target)]
    if options.layout is not Layout.TARGET_ONLY and joined_text(pair.target) != shown.text:
        halves.insert(0, shown.spans)
    text = "\n".join(filter(None, (write_cue(spans, after) for spans in halves)))
    if before == after:
        text = f"{frame.before}{text}{frame.after}"
    return replace(cue, text=text)


def _wrapped(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Text in lines of at most 42 columns and about equal length, broken at spaces."""
    edits, start = list[Edit](), 0
    for line in joined_text(spans).split("\n"):
        at = start
        for piece in _lines(line)[:-1]:
            at = start + line.index(piece, at - start) + len(piece)
            edits.append(Edit(at, at + 1, "\n"))
            at += 1
        start += len(line) + 1
    return edit_spans(spans, edits)


def _lines(line: str) -> list[str]:
    def broken(width: int) -> list[str]:
        return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)

    fewest = broken(_WIDEST)
    narrowest = -(-len(line) // max(len(fewest), 1)) or 1
    tries = (broken(width) for width in range(narrowest, _WIDEST))
    return next((lines for lines in tries if len(lines) <= len(fewest)), fewest)


def _with_notice(cues: list[Cue], notice: str, kind: str) -> list[Cue]:
    """The cues after one that says what a viewer must know, while nothing else is shown if there is
    room for that."""
    first, *others = cues
    least, most = _NOTICE
    text = write_cue(_wrapped((Span(text=notice),)), kind)
    end = min(max(first.start, least), most)
    warning = Cue(start=0, end=end, text=text, before=first.before)
    return [warning, replace(first, before=""), *others]
