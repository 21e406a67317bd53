"""A long document gets through on a machine that ends runs before they are done."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from bilingual.run.cache import Cache
from bilingual.run.results import Results
from tests.conftest import Run
from tests.faults.folders import snapshot, start
from tests.tiny_packages import tiny_package


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill there")
@pytest.mark.parametrize("store", [Results, Cache])
def test_each_run_is_killed_after_a_few_seconds_of_work(
    store: type[Results], tmp_path: Path, bilingual: Run
) -> None:
    seed, out, said = tmp_path / "a.md", tmp_path / "out", tmp_path / "said"
    seed.write_text("".join(f"**会议**在北京举行，共{n}人。\n\n" for n in range(150)), "utf-8")
    package = tiny_package(tmp_path / "package")
    keeps = "--cache" if store is Cache else "--no-cache"
    words = ["translate", str(seed), "--package", str(package), keeps, "-o"]

    def die_soon() -> None:
        """After one chunk of results is stored."""
        add = store.add

        def add_and_die(self: Results, results: Mapping[bytes, str]) -> None:
            add(self, results)
            os.kill(os.getpid(), signal.SIGKILL)

        store.add = add_and_die  # type: ignore[method-assign]

    runs = 0
    while not (out / "a.md.docx").exists():
        child = start([*words, str(out)], said, die_soon)
        os.waitpid(child, 0)
        runs += 1
        assert runs < 40, said.read_text("utf-8")
    assert runs > 3  # chunks of sentences, of retries, of what answers to what
    bilingual(*words, tmp_path / "undisturbed")
    assert snapshot(out) == snapshot(tmp_path / "undisturbed")
