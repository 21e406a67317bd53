"""What engines said lasts from run to run, within bounds; a change costs no more than itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bilingual.engines import EngineChoice
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.model import EngineInfo, Layout
from bilingual.run.batch import run_batch
from bilingual.run.cache import Cache
from bilingual.run.observer import Observer
from bilingual.run.tasks import Settings, Status


class Engine:
    """Turns a sentence round, and notes what it was asked."""

    info = EngineInfo(name="engine")
    abilities = Abilities()
    attempts = 1

    def __init__(self, asked: list[str]) -> None:
        self.asked = asked

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked += [request.text for request in requests]
        return [Hypothesis(text=f"Said of {len(one.text)} signs.", score=-0.5) for one in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None for _ in pairs]


class Silent(Observer):
    """Shows nothing."""

    def start(self, seeds: int) -> None: ...
    def load(self) -> None: ...
    def begin(self, documents: int, characters: int) -> None: ...
    def advance(self, characters: int) -> None: ...
    def finish(self, result: object) -> None: ...
    def remark(self, line: str) -> None: ...


def run(folder: Path, cache: Path | None, signature: str = "1") -> list[str]:
    """What the engine was asked in a run over ``folder``."""
    asked: list[str] = []
    choice = EngineChoice(
        info=Engine.info, signature=signature, load=lambda: Engine(asked), route=None
    )
    settings = Settings(formats=("md",), layouts=(Layout.INTERLEAVED,), cache=cache)
    results = run_batch([folder / "in"], folder / "out", settings, choice, Silent())
    assert {result.status for result in results} <= {Status.WRITTEN, Status.FRESH}
    return asked


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    paragraphs = [
        f"{colour}色的{thing}很好看。"
        for colour in "红橙黄绿青蓝紫黑白灰"
        for thing in "花草树叶果门窗车灯店"
    ]
    (tmp_path / "in" / "a.txt").write_text("\n\n".join(paragraphs), "utf-8")
    return tmp_path


def change(project: Path, before: str, after: str) -> None:
    path = project / "in" / "a.txt"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def test_the_engine_gets_only_the_changed_paragraph(project: Path) -> None:
    cache = project / "cache" / "results.sqlite"
    assert len(run(project, cache)) >= 100
    change(project, "红色的草很好看。", "红色的草不太好看。")
    assert set(run(project, cache)) == {"红色的草不太好看。"}
    assert not list((project / "out").glob(".bilingual.results*"))


def test_documents_are_the_same_with_and_without_a_cache(project: Path) -> None:
    run(project, None)
    written = (project / "out" / "a.txt.md").read_bytes()
    cache = project / "cache.sqlite"
    for _ in range(2):
        (project / "out" / "a.txt.md").unlink()
        run(project, cache)
        assert (project / "out" / "a.txt.md").read_bytes() == written


def test_without_a_cache_all_is_asked_again(project: Path) -> None:
    run(project, None)
    change(project, "红色的草很好看。", "红色的草不太好看。")
    assert len(set(run(project, None))) == 100


def test_another_engine_is_asked_for_itself(project: Path) -> None:
    cache = project / "cache.sqlite"
    assert run(project, cache) != []
    assert len(set(run(project, cache, signature="2"))) == 100


def test_the_cache_keeps_within_bounds_what_was_asked_for_last(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    old = Cache(path)
    old.add({bytes([1, number]): str(number) * 4000 for number in range(100)})
    old.finish()
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE results SET used = 1, result = randomblob(4000)")
    database.close()
    new = Cache(path, bound=200_000)
    new.add({b"new": "value"})
    new.finish()
    assert path.stat().st_size <= 200_000
    with_rest = Cache(path)
    assert with_rest.find([b"new"]) == {b"new": "value"}


def test_a_damaged_cache_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"no database" * 100)
    cache = Cache(path)
    assert cache.find([b"key"]) == {}
    cache.add({b"key": "value"})
    cache.close()
    assert Cache(path).find([b"key"]) == {b"key": "value"}


def test_a_cache_in_use_is_done_without_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    first = Cache(path)
    first.add({b"key": "value"})
    first.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    second = Cache(path)
    second._PATIENCE = 0.1
    second.add({b"other": "value"})
    holder.execute("ROLLBACK")
    holder.close()
    assert Cache(path).find([b"key", b"other"]) == {b"key": "value"}


def test_where_no_cache_can_be_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache.sqlite")
    cache.add({b"key": "value"})
    assert cache.find([b"key"]) == {}
    cache.finish()
