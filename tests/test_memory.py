"""The translation memory: what goes in comes out, the best first, and no file is harmed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.errors import BilingualError, ReadError, WriteError
from bilingual.memory import (
    Entry,
    EntryOrigin,
    Memory,
    contexts_of,
    memory_path,
    remembered_text,
)
from bilingual.memory.grams import frame_of, rare_grams
from bilingual.model import Mark, Span, SpanKind

REPORT = Entry(source="会议在北京举行。", target="The meeting was held in Beijing.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite"


def targets(memory: Memory, text: str, **context: str) -> list[str]:
    return [match.entry.target for match in memory.find(text, **context)]


def test_what_was_told_is_found_by_its_text_and_direction(path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        assert memory.add([REPORT, replace(REPORT, target="会議", target_language="ja")]) == 2
    with Memory(path) as memory:
        assert targets(memory, "会议在北京举行。") == ["The meeting was held in Beijing."]
        assert targets(memory, " 会议在北京举行。\n") == ["The meeting was held in Beijing."]
        assert targets(memory, "会议在南京举行。") == []
        (match,) = memory.find("会议在北京举行。", "en-GB")
        assert match.score == 100
        assert match.entry.origin is EntryOrigin.HUMAN
        assert match.entry.created.endswith("Z")


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("运行 make all 即可。", "运行make all即可。", True),
        ("运行make all即可。", "运行makeall即可。", False),
        ("第一行\n第二行", "第一行第二行", True),
    ],
)
def test_spaces_beside_chinese_make_no_other_text(
    path: Path, text: str, other: str, same: bool
) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([Entry(source=text, target="Run it.")])
        assert targets(memory, other) == ["Run it."] * same


def test_the_same_is_stored_once_and_the_state_stays(path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        empty = memory.state
        assert memory.add([REPORT, REPORT]) == 1
        state = memory.state
        assert state != empty
        assert memory.add([REPORT, replace(REPORT, date="2026-11-27")]) == 0
        assert memory.state == state


def test_a_text_keeps_all_its_translations_and_the_last_one_told_holds(path: Path) -> None:
    other = replace(REPORT, target="Beijing hosted the meeting.", author="Li")
    with Memory(path, is_created=True) as memory:
        for told in (REPORT, other):
            memory.add([told])
        assert targets(memory, REPORT.source) == [other.target, REPORT.target]
        assert memory.add([REPORT]) == 0
        assert targets(memory, REPORT.source) == [REPORT.target, other.target]


def test_people_come_before_files_and_the_same_surroundings_before_others(path: Path) -> None:
    (before, after) = contexts_of(["前言", REPORT.source, "结语"])[1]
    here = replace(REPORT, target="here", before=before, after=after)
    last = replace(REPORT, target="told last")
    imported = replace(here, target="imported", origin=EntryOrigin.IMPORTED)
    with Memory(path, is_created=True) as memory:
        for told in (here, last, imported):
            memory.add([told])
        assert targets(memory, REPORT.source) == ["told last", "here", "imported"]
        around = {"before": before, "after": after}
        assert targets(memory, REPORT.source, **around) == ["here", "told last", "imported"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会议在上海举行。", True),
        ("会议昨天在北京举行。", True),
        ("公司发布年度报告。", False),
    ],
)
def test_similar_texts_are_found(path: Path, text: str, found: bool) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([REPORT])
        matches = memory.find_similar(text)
        assert [match.entry.target for match in matches] == [REPORT.target] * found
        assert all(75 <= match.score < 100 for match in matches)


def test_texts_that_differ_in_figures_alone_come_first(path: Path) -> None:
    figures = Entry(source="2023年收入35亿元。", target="Revenue was 3.5 billion yuan in 2023.")
    words = Entry(
        source="2024年收入41.2亿美元。", target="Revenue was 4.12 billion dollars in 2024."
    )
    with Memory(path, is_created=True) as memory:
        memory.add([words, figures])
        first, *_ = memory.find_similar("2024年收入41.2亿元。")
        assert first.entry == replace(figures, created=first.entry.created)


@given(st.text("会议在北京举行了年度报告的一国12。，", min_size=4, max_size=40), st.data())
def test_a_text_with_one_character_changed_shares_a_rare_pair(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + "鑫" + text[at + 1 :]
    frames = frame_of(text), frame_of(changed)
    if min(map(len, frames)) >= 8 and len(set(frames[0])) >= 6:
        assert set(rare_grams(frames[0])) & set(rare_grams(frames[1]))


def test_points_have_one_sign_and_make_no_other_text(path: Path) -> None:
    noted = (
        Span(text="会议"),
        Span(text="[1]", kind=SpanKind.NOTE, href="1"),
        Span(text="在北京", marks=frozenset({Mark.BOLD})),
        Span(text="举行。 "),
    )
    assert remembered_text(noted) == "会议￼在北京举行。"
    with Memory(path, is_created=True) as memory:
        memory.add([replace(REPORT, source=remembered_text(noted))])
        assert targets(memory, REPORT.source) == [REPORT.target]


def test_search_takes_signs_as_they_are(path: Path) -> None:
    percent = Entry(source="增长10%。", target="Up 10%.")
    with Memory(path, is_created=True) as memory:
        memory.add([REPORT, percent])
        assert [one.source for one in memory.search("0%")] == [percent.source]
        assert [one.source for one in memory.search("北京")] == [REPORT.source]
        assert memory.search("_") == []


FOREIGN = {
    "text.sqlite": b"not a database at all\n" * 20,
    "short.sqlite": b"SQLite format 3\0",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_memory_is_named_and_left_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FOREIGN[name])
    with pytest.raises(ReadError, match="is no translation memory"):
        Memory(path, is_created=True)
    assert path.read_bytes() == FOREIGN[name]
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE entries (id)")
    database.close()
    content = path.read_bytes()
    with pytest.raises(ReadError, match="another program"):
        Memory(path, is_created=True)
    assert path.read_bytes() == content


def test_a_newer_memory_is_left_alone(path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([REPORT])
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    content = path.read_bytes()
    with pytest.raises(ReadError, match="newer version of bilingual; update bilingual"):
        Memory(path)
    assert path.read_bytes() == content


def test_a_damaged_memory_is_one_clear_line(path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([replace(REPORT, source=f"{REPORT.source}{n}") for n in range(500)])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * len(content[4096:])
    path.write_bytes(content)
    with pytest.raises(ReadError, match="is damaged"), Memory(path) as memory:
        memory.find(REPORT.source)
    assert path.read_bytes() == content


def test_no_memory_is_no_traceback(path: Path) -> None:
    with pytest.raises(ReadError, match="is not there"):
        Memory(path)
    path.mkdir()
    with pytest.raises(BilingualError, match="cannot be read"):
        Memory(path)


@pytest.mark.skipif(not hasattr(os, "setresuid"), reason="no users to become there")
def test_a_memory_that_may_only_be_read_is_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite"
        with Memory(path, is_created=True) as memory:
            memory.add([REPORT])
            assert targets(memory, REPORT.source) == [REPORT.target]
        to_version_1(path)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        user = os.getuid()
        if user == 0:  # whom no rights bind
            os.setresuid(65534, 65534, 0)
        try:
            with Memory(path) as memory:
                assert targets(memory, REPORT.source) == [REPORT.target]
                with pytest.raises(WriteError, match="check its rights"):
                    memory.add([replace(REPORT, target="In Beijing.")])
        finally:
            if user == 0:
                os.setresuid(0, 0, 0)
            path.parent.chmod(0o755)
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def to_version_1(path: Path) -> None:
    """Make of a memory one as it was before entries had formatting."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE entries DROP COLUMN formatting")
        database.execute("PRAGMA user_version = 1")


