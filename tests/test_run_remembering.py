"""Documents follow the memory: stale where it says something else of them, fresh where not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bilingual.engines import EngineChoice
from bilingual.files import hash_file
from bilingual.memory import Entry, Memory
from bilingual.model import Layout
from bilingual.run import opening
from bilingual.run.batch import plan_batch, run_batch
from bilingual.run.tasks import Result, Settings
from bilingual.run.work import read_plan
from tests.test_run_cache import Engine, Silent

HELD = Entry(source="会议在北京举行。", target="The Meeting took place in Peking.")


class Project:
    """A folder with seeds, documents and a memory."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.out = folder / "in", folder / "out"
        self.memory = folder / "memory.sqlite"
        self.asked: list[str] = []
        self.seeds.mkdir()
        self.write("a.txt", "会议在北京举行。")
        self.write("b.txt", "红色的花很好看。")

    def write(self, name: str, text: str) -> None:
        (self.seeds / name).write_text(text, "utf-8")

    def learn(self, *entries: Entry) -> None:
        with Memory(self.memory, is_created=True) as memory:
            memory.add(entries)

    def run(
        self, act: Callable[..., list[Result]] = run_batch, *, force: bool = False
    ) -> dict[str, str]:
        """What became of each seed."""
        choice = EngineChoice(
            info=Engine.info, signature="1", load=lambda: Engine(self.asked), route=None
        )
        settings = Settings(
            formats=("md",),
            layouts=(Layout.INTERLEAVED,),
            memory=self.memory if self.memory.exists() else None,
        )
        self.asked.clear()
        how = (Silent(),) if act is run_batch else ()
        results = act([self.seeds], self.out, settings, choice, *how, force=force)
        return {Path(one.source).name: one.status.value for one in results}

    def document(self, name: str) -> str:
        return (self.out / f"{name}.md").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_only_documents_with_something_new_become_stale(project: Project) -> None:
    assert project.run() == {"a.txt": "written", "b.txt": "written"}
    project.learn(HELD)
    assert project.run(plan_batch) == {"a.txt": "stale", "b.txt": "fresh"}
    assert project.run() == {"a.txt": "written", "b.txt": "fresh"}
    assert project.asked == []
    assert HELD.target in project.document("a.txt")
    assert project.run() == {"a.txt": "fresh", "b.txt": "fresh"}


def test_documents_are_the_same_bytes_when_they_are_written_again(project: Project) -> None:
    project.learn(HELD)
    project.run()
    first = {path: hash_file(path) for path in project.out.rglob("*") if path.is_file()}
    project.run(force=True)
    assert {path: hash_file(path) for path in project.out.rglob("*") if path.is_file()} == first


def test_what_was_learned_of_others_is_asked_about_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.learn(HELD)
    project.run()
    project.learn(Entry(source="别的。", target="Other."))
    read: list[str] = []
    original = read_plan

    def noting(path: Path, *arguments: object) -> object:
        read.append(path.name)
        return original(path, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "read_plan", noting)
    assert project.run() == {"a.txt": "fresh", "b.txt": "fresh"}
    assert read == ["a.txt", "b.txt"]
    assert project.run() == {"a.txt": "fresh", "b.txt": "fresh"}
    assert read == ["a.txt", "b.txt"]


def test_a_suggestion_makes_a_document_stale_too(project: Project) -> None:
    project.run()
    project.learn(Entry(source="红色的花不好看。", target="Red flowers are ugly."))
    assert project.run() == {"a.txt": "fresh", "b.txt": "written"}
    assert "Red flowers are ugly." in project.document("b.txt")


def test_a_correction_survives_whatever_else_changes(project: Project) -> None:
    project.learn(HELD)
    project.run()
    project.write("a.txt", "新的一段。\n\n会议在北京举行。\n\n又一段。")
    assert project.run() == {"a.txt": "written", "b.txt": "fresh"}
    assert HELD.target in project.document("a.txt")
    assert project.asked == ["新的一段。", "又一段。"]


def test_translations_of_a_memory_that_is_gone_are_kept(project: Project) -> None:
    project.learn(HELD)
    project.run()
    project.memory.unlink()
    written = project.document("a.txt")
    assert project.run(plan_batch) == {"a.txt": "failed", "b.txt": "fresh"}
    assert project.run() == {"a.txt": "failed", "b.txt": "fresh"}
    project.learn(Entry(source="别的。", target="Other."))
    assert project.run() == {"a.txt": "failed", "b.txt": "fresh"}
    assert project.document("a.txt") == written
    assert project.run(force=True) == {"a.txt": "written", "b.txt": "written"}
    assert HELD.target not in project.document("a.txt")


def test_a_lost_account_is_made_again_with_what_the_memory_said(project: Project) -> None:
    project.learn(HELD)
    project.run()
    (project.out / ".bilingual.json").unlink()
    assert project.run() == {"a.txt": "fresh", "b.txt": "fresh"}
