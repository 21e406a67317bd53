"""A program ends with the process that started it, and leaves no folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bilingual.writers.watched import run_watched

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the watcher is for POSIX")

_SLEEPER = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'w')); time.sleep(60)"


def command(noted: Path) -> list[str]:
    return [sys.executable, "-c", _SLEEPER, str(noted)]


def is_running(noted: Path) -> bool:
    try:
        os.kill(int(noted.read_text("utf-8")), 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(is_so: Callable[[], object], patience: float = 30) -> None:
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_killed_it_takes_the_program_with_it(tmp_path: Path) -> None:
    folder, noted = tmp_path / "work", tmp_path / "pid"
    folder.mkdir()
    code = (
        "import sys; from pathlib import Path; from bilingual.writers.watched import run_watched\n"
        "run_watched(sys.argv[2:], Path(sys.argv[1]), patience=60)"
    )
    words = [sys.executable, "-c", code, str(folder), *command(noted)]
    process = subprocess.Popen(words, cwd=Path(__file__).parents[1], start_new_session=True)
    wait_until(lambda: noted.exists() and noted.read_text("utf-8").strip())
    assert is_running(noted)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wait_until(lambda: not is_running(noted) and not folder.exists())


def test_it_is_ended_when_patience_is(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    run_watched(command(noted), tmp_path / "work", patience=3)
    assert not noted.exists() or not is_running(noted)


def test_it_runs_to_its_end_with_variables_and_a_folder(tmp_path: Path) -> None:
    code = (
        "import os, sys; print(os.environ['TZ'], os.environ['TMPDIR'], file=open(sys.argv[1], 'w'))"
    )
    noted = tmp_path / "said"
    run_watched([sys.executable, "-c", code, str(noted)], tmp_path, patience=60, TZ="UTC")
    assert noted.read_text("utf-8") == f"UTC {tmp_path}\n"
