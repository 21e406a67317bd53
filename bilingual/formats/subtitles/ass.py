"""Advanced SubStation Alpha, and SubStation Alpha before it: sections of lines, of which those of
``Dialogue:`` are cues (libass and Aegisub's documentation)."""

from __future__ import annotations

import re

from bilingual.formats.shown import count_of
from bilingual.formats.subtitles.cues import Cue, Subtitles, read_time, write_time

_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
OPENING = f"""\
[Script Info]
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,64,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,\
60,60,48,1

[Events]
Format: {_FIELDS}
"""
"""Of a file that was none: white letters with a dark edge, at the bottom of a picture of 1080
lines."""


def read_ass(text: str) -> Subtitles:
    """The cues of a file in its order; all other lines are kept around them.

    Raises `ValueError` if it has no cue.
    """
    fields = [field.strip() for field in _FIELDS.split(",")]
    section, before, cues = "", "", list[Cue]()
    comments = drawings = 0
    for line in text.split("\n"):
        name, _, rest = line.partition(":")
        if line.strip().startswith("["):
            section = line.strip().lower()
        elif section == "[events]" and name == "Format":
            fields = [field.strip() for field in rest.split(",")]
        elif section == "[events]" and name == "Dialogue" and not _DRAWING.search(rest):
            cue = _cue(line, rest, fields, before)
            cues += [cue] if cue else []
            before = "" if cue else f"{before}{line}\n"
            continue
        comments += section == "[events]" and name == "Comment"
        drawings += section == "[events]" and name == "Dialogue"
        before += f"{line}\n"
    if not cues:
        raise ValueError("it has no line of dialogue")
    counts = ((comments, "comment line"), (drawings, "drawing"))
    remarks = [
        f"{count_of(number, noun)} kept in ASS files only." for number, noun in counts if number
    ]
    return Subtitles(
        kind="ass", cues=tuple(cues), closing=before.rstrip("\n"), remarks=tuple(remarks)
    )


def _cue(line: str, rest: str, fields: list[str], before: str) -> Cue | None:
    """The cue of a line of dialogue; None where that is damaged."""
    values = rest.split(",", len(fields) - 1)
    if len(values) < len(fields) or fields[-1] != "Text":
        return None
    by_name = dict(zip(fields, values, strict=True))
    try:
        start, end = read_time(by_name["Start"]), read_time(by_name["End"])
    except (KeyError, ValueError):
        return None
    head = line[: len(line) - len(values[-1])]
    return Cue(start=start, end=end, text=values[-1], before=before, head=head)


def write_ass(subtitles: Subtitles) -> str:
    """The file; a cue that was not read from one gets the style ``Default``."""
    lines = (
        f"{cue.before}{cue.head or _head(cue)}{cue.text.replace(chr(10), chr(92) + 'N')}\n"
        for cue in subtitles.cues
    )
    return f"{subtitles.opening}{''.join(lines)}{subtitles.closing}".rstrip("\n") + "\n"


def _head(cue: Cue) -> str:
    start, end = (write_time(time, ".")[1:-1] for time in (cue.start, cue.end))
    return f"Dialogue: 0,{start},{end},Default,,0,0,0,,"
