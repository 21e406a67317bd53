"""PDF files as people have them: what ``cases/pdf/`` holds, made after faults of real documents,
and pages put together here, are read in the order of reading, their tables as tables."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from bilingual.model import Block, BlockKind, Document, Mark
from bilingual.readers import read_document
from bilingual.readers.pdf import read_pdf
from tests.conftest import ROOT
from tests.goldens import check_golden
from tests.pdf_builder import Text, make_form, make_pdf

CASES = sorted((ROOT / "tests" / "cases" / "pdf").glob("*.pdf"))
PROSE = (
    "国产大型客机今天完成了首次跨洋飞行全程约一万公里历时十二小时落地后乘客都说很平稳机组也很满意"
    "下一步还要飞往更多的城市去展示它的性能和可靠程度"
)
DOUBT = "The order of reading is not sure on page 1"
WIDE = [(60.0, 780.0 - 18 * row, 12.0, PROSE[38 * row : 38 * (row + 1)]) for row in range(2)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_they_are_read_as_people_read_them(path: Path, request: pytest.FixtureRequest) -> None:
    check_golden(request, f"pdf/{path.stem}.md", outline(read_document(path)))


def outline(document: Document) -> str:
    """Remarks, then blocks as Markdown; cells of a row between bars, merged ones with sizes."""
    lines = [f"> {remark}" for remark in document.remarks]
    rows = groupby(document.blocks, lambda block: block.cell and (block.cell.table, block.cell.row))
    for place, blocks in rows:
        if place is None:
            lines += map(_line, blocks)
        else:
            lines.append(f"| {' | '.join(map(_line, blocks))} |")
    return "\n\n".join([*lines, ""])


def _line(block: Block) -> str:
    text = "".join(
        f"^({span.text})" if Mark.SUPERSCRIPT in span.marks
        else f"_({span.text})" if Mark.SUBSCRIPT in span.marks
        else span.text
        for span in block.spans
    )  # fmt: skip
    if block.kind is BlockKind.HEADING:
        return f"{'#' * block.level} {text}"
    if block.kind is BlockKind.LIST_ITEM:
        return f"- {text}"
    spans = (block.cell.row_span, block.cell.column_span) if block.cell else (1, 1)
    text = f"**{text}**" if block.cell and block.cell.is_header else text
    return text if spans == (1, 1) else f"{text} ({spans[0]}×{spans[1]})"


def read(*page: Text) -> Document:
    return read_pdf(Path("a.pdf"), make_pdf([page]))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def paragraph(start: int, length: int, width: int) -> list[str]:
    """Lines of a paragraph of its own, the first indented by two characters."""
    text = (2 * PROSE)[start : start + length]
    rest = range(width - 2, length, width)
    return ["\u3000\u3000" + text[: width - 2], *(text[at : at + width] for at in rest)]


def words(start: int, length: int) -> str:
    return (2 * PROSE)[start : start + length]


def placed(lines: list[str], left: float, top: float = 700, size: float = 12) -> list[Text]:
    return [(left, top - 18 * row, size, text) for row, text in enumerate(lines)]


LEFT = [*paragraph(0, 60, 16), *paragraph(7, 50, 16)]
RIGHT = [*paragraph(20, 55, 16), *paragraph(33, 55, 16)]
IN_COLUMNS = [words(0, 60), words(7, 50), words(20, 55), words(33, 55)]


def test_columns_stored_row_by_row_are_read_one_after_another() -> None:
    columns = placed(LEFT, 60), placed(RIGHT, 320)
    row_by_row = [text for row in zip(*columns, strict=True) for text in row]
    assert texts(read(*WIDE, *row_by_row)) == [PROSE[:76], *IN_COLUMNS]


def test_three_columns_and_a_long_left_one() -> None:
    three = [paragraph(11 * number, 30, 11) for number in range(3)]
    rows = zip(*(placed(lines, 50 + 170 * at) for at, lines in enumerate(three)), strict=True)
    found = texts(read(*(text for row in rows for text in row)))
    assert found == [words(0, 30), words(11, 30), words(22, 30)]
    uneven = [*placed([*LEFT, *LEFT], 60), *placed(RIGHT[:4], 320)]
    assert texts(read(*uneven)) == [*2 * IN_COLUMNS[:2], words(20, 55)]


def test_a_heading_below_columns_is_read_after_them() -> None:
    page = [*placed(LEFT, 60), *placed(RIGHT, 320), (60.0, 480.0, 12.0, "结束语")]
    found = texts(read(*page, *placed(paragraph(3, 70, 38), 60, top=450)))
    assert found == [*IN_COLUMNS, "结束语", words(3, 70)]


def test_a_table_without_lines_in_a_column() -> None:
    rows = [["型号", "航程", "座位"], ["甲机", "8000", "210"], ["乙机", "", "190"]]
    table = [
        (60.0 + 70 * column, 620.0 - 18 * row, 10.0, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if text
    ]
    left = [*placed(paragraph(0, 60, 16), 60), *table, *placed(paragraph(9, 60, 16), 60, top=540)]
    right = [*paragraph(20, 60, 16), *paragraph(31, 60, 16), *paragraph(40, 60, 16)]
    document = read(*left, *placed(right, 320))
    assert texts(document) == [
        words(0, 60), *(text for row in rows for text in row), words(9, 60),
        words(20, 60), words(31, 60), words(40, 60),
    ]  # fmt: skip
    cells = [block.cell for block in document.blocks if block.cell]
    assert [(cell.row, cell.column) for cell in cells] == [
        (r, c) for r in range(3) for c in range(3)
    ]


def downwards(lines: list[str], right: float, top: float) -> list[Text]:
    """Text that runs from top to bottom, its columns from right to left."""
    return [
        (right - 20 * column, top - 12 * (row + 1), 12, character)
        for column, line in enumerate(lines)
        for row, character in enumerate(line)
        if character != "\u3000"
    ]


def test_text_that_runs_downwards() -> None:
    upper, lower = [*paragraph(0, 60, 22), *paragraph(12, 70, 22)], paragraph(31, 60, 22)
    title = (200.0, 800.0, 20.0, "横排的大标题")
    page = [title, *downwards(upper, 500, 760), *downwards(lower, 500, 440)]
    assert texts(read(*page)) == ["横排的大标题", words(0, 60), words(12, 70), words(31, 60)]
    # figures that share one place of a column
    beside = [*downwards(["本月", "日落地机组"], 500, 760), (500.0, 724.0, 12.0, "12")]
    assert "本月12" in texts(read(*beside))[0]


def test_contents_and_labels_stay_lines() -> None:
    names, numbers = ["第一章 总则", "第二章 组织机构", "第三章 附则"], ["1", "4", "15"]
    document = read(*placed(names, 60), *placed(numbers, 500))
    assert texts(document) == ["第一章 总则 1", "第二章 组织机构 4", "第三章 附则 15"]
    assert not document.remarks
    entries = [*placed(["1.", "2.", "3."], 60), *placed(["甲机", "乙机", "丙机"], 100)]
    assert texts(read(*entries)) == ["1. 甲机", "2. 乙机", "3. 丙机"]
    numbered = [*placed(["2.1", "2.2", "2.10"], 60), *placed(["甲机", "乙机", "丙机"], 100)]
    assert texts(read(*numbered)) == ["2.1 甲机", "2.2 乙机", "2.10 丙机"]


def test_a_cell_that_is_set_in_two_lines_is_one_cell() -> None:
    long = ["这一栏的文字很长会折成", "两行"]
    rows = [(60.0, 700.0 - 20 * row, 12.0, text) for row, text in enumerate(["甲机", "", "乙机"])]
    cells = [(160.0, 700.0 - 20 * row, 12.0, text) for row, text in enumerate(["8000", "", "9000"])]
    notes = [(260.0, 700.0 - 20 * row, 12.0, text) for row, text in enumerate([*long, "短的"])]
    page = [one for one in (*rows, *cells, *notes) if one[3]]
    assert texts(read(*page)) == ["甲机", "8000", "".join(long), "乙机", "9000", "短的"]


def test_what_could_be_read_in_two_orders_is_said() -> None:
    left = ["飞行平稳", "机组", "乘客都说很好", "全程", "落地"]
    staggered = [*placed(left, 60), *placed(left[::-1], 320, top=691)]
    (remark,) = read(*WIDE, *staggered).remarks
    assert remark.startswith(DOUBT)
    assert not read(*WIDE).remarks


def test_values_and_boxes_of_forms_and_typed_notes_are_read() -> None:
    document = read_pdf(Path("form.pdf"), make_form())
    text = " ".join(texts(document))
    assert "Name: Alice Zhang" in text and "typed note" in text
    assert "Member:☒" in text.replace(" ", "") and "Paid:☐" in text.replace(" ", "")
    assert document.remarks == ("Comments that open in a viewer are left out: 1.",)
