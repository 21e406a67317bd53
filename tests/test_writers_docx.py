from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from lxml import etree

from bilingual.model import (
    Block,
    BlockKind,
    Cell,
    EngineInfo,
    Layout,
    Mark,
    Pair,
    SourceText,
    Span,
    SpanKind,
)
from bilingual.writers import WriteOptions, render
from tests.builders import DRAFT, document, pair


def written(
    *pairs: Pair,
    layout: Layout = Layout.SIDE_BY_SIDE,
    source_text: SourceText = SourceText.NORMALIZED,
    title: str = "",
    engine: EngineInfo | None = None,
) -> Word:
    """The document as python-docx reads it."""
    made = document(*pairs, title=title, engine=engine)
    options = WriteOptions(layout=layout, source_text=source_text)
    return docx.Document(io.BytesIO(render(made, "docx", options)))


def rows(word: Word) -> list[list[str]]:
    """The bilingual table below its header; a cell that spans both columns counts once."""
    lines = word.tables[0]._tbl.tr_lst[1:]
    return [[cell_text(cell) for cell in line.tc_lst] for line in lines]


def cell_text(cell: etree._Element) -> str:
    paragraphs = cell.findall(qn("w:p"))
    return "\n".join(paragraph_text(paragraph) for paragraph in paragraphs)


def paragraph_text(paragraph: etree._Element) -> str:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    elements = paragraph.iter(qn("w:t"), *marks)
    return "".join(marks.get(str(element.tag), element.text or "") for element in elements)


def texts(word: Word) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def styles(word: Word) -> list[str]:
    names = (paragraph.style.name for paragraph in word.paragraphs if paragraph.style)
    return [name or "" for name in names]


def cell_styles(word: Word) -> list[list[str]]:
    return [
        [cell.paragraphs[0].style.name or "" for cell in row.cells if cell.paragraphs[0].style]
        for row in word.tables[0].rows
    ][1:]


HEADING = Block(kind=BlockKind.HEADING, level=2)
ITEM = Block(kind=BlockKind.LIST_ITEM, level=2, marker="•")
CODE = Block(kind=BlockKind.CODE)


def in_table(row: int, column: int, *, row_span: int = 1, column_span: int = 1) -> Block:
    return Block(
        cell=Cell(table=0, row=row, column=column, row_span=row_span, column_span=column_span)
    )


def everything() -> list[Pair]:
    """A block of every kind."""
    marked = [Span(text="粗", marks=frozenset(Mark)), Span(text="x", kind=SpanKind.CODE)]
    return [
        pair("背景", "Background", block=HEADING),
        pair("“引号”", "“quotes”", findings=["looks odd", "looks odd"]),
        pair(marked),
        pair("甲", "A", block=ITEM),
        pair("续", "more", block=Block(kind=BlockKind.LIST_ITEM, level=2)),
        pair("引", "quote", block=Block(quote_depth=1, blank_before=2)),
        pair(
            "项", "item", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="1.", quote_depth=2)
        ),
        pair("a\n  b\n", block=CODE),
        pair("<!-- x -->", block=Block(kind=BlockKind.HTML)),
        pair("", block=Block(kind=BlockKind.RULE)),
        pair("型", "Type", block=in_table(0, 0, row_span=2)),
        pair("参数", "Data", block=in_table(0, 1, column_span=2)),
        pair("一", "one", block=in_table(1, 1)),
        pair("二", "two", block=in_table(1, 2)),
        pair("尾", "end"),
    ]


def test_side_by_side_is_one_row_a_block() -> None:
    word = written(pair("第一段。", "First."), pair("10/28/2024"))
    assert rows(word) == [["第一段。", "First."], ["10/28/2024", "10/28/2024"]]
    header = word.tables[0].rows[0]
    assert [cell.text for cell in header.cells] == ["中文", "English"]
    assert header._tr.find(f".//{qn('w:tblHeader')}") is not None


def test_rows_may_break_across_pages() -> None:
    word = written(pair("一", "one"))
    assert word.element.find(f".//{qn('w:cantSplit')}") is None


def test_code_spans_both_columns_once() -> None:
    word = written(pair("a\n\tb\n", block=CODE), pair("一", "one"))
    assert rows(word) == [["a\n\tb"], ["一", "one"]]


