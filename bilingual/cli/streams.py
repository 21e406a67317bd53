"""Standard streams: closed, full, broken or of another code page, they never end a run."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Literal

_DIRECTIONS = [0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS = {
    **{code: f"\\x{code:02x}" for code in [*range(32), *range(127, 160)] if code != ord("\t")},
    **{code: f"\\u{code:04x}" for code in _DIRECTIONS},
}
"""Characters with which the name of a file could make a terminal do or show something else."""
_broken: dict[str, OSError] = {}


def prepare_streams() -> None:
    """Make all three streams fit to be written to, whatever the command was started with.

    A stream that is closed would give its number to the next file that is opened, and what
    libraries print would end in that.
    """
    _broken.clear()
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_line(line: str, name: Literal["stdout", "stderr"]) -> None:
    """Print a line. Control characters in it, from names of files, are shown as escapes.

    Where that fails, nothing more is written to the stream; `broken_stream` remembers it.
    """
    shown = line if line.isprintable() else line.translate(_CONTROLS)
    write_text(shown, name)


def write_text(text: str, name: Literal["stdout", "stderr"]) -> None:
    """The same for text of several lines that is safe as it is, such as JSON."""
    if name in _broken:
        return
    stream = getattr(sys, name)
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        _broken[name] = error
        with contextlib.suppress(OSError, ValueError):  # or Python tries again when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def has_progress() -> bool:
    """Whether standard error is a terminal on which a bar can be drawn again and again."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def broken_stream() -> str:
    """Why results could not be printed; empty if they could, or nobody read on (``| head``)."""
    error = _broken.get("stdout")
    return "" if error is None or isinstance(error, BrokenPipeError) else str(error.strerror)
