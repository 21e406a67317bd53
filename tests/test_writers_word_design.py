"""How a Word document is set: headings, cover, comments, footnotes, images, paper, templates."""

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
from lxml import etree

from bilingual.errors import UsageError
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Cell,
    Finding,
    Layout,
    Media,
    Origin,
    Page,
    Pair,
    Part,
    Span,
    SpanKind,
    Translation,
)
from bilingual.writers import (
    Orientation,
    PageSize,
    RowNumbers,
    ShownFindings,
    WriteOptions,
    render,
)
from tests.builders import DRAFT, document, pair
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


def heading(source: str, target: str, level: int = 1) -> Pair:
    return pair(source, target, block=Block(kind=BlockKind.HEADING, level=level))


@pytest.mark.parametrize("name", GOLDENS)
def test_goldens(request: pytest.FixtureRequest, name: str) -> None:
    content = render(rich_document(), "docx", GOLDENS[name])
    assert problems(content) == []
    check_golden(request, f"word/{name}.txt", outline(content))


def test_golden_styles(request: pytest.FixtureRequest) -> None:
    content = render(rich_document(), "docx", PLAIN)
    check_golden(request, "word/styles.txt", outline_of_styles(content))


# Headings and contents


def test_headings_stand_between_tables_in_both_languages() -> None:
    word = written(pair("前言", "Preface"), heading("背景", "Background", 2), pair("正文", "Text"))
    assert ("Heading 2", "背景\tBackground") in lines(word)
    assert [len(table.rows) for table in word.tables] == [2, 2]
    kinds = "".join(etree.QName(element).localname[0] for element in word.element.body)
    assert "tppt" in kinds, "table, its end, heading, table"


def test_each_half_of_a_heading_stands_over_its_column() -> None:
    word = written(heading("背景", "Background"), options=WriteOptions(columns=(40, 60)))
    indents = word.element.xpath(".//w:pPr[w:tabs]/w:ind")
    (stop,) = word.element.xpath(".//w:pPr/w:tabs/w:tab/@w:pos")
    assert [one.get(qn("w:left")) for one in indents] == [stop]
    assert 0.38 * 9638 < int(stop) < 0.44 * 9638


def test_a_long_heading_has_its_translation_below() -> None:
    word = written(heading("很长的标题" * 8, "A long heading"))
    assert ("Heading 1", f"{'很长的标题' * 8}\nA long heading") in lines(word)


@pytest.mark.parametrize(
    ("options", "shown"), [(INTERLEAVED, "背景\nBackground"), (TARGET_ONLY, "Background")]
)
def test_headings_in_one_column(options: WriteOptions, shown: str) -> None:
    assert lines(written(heading("背景", "Background"), options=options))[-1] == (
        "Heading 1",
        shown,
    )


def test_a_heading_has_its_number_in_both_languages() -> None:
    numbered = Block(kind=BlockKind.HEADING, level=1, marker="1.2")
    word = written(pair("背景", "Background", block=numbered))
    assert lines(word)[-1] == ("Heading 1", "1.2\N{EN SPACE}背景\t1.2\N{EN SPACE}Background")


def test_headings_in_cells_are_none_of_the_document() -> None:
    block = Block(kind=BlockKind.HEADING, level=1, cell=Cell(table=0, row=0, column=0))
    word = written(pair("表头", "Header", block=block))
    assert not [style for style, _ in lines(word) if style.startswith("Heading")]


def test_headings_and_captions_stay_with_what_follows() -> None:
    styles = written(pair("一", "one")).styles
    for name in ("Heading 1", "Heading 9", "Caption", "Figure", "Table Header"):
        assert styles[name].element.find(f".//{qn('w:keepNext')}") is not None


def test_contents_link_to_headings() -> None:
    options = WriteOptions(has_contents=True)
    word = written(heading("背景", "Background"), heading("小节", "Section", 4), options=options)
    (contents,) = word.element.body.iter(qn("w:sdt"))
    assert 'TOC \\o "1-3"' in "".join(node.text for node in contents.iter(qn("w:instrText")))
    (link,) = contents.iter(qn("w:hyperlink"))
    assert text(link) == "背景Background"
    assert link.get(qn("w:anchor")) in word.element.xpath(".//w:bookmarkStart/@w:name")


def test_without_headings_there_are_no_contents() -> None:
    word = written(pair("一", "one"), options=WriteOptions(has_contents=True))
    assert not list(word.element.body.iter(qn("w:sdt")))


# The cover