def test_blocks_are_set_in_named_styles() -> None:
    word = written(*everything()[:7])
    assert cell_styles(word) == [
        ["Source Heading 2", "Target Heading 2"],
        ["Source Text", "Target Text"],
        ["Source Text", "Target Text"],
        ["Source List 2", "Target List 2"],
        ["Source List 2 Continued", "Target List 2 Continued"],
        ["Source Quote After Gap", "Target Quote After Gap"],
        ["Source List 1 Quoted 2", "Target List 1 Quoted 2"],
    ]


@pytest.mark.parametrize("layout", Layout)
def test_one_side_alone_carries_the_outline(layout: Layout) -> None:
    word = written(pair("背景", "Background", block=HEADING), layout=layout)
    muted = [
        style.name
        for style in word.styles
        if style.element.find(f"./{qn('w:pPr')}/{qn('w:outlineLvl')}[@{qn('w:val')}='9']")
        is not None
    ]
    with_outline = "Target" if layout is Layout.TARGET_ONLY else "Source"
    assert f"{with_outline} Heading 2" not in muted
    assert layout is Layout.TARGET_ONLY or "Target Heading 2" in muted
    base = word.styles[f"{with_outline} Heading 2"].base_style
    assert base.name == "Heading 2"


def test_markers_are_text_before_a_tab() -> None:
    assert rows(written(pair("甲", "A", block=ITEM))) == [["•\t甲", "•\tA"]]


def test_interleaved_puts_the_target_under_its_source() -> None:
    word = written(
        pair("背景", "Background", block=HEADING), pair("一", "one"), layout=Layout.INTERLEAVED
    )
    assert texts(word)[1:] == ["背景", "Background", "一", "one"]
    assert styles(word)[-2:] == ["Source Text", "Target Text"]


def test_interleaved_items_show_their_marker_once() -> None:
    word = written(pair("甲", "A", block=ITEM), layout=Layout.INTERLEAVED)
    assert texts(word)[1:] == ["•\t甲", "A"]


def test_target_only_shows_no_source() -> None:
    word = written(pair("一", "one"), pair("二", "two"), layout=Layout.TARGET_ONLY)
    assert texts(word)[1:] == ["one", "two"]


def test_source_tables_stand_nested_left_and_right() -> None:
    word = written(*everything()[10:])
    left, right = (cell.tables[0] for cell in word.tables[0].rows[1].cells)
    assert [[cell.text for cell in row.cells] for row in left.rows] == [
        ["型", "参数", "参数"],
        ["型", "一", "二"],
    ]
    assert [cell.text for cell in right.rows[1].cells] == ["Type", "one", "two"]
    assert rows(word)[1] == ["尾", "end"]


def test_wide_source_tables_take_the_whole_width() -> None:
    cells = [pair(f"列{n}", f"column {n}", block=in_table(0, n)) for n in range(4)]
    row = written(*cells).tables[0].rows[1]
    assert len(row._tr.tc_lst) == 1
    source, target = row.cells[0].tables
    assert [cell.text for cell in source.rows[0].cells] == ["列0", "列1", "列2", "列3"]
    assert [cell.text for cell in target.rows[0].cells] == [f"column {n}" for n in range(4)]


def test_interleaved_source_tables_come_one_after_the_other() -> None:
    word = written(*everything()[10:], layout=Layout.INTERLEAVED)
    assert [table.rows[1].cells[1].text for table in word.tables] == ["一", "one"]


@pytest.mark.parametrize("layout", Layout)
def test_drafts_and_findings_are_visible(layout: Layout) -> None:
    word = written(*everything(), layout=layout, engine=DRAFT)
    banner = next(text for text in texts(word) if text.startswith("Draft machine translation"))
    assert "translate-zh_en-0_1" in banner
    assert "机器翻译草稿，仅供参考" in banner
    assert "draft machine translation" in word.core_properties.keywords
    assert word.core_properties.category == "draft machine translation"
    body = "\n".join(paragraph_text(p) for p in word.element.iter(qn("w:p")))
    assert "⚠ looks odd (2×)" in body
    assert texts(word)[-1] == "⚠ 2 findings"


def test_a_title_is_shown_unless_the_text_starts_with_it() -> None:
    assert texts(written(pair("正文", "Text"), title="标题"))[0] == "标题"
    assert "标题" not in texts(written(pair("标题", "Title"), title="标题"))


