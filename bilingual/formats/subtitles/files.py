"""Subtitle files of each kind.
A new kind is a module here and a row of `KINDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bilingual.formats.subtitles.ass import OPENING as ASS_OPENING
from bilingual.formats.subtitles.ass import read_ass, write_ass
from bilingual.formats.subtitles.cues import Subtitles
from bilingual.formats.subtitles.srt import read_srt, write_srt
from bilingual.formats.subtitles.vtt import OPENING as VTT_OPENING
from bilingual.formats.subtitles.vtt import read_vtt, write_vtt


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleKind:
    """How files of a kind are read and written."""

    read: Callable[[str], Subtitles]
    """Raises `ValueError` for what is no file of the kind."""
    write: Callable[[Subtitles], str]
    opening: str = ""
    """How a file begins that was of another kind."""


KINDS = {
    "srt": SubtitleKind(read=read_srt, write=write_srt),
    "vtt": SubtitleKind(read=read_vtt, write=write_vtt, opening=VTT_OPENING),
    "ass": SubtitleKind(read=read_ass, write=write_ass, opening=ASS_OPENING),
}
