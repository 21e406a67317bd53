"""A log of what commands do, in a file: which files, how many, how long, what went wrong.

No text of a document is in it, unless ``--log-level debug`` asks for that: then findings and
repairs are, with what they are about.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bilingual.errors import UsageError

_SAID_BY_FAULT = re.compile(r"(?<=a fault of bilingual )(\(\w+): .*?\)(?=; please)")
LOGGER = logging.getLogger("bilingual")
LOGGER.addHandler(logging.NullHandler())  # or warnings would be printed without a log
LOGGER.propagate = False


class LogLevel(StrEnum):
    """How much is logged."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"
    """Also pieces of the texts."""


def start_log(context: typer.Context, path: Path | None) -> None:
    """Log to the end of a file from here on.

    Raises `UsageError` if it cannot be written to.
    """
    if path is None or context.resilient_parsing:
        return
    try:
        handler = _Handler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(
            f"--log-file {path}", f"cannot be written to ({error.strerror})", "name another file"
        ) from None
    form = logging.Formatter("%(asctime)sZ %(process)d %(levelname)s %(message)s")
    form.converter = time.gmtime
    form.default_time_format, form.default_msec_format = "%Y-%m-%dT%H:%M:%S", "%s.%03d"
    handler.setFormatter(form)
    LOGGER.addHandler(handler)


def set_level(context: typer.Context, level: LogLevel) -> None:
    """Log what matters as much as ``level``, or more."""
    if not context.resilient_parsing:
        LOGGER.setLevel(level.upper())


def log_start() -> None:
    """The command begins; all its options are known."""
    LOGGER.info("begins: %s", " ".join(sys.argv[1:]))


def log_remark(line: str) -> None:
    """Log what a user is told beside the results. What a fault says may be a piece of a text."""
    LOGGER.warning("%s", _SAID_BY_FAULT.sub(r"\1)", line))


def stop_log(code: object) -> None:
    """The command ends with this exit code."""
    LOGGER.info("ends: exit code %s", code or 0)
    for handler in [one for one in LOGGER.handlers if isinstance(one, _Handler)]:
        LOGGER.removeHandler(handler)
        handler.close()


def log_options(
    log_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write down, at the end of a file, what is done; no text of documents.",
            callback=start_log,
            expose_value=False,
        ),
    ] = None,
    log_level: Annotated[
        LogLevel,
        typer.Option(
            help="How much is written down; debug also has pieces of the texts.",
            callback=set_level,
            expose_value=False,
            is_eager=False,
        ),
    ] = LogLevel.INFO,
) -> None:
    """What every command takes; see `bilingual.cli.conventions`."""


class _Handler(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that is full keeps no document from being written."""
