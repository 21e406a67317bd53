"""Standard input and standard output in place of files: ``-``."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bilingual.cli.option_values import chosen_word
from bilingual.errors import UsageError
from bilingual.formats.limits import too_large
from bilingual.writers import find_format

if TYPE_CHECKING:
    from bilingual.run.tasks import Settings

STREAM = Path("-")
_MOST = 100 * 2**20  # bytes; no kind of file may be larger


def read_stdin(kind: str, suffixes: Iterable[str]) -> tuple[Path, bytes]:
    """What comes on standard input, and a name with the suffix of its ``kind``.

    Raises `UsageError` for an unknown kind, `ReadError` if it is larger than any file.
    """
    chosen_word("--from", kind, [suffix.removeprefix(".") for suffix in suffixes])
    path = Path(f"stdin.{kind}")
    data = sys.stdin.buffer.read(_MOST + 1)
    if problem := too_large(path, len(data)):
        raise problem
    return path, data


def require_alone(paths: Collection[Path]) -> None:
    """Raise `UsageError` if standard input is one of several paths."""
    if STREAM in paths and len(paths) > 1:
        raise UsageError("-", "does not go with other files", "give it in a command of its own")


def require_one_document(
    context: typer.Context, settings: Settings, refused: Mapping[str, bool]
) -> None:
    """Raise `UsageError` unless exactly one document goes to standard output, and something that
    takes it stands there. ``refused`` are options that speak of a folder, and whether they are
    given."""
    source = context.get_parameter_source("output")
    output = context.params["output"]
    if source and source.name == "COMMANDLINE" and output != STREAM:
        raise UsageError(
            f"-o {output}", "does not go with -", "leave it out and send the document on: > FILE"
        )
    for option in (name for name, is_given in refused.items() if is_given):
        raise UsageError(option, "does not go with standard output", "leave it out")
    named = [f"--to {one}" for one in settings.formats]
    if len(settings.layouts) > 1:
        named = [f"--layout {one}" for one in settings.layouts]
    if len(named) > 1:
        raise UsageError(
            "-", f"takes one document, not {len(named)}", f"choose one, such as {named[0]}"
        )
    if sys.stdout.isatty() and not find_format(settings.formats[0]).is_text:
        raise UsageError("-", f"{named[0]} is no text for a terminal", "send it on: > FILE")


def write_stdout(content: bytes) -> None:
    """Write a document to standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
