"""``bilingual config``: parse, call, print."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from bilingual.cli.command_options import CommandOption, options_of
from bilingual.cli.option_values import chosen_word
from bilingual.cli.options import JsonOption
from bilingual.cli.settings import PERSONAL, Settings, user_file
from bilingual.cli.streams import write_line, write_text
from bilingual.errors import UsageError
from bilingual.files import write_whole
from bilingual.project import FILE_NAME

config = typer.Typer(no_args_is_help=True, help="Show settings and where they come from.")

_HEAD = """\
# Settings of bilingual: each option of a command under its own name. What a command is given counts
# first, then variables such as BILINGUAL_TO, then this file. Paths are relative to it.
# Take away the # before a line to make it count.
"""


@config.command("show")
def show(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders to show the settings for.")
    ] = None,
    command: Annotated[
        str, typer.Option(metavar="COMMAND", help="The command to show the settings of.")
    ] = "translate",
    json: JsonOption = False,
) -> None:
    """Show what holds for each option of a command, and where it comes from."""
    from bilingual.cli.machines import report

    options = _options(context)
    chosen_word("--command", command, {" ".join(one.command) for one in options})
    settings = Settings(options, paths or ())
    found = {one: settings.find(one) for one in options if one.command == tuple(command.split(" "))}
    if json:
        rows = [
            {
                "name": one.name,
                "value": setting.value if setting else one.parameter.default,
                "origin": setting.origin if setting else "",
            }
            for one, setting in found.items()
        ]
        files = [str(file.path) for file in settings.files]
        write_text(report("config show", rows, files=files), "stdout")
        return
    for one, setting in found.items():
        value = _shown(setting.value) if setting else _default(one)
        write_line(
            f"{one.name:<16} {value:<24} {setting.origin if setting else 'default'}", "stdout"
        )


@config.command("init")
def init(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help="The project's folder: the one that seeds are in or below.")
    ] = Path(),
    own: Annotated[
        bool, typer.Option("--user", help="Write your own file, for all projects, instead.")
    ] = False,
) -> None:
    """Write a file of settings in which each is explained and none holds yet."""
    path = user_file() if own else folder / FILE_NAME
    if path.exists():
        raise UsageError(path, "is there already", "edit it")
    lines = _template(_options(context), is_project=not own)
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    write_line(f"written {path}", "stdout")


def _options(context: typer.Context) -> tuple[CommandOption, ...]:
    group = context.find_root().command
    assert isinstance(group, TyperGroup)
    return tuple(options_of(group))


def _template(options: Sequence[CommandOption], *, is_project: bool) -> Iterator[str]:
    yield from _HEAD.splitlines()
    shown = [one for one in options if not (is_project and one.name in PERSONAL)]
    tables = {one.command[0] for one in options}  # their names are taken at the top
    common = [one for one in shown if one.means_in((), options) and one.name not in tables]
    at_top = {one.name: one for one in reversed(common)}
    yield from _explained([one for one in common if at_top[one.name] is one])
    for command in dict.fromkeys(one.command for one in shown):
        inside = [one for one in shown if one.command == command and one not in common]
        if inside:
            yield from ("", f"# [{'.'.join(command)}]")
            yield from _explained(inside)


def _explained(options: Sequence[CommandOption]) -> Iterator[str]:
    for one in options:
        yield from ("", f"# {one.meaning}", f"# {one.name} = {_example(one)}")


def _example(option: CommandOption) -> str:
    """The default as TOML; where there is none, what stands for it."""
    default = option.parameter.default
    if default is None:
        stand_in = option.choices[0] if option.choices else option.parameter.metavar or "NAME"
        default = option.told_default or stand_in
        default = default.split(", ") if option.is_list else default
    is_plain = isinstance(default, bool | int | float | list)
    return json_format.dumps(default if is_plain else str(default))


def _default(option: CommandOption) -> str:
    default = option.parameter.default
    return option.told_default or "-" if default is None else _shown(default)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
