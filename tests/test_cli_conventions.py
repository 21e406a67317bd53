"""What holds for every command: a log, help, completion, terminals of all kinds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import typer.core

from bilingual import __version__
from bilingual.cli.command_options import options_of
from bilingual.cli.console import Console
from bilingual.cli.conventions import prepare
from bilingual.cli.log import LogLevel, set_level, start_log, stop_log
from bilingual.cli.main import app
from bilingual.engines import choose_engine
from bilingual.model import Severity
from bilingual.run.rows import RowFinding
from bilingual.run.tasks import Result, Status
from bilingual.writers import FORMATS
from tests.conftest import Run, guarded

_IDENTITY = ("--engine", "identity")
_COMMANDS = sorted({one.command for one in options_of(prepare(app))})
_SECRET = "绝密云南工程"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{_SECRET}在2010年举行。\n", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def log(path: Path) -> list[str]:
    """The lines of a log without time and process."""
    pattern = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d+ (.*)")
    found = [pattern.fullmatch(line) for line in path.read_text("utf-8").splitlines()]
    return [match[1] for match in found if match]


def test_a_log_says_what_was_done_and_nothing_of_the_texts(bilingual: Run, seeds: Path) -> None:
    path = seeds.parent / "run.log"
    command = ("translate", seeds, "-o", "out", "--to", "md", "--log-file", path, *_IDENTITY)
    plain = bilingual(*command)
    lines = log(path)
    assert lines[0].startswith(f"INFO begins: translate {seeds} -o out")
    assert "INFO 2 seeds found" in lines
    assert any(
        re.fullmatch(
            rf"INFO {re.escape(str(seeds / 'a.txt'))}: written; 1 pairs, 15 characters, "
            r"\d\.\d{3} s; 0 findings, 0 repairs",
            line,
        )
        for line in lines
    )
    assert any(line.startswith("WARNING") and "empty.txt: has no text" in line for line in lines)
    assert lines[-1] == f"INFO ends: exit code {plain.returncode}"
    assert len(lines) == len(path.read_text("utf-8").splitlines())
    assert _SECRET not in path.read_text("utf-8")
    bilingual(*command, "--force", "--log-level", "error")
    assert log(path) == lines  # added to the end: nothing


@pytest.mark.parametrize("level", LogLevel)
def test_pieces_of_texts_are_logged_only_where_they_are_asked_for(
    level: LogLevel, tmp_path: Path
) -> None:
    context = typer.Context(typer.core.TyperCommand("translate"))
    start_log(context, tmp_path / "log")
    set_level(context, level)
    finding = RowFinding(
        row=1,
        id="",
        code="date",
        severity=Severity.ERROR,
        message=_SECRET,
        source=None,
        target=None,
    )
    result = Result(source="a.txt", status=Status.WRITTEN, findings=(finding,))
    console = Console(choose_engine("identity"), is_json=True, is_quiet=True, is_verbose=False)
    console.finish(result)
    stop_log(0)
    assert (_SECRET in (tmp_path / "log").read_text("utf-8")) == (level is LogLevel.DEBUG)


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_takes_a_log(bilingual: Run, command: tuple[str, ...]) -> None:
    shown = bilingual(*command, "-h").stdout
    assert "--log-file FILE" in shown and "--log-level" in shown


def test_a_log_that_cannot_be_written_is_one_line(bilingual: Run, seeds: Path) -> None:
    run = bilingual("check", seeds, "--log-file", seeds)
    assert run.returncode == 2
    assert run.stderr.startswith(f"bilingual: --log-file {seeds}: cannot be written to (")
    assert run.stderr.count("\n") == 1


def test_what_a_fault_says_is_not_logged(
    bilingual: Run, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"something about {_SECRET}")

    monkeypatch.setattr("bilingual.run.work.render", fail, raising=False)
    monkeypatch.setattr("bilingual.writers.render", fail)
    path = seeds.parent / "run.log"
    run = bilingual("translate", seeds, "-o", "out", "--log-file", path, *_IDENTITY)
    assert _SECRET in run.stderr
    assert any("brought up a fault of bilingual (ValueError);" in line for line in log(path))
    assert _SECRET not in path.read_text("utf-8")


def test_the_version_is_one_line(bilingual: Run) -> None:
    assert bilingual("--version").stdout == f"bilingual {__version__}\n"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("bilingual tr", ["translate"]),
        ("bilingual translate --lay", ["--layout"]),
        ("bilingual translate --to ", list(FORMATS)),
        ("bilingual translate --layout in", ["interleaved"]),
        ("bilingual translate --page ", ["source", "a4", "letter"]),
        ("bilingual models ins", ["install"]),
    ],
)
def test_shells_complete(tmp_path: Path, words: str, offered: list[str]) -> None:
    """Also where settings are unsound: a shell is no place for errors."""
    (tmp_path / "bilingual.toml").write_text("not a setting", "utf-8")
    script = tmp_path / "bilingual"
    script.write_text("from bilingual.cli import main\nmain()\n", "utf-8")
    run = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env=guarded(
            _BILINGUAL_COMPLETE="complete_bash",
            COMP_WORDS=words,
            COMP_CWORD=len(words.split(" ")) - 1,
        ),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.stdout.split(), run.stderr) == (offered, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_shown(tmp_path: Path, shell: str) -> None:
    script = tmp_path / "bilingual"
    script.write_text("from bilingual.cli import main\nmain()\n", "utf-8")
    run = subprocess.run(
        [sys.executable, script],
        env=guarded(_BILINGUAL_COMPLETE=f"source_{shell}"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0 and "_BILINGUAL_COMPLETE" in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    ("variables", "has_bar", "has_colour"),
    [
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_terminals_get_what_they_can_show(
    seeds: Path, variables: dict[str, str], has_bar: bool, has_colour: bool
) -> None:
    shown = on_a_terminal(seeds, variables)
    assert ("\x1b[" in shown) == has_bar
    assert bool(re.search(r"\x1b\[[\d;]*[34]8?[;\dm]", shown)) == has_colour
    assert "empty.txt: has no text" in shown


def on_a_terminal(seeds: Path, variables: dict[str, str]) -> str:
    """What a run sends to a terminal that is its standard error."""
    ours, theirs = os.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "bilingual", "translate", str(seeds), "-o", "out", *_IDENTITY],
        cwd=seeds.parent,
        env={**guarded(), **variables},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    run.communicate(timeout=60)
    return b"".join(pieces).decode()
