"""WebVTT (W3C): blocks between blank lines, which are cues if they have times."""

from __future__ import annotations

import re

from bilingual.formats.subtitles.cues import Cue, Subtitles, read_time, write_span
from bilingual.formats.subtitles.srt import TIMES

_BLOCKS = re.compile(r"\n(?:[ \t]*\n)+")
OPENING = "WEBVTT\n\n"


def read_vtt(text: str) -> Subtitles:
    """The cues of a file, with the styles, regions and notes around them.

    Raises `ValueError` if it does not begin as WebVTT does, or has no cue.
    """
    opening, *blocks = _BLOCKS.split(text.strip("\n"))
    if not opening.startswith("WEBVTT"):
        raise ValueError("it does not begin with WEBVTT")
    cues, before = list[Cue](), ""
    for block in blocks:
        lines = block.split("\n")
        at = next((at for at, line in enumerate(lines[:2]) if TIMES.fullmatch(line)), None)
        match = TIMES.fullmatch(lines[at]) if at is not None else None
        if at is None or match is None:
            before += f"{block}\n\n"
            continue
        cues.append(
            Cue(
                start=read_time(match[1]),
                end=read_time(match[2]),
                text="\n".join(lines[at + 1 :]).strip(),
                before=before,
                head="".join(f"{line}\n" for line in lines[:at]),
                settings=match[3].rstrip(),
            )
        )
        before = ""
    if not cues:
        raise ValueError("it has no line with times")
    return Subtitles(kind="vtt", cues=tuple(cues), opening=f"{opening}\n\n", closing=before)


def write_vtt(subtitles: Subtitles) -> str:
    """The file."""
    cues = (
        f"{cue.before}{cue.head}{write_span(cue, '.')}{cue.settings}\n{cue.text}\n\n"
        for cue in subtitles.cues
    )
    return f"{subtitles.opening}{''.join(cues)}{subtitles.closing}".rstrip("\n") + "\n"
