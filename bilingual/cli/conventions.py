"""What all commands have in common, those too that know nothing of it: settings and a log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from bilingual.cli.command_options import options_of
from bilingual.cli.log import log_options, log_start
from bilingual.cli.settings import Setting, Settings
from bilingual.errors import UsageError


def prepare(app: typer.Typer) -> TyperGroup:
    """The command with all its commands, each of which heeds the settings."""
    group = get_command(app)
    assert isinstance(group, TyperGroup), "the command has commands"
    for command in _commands(group):
        command.context_class = SettingsContext
        command.params += _common_options()
    return group


def _common_options() -> list[TyperOption]:
    donor = typer.Typer(add_completion=False)
    donor.command()(log_options)
    return [one for one in get_command(donor).params if isinstance(one, TyperOption)]


def _commands(group: TyperGroup) -> Iterator[TyperCommand]:
    for command in group.commands.values():
        if isinstance(command, TyperGroup):
            yield from _commands(command)
        elif isinstance(command, TyperCommand):
            yield command


class SettingsContext(typer.Context):
    """A command under way, which looks into the settings for options that it is not given."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._found: dict[str, Setting] | None = None

    def lookup_default(self, name: str, call: bool = True) -> Any:
        """The value of a parameter in the settings; None if they have none.

        Raises `UsageError` if they are unsound.
        """
        eager = {one.name for one in self.command.get_params(self) if one.is_eager}
        if self.resilient_parsing or name in eager:  # completion, --help
            return None
        found = self._settings().get(name)
        return found.value if found else None

    def invoke(self, *arguments: Any, **named: Any) -> Any:
        """Run the command; what is wrong with a setting names the place that it is from."""
        log_start()
        try:
            return super().invoke(*arguments, **named)
        except UsageError as error:
            raise self._traced(error) from None

    def _settings(self) -> dict[str, Setting]:
        """By parameter. Those that were given are parsed before others are asked for."""
        if self._found is None:
            group = self.find_root().command
            assert isinstance(group, TyperGroup)
            options = tuple(options_of(group))
            settings = Settings(options, list(self._paths()))
            self._found = {}
            for option in options:
                if option.parameter in self.command.params and (found := settings.find(option)):
                    self._check(option.parameter, found)
                    self._found[option.parameter.name] = found
        return self._found

    def _check(self, parameter: TyperOption, setting: Setting) -> None:
        if parameter.callback is None:  # which may do something
            try:
                parameter.process_value(self, setting.value)
            except typer.BadParameter as error:
                wrong = error.message.rstrip(".").removeprefix("Value error, ")
                raise UsageError(setting.origin, wrong, f"see {self.command_path} -h") from None

    def _paths(self) -> Iterator[Path]:
        """The paths among the arguments."""
        for parameter in self.command.params:
            if parameter.param_type_name == "argument":
                value = self.params.get(parameter.name)
                values = value if isinstance(value, list) else [value]
                yield from (one for one in values if isinstance(one, Path) and str(one) != "-")

    def _traced(self, error: UsageError) -> UsageError:
        """The same error, said of a setting if its option has its value from there."""
        word, space, value = error.path.partition(" ")
        for parameter in self.command.params:
            source = self.get_parameter_source(parameter.name)
            if word in parameter.opts and source and source.name == "DEFAULT_MAP":
                return error.at(f"{self._settings()[parameter.name].origin}{space}{value}")
        return error
