"""Law 6 of learning: however often it is killed, nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from bilingual.files import hash_bytes
from bilingual.memory import Memory
from bilingual.model import Layout
from bilingual.writers import WriteOptions, render
from tests.builders import document, named, pair
from tests.conftest import Run
from tests.faults.folders import TIMES, start_and_kill

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill there")


def edited(folder: Path, count: int) -> list[Path]:
    """Documents of ours in which a person changed every row."""
    folder.mkdir()
    paths = []
    for number in range(count):
        rows = [
            pair(f"第{number}份第{row}段。", f"Paragraph {row} of {number}.") for row in range(40)
        ]
        path = folder / f"{number}.html"
        text = render(named(document(*rows)), "html", WriteOptions(layout=Layout.INTERLEAVED))
        path.write_bytes(text.replace(b">Paragraph ", b">Corrected paragraph "))
        paths.append(path)
    return paths


def stored(memory: Path) -> Counter[tuple[str, str, str]]:
    with Memory(memory) as opened:
        return Counter((one.source, one.target, one.kind) for one in opened.entries())


def test_killed_while_it_learns(bilingual: Run, tmp_path: Path) -> None:
    rng = random.Random(14)
    paths = edited(tmp_path / "out", 5)
    memory, said = tmp_path / "memory.sqlite", tmp_path / "said"
    began = time.monotonic()
    bilingual("learn", *paths, "--memory", tmp_path / "whole.sqlite")
    took = time.monotonic() - began
    words = ["learn", *map(str, paths), "--memory", str(memory)]
    killed = 0
    for _ in range(TIMES):
        killed += start_and_kill(words, said, rng.uniform(0, 1.2 * took))
    assert killed, "no run was stopped: the test is too slow or too fast"
    assert bilingual(*words).returncode == 0
    assert stored(memory) == stored(tmp_path / "whole.sqlite")
    assert set(stored(memory).values()) == {1}
    assert len(stored(memory)) == 5 * 40
    with Memory(memory) as opened:
        assert all(opened.has_learned(hash_bytes(path.read_bytes())) for path in paths)
    assert "0 new entries" in bilingual(*words).stderr