def test_a_cover_has_the_title_in_both_languages_and_the_facts() -> None:
    word = written(heading("标题", "Title"), pair("正文", "Text"), title="标题")
    assert lines(word)[:4] == [
        ("Title", "标题"),
        ("Subtitle", "Title"),
        ("Cover Facts", "来源 Source\t新闻.txt · 张三 · 2024-10-28 · Simplified Chinese"),
        ("Cover Facts", lines(word)[3][1]),
    ]
    assert lines(word)[3][1].startswith("译文 Translation\targos, translate-zh_en-1_9 · bilingual ")
    assert [len(table.rows) for table in word.tables] == [2], "the title is no row as well"


def test_a_title_that_is_not_in_the_text_is_shown_all_the_same() -> None:
    assert lines(written(pair("正文", "Text"), title="标题"))[0] == ("Title", "标题")


def test_a_title_further_down_is_shown_with_its_translation() -> None:
    text = (pair("第8号", "No. 8"), pair("通知", "Notice"))
    assert lines(written(*text, title="通知"))[:2] == [("Title", "通知"), ("Subtitle", "Notice")]
    alone = written(*text, title="通知", options=TARGET_ONLY)
    assert lines(alone)[0] == ("Title", "Notice")
    assert alone.core_properties.title == "Notice"


def test_without_a_cover_the_text_comes_first_but_a_draft_says_so() -> None:
    bare = WriteOptions(has_cover=False, layout=Layout.TARGET_ONLY)
    assert lines(written(pair("一", "one"), title="题", options=bare)) == [("Target Text", "one")]
    drafted = opened(document(pair("一", "one"), engine=DRAFT), bare)
    assert lines(drafted)[0][0] == "Banner"
    assert "Draft machine translation" in lines(drafted)[0][1]


def test_the_translation_alone_is_called_by_its_own_title() -> None:
    word = written(heading("标题", "Title"), pair("一", "one"), title="标题", options=TARGET_ONLY)
    assert lines(word)[0] == ("Title", "Title")
    assert word.core_properties.title == "Title"
    assert word.sections[0].header.paragraphs[0].text == "Title"


def test_the_first_page_has_no_header_above_its_cover() -> None:
    assert written(pair("一", "one")).sections[0].different_first_page_header_footer
    bare = written(pair("一", "one"), options=WriteOptions(has_cover=False))
    assert not bare.sections[0].different_first_page_header_footer


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


def test_findings_can_stand_below_or_be_left_out() -> None:
    notes = written(doubtful(), options=WriteOptions(findings=ShownFindings.NOTES))
    assert not list(notes.comments)
    assert notes.tables[0].rows[1].cells[1].text == (
        "One. Two or more.\n⚠ not in the translation: 2\n⚠ has ⁇"
    )
    none = written(doubtful(), options=WriteOptions(findings=ShownFindings.NONE))
    assert not list(none.comments)
    assert "⚠" not in none.tables[0].rows[1].cells[1].text
    assert not [line for _, line in lines(none) if "finding" in line]


def test_what_checks_found_stays_with_its_text() -> None:
    options = replace(TARGET_ONLY, findings=ShownFindings.NOTES)
    word = written(pair("一", "one", findings=["odd"]), options=options)
    kept = [bool(one._p.xpath("./w:pPr/w:keepNext")) for one in word.paragraphs]
    assert kept[-2:] == [True, False]


def test_a_sentence_without_any_translation_has_its_comment() -> None:
    word = written(pair("一。", "", findings=["empty"]))
    assert [comment.text for comment in word.comments] == ["empty"]


# Footnotes


def noted() -> list[Pair]:
    mark = Span(text="[1]", kind=SpanKind.NOTE, href="footnote-1")
    return [
        pair([Span(text="正文"), mark], [Span(text="Text"), mark]),
        pair("注释", "Note", findings=["odd"], block=Block(note="footnote-1")),
        pair("续", "More", block=Block(note="footnote-1")),
        pair([Span(text="又"), mark], [Span(text="Again"), mark]),
    ]


def test_a_footnote_is_told_once_in_both_languages() -> None:
    word = written(*noted())
    (note,) = (one for one in part(word, "footnotes") if one.get(qn("w:type")) is None)
    assert [text(one) for one in note] == [" 注释", "Note", "⚠ odd", "续", "More"]
    assert [text(row._tr) for row in word.tables[0].rows[1:]] == ["正文Text1", "又1Again1"]


