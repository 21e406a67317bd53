"""How damaged bytes of a text are told: how many places there are, and where they stand."""

from __future__ import annotations

import re
from pathlib import Path

from bilingual.errors import ReadError


def damaged_text(path: Path, text: str, encoding: str, bad: list[re.Match[str]]) -> ReadError:
    """What is said of a text with ``bad`` places, where it may not be read on."""
    where = place_of(text, bad[0])
    return ReadError(
        path,
        f"is {encoding}, but {count_places(len(bad))} not ({where})",
        "mend the file, or go on with --replace-errors, which marks each place",
    )


def count_places(count: int) -> str:
    """``3 places are``."""
    return "1 place is" if count == 1 else f"{count:,} places are"


def place_of(text: str, bad: re.Match[str]) -> str:
    """Where the bytes stand, and what they are: ``line 1, column 8: FF``."""
    before = text[: bad.start()].removeprefix("\ufeff").splitlines() or [""]
    is_new_line = text[: bad.start()].endswith("\n")
    line, column = (len(before) + 1, 1) if is_new_line else (len(before), len(before[-1]) + 1)
    shown = bad.group()[:4].encode(errors="surrogateescape").hex(" ").upper()
    return f"line {line}, column {column}: {shown}"
