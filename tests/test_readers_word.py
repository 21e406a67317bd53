"""Word files: order, structure, tracked changes, and packages that are refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.word.locators import located_elements
from bilingual.model import (
    Block,
    BlockKind,
    Cell,
    Document,
    Mark,
    Media,
    Page,
    Part,
    Span,
    SpanKind,
)
from bilingual.readers import read_document
from tests.conftest import SHARED, no_hang
from tests.word_files import (
    NAMESPACES,
    RELATIONS,
    W,
    fill,
    paragraph,
    png,
    rewritten,
    run,
    save,
    simple,
    with_body,
    with_parts,
    written_field,
)

SAMPLES = SHARED / "samples"


def read_xml(folder: Path, body: str) -> tuple[Block, ...]:
    """The blocks of a document with this body."""
    word = docx.Document()
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        word.element.body.insert_element_before(element, "w:sectPr")
    return read_document(save(word, folder)).blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_headings_by_style_and_blank_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("题目", 0)
    word.add_heading("第一节", 2)
    word.add_paragraph("")
    word.add_paragraph("\u3000\u3000正文。 ")
    own = word.styles.add_style("我的标题", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = word.styles["Heading 3"]
    word.add_paragraph("第二节", style=own)
    document = read_document(save(word, tmp_path))
    assert [(b.kind, b.level, b.text, b.blank_before) for b in document.blocks] == [
        (BlockKind.HEADING, 1, "题目", 0),
        (BlockKind.HEADING, 2, "第一节", 0),
        (BlockKind.PARAGRAPH, 0, "正文。", 1),
        (BlockKind.HEADING, 3, "第二节", 0),
    ]
    assert document.title == "题目"
    assert (document.author, document.date, document.encoding) == ("", None, "")
    assert document.blocks[2].locator == "paragraph 4"


def test_core_properties(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    word.core_properties.title, word.core_properties.author = "报告", "李四"
    word.core_properties.created = dt.datetime(2024, 10, 28, 9, 0)
    document = read_document(save(word, tmp_path), encoding="ignored")
    assert (document.title, document.author) == ("报告", "李四")
    assert document.date == dt.date(2024, 10, 28)
    word.add_paragraph("发布日期：2024-11-01")
    assert read_document(save(word, tmp_path)).date == dt.date(2024, 11, 1)


def test_runs_of_one_formatting_are_one_span(tmp_path: Path) -> None:
    (block,) = read_xml(
        tmp_path,
        paragraph(
            run("中"),
            run("国"),
            run("粗", "<w:b/>"),
            run("常", '<w:b w:val="0"/><w:u w:val="none"/>'),
            run("2", '<w:vertAlign w:val="superscript"/>'),
            run("删", "<w:i/><w:strike/>"),
            run("重", '<w:rStyle w:val="Strong"/>'),
        ),
    )
    assert block.spans == (
        Span(text="中国"),
        Span(text="粗", marks=frozenset({Mark.BOLD})),
        Span(text="常"),
        Span(text="2", marks=frozenset({Mark.SUPERSCRIPT})),
        Span(text="删", marks=frozenset({Mark.ITALIC, Mark.STRIKE})),
        Span(text="重", marks=frozenset({Mark.BOLD})),
    )


def test_characters_that_are_elements(tmp_path: Path) -> None:
    (block,) = read_xml(
        tmp_path,
        paragraph(
            "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"
            '<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/></w:r>'
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        ),
    )
    assert block.text == "甲\t乙\n丙\u2011☑"


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    blocks = read_xml(
        tmp_path,
        paragraph(
            run("留"),
            f"<w:ins>{run('增')}</w:ins>",
            "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('移')}</w:moveFrom><w:moveTo>{run('到')}</w:moveTo>",
        )
        + paragraph(run("前半"), properties="<w:rPr><w:del/></w:rPr>")
        + paragraph(run("后半")),
    )
    assert texts(blocks) == ["留增到", "前半后半"]


def test_fields_links_and_ruby(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    link = '<w:r><w:instrText> HYPERLINK "http://a.b/c" </w:instrText></w:r>'
    page = "<w:r><w:instrText>PAGE</w:instrText><w:t>指令</w:t></w:r>"
    first, second = read_xml(
        tmp_path,
        paragraph(
            *(mark("begin"), link, mark("separate"), run("链接"), mark("end")),
            *(mark("begin"), page, mark("end")),
            '<w:fldSimple w:instr="DATE">' + run("今天") + "</w:fldSimple>",
            '<w:hyperlink w:anchor="x">' + run("内") + "</w:hyperlink>",
            "<w:r><w:ruby><w:rt>" + run("pin") + "</w:rt><w:rubyBase>" + run("拼"),
            "</w:rubyBase></w:ruby></w:r>",
            mark("begin"),
        )
        + paragraph(run("未闭合的域不吞掉正文")),
    )
    assert first.spans == (
        Span(text="链接", href="http://a.b/c"),
        Span(text="今天"),
        Span(text="内", href="#x"),
        Span(text="拼"),
    )
    assert second.text == "未闭合的域不吞掉正文"


def test_content_controls_formulas_and_text_boxes(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
    alternatives = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    formula = "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
    formula += "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    blocks = read_xml(
        tmp_path,
        paragraph(run("锚"), alternatives, run("点"))
        + f"<w:sdt><w:sdtContent>{paragraph(run('控件'), formula)}</w:sdtContent></w:sdt>",
    )
    assert texts(blocks) == ["锚点", "框内", "控件(a+b)/2"]
    assert blocks[2].spans[1].kind is SpanKind.RAW


def test_images(tmp_path: Path) -> None:
    word = docx.Document()
    for _ in range(2):
        word.add_paragraph("图：").add_run().add_picture(io.BytesIO(png()))
    for described in word.element.body.iter("{*}docPr"):
        described.set("descr", "示意图")
    document = read_document(save(word, tmp_path))
    assert [block.spans[1] for block in document.blocks] == [
        Span(
            text="示意图",
            kind=SpanKind.IMAGE,
            href="word/media/image1.png",
            extent=(12_700, 12_700),
            element=f"word/document.xml#drawing-{number}",
        )
        for number in range(2)
    ]
    assert document.media == (Media(name="word/media/image1.png", content=png()),)
    assert document.source == (tmp_path / "seed.docx").read_bytes()


NUMBERING = f"""
<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(level: int, list_id: int = 91, style: str = "Normal") -> str:
    listing = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(run("项"), properties=f'<w:pStyle w:val="{style}"/>{listing}')


