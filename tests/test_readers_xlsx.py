"""Excel: sheets as headings and tables of what cells show, and what is left out."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.formats.office import number_formats
from bilingual.formats.office.number_formats import show_number
from bilingual.formats.office.sheet import cell_name, read_place
from bilingual.model import Document, Mark, Part, Span, SpanKind
from bilingual.readers import read_document
from tests.office_files import SHEET, sheet, xlsx

STRINGS = [
    "<t>二〇二四年销售情况</t>",
    "<t>地区</t>",
    "<t>金额</t>",
    '<t>北京</t><rPh sb="0" eb="2"><t>ペキン</t></rPh><phoneticPr fontId="1"/>',
    '<r><t xml:space="preserve">这是</t></r><r><rPr><b/><sz val="11"/></rPr><t>重要</t></r>'
    "<r><rPr><b val='0'/></rPr><t>说明。_x000D_&#10;第二行</t></r>",
]


def read(folder: Path, content: bytes, name: str = "a.xlsx", *, hidden: bool = False) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path, keeps_hidden=hidden)


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def text(name: str, index: int) -> str:
    return f'<c r="{name}" t="s"><v>{index}</v></c>'


def value(name: str, stored: str, style: int = 0, kind: str = "n", formula: str = "") -> str:
    told = f"<f>{formula}</f>" if formula else ""
    inside = f"<v>{stored}</v>" if stored else ""
    return f'<c r="{name}" s="{style}" t="{kind}">{told}{inside}</c>'


def cells(document: Document) -> list[tuple[int, int, int, int, str]]:
    return [
        (c.row, c.column, c.row_span, c.column_span, block.text)
        for block in document.blocks
        if (c := block.cell)
    ]


SALES = sheet(
    row(1, text("A1", 0)),
    row(3, text("A3", 1), text("B3", 2)),
    row(4, text("A4", 3), value("B4", "1234.5", 2), value("D4", "45593", 1)),
    row(5, value("A5", "合计", 0, "str", "CONCAT(1)"), value("B5", "7", 0, "n", "SUM(B4)")),
    row(6, value("A6", "", 0, "n", "NOW()"), value("B6", "1", 0, "b"), value("D6", "#N/A", 0, "e")),
    row(7, text("A7", 4), '<c r="B7" t="inlineStr"><is><t>行内</t></is></c>'),
    after='<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A7:A8"/></mergeCells>',
)


def test_a_sheet_is_a_heading_and_a_table_of_what_its_cells_show(tmp_path: Path) -> None:
    document = read(tmp_path, xlsx({"销售": SALES}, strings=STRINGS))
    heading, *blocks = document.blocks
    assert (heading.kind.value, heading.level, heading.text) == ("heading", 1, "销售")
    assert cells(document) == [
        (0, 0, 1, 3, "二〇二四年销售情况"),
        (1, 0, 1, 1, "地区"),
        (1, 1, 1, 1, "金额"),
        (2, 0, 1, 1, "北京"),
        (2, 1, 1, 1, "1,234.50元"),
        (2, 2, 1, 1, "2024-10-28"),
        (3, 0, 1, 1, "合计"),
        (3, 1, 1, 1, "7"),
        (4, 0, 1, 1, "=NOW()"),
        (4, 1, 1, 1, "TRUE"),
        (4, 2, 1, 1, "#N/A"),
        (5, 0, 1, 1, "这是重要说明。\n第二行"),
        (5, 1, 1, 1, "行内"),
    ]
    assert blocks[11].spans == (
        Span(text="这是"),
        Span(text="重要", marks=frozenset({Mark.BOLD})),
        Span(text="说明。\n第二行"),
    )
    assert blocks[8].spans[0].kind is SpanKind.CODE
    typed = [block.locator for block in blocks if block.element]
    assert typed == [f"sheet 销售, {name}" for name in ("A1", "A3", "B3", "A4", "A7", "B7")]
    assert document.remarks == ()


@pytest.mark.parametrize("has_table", [False, True])
def test_a_header_is_what_a_table_says_or_text_over_numbers(
    tmp_path: Path, has_table: bool
) -> None:
    below = text("B2", 3) if has_table else value("B2", "7")
    made = sheet(row(1, text("A1", 1), text("B1", 2)), row(2, text("A2", 3), below))
    others = {"表": [("rId1", "table", "../tables/t.xml")]} if has_table else {}
    parts = {"xl/tables/t.xml": f'<table {SHEET} ref="A1:B2"/>'} if has_table else {}
    made_file = xlsx({"表": made}, strings=STRINGS, others=others, parts=parts)
    blocks = read(tmp_path, made_file).blocks[1:]
    assert [b.cell.is_header for b in blocks if b.cell] == [True, True, False, False]


def test_what_is_hidden_is_left_out_and_counted(tmp_path: Path) -> None:
    made = xlsx(
        {
            "公开": sheet(
                row(1, text("A1", 1), text("C1", 2)),
                row(2, text("A2", 3), more='hidden="1"'),
                before='<cols><col min="3" max="4" hidden="1"/></cols>',
            ),
            "底价": sheet(row(1, text("A1", 0))),
            "极密": sheet(row(1, text("A1", 0))),
        },
        strings=STRINGS,
        states={"底价": "hidden", "极密": "veryHidden"},
    )
    document = read(tmp_path, made)
    assert [block.text for block in document.blocks] == ["公开", "地区"]
    assert document.remarks == (
        "2 cells in hidden rows or columns of “公开” left out (--hidden takes such along).",
        "2 hidden sheets left out (--hidden takes such along): “底价”, “极密”.",
    )
    everything = read(tmp_path, made, hidden=True)
    assert len(everything.blocks) == 1 + 3 + 2 + 2
    assert everything.remarks == ()


def test_comments_follow_and_what_lies_over_cells_is_named(tmp_path: Path) -> None:
    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        "<d:graphicFrame/><d:pic/><d:pic/></d:wsDr>"
    )
    comments = (
        f'<comments {SHEET}><commentList><comment ref="A1"><text><r><t>请核对。</t></r></text>'
        "</comment></commentList></comments>"
    )
    made = xlsx(
        {"数据": sheet(row(1, text("A1", 1)))},
        strings=STRINGS,
        others={"数据": [("r1", "comments", "../c.xml"), ("r2", "drawing", "../drawings/d.xml")]},
        parts={"xl/c.xml": comments, "xl/drawings/d.xml": drawing},
    )
    document = read(tmp_path, made)
    last = document.blocks[-1]
    assert (last.text, last.part, last.locator) == (
        "请核对。",
        Part.COMMENT,
        "comment on A1 of sheet 数据",
    )
    assert document.remarks == ("1 chart and 2 pictures over the cells of “数据” left out.",)


def test_what_lies_under_merged_cells_is_not_shown(tmp_path: Path) -> None:
    made = sheet(
        row(1, text("A1", 1), text("B1", 2)),
        row(2, text("A2", 3)),
        after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    found = cells(read(tmp_path, xlsx({"表": made}, strings=STRINGS)))
    assert [one[-1] for one in found] == ["地区", "金额"]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.30000000000000004", "General", "0.3"),
        ("123456789012", "General", "123456789012"),
        ("1E-3", "General", "0.001"),
        ("-1234.567", "#,##0.00;[Red](#,##0.00)", "(1,234.57)"),
        ("-1234.567", "#,##0.00", "-1,234.57"),
        ("0.256", "0%", "26%"),
        ("1234567", "0.0,", "1234.6"),
        ("7", "000", "007"),
        ("7.25", "00.0", "07.3"),
        ("3.5", "0.##", "3.5"),
        ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("12", '"约"0"万元"', "约12万元"),
        ("45593.75", "yyyy/m/d h:mm", "2024-10-28 18:00"),
        ("0.5", "h:mm AM/PM", "12:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("45593", 'm"月"d"日"', "2024-10-28"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("文字", "0.0", "文字"),
        ("NaN", "0.0", "NaN"),
        ("99999999999", "yyyy-mm-dd", "99999999999"),
    ],
)
def test_numbers_are_shown_in_their_format(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, code) == shown


def test_days_can_be_counted_from_1904(tmp_path: Path) -> None:
    made = sheet(row(1, value("A1", "44131", 1)))
    book = xlsx({"表": made}, workbook='<workbookPr date1904="1"/>')
    assert read(tmp_path, book).blocks[1].text == "2024-10-28"


def test_the_examples_of_number_formats_hold() -> None:
    assert doctest.testmod(number_formats).failed == 0


def test_names_of_cells() -> None:
    for place, name in (((0, 0), "A1"), ((2, 25), "Z3"), ((9, 26), "AA10"), ((0, 16383), "XFD1")):
        assert (cell_name(*place), read_place(name)) == (name, place)
    assert read_place("A") is read_place("1A") is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "is password-protected or an old .xls"),
        ("地区,金额\n北京,12".encode(), "is a text file, not a file of Excel; rename it to .txt"),
        (xlsx({"表": "<worksheet"}), "is not a sound Excel file (xl/worksheets/sheet1.xml: "),
        (xlsx({"表": sheet()}), "has no text"),
    ],
)
def test_what_is_no_workbook_is_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, content)
    assert problem in str(caught.value)


def test_more_cells_than_a_document_can_have_are_refused(tmp_path: Path) -> None:
    rows = [row(n, *(value(f"{c}{n}", "1") for c in "ABCDEFGHIJ")) for n in range(1, 2101)]
    with pytest.raises(ReadError, match="has more than 20,000 paragraphs"):
        read(tmp_path, xlsx({"表": sheet(*rows)}))


def test_links_lead_where_the_sheet_or_a_formula_says(tmp_path: Path) -> None:
    hyperlinks = (
        '<hyperlinks><hyperlink ref="A1" r:id="rId1"/><hyperlink ref="A2:B2" r:id="rId1"/>'
        '<hyperlink ref="B1" location="Sheet2!A1"/></hyperlinks>'
    )
    made = xlsx(
        {
            "表": sheet(
                row(1, text("A1", 0), text("B1", 1)),
                row(2, text("A2", 1), text("B2", 2)),
                row(
                    3,
                    value(
                        "A3", "合计", 0, "str", "HYPERLINK(&quot;http://b.cn&quot;,&quot;x&quot;)"
                    ),
                ),
                after=hyperlinks,
            )
        },
        strings=STRINGS,
        others={"表": [("rId1", "hyperlink", "http://a.cn/")]},
    )
    document = read(tmp_path, made)
    assert [[span.href for span in block.spans] for block in document.blocks if block.cell] == [
        ["http://a.cn/"],
        [""],
        ["http://a.cn/"],
        ["http://a.cn/"],
        ["http://b.cn"],
    ]


def test_headers_and_footers_are_read_once(tmp_path: Path) -> None:
    written = (
        "<headerFooter><oddHeader>&amp;L&amp;&quot;宋体,常规&quot;&amp;12机密&amp;C&amp;A&amp;R研发&amp;&amp;设计"
        "</oddHeader><oddFooter>&amp;C第 &amp;P 页，共&amp;K000000&amp;N页&amp;R&amp;P</oddFooter>"
        "</headerFooter>"
    )
    one = sheet(row(1, text("A1", 0)), after=written)
    document = read(tmp_path, xlsx({"甲": one, "乙": one}, strings=STRINGS))
    told = [(block.part, block.text) for block in document.blocks if block.part is not Part.BODY]
    assert told == [
        (Part.HEADER, "机密"),
        (Part.HEADER, "甲"),
        (Part.HEADER, "研发&设计"),
        (Part.HEADER, "机密"),
        (Part.HEADER, "乙"),
        (Part.HEADER, "研发&设计"),
        (Part.FOOTER, "第 {PAGE} 页，共{PAGES}页"),
    ]
