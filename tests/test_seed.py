"""The main job on the real seed, and the documents in out/ that show it."""

import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.table import Table

from bilingual.chinese.characters import HAN
from tests import embedded
from tests.conftest import ROOT, Run

SEED = "000_7bd767273ec67427.txt"
_FINDING = re.compile(r"(?:<br>|\n)⚠.*")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fresh")


@pytest.fixture
def out(process: Run, fresh: Path) -> Path:
    """A fresh run over a copy of the seed, made once."""
    if not any(fresh.iterdir()):
        shutil.copy(ROOT / "seeds" / SEED, fresh)
        run = process("translate", fresh / SEED, "-o", fresh / "out")
        assert run.returncode == 0, run.stderr
    return fresh / "out"


def word_rows(path: Path) -> list[list[str]]:
    """The cells of the two-column table, its header row first."""
    (table,) = (item for item in docx.Document(str(path)).tables if isinstance(item, Table))
    return [[_FINDING.sub("", cell.text) for cell in row.cells] for row in table.rows]


def markdown_rows(path: Path) -> list[list[str]]:
    rows = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    return [[_FINDING.sub("", cell.strip()) for cell in row[1:-1].split("|")] for row in rows]


def test_as_many_pairs_as_paragraphs(out: Path) -> None:
    paragraphs = (ROOT / "seeds" / SEED).read_text("utf-8").splitlines()
    for rows in (word_rows(out / f"{SEED}.docx")[1:], markdown_rows(out / f"{SEED}.md")[2:]):
        assert len(rows) == len(paragraphs) == 9
        assert all(len(row) == 2 and all(row) for row in rows)


def test_the_chinese_side_is_clean_and_whole(out: Path) -> None:
    source = (ROOT / "seeds" / SEED).read_text("utf-8")
    chinese = "\n".join(row[0] for row in word_rows(out / f"{SEED}.docx")[1:])
    assert not re.search("[(（][a-zü\u00e0-\u01dc]+[)）]", chinese)
    assert not re.search(f"[{HAN}][,;:()][{HAN}]", chinese)
    assert not re.search("[國會發來]", chinese)
    assert re.findall(r"\d+", chinese) == re.findall(r"\d+", source)
    for kept in ("10/28/2024", "2000P Flops", "“3815”", "（云南）", "“零碳+绿能”", "CMI"):
        assert kept in chinese


def test_a_draft_says_so_everywhere(out: Path) -> None:
    word = docx.Document(str(out / f"{SEED}.docx"))
    assert any("Draft machine translation" in paragraph.text for paragraph in word.paragraphs)
    assert word.core_properties.category == "draft machine translation"
    assert embedded.NAME in word.core_properties.comments
    markdown = (out / f"{SEED}.md").read_text("utf-8")
    assert "quality: draft" in markdown
    assert "> Draft machine translation" in markdown


def test_the_documents_in_out_are_what_a_fresh_run_gives(out: Path) -> None:
    """The English may differ from processor to processor; all else may not."""
    for name, rows in ((f"{SEED}.docx", word_rows), (f"{SEED}.md", markdown_rows)):
        shipped, made = rows(ROOT / "out" / name), rows(out / name)
        assert [row[0] for row in shipped] == [row[0] for row in made]
        assert all(row[1] for row in shipped)
    shipped_head, made_head = (
        (folder / f"{SEED}.md").read_text("utf-8").split("| 中文 |")[0]
        for folder in (ROOT / "out", out)
    )
    without_findings = re.compile("findings: [0-9]+")
    assert without_findings.sub("", shipped_head) == without_findings.sub("", made_head)


def test_the_records_in_out_match_its_documents(bilingual: Run) -> None:
    run = bilingual("translate", ROOT / "seeds", "-o", ROOT / "out", "--check")
    assert run.returncode == 0, run.stdout
