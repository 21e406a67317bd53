"""``bilingual memory``, and the memory in ``bilingual translate``: the real command."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bilingual.memory import Entry, Memory
from tests.conftest import Run

NAME = "bilingual.memory.sqlite"
TABLE = "会议在北京举行。\tThe Meeting took place in Peking.\n公司发布报告。\tA report came out.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "old.tsv"
    path.write_text(TABLE, "utf-8")
    return path


def test_what_is_imported_is_found_and_goes_out(
    bilingual: Run, table: Path, tmp_path: Path
) -> None:
    run = bilingual("memory", "import", table)
    assert run.stdout == f"{table}: 2 new entries\n", run.stderr
    assert bilingual("memory", "import", table).stdout == f"{table}: 0 new entries\n"
    run = bilingual("memory", "search", "北京")
    assert run.returncode == 0
    assert run.stdout.splitlines()[:2] == [
        "会议在北京举行。",
        "    The Meeting took place in Peking.",
    ]
    assert bilingual("memory", "search", "上海").returncode == 1
    run = bilingual("memory", "search", "会议在上海举行。", "--similar", "--json")
    (found,) = json.loads(run.stdout)["results"]
    assert found["source"] == "会议在北京举行。"
    assert found["score"] == 75.0
    assert bilingual("memory", "export", "all.tmx").stdout == "wrote all.tmx: 2 entries\n"
    assert "Peking" in (tmp_path / "all.tmx").read_text("utf-8")


def test_stats_count(bilingual: Run, table: Path) -> None:
    bilingual("memory", "import", table)
    said = bilingual("memory", "stats").stdout
    assert said.startswith(f"{table.parent / NAME}: 2 entries of 2 texts, ")
    assert "  imported: 2\n" in said
    (stats,) = json.loads(bilingual("memory", "stats", "--json").stdout)["results"]
    assert stats["directions"] == {"zh-Hans > en": 2}


def test_a_sound_memory_is_verified_and_an_unsound_one_named(
    bilingual: Run, table: Path, tmp_path: Path
) -> None:
    bilingual("memory", "import", table)
    assert bilingual("memory", "verify").stdout == f"{tmp_path / NAME} is sound\n"
    assert bilingual("memory", "vacuum").returncode == 0
    database = sqlite3.connect(tmp_path / NAME)
    with database:
        database.execute("UPDATE entries SET source = '别的。' WHERE id = 1")
    database.close()
    run = bilingual("memory", "verify")
    assert run.returncode == 1
    assert f"{tmp_path / NAME}: entry 1 cannot be found by its text\n" in run.stderr


@pytest.mark.parametrize("command", ["stats", "verify", "vacuum"])
def test_where_there_is_none_one_line_says_so(bilingual: Run, command: str, tmp_path: Path) -> None:
    run = bilingual("memory", command)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"bilingual: {tmp_path / NAME}: is not there; learn or import something, or give another "
        "file with --memory\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_import_of_nothing_leaves_nothing(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text("<tmx version='1.4'><body><tu>", "utf-8")
    for name in ("a.tmx", "mistyped.tsv"):
        run = bilingual("memory", "import", name)
        assert (run.returncode, run.stderr.count("\n")) == (2, 1)
        assert [one.name for one in tmp_path.iterdir()] == ["a.tmx"]


def test_a_foreign_file_ends_the_run_and_stays(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议在北京举行。", "utf-8")
    (tmp_path / NAME).write_text("mine", "utf-8")
    for words in (["translate", "a.txt", "--engine", "identity"], ["memory", "import", "x.tsv"]):
        run = bilingual(*words)
        assert run.returncode == 2
        assert f"{NAME}: is no translation memory; give another file" in run.stderr
    assert (tmp_path / NAME).read_text("utf-8") == "mine"


def test_translate_takes_what_is_remembered(bilingual: Run, table: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("会议在北京举行。\n\n天气好。\n", "utf-8")
    how = ("--engine", "identity", "--to", "md,html", "--layout", "interleaved")
    assert bilingual("translate", "in", *how).returncode == 0
    bilingual("memory", "import", table)
    run = bilingual("translate", "in", *how, "--json")
    (result,) = json.loads(run.stdout)["results"]
    assert result["status"] == "written"
    (recalled,) = result["recalled"]
    assert recalled["row"] == 1
    assert (recalled["origin"], recalled["score"], recalled["is_taken"]) == ("imported", 100, True)
    assert "Peking" in (tmp_path / "out" / "a.txt.md").read_text("utf-8")
    assert 'data-origin="memory"' in (tmp_path / "out" / "a.txt.html").read_text("utf-8")
    assert bilingual("translate", "in", *how, "--check").returncode == 0
    run = bilingual("translate", "in", *how, "--no-memory")
    assert run.returncode == 1
    assert "has translations of a memory that is not there now, so it is kept" in run.stderr
    assert bilingual("translate", "in", *how, "--no-memory", "--force").returncode == 0
    assert "Peking" not in (tmp_path / "out" / "a.txt.md").read_text("utf-8")


def test_documents_tell_what_people_wrote(bilingual: Run, tmp_path: Path) -> None:
    with Memory(tmp_path / NAME, is_created=True) as memory:
        memory.add([Entry(source="会议在北京举行。", target="Held.", author="Li")])
    (tmp_path / "a.txt").write_text("标题\n\n会议在北京举行。\n", "utf-8")
    run = bilingual("translate", "a.txt", "--engine", "identity", "--to", "md,html")
    assert run.returncode == 0
    text = (tmp_path / "out" / "a.txt.md").read_text("utf-8")
    assert "  from_people: 1\n" in text
    page = (tmp_path / "out" / "a.txt.html").read_text("utf-8")
    assert 'data-origin="human"' in page
    assert "1 sentence by people" in page


def test_a_memory_that_is_named_must_be_there(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议在北京举行。", "utf-8")
    run = bilingual("translate", "a.txt", "--engine", "identity", "--memory", "mine.sqlite")
    assert run.returncode == 2
    assert "mine.sqlite: is not there" in run.stderr


def test_a_document_on_standard_output_has_it_too(
    bilingual: Run, table: Path, tmp_path: Path
) -> None:
    bilingual("memory", "import", table)
    (tmp_path / "a.txt").write_text("会议在北京举行。", "utf-8")
    run = bilingual("translate", "a.txt", "-o", "-", "--to", "md", "--engine", "identity")
    assert "Peking" in run.stdout
