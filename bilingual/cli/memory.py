"""``bilingual memory …``: parse, call, print."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.chinese.script import LANGUAGES, Script
from bilingual.cli.machines import report
from bilingual.cli.options import JsonOption, MemoryOption, ScriptOption, remark
from bilingual.cli.streams import write_line, write_text

if TYPE_CHECKING:
    from bilingual.memory import Entry

memory = typer.Typer(
    no_args_is_help=True, help="Look into the translation memory; fill it, carry it elsewhere."
)

_TABLES = "TMX 1.4b (.tmx) or tab-separated values (.tsv)"


@memory.command("stats")
def stats(memory: MemoryOption = None, json: JsonOption = False) -> None:
    """Say what is in the memory."""
    from bilingual.memory.upkeep import describe

    found = describe(_path(memory))
    if json:
        write_text(report("memory", [asdict(found)]), "stdout")
        return
    size = f"{found.bytes / 1e6:,.1f} MB{' on a network' if found.is_on_network else ''}"
    lines = [
        f"{found.path}: {_count(found.entries, 'entry', 'entries')} of "
        f"{_count(found.texts, 'text', 'texts')}, {size}",
        *(f"  {name}: {number:,}" for name, number in (found.kinds | found.origins).items()),
        *(f"  {direction}: {number:,}" for direction, number in found.directions.items()),
        *(f"  by {author}: {number:,}" for author, number in found.authors.items()),
        f"  documents: {found.documents:,}",
    ]
    for line in lines:
        write_line(line, "stdout")


@memory.command("search")
def search(
    text: Annotated[str, typer.Argument(help="Characters of the source or the translation.")],
    similar: Annotated[
        bool, typer.Option("--similar", help="Find texts like this one instead.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, help="How many to print.")] = 20,
    memory: MemoryOption = None,
    json: JsonOption = False,
) -> None:
    """Print entries, those told last first; exit with 1 if there are none."""
    from bilingual.memory import Match, Memory

    with Memory(_path(memory)) as store:
        if similar:
            matches = [*store.find(text), *store.find_similar(text, least=50, most=most)][:most]
        else:
            matches = [Match(entry=one, score=100) for one in store.search(text, most=most)]
    if json:
        rows = [asdict(one.entry) | {"score": one.score} for one in matches]
        write_text(report("memory", rows), "stdout")
    else:
        for one in matches:
            score = f"{one.score:.0f} %  " if similar else ""
            write_line(f"{score}{_one_line(one.entry.source)}", "stdout")
            write_line(f"    {_one_line(one.entry.target)}", "stdout")
            write_line(f"    {_whence(one.entry)}", "stdout")
    raise typer.Exit(0 if matches else 1)


@memory.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help=f"Files: {_TABLES}.")],
    script: ScriptOption = None,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Language of the translations in a table.")
    ] = "en",
    memory: MemoryOption = None,
) -> None:
    """Take over the pairs of other programs' files, or of our own.

    What is there already is not stored twice, so that an import that was cut short is completed
    by the same command.
    """
    from bilingual.memory import Memory
    from bilingual.memory.exchange import read_entries
    from bilingual.normalize import NormalizeOptions

    options = NormalizeOptions(script=script or Script.SIMPLIFIED)
    path = _path(memory)
    if not path.exists():  # a name that was mistyped is to make no memory
        next(read_entries(files[0], options, "", language), None)
    with Memory(path, is_created=True) as store:
        for file in files:
            machines = _Counter()
            entries = read_entries(
                file,
                options,
                LANGUAGES.get(options.script, ""),
                language,
                pass_over=machines.count,
            )
            added = store.add(entries)
            if machines.number:
                told = _count(machines.number, "machine translation", "machine translations")
                remark(f"{file}: {told} left out")
            write_line(f"{file}: {_count(added, 'new entry', 'new entries')}", "stdout")


@memory.command("export")
def export(
    file: Annotated[Path, typer.Argument(help=f"What to write: {_TABLES}.")],
    memory: MemoryOption = None,
) -> None:
    """Write all entries to a file, with all that is known of them."""
    from bilingual.memory import Memory
    from bilingual.memory.exchange import write_entries

    with Memory(_path(memory)) as store:
        count = write_entries(file, store.entries())
    write_line(f"wrote {file}: {_count(count, 'entry', 'entries')}", "stdout")


@memory.command("verify")
def verify_memory(memory: MemoryOption = None) -> None:
    """Read the whole memory and say what is wrong with it; exit with 1 if anything is."""
    from bilingual.memory.upkeep import verify

    path = _path(memory)
    problems = list(verify(path))
    for problem in problems:
        remark(f"{path}: {problem}")
    if problems:
        raise typer.Exit(1)
    write_line(f"{path} is sound", "stdout")


@memory.command("vacuum")
def vacuum_memory(memory: MemoryOption = None) -> None:
    """Write the memory's file anew, without gaps."""
    from bilingual.memory.upkeep import vacuum

    path = _path(memory)
    before, after = vacuum(path)
    write_line(f"{path}: {before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB now", "stdout")


@dataclass(slots=True)
class _Counter:
    """How often something happened."""

    number: int = 0

    def count(self) -> None:
        self.number += 1


def _path(named: Path | None) -> Path:
    from bilingual.memory import memory_path

    return memory_path([Path.cwd()], named)


def _whence(entry: Entry) -> str:
    """Where an entry is from, in a line."""
    facts = (entry.origin, entry.author, entry.date or entry.created, entry.document, entry.note)
    return ", ".join(_one_line(fact) for fact in facts if fact)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
