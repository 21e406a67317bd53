"""The options of all commands, found in the commands themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from typer.core import TyperCommand, TyperGroup, TyperOption

from bilingual.cli.log import log_options

_TOLD_DEFAULT = re.compile(r"\[default: (.*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOption:
    """An option of one command."""

    command: tuple[str, ...]
    """The words that call the command, such as ``models``, ``list``."""
    parameter: TyperOption
    kind: type
    """The type of its value, or of each of its values."""
    is_list: bool
    """Whether it can be given several times."""

    @property
    def name(self) -> str:
        """As it is typed, without dashes: ``skip-check``."""
        return max(self.parameter.opts, key=len).lstrip("-")

    @property
    def variable(self) -> str:
        """The variable that sets it: ``BILINGUAL_SKIP_CHECK``."""
        return f"BILINGUAL_{self.name.replace('-', '_').upper()}"

    @property
    def meaning(self) -> str:
        """What it says of itself: options that say the same are the same in every command."""
        return self.parameter.help or ""

    @property
    def told_default(self) -> str:
        """The default that only its help tells; empty if it tells none."""
        told = _TOLD_DEFAULT.search(self.meaning)
        return told[1] if told else ""

    @property
    def choices(self) -> tuple[str, ...]:
        """What its value can be; empty where there is no end of that."""
        return tuple(map(str, self.kind)) if issubclass(self.kind, Enum) else ()

    @property
    def is_path(self) -> bool:
        return issubclass(self.kind, Path)

    @property
    def may_be_path(self) -> bool:
        """Whether a text can be a path, or something else, as its help shows."""
        return self.kind is str and "PATH" in (self.parameter.metavar or "")

    def means_in(self, scope: Sequence[str], options: Sequence[CommandOption]) -> bool:
        """Whether a setting of this name, said for the commands below ``scope``, is about this
        option: it means there what it means in the first of them that has it."""
        found = (
            one
            for one in options
            if one.name == self.name and one.command[: len(scope)] == tuple(scope)
        )
        return next(found).meaning == self.meaning


_NO_SETTINGS = "config"
"""The command about settings has none itself."""


def options_of(group: TyperGroup, above: tuple[str, ...] = ()) -> Iterator[CommandOption]:
    """The options that can be settings: those of all commands below ``group``, in the order in
    which its help lists them, but for what a command demands."""
    for name, command in group.commands.items():
        if name == _NO_SETTINGS:
            continue
        path = (*above, name)
        if isinstance(command, TyperGroup):
            yield from options_of(command, path)
        elif isinstance(command, TyperCommand):
            hints = _hints(command)
            for parameter in command.params:
                if not isinstance(parameter, TyperOption) or parameter.required:
                    continue
                kind, is_list = _kind(hints[parameter.name])
                yield CommandOption(command=path, parameter=parameter, kind=kind, is_list=is_list)


def _hints(command: TyperCommand) -> dict[str, Any]:
    callback = command.callback
    own = get_type_hints(inspect.unwrap(callback)) if callback else {}
    return {**get_type_hints(log_options), **own}


def _kind(hint: Any) -> tuple[type, bool]:
    """``list[Path] | None`` is paths, several of them."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is list:
        return get_args(hint)[0], True
    return hint, False
