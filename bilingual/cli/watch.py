"""``bilingual watch``: parse, call, print. Its options are those of ``translate``, and its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilingual.cli.option_values import require_paths
from bilingual.cli.options import remark
from bilingual.cli.piping import STREAM
from bilingual.cli.run_options import chosen_engine, crew_of, engine_options, settings_of
from bilingual.cli.translate import translate
from bilingual.errors import UsageError

if TYPE_CHECKING:  # the modules behind these load heavy libraries
    from bilingual.run.alarms import Alarm
    from bilingual.run.crews import Crew
    from bilingual.run.tasks import Result, Settings

WATCH_EXIT_CODES = (
    "Exit codes: 0 stopped (Ctrl-C, SIGTERM); 2 wrong usage, no usable package, or a folder that "
    "cannot be written to."
)
_NOT_OURS = ("from_", "force", "dry_run", "check", "json", "fail_on", "install")
"""Parameters of ``translate`` that make no sense of a command that does not end."""
_LOOKS = 5.0
"""Seconds between two looks where the system tells nothing."""

SettleOption = Annotated[
    float,
    typer.Option(
        min=0.1, help="Seconds for which a file must stay the same before it is translated."
    ),
]
PollOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        metavar="SECONDS",
        help="Look every so many seconds instead of waiting for the system to tell; network "
        f"shares are looked at every {_LOOKS:.0f} in any case.",
    ),
]


def _with_options_of_translate(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the parameters of ``translate`` in place of its ``**chosen``."""
    theirs = inspect.signature(translate, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True).parameters
    kept = [one for name, one in theirs.items() if name not in (*_NOT_OURS, *own)]
    mine = [one for one in own.values() if one.kind is not one.VAR_KEYWORD]
    whole = inspect.Signature([mine[0], *kept, *mine[1:]], return_annotation=None)
    command.__signature__ = whole  # type: ignore[attr-defined]
    command.__annotations__ = {name: one.annotation for name, one in whole.parameters.items()}
    return command


@_with_options_of_translate
def watch(
    context: typer.Context,
    settle: SettleOption = 1.0,
    poll: PollOption = 0.0,
    **chosen: Any,
) -> None:
    """Translate documents as they arrive in folders, and again when they change, until stopped.

    The model is loaded once. Files that arrive are translated as soon as nobody has written to
    them for a moment. Glossaries and the translation memory are followed too; settings files are
    read at the start.
    """
    from bilingual.cli.console import Console
    from bilingual.cli.event_lines import EventLines
    from bilingual.cli.once import Once
    from bilingual.run.batch import run_batch
    from bilingual.run.watching import Watched
    from bilingual.run.watching import watch as go_on
    from bilingual.writers import require

    paths: list[Path] = chosen["paths"]
    if STREAM in (*paths, chosen["output"]):
        raise UsageError("-", "cannot be watched", "name folders")
    require_paths(paths)
    settings = settings_of(**_fitting(settings_of, chosen))
    require(settings.formats, settings.write)
    options = engine_options(**_fitting(engine_options, chosen))
    choice = chosen_engine(chosen["engine"], options, settings, target=chosen["target"])
    choice = replace(choice, load=cache(choice.load))  # once for all runs
    console = Console(
        choice,
        is_json=chosen["json_lines"],
        is_quiet=chosen["quiet"],
        is_verbose=chosen["verbose"],
        is_debug=chosen["debug"],
    )
    once = Once(EventLines(console, "watch") if chosen["json_lines"] else console)

    crew: Crew | None = None

    def run(names: frozenset[str]) -> Sequence[Result]:
        with console:
            return run_batch(
                paths,
                chosen["output"],
                settings_of(**_fitting(settings_of, chosen)),
                choice,
                once,
                prune=chosen["prune"],
                only=names,
                crew=crew,
            )

    watched = Watched(
        paths=paths,
        output=chosen["output"],
        run=run,
        fail=lambda error: once.remark(str(error)),
        beside=lambda: _beside(paths, settings, chosen),
    )
    where = {name: chosen[name] for name in ("cluster", "engine", "target", "offline")}
    try:
        with crew_of(choice, settings, options, **where) as crew:
            if crew is None:
                choice.load()
            go_on(watched, _alarm(paths, poll), quiet=settle)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _fitting(function: Callable[..., Any], chosen: dict[str, Any]) -> dict[str, Any]:
    """Those of the parameters that a function has."""
    return {name: chosen[name] for name in inspect.signature(function).parameters}


def _beside(paths: Sequence[Path], settings: Settings, chosen: dict[str, Any]) -> list[Path]:
    """The files that all documents depend on."""
    from bilingual.translate.glossary import glossaries_beside

    named = (*(chosen["glossary"] or ()), chosen["protect"], chosen["template"], settings.memory)
    return [*(one for one in named if one), *glossaries_beside(paths)]


def _alarm(paths: Sequence[Path], poll: float) -> Alarm:
    """What tells of changes, as well as it can be had here."""
    from bilingual.run.alarms import Clock, SystemAlarm, find_share, has_system_alarm

    if poll:
        return Clock(poll)
    if not has_system_alarm():
        remark(
            f"looks every {_LOOKS:.0f} s; to be told by the system: "
            "pip install 'bilingual-zh[watch]'"
        )
        return Clock(_LOOKS)
    if share := find_share(paths):
        remark(f"{share}: is on a network share, looked at every {_LOOKS:.0f} s (--poll)")
        return Clock(_LOOKS)
    return SystemAlarm([path if path.is_dir() else path.parent for path in paths])
