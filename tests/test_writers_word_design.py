"""Word documents in our design. What they look like is in the goldens; here are the rules that
one document cannot show, and the laws."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from itertools import product
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import _Row
from lxml import etree

from bilingual.errors import UsageError
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Finding,
    Layout,
    Media,
    Origin,
    Page,
    Pair,
    Span,
    SpanKind,
    Translation,
)
from bilingual.readers import read_document
from bilingual.writers import (
    Orientation,
    PageSize,
    RowNumbers,
    ShownFindings,
    WriteOptions,
    render,
)
from tests.builders import cell, document, heading, item, pair
from tests.conftest import no_hang
from tests.goldens import check_golden
from tests.rich_document import GOLDENS, rich_document
from tests.word_files import png
from tests.word_outline import outline, outline_of_styles
from tests.word_schema import problems

PLAIN = WriteOptions()
INTERLEAVED = WriteOptions(layout=Layout.INTERLEAVED)
TARGET_ONLY = WriteOptions(layout=Layout.TARGET_ONLY)


def opened(made: BilingualDocument, options: WriteOptions = PLAIN) -> Word:
    """The document as python-docx reads it, found sound."""
    content = render(made, "docx", options)
    assert problems(content) == []
    return docx.Document(io.BytesIO(content))


def written(*pairs: Pair, options: WriteOptions = PLAIN, title: str = "") -> Word:
    return opened(document(*pairs, title=title), options)


def lines(word: Word) -> list[tuple[str, str]]:
    """Style and text of each paragraph outside of tables, the empty ones left out."""
    return [(p.style.name or "", p.text) for p in word.paragraphs if p.style and p.text]


def part(word: Word, name: str) -> etree._Element:
    """The XML of a part that the text is related to."""
    for relation in word.part.rels.values():
        if relation.reltype.endswith(f"/{name}"):
            return etree.fromstring(relation.target_part.blob)
    raise AssertionError(f"there is no {name}")


def text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def papers(word: Word) -> list[tuple[int, int]]:
    """Width and height of each section's pages, in twips."""
    sizes = word.element.xpath(".//w:pgSz")
    return [(int(one.get(qn("w:w"))), int(one.get(qn("w:h")))) for one in sizes]


def widths(word: Word) -> list[int]:
    """The columns of the first table."""
    return [int(one) for one in word.tables[0]._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]


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


@pytest.mark.parametrize("name", GOLDENS)
def test_goldens(request: pytest.FixtureRequest, name: str) -> None:
    content = render(rich_document(), "docx", GOLDENS[name])
    assert problems(content) == []
    check_golden(request, f"word/{name}.txt", outline(content))


def test_golden_styles(request: pytest.FixtureRequest) -> None:
    content = render(rich_document(), "docx", PLAIN)
    check_golden(request, "word/styles.txt", outline_of_styles(content))


# Headings and contents


def test_a_long_heading_has_its_translation_below() -> None:
    word = written(heading("很长的标题" * 8, "A long heading"))
    assert ("Heading 1", f"{'很长的标题' * 8}\nA long heading") in lines(word)


def test_without_headings_there_are_no_contents() -> None:
    word = written(pair("一", "one"), options=WriteOptions(has_contents=True))
    assert not list(word.element.body.iter(qn("w:sdt")))


# The cover


def test_a_title_that_is_not_in_the_text_is_shown_all_the_same() -> None:
    assert lines(written(pair("正文", "Text"), title="标题"))[0] == ("Title", "标题")


def test_a_title_further_down_is_shown_with_its_translation() -> None:
    text = (pair("第8号", "No. 8"), pair("通知", "Notice"))
    assert lines(written(*text, title="通知"))[:2] == [("Title", "通知"), ("Subtitle", "Notice")]
    alone = written(*text, title="通知", options=TARGET_ONLY)
    assert lines(alone)[0] == ("Title", "Notice")
    assert alone.core_properties.title == "Notice"


