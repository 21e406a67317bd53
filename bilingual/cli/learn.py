"""``bilingual learn``: corrections made in documents go into the translation memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import JsonOption, MemoryOption, listed, remark
from bilingual.cli.streams import broken_stream, write_line, write_text
from bilingual.errors import UsageError
from bilingual.learning.readers import EDITED_FORMATS

if TYPE_CHECKING:  # the modules behind it load heavy libraries
    from bilingual.learning.learn import Learned
    from bilingual.memory import Memory

LEARN_EXIT_CODES = (
    "Exit codes: 0 all that was changed is learned; 1 a file could not be read, or tells of "
    "something that cannot be learned; 2 wrong usage, or no usable memory."
)


def learn(
    files: Annotated[
        list[Path],
        typer.Argument(
            help=f"Edited files: {listed(EDITED_FORMATS, 'or')}; or folders, of which those "
            "are read that bilingual wrote."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be learned, and store nothing.")
    ] = False,
    memory: MemoryOption = None,
    source: Annotated[
        Path | None,
        typer.Option(
            help="The Chinese file that the document was made of, where it is not found beside it."
        ),
    ] = None,
    author: Annotated[
        str, typer.Option(help="Who made the changes, where the file names nobody.")
    ] = "",
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files, where detection is not sure of it.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Learn corrections: what people changed in documents, so that it holds from then on."""
    from bilingual.cli import report_learned as report
    from bilingual.cli.learn_paths import read_paths
    from bilingual.learning.learn import LearnOptions
    from bilingual.memory import Memory, memory_path

    if source and (len(files) > 1 or files[0].is_dir()):
        raise UsageError("--source", "is of one document", "give one file")
    options = LearnOptions(source=source, author=author, encoding=encoding)
    path = memory_path(files, memory)
    walked = read_paths(files, options)
    results = walked.results
    has_entries = any(one.entries for one in results)
    if has_entries and not dry_run:
        with Memory(path, is_created=True) as opened:
            results = [_stored(one, opened) for one in results]
    elif not dry_run and path.exists():  # an edited document may have nothing to tell
        with Memory(path) as opened:
            results = [_stored(one, opened) for one in results]
    for result in results:
        if not json:
            for line in report.list_changes(result):
                write_line(line, "stdout")
        for told in result.remarks:
            remark(f"{result.path}: {told}")
        if result.error:
            remark(str(result.error))
        remark(report.summarize(result, path, is_dry=dry_run)) if not result.error else None
    for told in walked.tell():
        remark(told)
    if json:
        write_text(report.learned_as_json(results, path, walked.passed_over), "stdout")
    if problem := broken_stream():
        remark(f"the changes could not be printed ({problem})")
        raise typer.Exit(1)
    raise typer.Exit(int(any(one.error or one.problems for one in results)))


def _stored(result: Learned, memory: Memory) -> Learned:
    """The result after what there is was stored."""
    from dataclasses import replace

    from bilingual.learning.learn import store_learned

    return result if result.error else replace(result, stored=store_learned(result, memory))
