"""A folder that is watched: files are translated as they arrive, until the command is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run, guarded, no_hang
from tests.test_json_schema import check

pytestmark = pytest.mark.skipif(os.name == "nt", reason="is stopped by signals")
WAITS = 60.0
"""Seconds that a busy machine has for a step."""
Start = Callable[..., "Watching"]


class Watching:
    """The command under way in a folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self._said = folder, (folder / "said").open("w+", encoding="utf-8")
        words = ["watch", "seeds", "-o", "out", "--to", "md", "--settle", "0.5", *options]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bilingual", *words],
            cwd=folder,
            env=guarded(),
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text("utf-8")

    def wait(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + WAITS
        while not is_so():
            assert self.process.poll() is None and time.monotonic() < until, self.said
            time.sleep(0.05)

    def wait_for(self, line: str) -> None:
        self.wait(lambda: line in self.said)

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(WAITS)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    (tmp_path / "seeds").mkdir()
    started = []

    def begin(*options: str) -> Watching:
        started.append(Watching(tmp_path, *options))
        return started[-1]

    with no_hang(4):
        yield begin
    for one in started:
        one.process.kill()
        one.process.wait()
        one._said.close()


@pytest.mark.parametrize("options", [(), ("--poll", "0.2")], ids=["told", "looking"])
def test_files_are_translated_as_they_arrive(start: Start, options: tuple[str, ...]) -> None:
    watch = start(*options)
    seeds, out = watch.folder / "seeds", watch.folder / "out"
    (seeds / "a.txt").write_text("会议在北京举行。\n", "utf-8")
    watch.wait_for("written out/a.txt.md")
    with (seeds / "slow.txt").open("w", encoding="utf-8") as slow:  # a copy that takes its time
        for number in range(10):
            print(f"第{number}段的内容。", file=slow, flush=True)
            time.sleep(0.1)
    watch.wait_for("written out/slow.txt.md")
    assert "第9段的内容" in (out / "slow.txt.md").read_text("utf-8")
    (seeds / "bad.docx").write_bytes(b"PK\3\4")
    watch.wait_for("bad.docx: is not a sound Word document")
    (seeds / "~$b.docx").write_bytes(b"of Word")
    (seeds / ".b.txt.swp").write_text("of vim", "utf-8")
    (seeds / "news").mkdir()
    (seeds / "news" / "draft").write_text("会议在上海举行。\n", "utf-8")
    (seeds / "news" / "draft").rename(seeds / "news" / "b.txt")
    watch.wait_for("written out/news/b.txt.md")
    (seeds / "a.txt").write_text("会议在南京举行。\n", "utf-8")
    watch.wait(lambda: "南京" in (out / "a.txt.md").read_text("utf-8"))
    (seeds / "a.txt").rename(seeds / "c.txt")
    watch.wait_for("written out/c.txt.md")
    watch.wait_for("the source a.txt is not there any more")
    assert watch.stop(signal.SIGTERM) == 0
    assert watch.said.count("bad.docx") == watch.said.count("is not there any more") == 1
    assert watch.said.count("is a draft-quality model") == 1
    assert sorted(path.name for path in out.rglob("*") if path.is_file()) == [
        ".bilingual.json", "a.txt.md", "b.txt.md", "c.txt.md", "slow.txt.md",
    ]  # fmt: skip


def test_glossaries_and_a_folder_made_anew_are_followed(start: Start) -> None:
    watch = start("--engine", "identity")
    seeds, out = watch.folder / "seeds", watch.folder / "out"
    (seeds / "a.txt").write_text("算力很强。\n", "utf-8")
    watch.wait_for("written out/a.txt.md")
    (seeds / "glossary.csv").write_text("source,target\n算力,computing power\n", "utf-8")
    watch.wait(lambda: watch.said.count("written out/a.txt.md") == 2)
    (seeds / "glossary.csv").write_text("no terms", "utf-8")
    watch.wait_for("glossary.csv: ")  # and goes on
    (seeds / "glossary.csv").unlink()
    for path in sorted(seeds.iterdir()):
        path.unlink()
    seeds.rmdir()
    watch.wait_for("seeds: no such file or folder")
    seeds.mkdir()
    (seeds / "b.txt").write_text("会议举行。\n", "utf-8")
    watch.wait_for("written out/b.txt.md")
    assert (out / "a.txt.md").exists()
    assert watch.stop(signal.SIGINT) == 0


def test_programs_are_told_line_by_line(start: Start) -> None:
    watch = start("--engine", "identity", "--json-lines")
    (watch.folder / "seeds" / "a.txt").write_text("会议举行。\n", "utf-8")
    watch.wait_for('"event": "result"')
    assert watch.stop(signal.SIGTERM) == 0
    events: list[dict[str, Any]] = [json.loads(line) for line in watch.said.splitlines()
                                    if line.startswith("{")]  # fmt: skip
    for event in events:
        check("translate-line")(event)
    assert {event["tool"]["command"] for event in events} == {"watch"}
    assert [event["event"] for event in events if event["event"] != "advance"] == [
        "start", "begin", "result",
    ]  # fmt: skip


def test_what_cannot_be_watched_is_one_line(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for words, said in (
        (("nothing",), "nothing: no such file or folder"),
        (("-",), "-: cannot be watched; name folders"),
        (("seeds", "-o", "-"), "-: cannot be watched; name folders"),
        (("seeds", "--engine", "non"), "--engine non: unknown"),
        (("seeds", "--package", "none.argosmodel"), "none.argosmodel: "),
    ):
        run = bilingual("watch", *words)
        assert (run.returncode, run.stderr.count("\n")) == (2, 1) and said in run.stderr
