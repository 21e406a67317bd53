"""``bilingual check``: parse, call, print."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.log import LOGGER
from bilingual.cli.option_values import require_paths, translate_options
from bilingual.cli.options import (
    FailOnDefaultOption,
    GlossaryOption,
    JsonLinesOption,
    JsonOption,
    SkipCheckOption,
    StarterOption,
    listed,
    remark,
)
from bilingual.cli.piping import STREAM, read_stdin, require_alone
from bilingual.cli.streams import broken_stream, write_line, write_text
from bilingual.errors import UsageError
from bilingual.model import Severity
from bilingual.readers.pairs import PAIR_FORMATS

if TYPE_CHECKING:  # the modules behind it load heavy libraries
    from bilingual.run.checking import Checked

CHECK_EXIT_CODES = (
    "Exit codes: 0 no finding that matters as much as --fail-on; 1 such a finding, or a file could "
    "not be read; 2 wrong usage."
)


class CheckFormat(StrEnum):
    """How findings are printed."""

    LIST = "list"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Bilingual files, of this tool or not, and folders (walked): "
            f"{listed(PAIR_FORMATS, 'or')}; - is standard input."
        ),
    ],
    from_: Annotated[
        str,
        typer.Option(
            "--from", metavar="KIND", help="Kind of the file on standard input, by its suffix."
        ),
    ] = "tsv",
    format_: Annotated[
        CheckFormat,
        typer.Option("--format", help="A list for people, or annotations of GitHub Actions."),
    ] = CheckFormat.LIST,
    fail_on: FailOnDefaultOption = Severity.ERROR,
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
    skip_check: SkipCheckOption = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            help="Encoding of Markdown, HTML, CSV and TSV files, where detection is not sure of it."
        ),
    ] = None,
    json: JsonOption = False,
    json_lines: JsonLinesOption = False,
) -> None:
    """Check translations: figures, names, terms and more, in bilingual files of any origin."""
    from bilingual.cli import report_findings as report
    from bilingual.run.checking import check_file, check_paths

    require_paths(paths)
    is_for_github = _is_for_github(format_, is_json=json or json_lines)
    options = translate_options(
        [path for path in paths if path != STREAM],
        glossary or [],
        has_starter=starter_terms,
        checks_off=skip_check or [],
        is_repairing=False,
    )
    require_alone(paths)
    if paths == [STREAM]:
        path, data = read_stdin(from_, PAIR_FORMATS)
        checked = iter([check_file(path, options, encoding=encoding, data=data)])
    else:
        checked = check_paths(paths, options, encoding=encoding)
    results: list[Checked] = []
    began = perf_counter()
    for result in checked:
        results.append(result)
        LOGGER.info("%s: %d pairs, %d findings", result.path, result.pairs, len(result.findings))
        if json_lines:
            write_text(report.result_line(result), "stdout")
        elif not json:
            _print(report.annotate(result) if is_for_github else report.list_findings(result))
        for line in result.remarks:
            remark(f"{result.path}: {line}")
        if result.error:
            remark(str(result.error))
    seconds = perf_counter() - began
    if json_lines:
        write_text(report.summary_line(results, seconds), "stdout")
    elif json:
        write_text(report.findings_as_json(results, seconds), "stdout")
    remark(report.summarize(results))
    if problem := broken_stream():
        remark(f"the findings could not be printed ({problem})")
        raise typer.Exit(1)
    raise typer.Exit(int(any(result.fails(fail_on) for result in results)))


def _is_for_github(format_: CheckFormat, *, is_json: bool) -> bool:
    if is_json and format_ is CheckFormat.GITHUB:
        raise UsageError("--json", "does not go with --format github", "leave out one of the two")
    return format_ is CheckFormat.GITHUB


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        write_line(line, "stdout")
