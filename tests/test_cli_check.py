"""``bilingual check`` from end to end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest
import yaml

from tests.conftest import ROOT, Run

RIGHT = "会议于2010年举行，有35人出席。\tThe meeting was held in 2010; 35 people attended it.\n"
WRONG = "会议于2010年举行，有35人出席。\tThe meeting was held in 2001; 35 people attended it.\n"
DOUBLED = "昆明是省会。\tKunming is the the capital.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "good.tsv").write_text(RIGHT, "utf-8")
    (tmp_path / "bad.tsv").write_text(f"zh\ten\n{RIGHT}{WRONG}", "utf-8")
    (tmp_path / "note.tsv").write_text(DOUBLED, "utf-8")
    return tmp_path


def test_findings_as_a_list(bilingual: Run, files: Path) -> None:
    run = bilingual("check", "good.tsv", "bad.tsv")
    first, *rest = run.stdout.splitlines()
    assert first == "bad.tsv:3: error date: 2010年: the translation has 2001"
    assert rest[-2:] == [f"    {text}" for text in WRONG.strip().split("\t")]
    assert run.stderr.splitlines()[-1].startswith("bilingual: 2 files, 3 pairs; ")
    assert run.returncode == 1


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("good.tsv", (), 0),
        ("bad.tsv", (), 1),
        ("note.tsv", (), 0),
        ("note.tsv", ("--fail-on", "warning"), 0),
        ("note.tsv", ("--fail-on", "note"), 1),
        ("note.tsv", ("--fail-on", "note", "--skip-check", "doubled"), 0),
        ("bad.tsv", ("--skip-check", "date", "--skip-check", "date-added",
                     "--skip-check", "inconsistent"), 0),
        ("bad.tsv", ("--skip-check", "nonsense"), 2),
        ("bad.tsv", ("--json", "--format", "github"), 2),
        ("none.tsv", (), 2),
        (".", ("--fail-on", "note"), 1),
    ],
)  # fmt: skip
def test_exit_codes(
    name: str, options: tuple[str, ...], code: int, bilingual: Run, files: Path
) -> None:
    assert bilingual("check", name, *options).returncode == code


def test_findings_as_json(bilingual: Run, files: Path) -> None:
    run = bilingual("check", "bad.tsv", "none.tsv", "--json")
    told = json.loads(run.stdout)
    assert told["schema"] == 1
    bad, none = told["results"]
    assert (bad["path"], bad["pairs"], bad["error"]) == ("bad.tsv", 2, None)
    finding = bad["findings"][0]
    assert finding == {
        "row": 3,
        "id": "",
        "code": "date",
        "severity": "error",
        "message": finding["message"],
        "source": finding["source"],
        "target": finding["target"],
    }
    source, target = WRONG.strip().split("\t")
    assert source[slice(*finding["source"])] == "2010年"
    assert target[slice(*finding["target"])] == "2001"
    assert none["findings"] == [] and none["error"]["code"] == "read"
    assert run.returncode == 1


def test_findings_as_annotations(bilingual: Run, files: Path) -> None:
    (files / "a,b%.tsv").write_text(WRONG, "utf-8")
    run = bilingual("check", "a,b%.tsv", "note.tsv", "none.tsv", "--format", "github")
    lines = run.stdout.splitlines()
    assert lines[0].startswith("::error file=a%2Cb%25.tsv,line=1,title=date::row 1: 2010年: ")
    assert any(re.match(r"::notice file=note\.tsv,line=1,title=doubled::", one) for one in lines)
    assert lines[-1].startswith("::error file=none.tsv,title=read::cannot be read")


def test_a_name_with_control_characters_is_shown_as_escapes(bilingual: Run, files: Path) -> None:
    (files / "a\x1b[2J\n.tsv").write_text(WRONG, "utf-8")
    run = bilingual("check", ".")
    assert "\x1b" not in run.stdout and r"a\x1b[2J\x0a.tsv:1: error" in run.stdout
    run = bilingual("check", ".", "--format", "github")
    assert "\x1b" not in run.stdout and "%0A.tsv,line=1" in run.stdout


def test_folders_are_walked(bilingual: Run, files: Path) -> None:
    (files / "inner").mkdir()
    (files / "inner" / "deep.TSV").write_text(WRONG, "utf-8")
    (files / "inner" / ".bilingual.json").write_text("{}", "utf-8")  # an output folder
    (files / "inner" / "a.md").write_text("# 标题\n\n只有中文。\n", "utf-8")
    (files / "inner" / "a.png").write_bytes(b"x")
    (files / "inner" / "glossary.csv").write_text("zh,en\n会议,meeting\n", "utf-8")
    (files / ".hidden").mkdir()
    (files / ".hidden" / "a.tsv").write_text(WRONG, "utf-8")
    run = bilingual("check", ".", "inner/deep.TSV", "--json")
    paths = [one["path"] for one in json.loads(run.stdout)["results"]]
    assert paths == ["bad.tsv", "good.tsv", "note.tsv", "inner/a.md", "inner/deep.TSV"]
    assert "inner/a.md: has no pairs" in run.stderr and "passed over" in run.stderr
    assert bilingual("check", "inner/a.md").returncode == 1


def test_a_folder_of_nothing(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = bilingual("check", "empty")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == "bilingual: no files found that can be checked\n"
    told = json.loads(bilingual("check", "empty", "--json").stdout)
    assert (told["results"], told["summary"]["pairs"]) == ([], 0)


def test_what_is_not_understood_is_told_and_the_rest_is_checked(
    bilingual: Run, tmp_path: Path
) -> None:
    word = docx.Document()
    for rows in (
        [("会议", "meeting", "Sitzung")],
        [("1", "2010年", "in 2001"), ("2", "总则", "General")],
    ):
        table = word.add_table(len(rows), 3)
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        word.add_paragraph()
    word.tables[1].rows[1].cells[1].merge(word.tables[1].rows[1].cells[2])
    word.save(str(tmp_path / "a.docx"))
    run = bilingual("check", "a.docx")
    assert run.stdout.startswith("a.docx:1: error date: ")
    assert run.stderr.splitlines()[:2] == [
        "bilingual: a.docx: table 1: source and translation cannot be told (columns 2 and 3 could "
        "all be its translation): not checked",
        "bilingual: a.docx: table 2: merged cells in row 2 are not checked",
    ]


def test_a_translation_of_nothing_is_told(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("zh\ten\n会议\tmeeting\n\tmore\n…\tand more\n", "utf-8")
    run = bilingual("check", "a.tsv")
    assert run.stderr.startswith("bilingual: a.tsv: no source in rows 3, 4: not checked\n")


def test_our_documents_by_their_own_findings(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("# 会议\n\n会议在昆明举行。\n", "utf-8")
    formats = ("--to", "md", "--to", "docx", "--to", "html")
    bilingual("translate", "seeds", "-o", "out", "--engine", "identity", *formats)
    run = bilingual("check", "out", "--json", "--no-starter-terms")
    told = {one["path"]: one for one in json.loads(run.stdout)["results"]}
    assert [*told] == ["out/a.md.docx", "out/a.md.html", "out/a.md.md"]
    for result in told.values():
        assert {one["code"] for one in result["findings"]} <= {"untranslated", "empty"}
        assert "untranslated" in {one["code"] for one in result["findings"]}


def test_our_documents_are_judged_by_sentence(bilingual: Run, tmp_path: Path) -> None:
    """The figure that one sentence lacks is in the other."""
    source, target = "去年有35人。今年有35人。", "35 came. This year 53 came."
    table = f"| 中文 | English |\n| --- | --- |\n| {source} | {target} |\n"
    (tmp_path / "theirs.md").write_text(table, "utf-8")
    matter = "---\nbilingual:\n  source: a.md\n  layout: side-by-side\n---\n\n"
    (tmp_path / "ours.md").write_text(matter + table, "utf-8")
    found = {}
    for name in ("ours.md", "theirs.md"):
        (result,) = json.loads(bilingual("check", name, "--json").stdout)["results"]
        found[name] = [one for one in result["findings"] if one["code"] == "number"]
    assert found["theirs.md"] == []
    (wrong,) = found["ours.md"]
    assert wrong["source"] == [10, 12]
    assert target[slice(*wrong["target"])] == "53"


def test_a_glossary_holds(bilingual: Run, files: Path) -> None:
    (files / "house.csv").write_text("zh,en\n会议,Grand Palaver\n", "utf-8")
    assert bilingual("check", "good.tsv").returncode == 0
    run = bilingual("check", "good.tsv", "--glossary", "house.csv")
    assert "good.tsv:1: error term: 会议 should be 'Grand Palaver'" in run.stdout
    (files / "house.csv").rename(files / "glossary.csv")
    assert "error term" in bilingual("check", "good.tsv").stdout
    (files / "glossary.csv").write_text("a,b,c\n", "utf-8")
    assert bilingual("check", "good.tsv").returncode == 2


def test_units_that_nobody_translated_are_empty(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(
        '<xliff version="1.2"><file source-language="zh" target-language="en"><body>\n'
        '<trans-unit id="u"><source>会议</source></trans-unit></body></file></xliff>',
        "utf-8",
    )
    run = bilingual("check", "a.xlf")
    assert run.stdout.splitlines() == [
        "a.xlf:1: error empty: nothing was translated",
        "    会议",
        "    (empty)",
    ]
    assert "file=a.xlf,line=2," in bilingual("check", "a.xlf", "--format", "github").stdout


def test_long_texts_are_cut_short_around_what_is_wrong(bilingual: Run, tmp_path: Path) -> None:
    source = f"{'昆明是省会。' * 40}2010年。"
    target = f"{'Kunming is a capital, so it says. ' * 2}It is. {'x y ' * 60}In 2001."
    (tmp_path / "a.tsv").write_text(f"{source}\t{target}\n", "utf-8")
    skipped = ("loop", "length", "omission", "date-added", "latin")
    options = [word for code in skipped for word in ("--skip-check", code)]
    shown = bilingual("check", "a.tsv", *options).stdout.splitlines()
    assert shown[1].endswith("2010年。") and shown[1].startswith("    …")
    assert shown[2].endswith("In 2001.") and len(shown[2]) < 120


def test_the_hook_of_pre_commit_runs_this_command(bilingual: Run, files: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"]) == ("bilingual-check", "python")
    program, *words = hook["entry"].split()
    assert program == "bilingual"
    assert bilingual(*words, "bad.tsv").returncode == 1
    for name, is_checked in [("a/b.docx", True), ("a.tmx", True), ("README.md", False)]:
        assert bool(re.search(hook["files"], name)) == is_checked


def test_sentences_divided_otherwise_are_judged_as_a_whole(bilingual: Run, tmp_path: Path) -> None:
    source = "2024年昆明有3815家企业，大理有12家，丽江有7家。今年增长了5%，去年4%。"
    target = (
        "Kunming had 3,815 firms. In 2024 Dali had 12, Lijiang 7; up 5 percent, then 4 percent."
    )
    table = f"| 中文 | English |\n| --- | --- |\n| {source} | {target} |\n"
    matter = "---\nbilingual:\n  source: a.md\n  layout: side-by-side\n---\n\n"
    (tmp_path / "ours.md").write_text(matter + table, "utf-8")
    run = bilingual("check", "ours.md")
    assert (run.returncode, run.stdout) == (0, "")