# Lists, tables, links


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.TARGET_ONLY])
def test_lists_are_words_own_and_look_as_in_the_source(layout: Layout, tmp_path: Path) -> None:
    markers = ["1.", "2.", "•", "(a)", "3.", "（一）", "1)", "01", "1.", "[x]", "☐"]
    made = document(*(item("甲", "A", 1, marker) for marker in markers))
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
    alone, both = (lines(written(*chapters, options=one)) for one in (TARGET_ONLY, PLAIN))
    markers = ("Chapter 12", "2.", "Annex 3", "•")
    assert alone[-4:] == [("Heading 1", f"{one}\u2002General") for one in markers]
    assert both[-4] == ("Heading 1", "第十二章\u2002总则\tChapter 12\u2002General")


def test_a_table_too_high_for_a_row_stands_outside() -> None:
    cells = [pair("项", "item", block=cell(row, 0)) for row in range(30)]
    (table,) = written(pair("一", "one"), *cells).tables[1:]
    assert table.rows[0].cells[0].text == "项\nitem"


def test_nothing_parts_a_heading_from_its_table() -> None:
    cells = [pair(f"列{n}", f"column {n}", block=cell(0, n)) for n in range(4)]
    word = written(pair("背景", "Background", block=Block(kind=BlockKind.HEADING, level=2)), *cells)
    heading = next(one for one in word.paragraphs if one.text.startswith("背景"))
    assert heading._p.xpath("name(following-sibling::*[1])") == "w:tbl"


def test_columns_have_room_for_their_words() -> None:
    texts = ["很长的说明" * 8, *["133.25"] * 6]
    cells = [pair(text, text, block=cell(0, n)) for n, text in enumerate(texts)]
    (table,) = written(*cells, options=INTERLEAVED).tables
    assert min(int(one) for one in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")) >= 700


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


# Findings


def doubtful() -> Pair:
    """Two sentences, the second with findings and a link in it."""
    first = Translation(source="一。", text="One. ", origin=Origin.ENGINE)
    second = Translation(
        source="二。",
        text="Two or more.",
        origin=Origin.ENGINE,
        findings=(
            Finding(code="number", message="not in the translation: 2"),
            Finding(code="unknown", message="has ⁇"),
        ),
    )
    target = [
        Span(text="One. Two "),
        Span(text="or", href="https://example.com"),
        Span(text=" more."),
    ]
    return replace(pair("一。二。", target), segments=(first, second))


@pytest.mark.parametrize("layout", Layout)
def test_comments_stand_at_their_sentences(layout: Layout) -> None:
    word = written(doubtful(), pair("三", "three"), options=WriteOptions(layout=layout))
    (comment,) = word.comments
    assert comment.text == "not in the translation: 2\nhas ⁇"
    assert (comment.author, comment.initials) == ("bilingual", "b")
    commented, inside = "", False
    for element in word.element.iter():
        inside |= element.tag == qn("w:commentRangeStart")
        inside &= element.tag != qn("w:commentRangeEnd")
        commented += (element.text or "") if inside and element.tag == qn("w:t") else ""
    assert commented == "Two or more."


# Footnotes


def noted() -> list[Pair]:
    mark = Span(text="[1]", kind=SpanKind.NOTE, href="footnote-1")
    return [
        pair([Span(text="正文"), mark], [Span(text="Text"), mark]),
        pair("注释", "Note", findings=["odd"], block=Block(note="footnote-1")),
        pair("续", "More", block=Block(note="footnote-1")),
        pair([Span(text="又"), mark], [Span(text="Again"), mark]),
    ]


def test_comments_and_footnotes_have_different_numbers() -> None:
    """LibreOffice 7 mixes them up otherwise."""
    word = written(*noted(), doubtful())
    notes = {one.get(qn("w:id")) for one in part(word, "footnotes")}
    assert notes.isdisjoint({str(comment.comment_id) for comment in word.comments})


# Images

PICTURE = Media(name="word/media/image1.png", content=png())
LARGE = (4_000_000, 2_000_000)


def image(extent: tuple[int, int] | None, href: str = PICTURE.name) -> Span:
    return Span(text="图表", kind=SpanKind.IMAGE, href=href, extent=extent)


def drawings(word: Word) -> list[tuple[int, int]]:
    found = word.element.xpath(".//wp:inline/wp:extent")
    return [(int(one.get("cx")), int(one.get("cy"))) for one in found]


@pytest.mark.parametrize("layout", Layout)
def test_an_illustration_is_shown_once_with_its_description(layout: Layout) -> None:
    figure = pair([image(LARGE)])
    mixed = pair([Span(text="见图"), image(LARGE)], [Span(text="See "), image(LARGE)])
    word = opened(document(figure, mixed, media=[PICTURE]), WriteOptions(layout=layout))
    assert len(drawings(word)) == 2
    assert set(word.element.xpath(".//wp:docPr/@descr")) == {"图表"}
    images = [rel for rel in word.part.rels.values() if rel.reltype.endswith("/image")]
    assert [rel.target_part.blob for rel in images] == [PICTURE.content]


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\ncut", b""]
)
def test_an_image_that_word_cannot_show_is_named(content: bytes) -> None:
    media = Media(name=PICTURE.name, content=content)
    word = opened(document(pair([image(None)]), media=[media]))
    assert word.tables[0].rows[1].cells[0].text == "[image: 图表]"
    assert not drawings(word)


