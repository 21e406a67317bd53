"""Cues: what of a subtitle file is shown when, and how times are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A text and the time in which it is shown."""

    start: int
    """Milliseconds from the beginning of the film."""
    end: int
    text: str
    """As the file has it, markup included; ``\\n`` between its lines."""
    before: str = ""
    """What the file has between the cue before and this one, and is no cue: notes, styles. Whole
    lines."""
    head: str = ""
    """WebVTT: the line with its name. ASS: its line up to the text."""
    settings: str = ""
    """What follows the times on their line: where the cue stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles:
    """A subtitle file in parts: all of it but its time codes and numbers as it stands."""

    kind: str
    """``srt``, ``vtt`` or ``ass``."""
    cues: tuple[Cue, ...]
    opening: str = ""
    """What stands before the first cue and all that belongs to it; whole lines."""
    closing: str = ""
    """What stands after the last cue."""
    remarks: tuple[str, ...] = ()
    """What of the file is not among the cues, though people may miss it."""


def read_time(text: str) -> int:
    """A time in milliseconds: ``01:02:03,400``, ``02:03.4`` or ``1:02:03.40``.

    Raises `ValueError` for anything else.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time")
    hours, minutes, seconds, fraction = (part or "0" for part in match.groups())
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        fraction.ljust(3, "0")
    )


def write_time(milliseconds: int, sign: str = ",") -> str:
    """``01:02:03,400``, or with another sign before the thousandths."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{sign}{thousandths:03}"


def write_span(cue: Cue, sign: str = ",") -> str:
    """When a cue is shown: ``00:00:04,000 --> 00:00:06,500``."""
    return f"{write_time(cue.start, sign)} --> {write_time(cue.end, sign)}"
