"""Law 6: whenever and however a run ends, files are whole, the next run goes on, and nobody's work
is lost."""

from __future__ import annotations

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from bilingual.run.journal import Journal
from tests.conftest import Run, guarded
from tests.faults.folders import REFUSAL, TIMES, edit, make_seeds, snapshot, start, start_and_kill

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill there")

_KEPT = "A person wrote this.\n"


def _is_whole(name: str, content: bytes) -> bool:
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return file.testzip() is None
    if name.endswith(".md"):
        return content.startswith(b"---\n") and content.endswith(b"\n")
    return not name.endswith(".png") or content.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_killed_at_random_moments_with_edits_in_between(
    bilingual: Run, tmp_path: Path, number: signal.Signals
) -> None:
    rng = random.Random(int(number))
    seeds = make_seeds(tmp_path / "in", 10)
    out, said = tmp_path / "out", tmp_path / "said"
    words = ["translate", str(tmp_path / "in"), "-o", str(out), "--engine", "identity"]
    bilingual(*words)
    for path in rng.sample([path for path in seeds if path != seeds[3]], 3):
        edit(path, rng)
    began = time.monotonic()  # of a run like those that are to be stopped
    bilingual(*words)
    took = time.monotonic() - began
    kept = out / f"{seeds[3].relative_to(tmp_path / 'in')}.md"
    kept.write_text(_KEPT, "utf-8")
    for path in rng.sample(seeds, 5):
        edit(path, rng)
    killed = 0
    for _ in range(TIMES // 4):
        for path in rng.sample([path for path in seeds if path != seeds[3]], 3):
            edit(path, rng)
        start_and_kill(words, said, rng.uniform(0.1 * took, 0.8 * took), number)
        killed += not re.search(r"^bilingual: .*(written|fresh)$", said.read_text("utf-8"), re.M)
        text = said.read_text("utf-8")
        assert "Traceback" not in text
        assert REFUSAL not in text.replace(f"{kept}: {REFUSAL}", "")
        for name, content in snapshot(out).items():
            assert ".bilingual" in name or name in str(kept) or _is_whole(name, content), name
        assert kept.read_text("utf-8") == _KEPT
    assert killed, "no run was stopped: the test is too slow or too fast"
    last = bilingual(*words)
    assert last.stderr.count(REFUSAL) == last.stderr.count(f"{kept}: {REFUSAL}") <= 1
    bilingual(*words[:2], "-o", tmp_path / "scratch", *words[4:])
    there, undisturbed = snapshot(out), snapshot(tmp_path / "scratch")
    name = kept.relative_to(out).as_posix()
    for files in (there, undisturbed):
        del files[name], files[".bilingual.json"]
    assert there == undisturbed


def test_killed_before_and_after_each_step(tmp_path: Path, bilingual: Run) -> None:
    seeds = make_seeds(tmp_path / "in", 2)
    out, said = tmp_path / "out", tmp_path / "said"
    words = ["translate", str(tmp_path / "in"), "-o", str(out), "--engine", "identity"]
    step = 0
    while True:
        for path in seeds:
            edit(path, random.Random(step))

        def die_at(last: int = step) -> None:
            steps = iter(range(last + 1))

            def counted(call: object) -> object:
                def act(*arguments: object, **named: object) -> object:
                    if next(steps, last) == last:
                        os.kill(os.getpid(), signal.SIGKILL)
                    result = call(*arguments, **named)  # type: ignore[operator]
                    if next(steps, last) == last:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return result

                return act

            Journal.add = counted(Journal.add)  # type: ignore[method-assign, assignment]
            Path.replace = counted(Path.replace)  # type: ignore[method-assign, assignment]
            Path.unlink = counted(Path.unlink)  # type: ignore[method-assign, assignment]

        child = start(words, said, die_at)
        _, status = os.waitpid(child, 0)
        assert REFUSAL not in said.read_text("utf-8")
        if not os.WIFSIGNALED(status):
            break
        step += 1
    assert step > 20
    assert bilingual(*words, "--check").returncode == 0
    assert {path.name for path in out.iterdir() if path.name.startswith(".")} == {".bilingual.json"}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_like_ctrl_c(tmp_path: Path, number: signal.Signals, code: int) -> None:
    make_seeds(tmp_path / "in", 200)
    command = [sys.executable, "-m", "bilingual", "translate", "in", "--engine", "identity"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=guarded(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline().startswith("written")
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert errors.count("\n") == 1
    assert "all whole; run the same command to go on" in errors
    assert not (tmp_path / "out" / ".bilingual.journal").exists()