# Paper


@pytest.mark.parametrize(
    ("page", "orientation", "size"),
    [
        (PageSize.SOURCE, Orientation.SOURCE, (11906, 16838)),
        (PageSize.SOURCE, Orientation.LANDSCAPE, (16838, 11906)),
        (PageSize.LETTER, Orientation.PORTRAIT, (12240, 15840)),
        (PageSize.LETTER, Orientation.LANDSCAPE, (15840, 12240)),
    ],
)
def test_paper(page: PageSize, orientation: Orientation, size: tuple[int, int]) -> None:
    options = WriteOptions(page=page, orientation=orientation, columns=(45, 55))
    word = written(pair("一", "one"), options=options)
    assert papers(word) == [size]
    turned = word.element.xpath(".//w:pgSz/@w:orient")
    assert turned == (["landscape"] if size[0] > size[1] else [])
    assert sum(widths(word)) == size[0] - 2 * 1134
    assert round(100 * widths(word)[0] / sum(widths(word))) == 45


def test_the_pages_of_the_source_are_kept() -> None:
    upright = Page(width=11906, height=16838, margins=(1134,) * 4)
    wide = replace(upright, width=16838, height=11906)
    pairs = [pair(f"第{n}节", f"Section {n}", block=Block(section=n)) for n in range(4)]
    made = document(*pairs, sections=[upright, wide, wide, upright])
    word = opened(made)
    assert [width for width, _ in papers(word)] == [11906, 16838, 11906]
    assert [len(table.rows) for table in word.tables] == [2, 3, 2]


@pytest.mark.parametrize(
    ("numbers", "shown"), [(RowNumbers.NUMBER, ["1", "3"]), (RowNumbers.ID, ["a1", "c3"])]
)
def test_rows_can_be_numbered(numbers: RowNumbers, shown: list[str]) -> None:
    pairs = [
        pair("一", "one", block=Block(id="a1")),
        heading("背景", "Background"),
        pair("code", block=Block(kind=BlockKind.CODE, id="c3")),
    ]
    word = written(*pairs, options=WriteOptions(row_numbers=numbers))
    assert [row.cells[0].text for table in word.tables for row in table.rows[1:]] == shown


def test_languages_and_fonts_are_told() -> None:
    made = replace(document(pair("一", "one")), source_language="zh-Hant")
    with zipfile.ZipFile(io.BytesIO(render(made, "docx", WriteOptions()))) as archive:
        styles = archive.read("word/styles.xml").decode()
        fonts = archive.read("word/fontTable.xml").decode()
    assert re.search(r'<w:lang w:val="en-US" w:eastAsia="zh-TW"', styles)
    assert 'w:eastAsia="PMingLiU"' in styles
    assert "新細明體,Songti TC,Noto Serif CJK TC" in fonts


# Templates


def template(tmp_path: Path) -> bytes:
    """A firm's letter paper, its Chinese Word having numbered the styles."""
    word = docx.Document()
    word.add_paragraph("not to be shown")
    word.add_picture(io.BytesIO(png()))
    word.sections[0].header.paragraphs[0].text = "ACME"
    section = word.sections[0]
    section.page_width, section.left_margin, section.right_margin = Pt(600), Pt(100), Pt(80)
    word.styles["Heading 1"].element.set(qn("w:styleId"), "1")
    for use in word.styles.element.xpath(".//*[@w:val='Heading1']"):
        use.set(qn("w:val"), "1")
    path = tmp_path / "template.docx"
    word.save(str(path))
    return path.read_bytes()