def test_a_memory_of_an_older_version_is_brought_up(path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([REPORT])
    to_version_1(path)
    formatted = replace(REPORT, formatting='{"source":null,"target":[]}')
    with Memory(path) as memory:
        assert [one.formatting for one in memory.entries()] == [""]
        assert memory.add([formatted]) == 1
        assert memory.find(REPORT.source)[0].entry.formatting == formatted.formatting
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)


def test_two_processes_write_in_turn(path: Path) -> None:
    with Memory(path, is_created=True) as one, Memory(path) as two:
        one.add([REPORT])
        two.add([replace(REPORT, target="Held in Beijing.")])
        assert len(one.find(REPORT.source)) == len(two.find(REPORT.source)) == 2


def test_a_memory_is_in_the_folder_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = tmp_path / "project" / "seeds"
    seeds.mkdir(parents=True)
    (tmp_path / "project" / "bilingual.toml").touch()
    monkeypatch.chdir(tmp_path)
    name = "bilingual.memory.sqlite"
    assert memory_path([tmp_path / "other.txt"]) == tmp_path / name
    assert memory_path([tmp_path / "other.txt", seeds / "a.txt"]) == tmp_path / "project" / name
    assert memory_path([seeds], Path("mine.db")) == Path("mine.db")


def test_the_file_can_be_copied_when_nobody_has_it_open(path: Path, tmp_path: Path) -> None:
    with Memory(path, is_created=True) as memory:
        memory.add([REPORT])
    shutil.copy(path, tmp_path / "copy.sqlite")
    with Memory(tmp_path / "copy.sqlite") as memory:
        assert targets(memory, REPORT.source) == [REPORT.target]
