from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

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
from bilingual.readers import read_document
from bilingual.writers import WriteOptions, render
from tests.builders import DRAFT, document, pair
from tests.conftest import no_hang
from tests.word_schema import problems


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
    """The rows of all bilingual tables below their headers; a cell that spans both columns counts
    once."""
    return [
        [cell_text(cell) for cell in line.tc_lst]
        for table in word.tables
        for line in table._tbl.tr_lst
        if line.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is None
    ]


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
        for table in word.tables
        for row in table.rows[1:]
    ]


def body(word: Word) -> list[str]:
    """The paragraphs outside of tables, without those of the cover and those that only part
    tables."""
    around = ("Title", "Subtitle", "Cover Facts", "Banner")
    return [
        paragraph_text(paragraph._p)
        for paragraph in word.paragraphs
        if paragraph.text and paragraph.style and paragraph.style.name not in around
    ]


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


def test_only_long_rows_break_across_pages() -> None:
    word = written(pair("一", "one"), pair("长" * 400, "long"))
    short, long = word.tables[0]._tbl.tr_lst[1:]
    assert short.find(f".//{qn('w:cantSplit')}") is not None
    assert long.find(f".//{qn('w:cantSplit')}") is None


def test_code_spans_both_columns_once() -> None:
    word = written(pair("a\n\tb\n", block=CODE), pair("一", "one"))
    assert rows(word) == [["a\n\tb"], ["一", "one"]]


def test_rules_stand_between_tables() -> None:
    rule = pair("", block=Block(kind=BlockKind.RULE))
    word = written(pair("一", "one"), rule, pair("二", "two"))
    assert "Rule" in styles(word)
    assert [len(table.rows) for table in word.tables] == [2, 1]


def test_blocks_are_set_in_named_styles() -> None:
    word = written(*everything()[:7])
    assert cell_styles(word) == [
        ["Source Text", "Target Text"],
        ["Source Text", "Target Text"],
        ["Source List 2", "Target List 2"],
        ["Source List 2 Continued", "Target List 2 Continued"],
        ["Source Quote", "Target Quote"],
        ["Source List 1 Quoted 2", "Target List 1 Quoted 2"],
    ]


def item(marker: str, level: int = 1) -> Block:
    return Block(kind=BlockKind.LIST_ITEM, level=level, marker=marker)


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.TARGET_ONLY])
def test_lists_are_words_own_and_look_as_in_the_source(layout: Layout, tmp_path: Path) -> None:
    markers = ["1.", "2.", "•", "(a)", "3.", "（一）", "1)", "01", "1.", "[x]", "☐"]
    made = document(*(pair("甲", "A", block=item(marker)) for marker in markers))
    path = tmp_path / "a.docx"
    path.write_bytes(render(made, "docx", WriteOptions(layout=layout)))
    shown = [block.marker for block in read_document(path).blocks if block.text == "A"]
    markers[5] = "(1)"  # as English counts
    assert shown == [*markers[:-2], "•", "•"]  # a reader takes all signs for bullets


def test_english_numbers_headings_in_its_own_way() -> None:
    chapters = [
        pair("总则", "General", block=Block(kind=BlockKind.HEADING, level=1, marker=marker))
        for marker in ("第十二章", "二、", "附件三", "•")
    ]
    shown = body(written(*chapters, layout=Layout.TARGET_ONLY))
    assert shown == [f"{one}\u2002General" for one in ("Chapter 12", "2.", "Annex 3", "•")]
    assert body(written(*chapters))[0].strip() == "第十二章\u2002总则\tChapter 12\u2002General"


def test_entries_of_contents_end_with_their_page() -> None:
    entry = pair("一、总则\t3", "General provisions", block=Block(is_contents=True))
    assert rows(written(entry))[0] == ["一、总则\t3", "General provisions\t3"]


def test_list_items_in_cells_are_set_as_the_cells_are() -> None:
    place = Cell(table=0, row=0, column=0)
    cell = [pair("项", "item", block=replace(item(marker), cell=place)) for marker in ("•", "")]
    (table,) = written(*cell, layout=Layout.TARGET_ONLY).tables
    first, second = table.rows[0].cells[0].paragraphs
    assert first.style and first.style.name == "Target Table Text"
    assert second.style and second.style.base_style == first.style


