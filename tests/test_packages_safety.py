"""Whatever happens to an installation, a whole package is there afterwards."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bilingual.packages import argos_packages_folder, list_packages
from bilingual.packages.install import needs_recovery
from tests.conftest import Archive, Run, guarded
from tests.tiny_packages import installed, litter, tiny_package, what_is_said

_KILLED = """
import itertools, os, signal, sys, zipfile
from pathlib import Path
import bilingual.engines.installed
from bilingual.cli.main import app

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

def before(number, call):
    calls = itertools.count(1)
    return lambda *arguments: (die if next(calls) == number else call)(*arguments)

def after(number, call):
    calls = itertools.count(1)
    return lambda *arguments: (call(*arguments), next(calls) == number and die())[0]

{stage}
app(sys.argv[1:])
"""
_STAGES = {
    "unpacking": "zipfile.ZipFile._extract_member = before(3, zipfile.ZipFile._extract_member)",
    "unpacked": "bilingual.engines.installed.try_package = die",
    "before the renamings": "Path.rename = before(1, Path.rename)",
    "between the renamings": "Path.rename = before(2, Path.rename)",
    "after the renamings": "Path.rename = after(2, Path.rename)",
}


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("stage", "version"),
    [(stage, "1.0") for stage in _STAGES]
    + [("between the renamings", "1.1"), ("after the renamings", "1.1")],
)
def test_killed_at_any_moment_one_of_the_two_packages_is_whole(
    bilingual: Run, archive: Archive, stage: str, version: str
) -> None:
    tiny_package(argos_packages_folder())
    newer = archive("Newer", version=version)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED.format(stage=_STAGES[stage]), "models", "install", newer],
        env=guarded(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    expected = {"Plain words here.", "Newer words here."}
    assert what_is_said() in expected
    assert list_packages()[1] == ()
    has_moved_aside = stage in ("between the renamings", "after the renamings")
    assert needs_recovery() == (has_moved_aside and version == "1.0")
    assert bilingual("models", "install", newer).returncode == 0
    assert what_is_said() == "Newer words here."
    assert installed() == [f"translate-zh_en-{version.replace('.', '_')}"]
    assert not needs_recovery()


def test_some_at_once_all_succeed(archive: Archive) -> None:
    command = [sys.executable, "-m", "bilingual", "models", "install"]
    files = [archive(), archive("Newer", version="1.1"), archive("Other")]
    running = [
        subprocess.Popen([*command, file], env=guarded(), stdout=subprocess.DEVNULL)
        for file in files
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * len(files)
    assert len(installed()) == 1
    assert what_is_said().endswith("words here.")
    assert ".packages-staging" not in litter() and not needs_recovery()


def in_small_disk(script: str, disk: Path, options: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script with a fresh file system at ``disk``, which goes with the script."""
    disk.mkdir()
    mount = f"mount -t tmpfs -o {options} tmpfs {shlex.quote(str(disk))} || exit 99\n"
    unshare = shutil.which("unshare")
    run = subprocess.run(
        [unshare or "false", "-rm", "sh", "-c", mount + script],
        env=guarded(ARGOS_PACKAGES_DIR=disk / "packages", PYTHON=sys.executable),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if unshare is None or run.returncode == 99 or "unshare" in run.stderr:
        pytest.skip(f"no file system of one's own here: {run.stderr}")
    return run


def test_a_full_disk_leaves_the_old_package(archive: Archive, tmp_path: Path) -> None:
    old, newer = archive(), archive("Newer", version="1.1")
    room = old.stat().st_size * 3 // 2
    run = in_small_disk(
        f"$PYTHON -m bilingual models install {shlex.quote(str(old))} || exit 1\n"
        f"$PYTHON -m bilingual models install {shlex.quote(str(newer))}; echo code $?\n"
        "$PYTHON -m bilingual models verify translate-zh_en-1_0\n",
        tmp_path / "disk",
        f"size={room}",
    )
    _, code, verdict = run.stdout.splitlines()
    assert code == "code 1"
    assert run.stderr == (
        f"bilingual: {newer}: cannot be unpacked (No space left on device); check space and "
        "rights\n"
    )
    assert verdict == "good  translate-zh_en-1_0  as installed"


def test_a_packages_folder_without_rights(archive: Archive, tmp_path: Path) -> None:
    run = in_small_disk(
        f"$PYTHON -m bilingual models install {shlex.quote(str(archive()))}; echo code $?\n"
        "$PYTHON -m bilingual doctor -o /dev/shm; echo code $?\n",
        tmp_path / "disk",
        "ro",
    )
    assert run.stdout.startswith("code 2\n")
    assert run.stderr == (
        f"bilingual: {tmp_path}/disk/packages: cannot be written to (Read-only file system); "
        "check space and rights\n"
    )
    assert f"BAD   packages folder: {tmp_path}/disk/packages: cannot be written to" in run.stdout
    assert run.stdout.endswith("code 1\n")
