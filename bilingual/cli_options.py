"""Options that several commands share, and their meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.chinese.script import PROFILES, Script
from bilingual.errors import UsageError

if TYPE_CHECKING:
    from bilingual.normalize import NormalizeOptions

EXIT_CODES = (
    "Exit codes: 0 all written or fresh; 1 some file failed (with --check: or is stale); "
    "2 wrong usage or no usable package; 130 interrupted."
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print results as JSON, for machines.")]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
ScriptOption = Annotated[
    Script | None,
    typer.Option(help="Script of the source text after normalising.  [default: simplified]"),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--opencc",
        metavar="PROFILE",
        help="OpenCC profile in place of the script's default; those ending in p change "
        f"vocabulary too: {', '.join(PROFILES)}.",
    ),
]
ProtectOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Terms that normalising leaves alone, one a line, in UTF-8."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(help="Encoding of text and Markdown files, where detection is not sure of it."),
]


def remark(line: str) -> None:
    """Tell the user something beside the results: one line on stderr."""
    typer.echo(f"bilingual: {line}", err=True)


def chosen(
    option: str, values: list[str] | tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """The values without repeats, in their settled order; raises `UsageError` for unknown ones."""
    for value in values:
        if value not in known:
            raise UsageError(f"{option} {value}: unknown; choose from {', '.join(known)}")
    return tuple(value for value in known if value in values)


def normalize_options(
    script: Script | None, profile: str | None, protect: Path | None
) -> NormalizeOptions:
    """How to normalise; raises `UsageError` if the options contradict each other."""
    from bilingual.normalize import NormalizeOptions

    if profile:
        chosen("--opencc", [profile], PROFILES)
        implied = Script.SIMPLIFIED if "2s" in profile else Script.TRADITIONAL
        if script not in (None, implied):
            raise UsageError(f"--opencc {profile}: goes with --script {implied}, not {script}")
        script = implied
    try:
        terms = protect.read_text("utf-8-sig").splitlines() if protect else []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{protect}: cannot be read ({error}); check the file") from None
    return NormalizeOptions(
        script=script or Script.SIMPLIFIED,
        profile=profile or "",
        protected=tuple(sorted({term.strip() for term in terms} - {""})),
    )
