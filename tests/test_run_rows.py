"""Findings and repairs, with their places in the rows of a document; remarks, without one."""

import io
from dataclasses import replace

import docx
import pytest

from bilingual.cli.console import Console
from bilingual.cli.report_results import result_row
from bilingual.engines import choose_engine
from bilingual.model import (
    BilingualDocument,
    Block,
    Document,
    EngineInfo,
    Finding,
    Layout,
    Origin,
    Pair,
    Repair,
    Severity,
    Span,
    Translation,
    with_ids,
)
from bilingual.run.rows import RowFinding, RowRepair, findings_of, repairs_of
from bilingual.run.tasks import Result, Status
from bilingual.writers import ShownFindings, WriteOptions, render
from bilingual.writers.labels import cover_facts

WRONG = Finding(
    code="number",
    severity=Severity.ERROR,
    message="35: not in the translation",
    source=(1, 3),
    target=(10, 12),
)


def document() -> BilingualDocument:
    """A title without findings, and a row of two sentences."""
    title, row = with_ids(Block(spans=(Span(text=text),)) for text in ("标题", "2010年。有35人。"))
    first = Translation(
        source="2010年。",
        text="In 2010.",
        origin=Origin.ENGINE,
        repairs=(Repair(source="2010年", before="2001", after="2010"),),
    )
    second = Translation(
        source="有35人。", text="There are 53 men.", origin=Origin.ENGINE, findings=(WRONG,)
    )
    target = (Span(text="In 2010. There are 53 men."),)
    return BilingualDocument(
        document=Document(name="a.txt", format="txt", blocks=(title, row)),
        pairs=(
            Pair(source=title, original=title, target=(Span(text="Title"),)),
            Pair(source=row, original=row, target=target, segments=(first, second)),
        ),
        source_language="zh-Hans",
        target_language="en",
        engine=EngineInfo(name="argos"),
    )


def test_findings_have_their_places_in_the_row() -> None:
    made = document()
    (found,) = findings_of(made)
    assert found == RowFinding(
        row=2,
        id=made.pairs[1].source.id,
        code="number",
        severity=Severity.ERROR,
        message=WRONG.message,
        source=(7, 9),
        target=(19, 21),
    )
    assert found.source and found.target
    assert made.pairs[1].source.text[slice(*found.source)] == "35"
    assert made.pairs[1].target_text[slice(*found.target)] == "53"


def test_repairs_are_told_by_row_and_on_the_cover() -> None:
    made = document()
    (told,) = repairs_of(made)
    assert told == RowRepair(
        row=2, id=made.pairs[1].source.id, source="2010年", before="2001", after="2010"
    )
    assert cover_facts(made, WriteOptions())[-1] == (
        "更正 Repairs",
        "2001 → 2010 (row 2). Here the tool has corrected the machine translation by its source.",
    )
    silent = WriteOptions(layout=Layout.TARGET_ONLY, findings=ShownFindings.NONE)
    assert [name for name, _ in cover_facts(made, silent)] == ["Source", "Translation"]


LEFT_OUT = "Hidden text is left out: 12 characters in 2 paragraphs."


@pytest.mark.parametrize("has_cover", [True, False])
@pytest.mark.parametrize("layout", list(Layout))
def test_remarks_stand_in_every_document(layout: Layout, has_cover: bool) -> None:
    made = document()
    made = replace(made, document=replace(made.document, remarks=(LEFT_OUT,)))
    options = WriteOptions(layout=layout, has_cover=has_cover)
    word = docx.Document(io.BytesIO(render(made, "docx", options)))
    assert LEFT_OUT in word.core_properties.comments
    assert any(LEFT_OUT in one.text for one in word.paragraphs) == has_cover
    markdown = render(made, "md", options).decode()
    assert markdown.count(LEFT_OUT) == 1 + has_cover  # in the front matter too
    assert (LEFT_OUT in render(made, "html", options).decode()) == has_cover


def test_remarks_are_told_by_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    result = Result(
        source="a.docx", status=Status.WRITTEN, outputs=("out/a.docx.md",), remarks=(LEFT_OUT,)
    )
    engine = choose_engine("identity")
    console = Console(engine, is_json=False, is_quiet=False, is_verbose=False)
    console.finish(result)
    console.summarize([result])
    assert capsys.readouterr().err.splitlines()[0] == f"bilingual: a.docx: {LEFT_OUT}"
    assert result_row(result)["remarks"] == (LEFT_OUT,)