def test_both_languages_refer_to_a_footnote() -> None:
    word = written(*noted())
    (reference,) = word.element.iter(qn("w:footnoteReference"))
    bookmark = reference.getparent().getprevious()
    name = bookmark.get(qn("w:name"))
    fields = [node.text.split() for node in word.element.iter(qn("w:instrText"))]
    assert [field[:2] for field in fields] == [["NOTEREF", name]] * 3


def test_notes_of_the_translation_alone_are_in_its_language() -> None:
    word = written(*noted(), options=TARGET_ONLY)
    (note,) = (one for one in part(word, "footnotes") if one.get(qn("w:type")) is None)
    assert [text(one) for one in note] == [" Note", "⚠ odd", "More"]


def test_a_note_that_nothing_refers_to_follows_the_text() -> None:
    word = written(pair("正文", "Text"), *noted()[1:3])
    assert lines(word)[-1] == ("Part Title", "注释 Notes")
    assert [row.cells[0].text for row in word.tables[-1].rows[1:]] == ["注释", "续"]


def test_a_reference_to_no_note_is_text() -> None:
    mark = Span(text="[7]", kind=SpanKind.NOTE, href="footnote-7")
    word = written(pair([Span(text="正文"), mark]))
    assert word.tables[0].rows[1].cells[0].text == "正文[7]"


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


def test_an_illustration_spans_both_columns() -> None:
    word = opened(document(pair([image(LARGE)]), media=[PICTURE]))
    assert drawings(word) == [LARGE]
    assert len(word.tables[0].rows[1]._tr.tc_lst) == 1


def test_signs_in_a_sentence_are_shown_in_both_languages() -> None:
    sign = [Span(text="按"), image((200_000, 200_000))]
    word = opened(document(pair(sign, [Span(text="Press "), sign[1]]), media=[PICTURE]))
    assert drawings(word) == [(200_000, 200_000)] * 2


def test_an_image_is_made_to_fit_its_column() -> None:
    wide = pair([Span(text="见"), image((9_000_000, 900_000))], "See")
    ((width, height),) = drawings(opened(document(wide, media=[PICTURE])))
    assert width < 4819 * 635
    assert round(width / height) == 10


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


def test_parts_of_the_source_follow_under_their_names() -> None:
    parts = [
        pair("绝密", "Secret", block=Block(part=Part.HEADER)),
        pair("正文", "Text"),
        pair("核对", "Check", block=Block(part=Part.COMMENT)),
    ]
    word = written(*parts)
    titles = [line for style, line in lines(word) if style == "Part Title"]
    assert titles == ["页眉 Page headers", "批注 Comments"]
    assert [table.rows[1].cells[1].text for table in word.tables] == ["Text", "Secret", "Check"]


def test_each_table_says_what_it_is() -> None:
    word = written(pair("一", "one"), heading("背景", "Background"), pair("二", "two"))
    captions = word.element.xpath(".//w:tblPr/w:tblCaption/@w:val")
    assert captions == ["中文 / English"] * 2


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


def everything() -> BilingualDocument:
    cells = [
        pair(f"列{n}", "x", findings=["odd"], block=Block(cell=Cell(table=0, row=0, column=n)))
        for n in range(6)
    ]
    deep = Block(kind=BlockKind.LIST_ITEM, level=9, marker="1.", quote_depth=7)
    return document(
        heading("标题", "Title"),
        heading("背景", "Background", 9),
        *noted(),
        doubtful(),
        *cells,
        pair([image(LARGE), image((9, 9))]),
        pair("图", "Figure", block=Block(is_caption=True)),
        pair("目录\t1", "Contents\t1", block=Block(is_contents=True)),
        pair("深", "deep", block=deep),
        pair("x = 1\n", block=Block(kind=BlockKind.CODE, list_depth=2)),
        pair("", block=Block(kind=BlockKind.RULE)),
        pair("脚", "foot", block=Block(part=Part.FOOTER)),
        title="标题",
        engine=DRAFT,
        media=[PICTURE],
    )


def test_libreoffice_reads_and_writes_all_of_it(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render(everything(), "docx", PLAIN))
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

    def structure(word: Word) -> list[object]:
        notes = [text(one).strip() for one in part(word, "footnotes")]
        return [
            [line for style, line in lines(word) if style.startswith("Heading")],
            [[cell.text for cell in row.cells] for table in word.tables for row in table.rows],
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
    made = everything()
    content = render(made, "docx", options)
    assert problems(content) == []
    assert render(made, "docx", options) == content
    assert docx.Document(io.BytesIO(content)).paragraphs
