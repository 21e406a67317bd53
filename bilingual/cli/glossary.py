"""``bilingual glossary …``: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.options import GlossaryOption, StarterOption, remark
from bilingual.cli.streams import write_line
from bilingual.errors import UsageError
from bilingual.files import write_whole
from bilingual.formats.shown import count_of

glossary = typer.Typer(no_args_is_help=True, help="Carry terms to other programs.")


@glossary.callback()
def root() -> None:
    """A group, though it has one command."""


@glossary.command("export")
def export(
    file: Annotated[
        Path, typer.Argument(help="What to write: TBX-Basic (.tbx), or a table (.tsv, .csv).")
    ],
    glossary: GlossaryOption = None,
    starter_terms: StarterOption = True,
) -> None:
    """Write the terms that translating holds to, for termbases of other programs."""
    from bilingual.translate.glossary import (
        Term,
        glossary_content,
        merge,
        read_glossary,
    )
    from bilingual.translate.glossary import starter_terms as starter

    read = [read_glossary(path) for path in glossary or []]
    held = merge([*read, starter()] if starter_terms else read)
    first = dict[str, Term]()
    for term in held.terms:
        first.setdefault(term.source, term)
    terms = tuple(first.values())
    if not terms:
        raise UsageError("", "there are no terms", "name a glossary with --glossary")
    write_whole(file, glossary_content(file, terms))
    sensitive = sum(term.is_case_sensitive for term in terms)
    if sensitive and file.suffix.lower() == ".tbx":
        told = count_of(sensitive, "term")
        remark(f"{file}: TBX has no place for upper and lower case, which matters for {told}")
    write_line(f"wrote {file}: {count_of(len(terms), 'term')}", "stdout")
