"""SubRip. There is no standard; this reads what players read."""

from __future__ import annotations

import re

from bilingual.formats.shown import count_of
from bilingual.formats.subtitles.cues import Cue, Subtitles, read_time, write_span

_MOMENT = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMES = re.compile(rf"\s*({_MOMENT})\s*-->\s*({_MOMENT})(|\s.*)")
"""A line with the times of a cue, in SubRip and in WebVTT."""


def read_srt(text: str) -> Subtitles:
    """The cues of a file. Numbers are counted anew, so that wrong ones do no harm; blank lines in a
    cue belong to it if no times follow.

    Raises `ValueError` if there is no line with times.
    """
    lines = text.split("\n")
    found = [(at, match) for at, line in enumerate(lines) if (match := TIMES.fullmatch(line))]
    if not found:
        raise ValueError("it has no line with times")
    stops = [at for at, _ in found[1:]] + [len(lines)]
    cues = []
    for (at, match), stop in zip(found, stops, strict=True):
        inside = lines[at + 1 : stop]
        if stop < len(lines) and inside and inside[-1].strip().isdecimal():
            inside.pop()
        cues.append(
            Cue(
                start=read_time(match[1]),
                end=read_time(match[2]),
                text="\n".join(inside).strip(),
                settings=match[3].rstrip(),
            )
        )
    stray = [line for line in lines[: found[0][0]] if line.strip() and not line.strip().isdecimal()]
    remarks = (
        [f"{count_of(len(stray), 'line')} before the first time code left out."] if stray else []
    )
    return Subtitles(kind="srt", cues=tuple(cues), remarks=tuple(remarks))


def write_srt(subtitles: Subtitles) -> str:
    """The file; cues are counted from 1."""
    return "\n".join(
        f"{number}\n{write_span(cue)}{cue.settings}\n{_without_blank_lines(cue.text)}\n"
        for number, cue in enumerate(subtitles.cues, start=1)
    )


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())
