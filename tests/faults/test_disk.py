"""Disks that are full, rights that are lost, folders that go, runs that meet."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run, guarded
from tests.faults.folders import REFUSAL, edit, make_seeds, snapshot, start
from tests.test_packages_safety import in_small_disk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill there")


@pytest.mark.parametrize("options", ["size=200k", "size=20m,nr_inodes=20"])
def test_a_full_disk_and_then_room(tmp_path: Path, options: str) -> None:
    seeds = make_seeds(tmp_path / "in", 12)
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    run = f"$PYTHON -m bilingual translate {tmp_path}/in -o {disk}/out --engine identity"
    script = f"{run}; echo code $?; mount -o remount,size=20m,nr_inodes=1000 tmpfs {disk}\n"
    again = f"printf '新的内容。\\n' > {seeds[1]}; {run}; echo code $?; cp -r {disk}/out {copy}\n"
    done = in_small_disk(script + again, disk, options)
    codes = [line for line in done.stdout.splitlines() if line.startswith("code")]
    assert codes == ["code 1", "code 0"], done.stderr
    assert "No space left on device" in done.stderr
    assert REFUSAL not in done.stderr and "Traceback" not in done.stderr
    assert len(list(copy.rglob("*.docx"))) == len(seeds) + 1
    assert {path.name for path in copy.glob(".*")} == {".bilingual.json"}


def test_the_output_folder_goes_while_it_is_written_to(tmp_path: Path, bilingual: Run) -> None:
    seeds = make_seeds(tmp_path / "in", 12)
    out, said = tmp_path / "out", tmp_path / "said"
    words = ["translate", str(tmp_path / "in"), "--engine", "identity", "-o", str(out)]
    child = start(words, said)
    while not list(out.rglob("*.docx")):
        time.sleep(0.002)
    shutil.rmtree(out, ignore_errors=True)
    os.waitpid(child, 0)
    assert "Traceback" not in said.read_text("utf-8")
    last = bilingual(*words)
    assert last.returncode == 0
    assert len(list(out.rglob("*.md"))) == len(seeds) + 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_rights_lost_midway(tmp_path: Path, bilingual: Run) -> None:
    seeds = make_seeds(tmp_path / "in", 12)
    out = tmp_path / "out"
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o", out]
    (out / "1").mkdir(parents=True)
    (out / "1").chmod(0o500)
    run = bilingual(*words)
    assert run.returncode == 1
    assert "cannot be written (Permission denied); check the rights of its folder" in run.stderr
    (out / "1").chmod(0o700)
    assert bilingual(*words).returncode == 0
    assert len(list(out.rglob("*.md"))) == len(seeds) + 1


def test_two_runs_of_two_users_do_not_meet(tmp_path: Path, bilingual: Run) -> None:
    """Their homes differ; what they see of each other is in the output folder."""
    make_seeds(tmp_path / "in", 30)
    command = [sys.executable, "-m", "bilingual", "translate", "in", "--engine", "identity"]
    runs = [
        subprocess.Popen(
            [*command, "--to", to],
            cwd=tmp_path,
            env=guarded(HOME=tmp_path / to, XDG_CACHE_HOME=tmp_path / to),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for to in ("docx", "md")
    ]
    said = [run.communicate(timeout=120)[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert sorted(codes) in ([0, 2], [0, 0])  # the second may come when the first has ended
    for code, text in zip(codes, said, strict=True):
        assert (code == 2) == ("another run is writing there; wait for it to end" in text)
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o"]
    assert bilingual(*words, tmp_path / "out").returncode == 0
    bilingual(*words, tmp_path / "scratch")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "scratch")


def test_a_lock_ends_with_its_process(tmp_path: Path, bilingual: Run) -> None:
    seeds = make_seeds(tmp_path / "in", 12)
    words = ["translate", str(tmp_path / "in"), "--engine", "identity", "-o", str(tmp_path / "out")]
    child = start(words, tmp_path / "said")
    while not (tmp_path / "out" / ".bilingual.journal").exists():
        time.sleep(0.002)
    os.kill(child, signal.SIGSTOP)
    refused = bilingual(*words)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert refused.returncode == 2
    assert "another run is writing there" in refused.stderr
    edit(seeds[0], random.Random(1))
    assert bilingual(*words).returncode == 0
    assert not (tmp_path / "out" / ".bilingual.lock").exists()
