"""An import into the memory that is killed loses nothing that was stored, and doubles nothing."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from bilingual.memory import Memory, store
from bilingual.memory.upkeep import verify
from tests.conftest import Run
from tests.faults.folders import TIMES, start, start_and_kill

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill there")

_LINES = 240
_BATCH = 12


def _table(path: Path) -> None:
    lines = (f"第{number}号文件的内容。\tContents of {number}.\n" for number in range(_LINES))
    path.write_text("".join(lines), "utf-8")


def _stored(path: Path) -> int:
    if not path.exists():
        return 0
    with Memory(path) as memory:
        sources = [entry.source for entry in memory.entries()]
    assert len(sources) == len(set(sources)), "something was stored twice"
    assert list(verify(path)) == []
    return len(sources)


def test_a_killed_import_is_whole_batches_and_is_completed_by_the_next(
    bilingual: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BATCH", _BATCH)
    rng = random.Random(1)
    table, said = tmp_path / "table.tsv", tmp_path / "said"
    _table(table)
    began = time.monotonic()  # of an import like those that are to be stopped
    os.waitpid(start(["memory", "import", str(table), "--memory", str(tmp_path / "one")], said), 0)
    took = time.monotonic() - began
    assert _stored(tmp_path / "one") == _LINES
    killed = partly = 0
    for number in range(max(TIMES, 50)):
        path = tmp_path / f"memory-{number % 10}"
        before = _stored(path)
        words = ["memory", "import", str(table), "--memory", str(path)]
        killed += start_and_kill(words, said, rng.uniform(0, took))
        after = _stored(path)
        partly += 0 < after < _LINES
        assert after >= before, "something that was stored is gone"
        assert after % _BATCH == 0, "half a batch is stored"
        assert "Traceback" not in said.read_text("utf-8")
    assert killed and partly, "no import was stopped midway: the test is too slow or too fast"
    for number in range(10):
        path = tmp_path / f"memory-{number}"
        assert bilingual("memory", "import", table, "--memory", path).returncode == 0
        assert _stored(path) == _LINES
    left = [one.name for one in tmp_path.iterdir() if one.name.startswith(".")]
    assert len(left) <= killed  # of a process that was killed while it made the file
