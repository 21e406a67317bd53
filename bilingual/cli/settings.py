"""Settings: what holds for an option that the command line does not give.

Every option of every command is a setting by itself, under its own name: ``--skip-check`` is
``skip-check`` in a file and ``BILINGUAL_SKIP_CHECK`` among the variables. The first place that has
it wins: the command, a variable, ``bilingual.toml`` of the project, the user's own file, the
default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from platformdirs import user_config_path

from bilingual.cli.command_options import CommandOption
from bilingual.cli.option_values import did_you_mean
from bilingual.errors import UsageError
from bilingual.project import FILE_NAME, find_project_file

PERSONAL = frozenset(
    {
        "install",
        "force",
        "prune",
        "allow-network",
        "cluster",
        "index",
        "log-file",
        "host",
        "allow-host",
        "token",
    }
)
"""What a project's file may not say, since it may come from elsewhere: consent to the network or
to the loss of work, where packages come from, which file is written to besides documents, and who
may ask a server."""
_WORDS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
_KINDS: dict[type, str] = {bool: "true or false", int: "a whole number", float: "a number"}
"""What a value is called that has to be of such a type; all others are texts."""
Table: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A value, and the place that it is from."""

    value: Any
    origin: str
    """What names it there, such as ``BILINGUAL_TO`` or ``/work/bilingual.toml: to``; empty for a
    default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """A file of settings, all of which are known and of the right kind."""

    path: Path
    table: Table

    def find(self, option: CommandOption, options: Sequence[CommandOption]) -> Setting | None:
        """What the file says of an option: in the table of its command, else in those around it."""
        for depth in range(len(option.command), -1, -1):
            scope = option.command[:depth]
            value = self._table(scope).get(option.name)
            if value is None or isinstance(value, dict) or not option.means_in(scope, options):
                continue
            origin = f"{self.path}: {'.'.join((*scope, option.name))}"
            return Setting(value=_value(value, option, origin, self.path.parent), origin=origin)
        return None

    def _table(self, scope: Sequence[str]) -> Table:
        table = self.table
        for name in scope:
            inner = table.get(name)
            table = inner if isinstance(inner, dict) else {}
        return table


class Settings:
    """The settings that hold for files at some paths."""

    def __init__(self, options: Sequence[CommandOption], paths: Iterable[Path]) -> None:
        """Read the files; raises `UsageError` if one is unsound, or the paths are in several
        projects."""
        self._options = options
        project, own = find_project_file(paths), user_file()
        self.files = [
            read_settings(path, options, is_project=path == project)
            for path in (project, own)
            if path and path.is_file()
        ]

    def find(self, option: CommandOption) -> Setting | None:
        """What holds for an option that the command does not give; None if its default does.

        Raises `UsageError` if a variable has a value of the wrong kind.
        """
        text = os.environ.get(option.variable, "")
        if text and option.means_in((), self._options):
            return Setting(value=_from_text(text, option), origin=option.variable)
        found = (file.find(option, self._options) for file in self.files)
        return next((setting for setting in found if setting), None)


def user_file() -> Path:
    """The user's own file, which need not be there."""
    return user_config_path("bilingual", appauthor=False) / FILE_NAME


def read_settings(
    path: Path, options: Sequence[CommandOption], *, is_project: bool
) -> SettingsFile:
    """Read a file of settings.

    Raises `UsageError` if it cannot be read, or says something that is no setting, or of the wrong
    kind, or not for a project to say.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(path, f"cannot be read ({error})", "check the file") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(path, f"is not TOML ({error})", "mend that line") from None
    _check(table, (), path, options, is_project=is_project)
    return SettingsFile(path=path, table=table)


def _check(
    table: Table,
    scope: tuple[str, ...],
    path: Path,
    options: Sequence[CommandOption],
    *,
    is_project: bool,
) -> None:
    inside = [one for one in options if one.command[: len(scope)] == scope]
    commands = {one.command[len(scope)] for one in inside if len(one.command) > len(scope)}
    for key, value in table.items():
        name = ".".join((*scope, key))
        found = [one for one in inside if one.name == key]
        if isinstance(value, dict) and key in commands:
            _check(value, (*scope, key), path, options, is_project=is_project)
        elif not found:
            raise _unknown(name, key, path, sorted({one.name for one in inside} | commands))
        elif is_project and key in PERSONAL:
            raise UsageError(
                f"{path}: {name}",
                "is not for a project to say",
                f"give --{key} in the command, or set it in {user_file()}",
            )
        else:
            _value(value, found[0], f"{path}: {name}", path.parent)


def _unknown(name: str, key: str, path: Path, known: Sequence[str]) -> UsageError:
    remedy = did_you_mean(key, known) or "see bilingual config show"
    return UsageError(f"{path}: {name}", "is no setting", remedy)


def _value(value: Any, option: CommandOption, origin: str, folder: Path) -> Any:
    """A file's value as its option takes it; paths are relative to the folder of the file."""
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) and not option.is_list:
        raise _wrong(origin, value, option)
    read = [_one(one, option, origin, folder) for one in values]
    return read if option.is_list else read[0]


def _one(value: Any, option: CommandOption, origin: str, folder: Path) -> Any:
    fitting = (int, float) if option.kind is float else option.kind
    if option.kind in _KINDS:
        is_right = isinstance(value, fitting) and (option.kind is bool) == isinstance(value, bool)
    else:
        is_right = isinstance(value, str)
    if not is_right or (option.choices and value not in option.choices):
        raise _wrong(origin, value, option)
    if option.is_path or (option.may_be_path and "://" not in value):
        return str(folder / Path(value).expanduser()) if value != "-" else value
    return value


def _from_text(text: str, option: CommandOption) -> Any:
    """A variable's value as its option takes it; paths in a list are parted as in ``PATH``."""
    if option.kind is bool:
        if text.lower() not in _WORDS:
            raise _wrong(option.variable, text, option)
        return _WORDS[text.lower()]
    if option.choices and text not in option.choices:
        raise _wrong(option.variable, text, option)
    if option.is_list:
        return text.split(os.pathsep) if option.is_path else [text]
    return text


def _wrong(origin: str, value: Any, option: CommandOption) -> UsageError:
    kind = " or ".join(option.choices) or _KINDS.get(option.kind, "text")
    several = ", or a list of that" if option.is_list else ""
    return UsageError(origin, f"cannot be {value!r}", f"give {kind}{several}")