def test_numbers_are_counted_as_word_does(tmp_path: Path) -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    for element in parse_xml(NUMBERING):
        numbering.append(element)
    levels = [(0, 91), (1, 91), (1, 91), (2, 91), (3, 91), (0, 91), (1, 91), (0, 92), (0, 92)]
    body = "".join(numbered(level, list_id) for level, list_id in levels)
    body += numbered(0, 92, "Heading1") + numbered(0, 0)
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        word.element.body.insert_element_before(element, "w:sectPr")
    blocks = read_document(save(word, tmp_path)).blocks
    assert [(block.level, block.marker) for block in blocks[:9]] == [
        *((1, "第一条"), (2, "1.1"), (2, "1.2"), (3, "c)"), (4, "•")),
        *((1, "第二条"), (2, "2.1"), (1, "第十一条"), (1, "第十二条")),
    ]
    assert (blocks[9].kind, blocks[9].marker) == (BlockKind.HEADING, "第十三条")
    assert blocks[10].kind is BlockKind.PARAGRAPH


def test_lists_quotes_and_code_by_style(tmp_path: Path) -> None:
    word = docx.Document()
    for style in ("List Bullet", "List Number", "Quote", "Intense Quote"):
        word.add_paragraph(style, style=style)
    word.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("  x = 1", style="Source Code")
    bullet, number, quote, intense, code = read_document(save(word, tmp_path)).blocks
    assert (bullet.kind, bullet.level, bullet.marker) == (BlockKind.LIST_ITEM, 1, "•")
    assert (number.kind, number.marker) == (BlockKind.LIST_ITEM, "1.")
    assert (quote.quote_depth, intense.quote_depth) == (1, 1)
    assert (code.kind, code.text) == (BlockKind.CODE, "  x = 1")


