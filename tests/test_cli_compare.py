"""Engines side by side: every text of every one, once and in its row, with what checks found."""

from pathlib import Path

import docx
import pytest

from bilingual.engines import choose_engine
from bilingual.model import Block, BlockKind, Cell, Document, Mark, Span, SpanKind, with_ids
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.run.comparison import Comparison, compare_engines
from bilingual.run.comparison_document import OPTIONS, comparison_document
from bilingual.translate import TranslateOptions
from bilingual.writers import render
from tests.conftest import Run
from tests.tiny_packages import tiny_package

_BLOCKS = (
    Block(kind=BlockKind.HEADING, level=2, spans=(Span(text="总则"),)),
    Block(spans=(Span(text="会议"), Span(text="举行", marks=frozenset({Mark.BOLD})))),
    Block(kind=BlockKind.LIST_ITEM, level=1, marker="•", spans=(Span(text="加快发展。"),)),
    Block(kind=BlockKind.CODE, spans=(Span(text="x = 1"),)),
    Block(spans=(Span(text="图", kind=SpanKind.IMAGE, href="a.png"),)),
    Block(spans=(Span(text="见注。"), Span(text="[1]", kind=SpanKind.NOTE, href="n1"))),
    Block(spans=(Span(text="工厂"),), cell=Cell(table=0, row=0, column=0)),
    Block(kind=BlockKind.RULE),
    Block(spans=(Span(text="注文。"),), note="n1"),
)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("会议于2010年举行。\n\n双方签署协议。\n", "utf-8")
    return path


def compared() -> Comparison:
    document = Document(name="a.md", format="md", blocks=with_ids(_BLOCKS))
    choices = [choose_engine("argos"), choose_engine("identity")]
    return compare_engines(
        normalize_document(document, NormalizeOptions()), choices, TranslateOptions()
    )


def test_each_text_stands_in_its_row_and_column() -> None:
    comparison = compared()
    made = comparison_document(comparison)
    cells = {
        (pair.source.cell.row, pair.source.cell.column): pair
        for pair in made.pairs
        if pair.source.cell and pair.source.cell.table == 1
    }
    rows = [block for block in comparison.seed.blocks if block.block.text.strip()]
    assert {place[0] for place in cells} == set(range(len(rows) + 1))
    for row, block in enumerate(rows, 1):
        assert cells[row, 0].target_text == cells[row, 2].target_text == block.block.text
    translated = [pair for pair in comparison.columns[0].document.pairs if pair.source.text]
    assert [cells[row, 1].target_text for row in range(1, len(rows) + 1)] == [
        pair.target_text for pair in translated
    ]
    assert cells[1, 1].source.kind is BlockKind.PARAGRAPH
    assert all(Mark.BOLD in span.marks for span in cells[1, 1].target)
    assert cells[3, 1].target_marker == "•"


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_it_is_a_document_of_every_kind_the_same_each_time(format_: str) -> None:
    made = comparison_document(compared())
    content = render(made, format_, OPTIONS)
    assert content == render(made, format_, OPTIONS)
    if format_ != "docx":
        assert all(pair.target_text in content.decode() for pair in made.pairs[:10])


def test_the_command(bilingual: Run, seed: Path) -> None:
    package = tiny_package(seed.parent)
    command = ("compare", seed, "--engine", "identity", "--engine", f"argos:{package}")
    run = bilingual(*command, "-o", "c.docx")
    assert run.returncode == 0, run.stderr
    assert "identity: " in run.stdout and run.stdout.endswith("written c.docx\n")
    engines, texts = docx.Document(str(seed.parent / "c.docx")).tables
    assert [cell.text for cell in engines.rows[0].cells][1:] == [
        "identity", "argos, translate-zh_en-1_0"
    ]  # fmt: skip
    first = [cell.text for cell in texts.rows[1].cells]
    assert first[:2] == ["会议于2010年举行。"] * 2 and first[2].startswith("Plain words here.")
    assert "2010" in first[2].partition("\n")[2]  # what a check found
    again = bilingual(*command, "-o", "c.docx")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "c.docx: is there already; " in again.stderr
    assert bilingual(*command, "-o", "c.docx", "--force").returncode == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "babel"), "--engine babel: unknown; choose from argos, "),
        (("--engine", "identity:x"), "--engine identity:x: takes no model; leave out :x"),
        (("--engine", "argos:nowhere"), "nowhere: "),
        (("--engine", "llm:nowhere.gguf"), "nowhere.gguf: "),
        (("--engine", "llm:http://192.0.2.1/v1"), "--allow-network"),
        (("--engine", "identity", "-o", "c.epub"), "c.epub: is of no kind that can be written"),
        ((), "--engine"),
    ],
)
def test_wrong_usage_is_one_line(
    bilingual: Run, seed: Path, options: tuple[str, ...], said: str
) -> None:
    run = bilingual("compare", seed, *options)
    assert run.returncode == 2 and said in run.stderr
    assert not (seed.parent / "a.txt.compared.docx").exists()


def test_without_what_scores_a_reference_names_the_command(
    bilingual: Run, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilingual.run.comparison.find_spec", lambda name: None)
    run = bilingual("compare", seed, "--engine", "identity", "--reference", seed)
    assert run.returncode == 2
    assert "needs sacrebleu, not installed here; pip install 'bilingual-zh[compare]'" in run.stderr


def test_a_reference_scores(bilingual: Run, seed: Path) -> None:
    pytest.importorskip("sacrebleu")
    package = tiny_package(seed.parent)
    reference = seed.parent / "reference.txt"
    command = ("compare", seed, "--engine", f"argos:{package}", "--reference", reference)
    reference.write_text("Plain words here.\nPlain words here.\n", "utf-8")
    run = bilingual(*command, "--no-repair", "-o", "c.md")
    assert "BLEU 100.0, chrF 100.0" in run.stdout
    assert "| BLEU | 100.0 |" in (seed.parent / "c.md").read_text("utf-8")
    reference.write_text("One line.\n", "utf-8")
    run = bilingual(*command, "-o", "d.md")
    assert run.returncode == 2
    assert "reference.txt: has 1 paragraphs, not 2 as a.txt; give one for each" in run.stderr