def test_properties_name_source_and_maker() -> None:
    properties = written(pair("一", "one"), title="标题").core_properties
    assert (properties.title, properties.author) == ("标题", "张三")
    assert "translate-zh_en-1_9" in properties.comments
    assert properties.created == dt.datetime(2024, 10, 28, tzinfo=dt.UTC)


def test_pages_are_numbered() -> None:
    footer = written(pair("一", "one")).sections[0].footer._element
    fields = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_quotes_take_the_font_of_their_language() -> None:
    line = written(pair("“引号”", "“quotes”")).tables[0].rows[1]
    hints = [cell._tc.xpath("string(.//w:r/w:rPr/w:rFonts/@w:hint)") for cell in line.cells]
    assert hints == ["eastAsia", ""]


def test_only_web_and_mail_addresses_become_links() -> None:
    addresses = [
        "https://example.com/下载?q=a b",
        "mailto:a@b.cn",
        "javascript:x",
        "http://[",
        "x.md",
    ]
    word = written(pair([Span(text="链", href=address) for address in addresses]))
    targets = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    assert targets == {"https://example.com/%E4%B8%8B%E8%BD%BD?q=a%20b", "mailto:a@b.cn"}
    assert rows(word)[0][0] == "链" * 5


def test_images_are_named_and_control_characters_shown() -> None:
    image = Span(text="图", kind=SpanKind.IMAGE, href="a.png")
    assert rows(written(pair([image, Span(text="a\x0bb\ud800")])))[0][0] == (
        "[image: 图]a\\x0bb\\ud800"
    )


def test_the_original_text_is_shown_on_request() -> None:
    word = written(pair("中国", "China", original="中國(guó)"), source_text=SourceText.ORIGINAL)
    assert rows(word) == [["中國(guó)", "China"]]


@pytest.mark.parametrize("layout", Layout)
def test_same_input_same_bytes(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    made = document(*everything(), date=None)
    options = WriteOptions(layout=layout)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = render(made, "docx", options)
    assert render(made, "docx", options) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with zipfile.ZipFile(io.BytesIO(render(made, "docx", options))) as archive:
        assert b"1970-01-02T00:00:00Z" in archive.read("docProps/core.xml")


SCHEMA_ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr shd tabs suppressAutoHyphens spacing ind"
    " jc outlineLvl",
    "rPr": "rStyle rFonts b i strike noProof color sz szCs u vertAlign lang",
    "tcPr": "tcW gridSpan vMerge shd",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "style": "name basedOn qFormat pPr rPr tblPr tblStylePr",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "pBdr": "top left bottom right",
}


@pytest.mark.parametrize("layout", Layout)
def test_elements_keep_the_order_of_the_schema(layout: Layout) -> None:
    content = render(document(*everything(), engine=DRAFT), "docx", WriteOptions(layout=layout))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("word/")]
    for part in parts:
        for element in etree.fromstring(part).iter():
            order = SCHEMA_ORDER.get(etree.QName(element).localname, "").split()
            if order:
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(set(places)), etree.tostring(element)
            if element.tag == qn("w:tc"):
                assert element[-1].tag == qn("w:p")


@pytest.mark.parametrize("layout", Layout)
def test_every_style_in_use_is_defined(layout: Layout) -> None:
    word = written(*everything(), layout=layout, engine=DRAFT)
    defined = {style.style_id for style in word.styles}
    tags = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"), qn("w:basedOn"))
    used = {
        e.get(qn("w:val")) for root in (word.element, word.styles.element) for e in root.iter(*tags)
    }
    assert used <= defined


def test_ten_thousand_rows_take_seconds() -> None:
    made = document(*(pair(f"第{n}段。", f"Paragraph {n}.") for n in range(10_000)))
    start = time.perf_counter()
    render(made, "docx", WriteOptions())
    assert time.perf_counter() - start < 20


def test_a_paragraph_of_200_000_characters_is_kept_whole() -> None:
    text = "长文。" * 66_667
    with zipfile.ZipFile(
        io.BytesIO(render(document(pair(text, "x")), "docx", WriteOptions()))
    ) as file:
        assert text in file.read("word/document.xml").decode()