def test_code_in_a_sentence_by_its_style(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("Verbatim Char", WD_STYLE_TYPE.CHARACTER)
    line = word.add_paragraph("运行 ")
    line.add_run("pip ", style="Verbatim Char")
    line.add_run("install", style="Verbatim Char")
    (block,) = read_document(save(word, tmp_path)).blocks
    assert block.spans == (Span(text="运行 "), Span(text="pip install", kind=SpanKind.CODE))


def test_merged_empty_and_nested_cells(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("表前")
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "高"
    table.cell(0, 2).text = "甲\n乙"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "内"
    table.cell(1, 1).paragraphs[0].text = "外"
    header = parse_xml(f'<w:trPr xmlns:w="{W}"><w:tblHeader/></w:trPr>')
    table.rows[0]._tr.insert(0, header)
    word.add_table(1, 1).cell(0, 0).text = "第二"
    blocks = read_document(save(word, tmp_path)).blocks

    def cell(row: int, column: int, **more: int) -> Cell:
        return Cell(
            table=0,
            row=row,
            column=column,
            row_span=more.get("row_span", 1),
            column_span=more.get("column_span", 1),
            is_header=row == 0,
        )

    assert [(block.cell, block.text) for block in blocks] == [
        (None, "表前"),
        (cell(0, 0, column_span=2), "宽"),
        (cell(0, 2), "甲\n乙"),
        (cell(1, 0, row_span=2), "高"),
        (cell(1, 1), "外"),
        (cell(1, 1), "内"),
        (cell(1, 2), ""),
        (cell(2, 1), ""),
        (cell(2, 2), ""),
        (None, "第二"),
    ]
    assert blocks[3].locator == "table 1, row 2"


def test_cells_are_aligned_as_their_first_paragraph(tmp_path: Path) -> None:
    cells = "".join(
        f"<w:tc>{paragraph(run('数'), properties=aligned)}{paragraph(run('字'))}</w:tc>"
        for aligned in ('<w:jc w:val="right"/>', '<w:jc w:val="both"/>', "")
    )
    blocks = read_xml(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [one.cell.align for one in blocks if one.cell] == ["right", "right", "", "", "", ""]


def test_footnotes_come_at_the_end(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:id="0" w:type="separator">'
        f'{paragraph(run("线"))}</w:footnote><w:footnote w:id="7">'
        f"{paragraph('<w:r><w:footnoteRef/></w:r>', run('注释。'))}</w:footnote></w:footnotes>"
    ).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    additions = {
        "[Content_Types].xml": (
            b"</Types>",
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            b"</Relationships>",
            f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/>'.encode()
            + b"</Relationships>",
        ),
        "word/document.xml": (b"</w:r></w:p>", f"</w:r>{reference}</w:p>".encode()),
    }
    path = rewritten(
        simple(tmp_path), lambda name, data: data.replace(*additions.get(name, (b"\0", b"")))
    )
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    text, note = read_document(path).blocks
    assert text.spans[1] == Span(
        text="[1]",
        kind=SpanKind.NOTE,
        href="footnote-7",
        element="word/document.xml#footnoteReference-0",
    )
    assert (note.text, note.locator, note.note) == ("注释。", "footnote 1", "footnote-7")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password-protected or an old .doc"),
        (b"not a zip", "is a text file, not a Word document; rename it to .txt"),
        ("第一行\n第二行\n".encode("gb18030"), "is a text file, .*; rename it to .txt"),
        (b"{\\rtf1 text}", "is an RTF file, not a Word document; rename it to .rtf"),
        (b"%PDF-1.7", "is a PDF, not a Word document; rename it to .pdf"),
        (b"<!DOCTYPE html><p>text", "is a web page, not a Word document; rename it to .html"),
        (bytes(range(256)), "is not a sound Word document .its zip file is damaged"),
        (b"PK\x03\x04" + bytes(40), "not a sound Word document"),
        (b"", "has no text"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "seed.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: None if name == "word/document.xml" else data,
        lambda name, data: None if name == "[Content_Types].xml" else data,
        lambda name, data: data[:-30] if name == "word/document.xml" else data,
        lambda name, data: data.replace(b"w:body", b"w:nobody") if "document.xml" in name else data,
    ],
    ids=["no document", "no types", "truncated XML", "no body"],
)
def test_damaged_packages_are_refused(
    tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    with pytest.raises(ReadError, match="save it again"):
        read_document(rewritten(simple(tmp_path), change))


def test_truncated_at_every_place(tmp_path: Path) -> None:
    data = simple(tmp_path).read_bytes()
    path = tmp_path / "cut.docx"
    for end in range(1, len(data) - 1, len(data) // 40):
        path.write_bytes(data[:end])
        with pytest.raises(ReadError):
            read_document(path)


def test_empty_documents_have_no_text(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="has no text"):
        read_document(simple(tmp_path, " "))


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        data = data.replace("正文。".encode(), b"&e;")
        return data.replace(b"<w:document", doctype + b"<w:document", 1)

    with pytest.raises(ReadError, match="declares a document type"):
        read_document(rewritten(simple(tmp_path), change))


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    path = simple(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/bomb.xml", bytes(40_000_000))
    with pytest.raises(ReadError, match="unpacks to 40 MB"):
        read_document(path)


def test_relations_to_missing_parts_are_passed_over(tmp_path: Path) -> None:
    broken = b'<Relationship Id="rIdX" Type="http://x/image" Target="../NULL"/></Relationships>'

    def change(name: str, data: bytes) -> bytes:
        is_relations = name == "word/_rels/document.xml.rels"
        return data.replace(b"</Relationships>", broken) if is_relations else data

    assert texts(read_document(rewritten(simple(tmp_path), change)).blocks) == ["正文。"]


def test_deep_nesting(tmp_path: Path) -> None:
    opening, closing = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    assert texts(read_xml(tmp_path, opening * 110 + paragraph(run("深")) + closing * 110)) == ["深"]
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert texts(read_xml(tmp_path, table * 70 + paragraph(run("深")) + end * 70)) == ["深"]


def sample(path: Path) -> tuple[Document, list[str]]:
    """A sample's document, and the texts of its XML that a reader sees."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    hidden = (f"{{{W}}}del", f"{{{W}}}rt", "{*}Fallback")
    seen = [
        "".join((element.text or "").split())
        for element in root.iter(f"{{{W}}}t")
        if not any(True for _ in element.iterancestors(*hidden))
    ]
    return read_document(path), [text for text in seen if text]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_all_text_of_the_samples_is_there_in_order(path: Path) -> None:
    document, seen = sample(path)
    found = "".join("".join(block.text.split()) for block in document.blocks)
    position = 0
    for text in seen:
        assert text in found[position:]
        position = found.index(text, position) + len(text)


def test_sample_structure() -> None:
    path = SAMPLES / "unit_test_headers_numbered.docx"
    if not path.exists():
        pytest.skip("no samples beside the checkout")
    headings = [b for b in read_document(path).blocks if b.kind is BlockKind.HEADING]
    assert [(b.level, b.marker, b.text) for b in headings[1:4]] == [
        (1, "1.", "Section 1"),
        (2, "1.1.", "Section 1.1"),
        (2, "1.2.", "Section 1.2"),
    ]


def test_headers_and_footers_follow_the_body_each_once(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    first = word.sections[0]
    first.different_first_page_header_footer = True
    fill(first.header._element, paragraph(run("页眉")))
    fill(first.first_page_header._element, paragraph(run("首页")))
    pages = (
        run("第 ")
        + written_field("PAGE", "1")
        + run(" 页，共 ")
        + (f'<w:fldSimple w:instr="NUMPAGES">{run("9")}</w:fldSimple>')
    )
    alone = run("- ") + written_field("PAGE", "1") + run(" -")
    fill(first.footer._element, paragraph(alone) + paragraph(pages, run(" 页")))
    second = word.add_section()
    assert second.header.is_linked_to_previous
    word.add_paragraph("后文。")
    blocks = read_document(save(word, tmp_path)).blocks
    assert [(block.part, block.section, block.text) for block in blocks] == [
        (Part.BODY, 0, "正文。"),
        (Part.BODY, 1, "后文。"),
        (Part.HEADER, 0, "页眉"),
        (Part.HEADER, 0, "首页"),
        (Part.FOOTER, 0, "第 1 页，共 9 页"),
    ]
    assert [span.element for span in blocks[4].spans if span.kind is SpanKind.RAW] == [
        "word/footer1.xml#fldChar-3",
        "word/footer1.xml#fldSimple-0",
    ]
    assert blocks[4].element == "word/footer1.xml#1"


def test_comments_come_last_with_their_authors(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="3" w:author="王五">{paragraph(run("请核实。"))}</w:comment>'
    comments = f"<w:comments {NAMESPACES}>{comment}</w:comments>"
    blocks = read_document(with_parts(simple(tmp_path), {"comments": comments})).blocks
    assert [(block.part, block.locator, block.text) for block in blocks] == [
        (Part.BODY, "paragraph 1", "正文。"),
        (Part.COMMENT, "comment by 王五", "请核实。"),
    ]


def test_sections_have_paper(tmp_path: Path) -> None:
    upright = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1800" w:bottom="-1440" w:left="1800.5"/></w:sectPr>'
    )
    body = paragraph(run("甲")) + paragraph(run("乙"), properties=upright) + paragraph(run("丙"))
    word = docx.Document()
    fill(word.element.body, body)
    (last,) = word.element.body.iterchildren(f"{{{W}}}sectPr")
    for child in list(last):
        last.remove(child)
    document = read_document(save(word, tmp_path))
    assert document.sections == (
        Page(width=11906, height=16838, margins=(1440, 1800, 1440, 1800)),
        Page(width=12240, height=15840, margins=(1440, 1440, 1440, 1440)),
    )
    assert [block.section for block in document.blocks] == [0, 0, 1]


def test_captions_and_contents(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText>'
    start += '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    fill(
        word.element.body,
        paragraph(run("目录")) + paragraph(start, run("第一章")),
    )
    word.add_paragraph("第二章")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    word.element.body.insert_element_before(parse_xml(f"<w:p {NAMESPACES}>{end}</w:p>"), "w:sectPr")
    word.add_paragraph("第三章", style="toc 1")
    word.add_paragraph("图 1", style="Caption")
    blocks = read_document(save(word, tmp_path)).blocks
    assert [(block.text, block.is_contents, block.is_caption) for block in blocks] == [
        ("目录", False, False),
        ("第一章", True, False),
        ("第二章", True, False),
        ("第三章", True, False),
        ("图 1", False, True),
    ]


def test_images_of_old_have_a_size_too(tmp_path: Path) -> None:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    shape = '<v:shape style="position:absolute;width:72pt;height:2in" alt="图"><v:imagedata/>'
    (block,) = read_xml(tmp_path, paragraph(f"<w:r><w:pict {vml}>{shape}</v:shape></w:pict></w:r>"))
    assert block.spans == (
        Span(
            text="图",
            kind=SpanKind.IMAGE,
            extent=(914_400, 1_828_800),
            element="word/document.xml#pict-0",
        ),
    )


def test_formulas_have_an_address(tmp_path: Path) -> None:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    first, second = read_xml(tmp_path, paragraph(run("设 "), formula) + formula)
    assert first.spans[1].element == "word/document.xml#oMath-0"
    assert (second.text, second.element) == ("x", "word/document.xml#oMath-1")
    assert second.spans[0].element == "word/document.xml#oMath-1"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_addresses_lead_to_the_paragraphs_of_the_file(path: Path) -> None:
    document = read_document(path)
    assert document.source == path.read_bytes()
    found: dict[str, etree._Element] = {}
    with zipfile.ZipFile(io.BytesIO(document.source)) as package:
        for part in {block.element.partition("#")[0] for block in document.blocks} - {""}:
            found |= located_elements(part, etree.fromstring(package.read(part)))
    with_text = [block for block in document.blocks if block.spans]
    assert len({block.element for block in with_text}) == len(with_text)
    for block in with_text:
        seen = "".join(text.text or "" for text in found[block.element].iter(f"{{{W}}}t"))
        start = block.spans[0].text if not block.spans[0].is_opaque else ""
        assert "".join(start.split())[:10] in "".join(seen.split())
        assert all(span.element in found for span in block.spans if span.is_opaque)


def test_document_types_are_refused_in_every_part(tmp_path: Path) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    names = ("[Content_Types].xml", "word/styles.xml", "word/_rels/document.xml.rels")
    for number, hostile in enumerate((*names, "word/theme/theme1.xml")):

        def change(name: str, data: bytes, hostile: str = hostile) -> bytes:
            if name != hostile:
                return data
            declaration, root = data.split(b"?>", 1)
            return declaration + b"?>" + doctype + root

        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(ReadError, match=re.escape(f"{hostile} declares a document type")):
            read_document(rewritten(simple(folder), change))


def test_charts_and_diagrams_are_named(tmp_path: Path) -> None:
    drawn = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    kinds = "http://schemas.openxmlformats.org/drawingml/2006"
    chart = f'<c:chart xmlns:c="{kinds}/chart" r:id="rId99"/>'
    diagram = f'<d:relIds xmlns:d="{kinds}/diagram" r:dm="rId98"/>'
    body = "".join(
        paragraph(
            f"<w:r><w:drawing {drawn}><wp:inline><wp:docPr id='1' name='图表 1' {described}/>"
            f"{content}</wp:inline></w:drawing></w:r>"
        )
        for content, described in ((chart, 'descr="各地收入"'), (diagram, ""))
    )
    spans = [block.spans for block in read_xml(tmp_path, body)]
    assert [[(one.kind, one.text) for one in line] for line in spans] == [
        [(SpanKind.IMAGE, "各地收入")],
        [(SpanKind.IMAGE, "图表 1")],
    ]


def centred(text: str, size: int) -> str:
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'), properties='<w:jc w:val="center"/>')


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (centred("某某省人民政府文件", 72) + centred("某政发〔2024〕8号", 32), "第一章"),
        (
            centred("某某省人民政府文件", 72) + centred("关于公布名单的通知", 44),
            "关于公布名单的通知",
        ),
        (
            centred("关于加强管理", 44) + centred("的通知", 44) + centred("北京", 30),
            "关于加强管理的通知",
        ),
        (paragraph(run("大字", '<w:sz w:val="60"/>')), "第一章"),
    ],
)
def test_a_title_set_large_counts_before_a_heading(
    tmp_path: Path, opening: str, title: str
) -> None:
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(16)
    heading = paragraph(run("第一章"), properties='<w:pStyle w:val="Heading1"/>')
    fill(word.element.body, opening + paragraph(run("正文")) + heading + centred("后文", 80))
    assert read_document(save(word, tmp_path)).title == title


def test_levels_that_headings_take_hold_no_items(tmp_path: Path) -> None:
    word = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="decimal"/><w:lvlText w:val="%{depth + 1}."/>'
        "</w:lvl>"
        for depth in range(3)
    )
    numbering = word.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {NAMESPACES} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {NAMESPACES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for depth, style in enumerate(("Heading 1", "Normal", "Normal")):
        listed = f'<w:numPr {NAMESPACES}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        properties: etree._Element = word.add_paragraph("项", style)._p.get_or_add_pPr()
        properties.append(parse_xml(listed))
    blocks = read_document(save(word, tmp_path)).blocks
    assert [block.level for block in blocks] == [1, 1, 2]


def test_lists_nest_by_words_own_styles(tmp_path: Path) -> None:
    word = docx.Document()
    for name in ("List Number", "List Number 2", "List Bullet 3"):
        word.add_paragraph("项", name)
    blocks = read_document(save(word, tmp_path)).blocks
    assert [(block.level, block.marker) for block in blocks] == [(1, "1."), (2, "1."), (3, "•")]


def test_damaged_notes_are_not_passed_over(tmp_path: Path) -> None:
    path = with_parts(simple(tmp_path), {"footnotes": "<w:footnotes>"})
    with pytest.raises(ReadError, match="save it again") as caught:
        read_document(path)
    assert "\n" not in str(caught.value)


def test_what_lies_outside_the_file_is_not_fetched(tmp_path: Path) -> None:
    word = docx.Document()
    linked = word.part.relate_to("http://evil.example/a.png", f"{RELATIONS}/image", True)
    word.part.relate_to("file:///etc/hostname", f"{RELATIONS}/footnotes", True)
    outside = word.part.relate_to("http://evil.example/h.xml", f"{RELATIONS}/header", True)
    (section,) = word.element.body.iterchildren(f"{{{W}}}sectPr")
    reference = f'<w:headerReference {NAMESPACES} w:type="default" r:id="{outside}"/>'
    section.insert(0, parse_xml(reference))
    blip = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'r:link="{linked}"/></w:drawing></w:r>'
    )
    fill(
        word.element.body,
        paragraph(run("正文"), blip, '<w:r><w:footnoteReference w:id="1"/></w:r>'),
    )
    document = read_document(save(word, tmp_path))
    assert [span.href for span in document.blocks[0].spans] == [
        "",
        "http://evil.example/a.png",
        "footnote-1",
    ]
    assert document.media == ()


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>"),
        ("<w:p><w:ins>" + "<w:smartTag>" * 200, "</w:smartTag>" * 200 + "</w:ins></w:p>"),
    ],
    ids=["tables", "controls", "boxes", "runs"],
)
@pytest.mark.parametrize("depth", [20, 80, 5_000])
def test_nesting_is_read_or_refused(tmp_path: Path, opening: str, closing: str, depth: int) -> None:
    path = simple(tmp_path)
    hostile = f"{opening * depth}{paragraph(run('深'))}{closing * depth}".encode()
    mark = b"<w:sectPr"

    def change(name: str, data: bytes) -> bytes:
        return data.replace(mark, hostile + mark, 1) if name == "word/document.xml" else data

    try:
        blocks = read_document(rewritten(path, change)).blocks
    except ReadError as error:
        assert "\n" not in str(error)
        assert depth > 20 or "smartTag" in opening
    else:
        assert "正文。" in texts(blocks) and depth < 5_000


def test_long_tables_are_no_trouble(tmp_path: Path) -> None:
    cell = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph(run('合'))}</w:tc>"
    row = f"<w:tr>{cell}<w:tc>{paragraph(run('格'))}</w:tc></w:tr>"
    notes = "".join(
        paragraph(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>') for number in range(3_000)
    )
    content = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run("注"))}</w:footnote>'
        for number in range(3_000)
    )
    path = simple(tmp_path)
    hostile = f"<w:tbl>{row * 6_500}</w:tbl>{notes}".encode()

    def change(name: str, data: bytes) -> bytes:
        mark = b"<w:sectPr"
        return data.replace(mark, hostile + mark, 1) if name == "word/document.xml" else data

    rewritten(path, change)
    with_parts(path, {"footnotes": f"<w:footnotes {NAMESPACES}>{content}</w:footnotes>"})
    with no_hang():
        blocks = read_document(path).blocks
    assert len(blocks) == 1 + 13_000 + 3_000 + 3_000


_DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _box(text: str, *, is_hidden: bool = False) -> str:
    hidden = 'hidden="1"' if is_hidden else ""
    content = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return f'<wps:wsp><wps:cNvPr id="1" name="" {hidden}/><wps:txbx>{content}</wps:txbx></wps:wsp>'


HIDDEN_DRAWINGS = {
    "drawing": f"<w:drawing {_DRAWN}><wp:anchor><wp:docPr id='1' name='' hidden='1'/>"
    f"{_box('暗框')}</wp:anchor></w:drawing>",
    "one of a group": f"<w:drawing {_DRAWN}><wp:anchor><wp:docPr id='1' name=''/><wpg:wgp>"
    f"{_box('明')}{_box('暗框', is_hidden=True)}</wpg:wgp></wp:anchor></w:drawing>",
    "vml": f"<w:pict {_DRAWN}><v:shape style='position:absolute; visibility:hidden;width:9pt'>"
    f"<v:textbox><w:txbxContent>{paragraph(run('暗框'))}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict>",
}


@pytest.mark.parametrize("name", HIDDEN_DRAWINGS)
def test_hidden_drawings_are_left_out_and_counted(name: str, tmp_path: Path) -> None:
    path = with_body(tmp_path, paragraph(run("文"), f"<w:r>{HIDDEN_DRAWINGS[name]}</w:r>"))
    shown = ["文", "明"] if "group" in name else ["文"]
    left, kept = (read_document(path, keeps_hidden=one) for one in (False, True))
    assert (texts(left.blocks), texts(kept.blocks)) == (shown, [*shown, "暗框"])
    assert left.remarks == (
        "Hidden text is left out: 2 characters in 1 place (--hidden takes it along).",
        "1 hidden drawing left out (--hidden takes such along).",
    )
    assert kept.remarks == ()
