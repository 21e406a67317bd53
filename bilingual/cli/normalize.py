"""``bilingual normalize``: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.option_values import normalize_options, require_paths
from bilingual.cli.options import (
    INPUTS,
    EncodingOption,
    FromOption,
    HiddenOption,
    JsonOption,
    ProfileOption,
    ProtectOption,
    ReplaceErrorsOption,
    ScriptOption,
    remark,
    report_error,
)
from bilingual.cli.piping import STREAM, read_stdin
from bilingual.errors import BilingualError


def normalize(
    file: Annotated[Path, typer.Argument(help=f"A file: {INPUTS}; - is standard input.")],
    from_: FromOption = "txt",
    script: ScriptOption = None,
    opencc: ProfileOption = None,
    protect: ProtectOption = None,
    encoding: EncodingOption = None,
    replace_errors: ReplaceErrorsOption = False,
    hidden: HiddenOption = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="List what was changed and why, not the text.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Print a document's normalised text, block for block."""
    from bilingual.cli.report import describe_changes, describe_text
    from bilingual.normalize import normalize_document
    from bilingual.readers import SUFFIXES, read_document

    require_paths([file])
    options = normalize_options(script, opencc, protect)
    path, data = read_stdin(from_, SUFFIXES) if file == STREAM else (file, None)
    try:
        read = read_document(
            path, data, encoding=encoding, keeps_hidden=hidden, replaces_errors=replace_errors
        )
        document = normalize_document(read, options)
    except BilingualError as error:
        report_error(error, is_json=json)
        raise typer.Exit(1) from None
    for line in document.document.remarks:
        remark(f"{file}: {line}")
    describe = describe_changes if changes else describe_text
    for line in describe(file, document, is_json=json):
        typer.echo(line)