def test_each_language_counts_its_own_list() -> None:
    word = written(*(pair("甲", "A", block=item(marker)) for marker in ("1.", "2.", "1.")))
    lists = word.element.xpath(".//w:numId/@w:val")
    assert [lists.index(one) for one in lists] == [0, 1, 0, 1, 4, 5]
    markers = word.part.numbering_part.element.xpath(".//w:lvlText/@w:val")
    assert markers == ["%1.", "%1."]


def test_list_items_hang() -> None:
    word = written(pair("甲", "A", block=item("•", 2)))
    numbering = word.part.numbering_part.element
    assert set(numbering.xpath(".//w:ind/@w:left")) == {"680"}
    assert set(numbering.xpath(".//w:ind/@w:hanging")) == {"340"}


def test_interleaved_puts_the_target_under_its_source() -> None:
    word = written(pair("一", "one"), pair("2024", "2024"), layout=Layout.INTERLEAVED)
    assert body(word) == ["一", "one", "2024"]
    assert styles(word)[-3:] == ["Source Text", "Target Text", "Target Text"]


def test_interleaved_items_are_counted_once() -> None:
    word = written(pair("甲", "A", block=ITEM), layout=Layout.INTERLEAVED)
    assert body(word) == ["甲", "A"]
    assert styles(word)[-2:] == ["Source List 2", "Target List 2 Continued"]
    assert len(word.element.xpath(".//w:numPr")) == 1


def test_interleaved_text_keeps_the_gaps_of_its_source() -> None:
    gaps = [pair("一", "one"), pair("二", "two"), pair("三", "3", block=Block(blank_before=2))]
    word = written(*gaps, layout=Layout.INTERLEAVED)
    assert styles(word)[-2:] == ["Source Text After Gap", "Target Text"]


def test_short_pairs_stay_on_one_page() -> None:
    word = written(pair("短", "x"), pair("长" * 400, "y"), layout=Layout.INTERLEAVED)
    kept = [p._p.find(f"./{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in word.paragraphs]
    assert kept[-4:] == [True, False, False, False]


def test_target_only_shows_no_source() -> None:
    word = written(pair("一", "one"), pair("二", "two"), layout=Layout.TARGET_ONLY)
    assert body(word) == ["one", "two"]


def test_task_lists_show_boxes() -> None:
    word = written(pair("做", "do", block=item("[x]")), pair("做", "do", block=item("[ ]")))
    assert word.part.numbering_part.element.xpath(".//w:lvlText/@w:val") == ["☑", "☑", "☐", "☐"]


def test_small_source_tables_stand_nested_left_and_right() -> None:
    cells = [pair("型", "Type", block=in_table(0, 0)), pair("一", "one", block=in_table(0, 1))]
    word = written(*cells, pair("尾", "end"))
    left, right = (cell.tables[0] for cell in word.tables[0].rows[1].cells)
    assert [cell.text for cell in left.rows[0].cells] == ["型", "一"]
    assert [cell.text for cell in right.rows[0].cells] == ["Type", "one"]
    assert rows(word)[1] == ["尾", "end"]


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.INTERLEAVED])
def test_in_wide_source_tables_each_cell_has_its_translation(layout: Layout) -> None:
    cells = [pair(f"列{n}", f"column {n}", block=in_table(0, n)) for n in range(4)]
    word = written(*cells, pair("5.2%", "5.2%", block=in_table(1, 0)), layout=layout)
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == [f"列{n}\ncolumn {n}" for n in range(4)]
    assert table.rows[1].cells[0].text == "5.2%"


def test_the_caption_of_a_wide_table_stands_above_it() -> None:
    caption = pair("表1", "Table 1", block=Block(is_caption=True))
    cells = [pair(f"列{n}", f"column {n}", block=in_table(0, n)) for n in range(4)]
    word = written(pair("一", "one"), caption, *cells)
    assert body(word) == ["表1", "Table 1"]
    captions = [one for one in word.paragraphs if one.text in ("表1", "Table 1")]
    assert all(one.paragraph_format.keep_with_next for one in captions), "whatever the template"
    assert [etree.QName(one).localname for one in word.element.body][-6:] == [
        *("p", "p", "p", "tbl", "p", "sectPr")
    ]
    beside = written(caption, *cells[:2])
    assert rows(beside)[0] == ["表1", "Table 1"]