def test_a_template_gives_styles_headers_and_paper(tmp_path: Path) -> None:
    options = WriteOptions(template=template(tmp_path))
    item = Block(kind=BlockKind.LIST_ITEM, level=1, marker="1.")
    word = written(heading("背景", "Background"), pair("甲", "A", block=item), options=options)
    assert word.sections[0].header.paragraphs[0].text == "ACME"
    assert word.sections[0].page_width == Pt(600)
    assert "not to be shown" not in [line for _, line in lines(word)]
    assert not any("media" in str(one.partname) for one in word.part.package.iter_parts())
    (title,) = (p for p in word.paragraphs if p.text.startswith("背景"))
    assert title._p.xpath("./w:pPr/w:pStyle/@w:val") == ["1"]
    assert word.styles["Source Text"].base_style.name == "Normal"
    assert sum(widths(word)) == (600 - 100 - 80) * 20


def test_of_a_templates_section_only_the_pages_count(tmp_path: Path) -> None:
    path = tmp_path / "columns.docx"
    path.write_bytes(template(tmp_path))
    word = docx.Document(str(path))
    properties = word.element.body.sectPr
    properties.find(qn("w:cols")).set(qn("w:num"), "2")
    properties.find(qn("w:pgMar")).set(qn("w:header"), "333")
    printer = parse_xml(f'<w:printerSettings {nsdecls("w", "r")} r:id="rId99"/>')
    properties.append(printer)
    word.save(str(path))
    made = written(pair("一", "one"), options=WriteOptions(template=path.read_bytes()))
    assert not made.element.xpath(".//w:cols | .//w:printerSettings")
    assert made.element.xpath(".//w:pgMar/@w:header") == ["333"]


def test_the_paper_asked_for_outranks_a_templates(tmp_path: Path) -> None:
    options = WriteOptions(template=template(tmp_path), page=PageSize.A4)
    assert papers(written(pair("一", "one"), options=options)) == [(11906, 16838)]


def test_our_own_documents_are_templates() -> None:
    pairs = [heading("背景", "Background"), *noted(), doubtful()]
    plain = render(document(*pairs), "docx", WriteOptions())
    again = render(document(*pairs), "docx", WriteOptions(template=plain))
    assert problems(again) == []
    names = [re.findall(r'w:styleId="([^"]+)', part_text(one, "styles")) for one in (plain, again)]
    assert names[0] == names[1]


def part_text(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"word/{name}.xml").decode()


def test_a_template_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match=r"^--template: .*not a sound Word document"):
        render(document(pair("一", "one")), "docx", WriteOptions(template=b"PK\x03\x04 no"))


# All together


def test_libreoffice_reads_and_writes_all_of_it(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render(rich_document(), "docx", PLAIN))
    subprocess.run(
        [
            str(office),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    ours, theirs = (docx.Document(str(one)) for one in (path, tmp_path / "out" / "a.docx"))

    def cells(row: _Row) -> list[str]:
        """The texts of a row; what spans columns counts once."""
        return list(dict.fromkeys(one.text for one in row.cells))

    def structure(word: Word) -> list[object]:
        notes = [text(one).strip() for one in part(word, "footnotes")]
        return [
            [line for style, line in lines(word) if style.startswith("Heading")],
            [cells(row) for table in word.tables for row in table.rows],
            [note for note in notes if note],
            sorted(comment.text for comment in word.comments),
            len(word.element.xpath(".//pic:pic")),
        ]

    assert structure(theirs) == structure(ours)


@pytest.mark.parametrize(
    "options",
    [
        WriteOptions(layout=layout, findings=findings, has_contents=True, row_numbers=RowNumbers.ID)
        for layout, findings in product(Layout, ShownFindings)
    ],
    ids=lambda options: f"{options.layout}-{options.findings}",
)
def test_whatever_is_asked_for_the_file_is_sound_and_repeatable(options: WriteOptions) -> None:
    made = rich_document()
    content = render(made, "docx", options)
    assert problems(content) == []
    assert render(made, "docx", options) == content
    assert docx.Document(io.BytesIO(content)).paragraphs


@pytest.mark.parametrize("layout", Layout)
def test_same_input_same_bytes(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rich_document()
    made = replace(made, document=replace(made.document, date=None))
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