def test_a_table_too_high_for_a_row_stands_outside() -> None:
    cells = [pair("项", "item", block=in_table(row, 0)) for row in range(30)]
    (table,) = written(pair("一", "one"), *cells).tables[1:]
    assert table.rows[0].cells[0].text == "项\nitem"


def test_the_first_line_of_a_table_stays_with_the_next() -> None:
    cells = [pair("项", "item", block=in_table(row, 0)) for row in range(3)]
    (table,) = written(*cells, layout=Layout.INTERLEAVED).tables
    kept = [len(row._tr.xpath(".//w:keepNext")) for row in table.rows]
    assert kept == [2, 0, 0]


def test_nothing_parts_a_heading_from_its_table() -> None:
    cells = [pair(f"列{n}", f"column {n}", block=in_table(0, n)) for n in range(4)]
    word = written(pair("背景", "Background", block=HEADING), *cells)
    heading = next(one for one in word.paragraphs if one.text.startswith("背景"))
    assert heading._p.xpath("name(following-sibling::*[1])") == "w:tbl"


def test_columns_have_room_for_their_words() -> None:
    texts = ["很长的说明" * 8, *["133.25"] * 6]
    cells = [pair(text, text, block=in_table(0, n)) for n, text in enumerate(texts)]
    (table,) = written(*cells, layout=Layout.INTERLEAVED).tables
    assert min(int(one) for one in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")) >= 700


def test_merged_cells_stay_merged() -> None:
    (table,) = written(*everything()[10:-1], layout=Layout.TARGET_ONLY).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Type", "Data", "Data"],
        ["Type", "one", "two"],
    ]


def test_cells_are_aligned_as_in_the_source() -> None:
    number = Block(cell=Cell(table=0, row=0, column=0, align="right"))
    (table,) = written(pair("三", "3", block=number), layout=Layout.INTERLEAVED).tables
    aligned = table._tbl.xpath(".//w:pPr/w:jc/@w:val")
    assert aligned == ["right", "right"]


def test_the_names_of_the_columns_are_said_once_a_stretch() -> None:
    wide = [pair(f"列{n}", f"column {n}", block=in_table(0, n)) for n in range(4)]
    word = written(pair("一", "one"), *wide, pair("二", "two"))
    assert [len(table.rows) for table in word.tables] == [2, 1, 1]


@pytest.mark.parametrize("layout", Layout)
def test_drafts_and_findings_are_visible(layout: Layout) -> None:
    word = written(*everything(), layout=layout, engine=DRAFT)
    banner = next(text for text in texts(word) if text.startswith("Draft machine translation"))
    assert "translate-zh_en-0_1" in banner
    assert "机器翻译草稿，仅供参考" in banner
    assert "draft machine translation" in word.core_properties.keywords
    assert word.core_properties.category == "draft machine translation"
    assert any(
        text.startswith(("标记 Marks\t2 findings", "Marks\t2 findings")) for text in texts(word)
    )
    assert "looks odd (2×)" in [comment.text for comment in word.comments]


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


@pytest.mark.parametrize("layout", Layout)
def test_files_are_as_word_wants_them(layout: Layout) -> None:
    content = render(document(*everything(), engine=DRAFT), "docx", WriteOptions(layout=layout))
    assert problems(content) == []


def test_ten_thousand_rows_are_no_trouble() -> None:
    made = document(*(pair(f"第{n}段。", f"Paragraph {n}.") for n in range(10_000)))
    with no_hang():
        assert render(made, "docx", WriteOptions())


def test_a_paragraph_of_200_000_characters_is_kept_whole() -> None:
    text = "长文。" * 66_667
    with zipfile.ZipFile(
        io.BytesIO(render(document(pair(text, "x")), "docx", WriteOptions()))
    ) as file:
        assert text in file.read("word/document.xml").decode()
