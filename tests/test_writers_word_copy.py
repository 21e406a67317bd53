"""Translations written into a copy of the Word file: its structure stays, and no text is lost."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from lxml import etree

from bilingual.model import (
    BilingualDocument,
    Block,
    EngineInfo,
    Layout,
    Mark,
    Part,
    SourceText,
    Span,
)
from bilingual.readers import read_document
from bilingual.writers import ShownFindings, WriteOptions, render
from bilingual.writers.word.copy import write_copy
from tests.builders import DRAFT
from tests.builders import document as built
from tests.builders import pair as paired
from tests.conftest import ROOT, SHARED
from tests.word_files import (
    NAMESPACES,
    RELATIONS,
    W,
    field_mark,
    fill,
    local_name,
    paragraph,
    png,
    run,
    save,
    simple,
    with_parts,
    written_field,
)
from tests.word_schema import problems

SOURCES = [
    *sorted((SHARED / "samples").glob("*.docx")),
    *sorted((ROOT / "docs" / "gallery").glob("*.docx")),
]
LAYOUTS = (Layout.INTERLEAVED, Layout.TARGET_ONLY)
COMMENTS = (
    f'<w:comments {NAMESPACES}><w:comment w:id="0" w:author="王">{paragraph(run("请核实"))}'
    "</w:comment></w:comments>"
)
NO_FINDINGS: dict[str, Sequence[str]] = {}


def english(block: Block, number: int) -> tuple[Span, ...]:
    """Text told from all other, with the formatting of the source; what is opaque stays."""
    return tuple(
        replace(span, text=f"[{number}.{place}] English.")
        if not span.is_opaque and span.text.strip()
        else span
        for place, span in enumerate(block.spans)
    )


def translated(
    path: Path,
    *,
    findings: dict[str, Sequence[str]] = NO_FINDINGS,
    engine: EngineInfo | None = None,
) -> BilingualDocument:
    """The file with a translation; ``findings`` are told by the text of their block."""
    read = read_document(path)
    pairs = []
    for number, block in enumerate(read.blocks):
        if block.is_translatable:
            found = findings.get(block.text, ())
            pairs.append(paired(block.spans, english(block, number), block=block, findings=found))
        else:
            pairs.append(replace(paired(block.spans, block=block), segments=()))
    return replace(built(*pairs, engine=engine), document=read, title=read.title)


def copied(document: BilingualDocument, layout: Layout, **options: object) -> bytes:
    chosen = WriteOptions(layout=layout, is_copy=True)
    return write_copy(document, replace(chosen, **options))  # type: ignore[arg-type]


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def roots(data: bytes) -> dict[str, etree._Element]:
    """All parts of a package that hold text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }


def lines(root: etree._Element) -> list[str]:
    """The text of each paragraph that has some, as a reader sees it: of alternatives, one."""
    return list(filter(None, (line(one) for one in root.iter(f"{{{W}}}p") if is_seen(one))))


def line(paragraph_: etree._Element) -> str:
    return "".join(
        text.text or ""
        for text in paragraph_.iter(f"{{{W}}}t")
        if next(text.iterancestors(f"{{{W}}}p")) is paragraph_ and is_seen(text)
    )


def is_seen(element: etree._Element) -> bool:
    return next(element.iterancestors("{*}Fallback"), None) is None


def written(element: etree._Element | None, *names: str) -> dict[str, str]:
    """The attributes of the ``w`` element at a path, without their namespace."""
    for name in names:
        assert element is not None
        element = element.find(f"{{{W}}}{name}")
    assert element is not None, names
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def paragraph_of(root: etree._Element, text: str) -> etree._Element:
    (found,) = (one for one in root.iter(f"{{{W}}}p") if text in line(one) and is_seen(one))
    return found


def from_xml(folder: Path, body: str, word: WordDocument | None = None) -> Path:
    word = word or docx.Document()
    fill(word.element.body, body)
    return save(word, folder)


COUNTED = (
    *("tbl", "tr", "tc", "sectPr", "drawing", "pict", "object", "footnoteReference"),
    *("endnoteReference", "headerReference", "footerReference", "gridSpan", "vMerge", "hyperlink"),
)


def structure(data: bytes) -> Counter[str]:
    """What a copy must have as often as its source, outside of tracked changes."""
    return Counter(
        local_name(element)
        for root in roots(data).values()
        for element in root.iter(*(f"{{{W}}}{name}" for name in COUNTED))
        if is_seen(element)
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_each_translation_stands_once_and_in_its_place(path: Path, layout: Layout) -> None:
    document = translated(path)
    data = copied(document, layout)
    shown = {name: "\n".join(lines(root)) for name, root in roots(data).items()}
    everything = "\n".join(shown.values())
    at = 0
    for number, pair in enumerate(document.pairs):
        for place, span in enumerate(pair.source.spans):
            if span.is_opaque or not span.text.strip() or not pair.source.is_translatable:
                continue
            text = f"[{number}.{place}] English."
            assert everything.count(text) == 1, text
            if pair.source.part is Part.BODY and not pair.source.note:
                at = shown["word/document.xml"].index(text, at)
    assert copied(document, layout) == data


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_structure_in_is_structure_out(path: Path, layout: Layout) -> None:
    document = translated(path)
    data = copied(document, layout)
    before, after = structure(document.document.source), structure(data)
    if layout is Layout.INTERLEAVED:  # the links of the translation come to those of the source
        assert after.pop("hyperlink", 0) >= before.pop("hyperlink", 0)
    else:
        before.pop("hyperlink", 0)
        after.pop("hyperlink", 0)
    assert after == before
    with (
        zipfile.ZipFile(io.BytesIO(document.document.source)) as source,
        zipfile.ZipFile(io.BytesIO(data)) as copy,
    ):
        for name in source.namelist():
            if name.startswith(("word/media", "word/styles", "word/theme")):
                assert copy.read(name) == source.read(name)
        assert copy.testzip() is None
    assert set(problems(data)) <= set(problems(document.document.source))
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_copy_reads_like_its_source(path: Path, tmp_path: Path) -> None:
    def natures(blocks: Sequence[Block]) -> list[tuple[object, ...]]:
        return [
            (one.kind, one.level, one.marker, one.cell, one.note, one.part, one.section)
            for one in blocks
        ]

    document = translated(path)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(copied(document, Layout.TARGET_ONLY))
    again = read_document(copy)
    assert natures(again.blocks) == natures(document.document.blocks)
    assert [opaque(block) for block in again.blocks] == [
        opaque(block) for block in document.document.blocks
    ]
    copy.write_bytes(copied(document, Layout.INTERLEAVED))
    again = read_document(copy)
    old = [block.marker for block in document.document.blocks if block.marker]
    assert [block.marker for block in again.blocks if block.marker] == old
    assert len(again.blocks) == len(document.pairs) + sum(
        pair.source.is_translatable for pair in document.pairs
    )


def opaque(block: Block) -> Counter[str]:
    """Images and notes of a block. (Fields in headers may have changed places.)"""
    return Counter(span.href for span in block.spans if span.is_opaque)


def test_a_paragraph_is_followed_by_its_translation_in_the_same_style(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("第一节", 1)
    word.add_paragraph("正文。", style="Intense Quote")
    data = copied(translated(save(word, tmp_path)), Layout.INTERLEAVED)
    root = part(data)
    assert lines(root) == ["第一节", "[0.0] English.", "正文。", "[1.0] English."]
    for text, style in (("[0.0]", "Heading1"), ("[1.0]", "IntenseQuote")):
        target = paragraph_of(root, text)
        assert written(target, "pPr", "pStyle") == {"val": style}
        assert written(target, "pPr", "spacing")["before"] == "0"
        assert written(target, "r", "rPr", "lang") == {"val": "en-US"}
    assert written(paragraph_of(root, "第一节"), "pPr", "keepNext") == {}


def test_lists_are_not_counted_twice(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("甲", "乙"):
        word.add_paragraph(text, style="List Number")
    data = copied(translated(save(word, tmp_path)), Layout.INTERLEAVED)
    target = paragraph_of(part(data), "[0.0]")
    assert written(target, "pPr", "pStyle") == {"val": "ListNumber"}
    assert written(target, "pPr", "numPr", "numId") == {"val": "0"}
    assert written(target, "pPr", "ind") == {"left": "360", "firstLine": "0"}
    copy = tmp_path / "copy.docx"
    copy.write_bytes(data)
    assert [block.marker for block in read_document(copy).blocks] == ["1.", "", "2.", ""]


def test_chinese_numbers_become_english_where_english_stands_alone(tmp_path: Path) -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    templates = ["第%1章", "%2、", "（%3）", "附件%4："]
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{template}"/></w:lvl>'
        for depth, template in enumerate(templates)
    )
    for element in parse_xml(
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'
        '<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num></w:numbering>'
    ):
        numbering.append(element)
    body = "".join(
        paragraph(
            run("项"),
            properties=f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="91"/></w:numPr>',
        )
        for n in range(4)
    )
    document = translated(from_xml(tmp_path, body, word))
    copy = tmp_path / "copy.docx"
    copy.write_bytes(copied(document, Layout.TARGET_ONLY))
    assert [one.marker for one in read_document(copy).blocks] == [
        *("Chapter 1", "1.", "(1)", "Annex 1:")
    ]
    copy.write_bytes(copied(document, Layout.INTERLEAVED))
    assert [one.marker for one in read_document(copy).blocks][::2] == [
        *("第一章", "一、", "（一）", "附件一：")
    ]


def test_formatting_and_links_of_the_translation(tmp_path: Path) -> None:
    word = docx.Document()
    address = "https://example.com/a"
    relation = word.part.relate_to(address, f"{RELATIONS}/hyperlink", True)
    link = f'<w:hyperlink r:id="{relation}">{run("链接")}</w:hyperlink>'
    font = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/>'
    big = f'{font}<w:color w:val="FF0000"/><w:sz w:val="40"/>'
    path = from_xml(tmp_path, paragraph(run("开头", big), run("粗", f"{big}<w:b/>"), link), word)
    for layout in LAYOUTS:
        data = copied(translated(path), layout)
        root = part(data)
        target = paragraph_of(root, "[0.0]")
        plain, bold, linked = target.iter(f"{{{W}}}r")
        for one in (plain, bold):
            assert written(one, "rPr", "color") == {"val": "FF0000"}
            assert written(one, "rPr", "sz") == {"val": "40"}
            assert written(one, "rPr", "rFonts") == {"eastAsia": "宋体"}
        assert plain.find(f"{{{W}}}rPr/{{{W}}}b") is None
        assert written(bold, "rPr", "b") == {}
        copy = tmp_path / "copy.docx"
        copy.write_bytes(data)
        block = read_document(copy).blocks[-1]
        assert [(span.text, span.marks, span.href) for span in block.spans] == [
            ("[0.0] English.", frozenset(), ""),
            ("[0.1] English.", frozenset({Mark.BOLD}), ""),
            ("[0.2] English.", frozenset(), address),
        ]
        assert next(linked.iterancestors()).tag == f"{{{W}}}hyperlink"


def test_code_keeps_its_style(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles.add_style("Verbatim Char", WD_STYLE_TYPE.CHARACTER)
    word.add_paragraph("运行").add_run("install", style="Verbatim Char")
    for layout in LAYOUTS:
        root = part(copied(translated(save(word, tmp_path)), layout))
        target = paragraph_of(root, "[0.0]")
        assert line(target) == "[0.0] English.install"
        assert written(list(target)[-1], "rPr", "rStyle") == {"val": "VerbatimChar"}


def test_images_notes_and_bookmarks_stay_in_a_text_that_is_replaced(tmp_path: Path) -> None:
    word = docx.Document()
    picture = word.add_paragraph("图：")
    picture.add_run().add_picture(io.BytesIO(png()))
    picture.add_run("之后")
    word.add_paragraph()
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    marks = '<w:bookmarkStart w:id="7" w:name="here"/>', '<w:bookmarkEnd w:id="7"/>'
    content = paragraph(marks[0], run("前"), reference, run("后"), marks[1])
    new = parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")[0]
    word.element.body.insert_element_before(new, "w:sectPr")
    note = paragraph("<w:r><w:footnoteRef/></w:r>", run(" 注释。"))
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    path = with_parts(save(word, tmp_path), {"footnotes": notes})
    document = translated(path)
    data = copied(document, Layout.TARGET_ONLY)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(data)
    again = read_document(copy).blocks
    assert [[span.text for span in block.spans] for block in again] == [
        ["[0.0] English.", "", "[0.2] English."],
        ["[1.0] English.", "[1]", "[1.2] English."],
        ["[2.0] English."],
    ]
    assert again[0].spans[1].href == "word/media/image1.png"
    assert len(list(part(data).iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"))) == 2
    assert lines(part(data, "word/footnotes.xml")) == [" [2.0] English."]


def test_a_note_is_referred_to_from_its_translation_too(tmp_path: Path) -> None:
    references = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (5, 6)]
    path = from_xml(tmp_path, paragraph(run("前"), references[0], run("后"), references[1]))
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run("注释"))}</w:footnote>' for number in (5, 6)
    )
    with_parts(path, {"footnotes": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"})
    data = copied(translated(path), Layout.INTERLEAVED)
    root = part(data)
    target = paragraph_of(root, "[0.0]")
    fields = list(target.iter(f"{{{W}}}fldSimple"))
    assert line(target) == "[0.0] English.1[0.2] English.2"
    names = [str(one.get(f"{{{W}}}instr")).split()[1] for one in fields]
    marked = [one.get(f"{{{W}}}name") for one in root.iter(f"{{{W}}}bookmarkStart")]
    assert names == marked and len(set(names)) == 2
    assert structure(data)["footnoteReference"] == 2
    assert lines(part(data, "word/footnotes.xml"))[1::2] == ["[1.0] English.", "[2.0] English."]


def test_headers_footers_and_comments_are_translated(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    section = word.sections[0]
    fill(section.header._element, paragraph(run("内部资料")))
    pages = paragraph(run("第"), written_field("PAGE", "1"), run("页"))
    fill(section.footer._element, pages)
    path = with_parts(save(word, tmp_path), {"comments": COMMENTS})
    data = copied(translated(path), Layout.TARGET_ONLY)
    assert lines(part(data, "word/header1.xml")) == ["[1.0] English."]
    assert lines(part(data, "word/comments.xml")) == ["[3.0] English."]
    footer = part(data, "word/footer1.xml")
    assert lines(footer) == ["Page 1"]
    assert [code.text for code in footer.iter(f"{{{W}}}instrText")] == [" PAGE "]
    data = copied(translated(path), Layout.INTERLEAVED)
    assert lines(part(data, "word/header1.xml")) == ["内部资料", "[1.0] English."]
    assert lines(part(data, "word/footer1.xml"))[0] == "第1页"


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    body = paragraph(
        run("留"),
        f"<w:ins>{run('增')}</w:ins>",
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('移')}</w:moveFrom><w:moveTo>{run('到')}</w:moveTo>",
    )
    body += paragraph(run("前半"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("后半"))
    path = from_xml(tmp_path, body)
    data = copied(translated(path), Layout.INTERLEAVED)
    assert lines(part(data)) == ["留增到", "[0.0] English.", "前半后半", "[1.0] English."]
    changes = {"ins", "del", "moveFrom", "moveTo", "delText"}
    assert changes.isdisjoint(local_name(one) for one in part(data).iter("{*}*"))


def test_a_section_ends_behind_the_translation_of_its_last_paragraph(tmp_path: Path) -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    end = '<w:r><w:br w:type="page"/></w:r>'
    body = paragraph(run("甲"), properties=section) + paragraph(run("乙"), end) + paragraph()
    data = copied(translated(from_xml(tmp_path, body)), Layout.INTERLEAVED)
    first, target, _, last, *_ = part(data).iter(f"{{{W}}}p")
    assert first.find(f".//{{{W}}}sectPr") is None
    assert target.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None
    assert [local_name(one) for one in last.iter(f"{{{W}}}t", f"{{{W}}}br")] == [
        "t",
        "br",
    ]


def test_short_paragraphs_stay_with_their_translations(tmp_path: Path) -> None:
    cell = f"<w:tc><w:tcPr/>{paragraph(run('格'))}</w:tc>"
    body = paragraph(run("短")) + paragraph(run("长" * 300)) + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    root = part(copied(translated(from_xml(tmp_path, body)), Layout.INTERLEAVED))
    kept = [one.find(f".//{{{W}}}keepNext") is not None for one in root.iter(f"{{{W}}}p")]
    assert kept[:6] == [True, False, False, False, False, False]


def test_captions_stay_with_the_table_below(tmp_path: Path) -> None:
    caption = paragraph(run("表1"), properties='<w:pStyle w:val="Caption"/>')
    table = f"<w:tbl><w:tr><w:tc><w:tcPr/>{paragraph(run('格'))}</w:tc></w:tr></w:tbl>"
    root = part(copied(translated(from_xml(tmp_path, caption + table + caption)), LAYOUTS[0]))
    kept = [one.find(f".//{{{W}}}keepNext") is not None for one in root.iter(f"{{{W}}}p")]
    assert kept == [True, True, False, False, True, False]


def test_short_rows_are_not_divided_between_pages(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr/>{paragraph(run(text))}</w:tc></w:tr>" for text in ("格", "长" * 300)
    )
    path = from_xml(tmp_path, f"<w:tbl>{rows}</w:tbl>")
    short, long = part(copied(translated(path), Layout.INTERLEAVED)).iter(f"{{{W}}}tr")
    assert [len(list(row.iter(f"{{{W}}}cantSplit"))) for row in (short, long)] == [1, 0]


def test_pages_are_counted_in_english(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    page, total = written_field("PAGE", "2"), written_field("NUMPAGES", "9")
    content = paragraph(run("第 "), page, run(" 页，共 "), total, run(" 页"))
    fill(word.sections[0].footer._element, content)
    document = translated(save(word, tmp_path))
    footer = part(copied(document, Layout.TARGET_ONLY), "word/footer1.xml")
    assert lines(footer) == ["Page 2 of 9"]
    assert len(list(footer.iter(f"{{{W}}}instrText"))) == 2
    beside = render(document, "docx", WriteOptions())
    assert "Page 2 of 9" in "".join(lines(part(beside)))


def test_a_translation_is_moved_in_as_the_number_above_it(tmp_path: Path) -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="100" w:firstLine="640"/></w:pPr></w:lvl>'
    )
    for number, new in enumerate(
        parse_xml(
            f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="90">{level}'
            '</w:abstractNum><w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
            "</w:numbering>"
        )
    ):
        numbering.insert(number * len(numbering), new)
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    path = from_xml(tmp_path, paragraph(run("项"), properties=listed), word)
    root = part(copied(translated(path), Layout.INTERLEAVED))
    indent = written(paragraph_of(root, "[0.0]"), "pPr", "ind")
    assert indent == {"left": "100", "firstLine": "640"}


def test_a_table_of_contents_is_renewed_and_stays_whole(tmp_path: Path) -> None:
    begin, separate, end = map(field_mark, ("begin", "separate", "end"))
    start = f"{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}"
    tab = "<w:r><w:tab/></w:r>"
    body = paragraph(start, run("第一章"), tab, run("1"))
    body += paragraph(run("第二章"), tab, written_field("PAGEREF _Toc2 \\h", "2"), end)
    path = from_xml(tmp_path, body + paragraph(run("正文")))
    for layout in LAYOUTS:
        root = part(copied(translated(path), layout))
        marks = list(root.iter(f"{{{W}}}fldChar"))
        kinds = [one.get(f"{{{W}}}fldCharType") for one in marks]
        assert kinds.count("begin") == kinds.count("end")
        assert marks[0].get(f"{{{W}}}dirty") == "true"
        target = paragraph_of(root, "[0.0]")
        assert line(target) == "[0.0] English.1" and len(list(target.iter(f"{{{W}}}tab"))) == 1
        assert "[1.0]" in line(next(marks[-1].iterancestors(f"{{{W}}}p")))


def test_findings_are_comments_on_their_sentences(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="3">{paragraph(run("注释"))}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    path = from_xml(tmp_path, paragraph(run("甲乙"), reference) + paragraph(run("丙")))
    with_parts(path, {"footnotes": f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"})
    document = translated(path, findings={"丙": ["number missing"], "注释": ["too long"]})
    two = document.pairs[0]
    (segment,) = two.segments
    first = replace(segment, source="甲", text="First.")
    second = replace(segment, source="乙", text="Second.", findings=document.pairs[1].findings)
    target = (Span(text="First. Second."), *two.target[1:])
    changed = replace(two, target=target, segments=(first, second))
    document = replace(document, pairs=(changed, *document.pairs[1:]))
    for layout in LAYOUTS:
        data = copied(document, layout)
        root = part(data)
        comments = part(data, "word/comments.xml")
        assert lines(comments) == ["number missing", "number missing"]
        numbers = [written(one)["id"] for one in comments]
        assert numbers == ["4", "5"]  # not those of the notes
        assert comments_on(root) == {"4": "Second.", "5": "[1.0] English."}
        assert lines(part(data, "word/footnotes.xml"))[-2:] == [
            "[2.0] English.",
            "\N{WARNING SIGN} too long",
        ]
        assert docx.Document(io.BytesIO(data)).part.package is not None
    with_parts(path, {"comments": COMMENTS})
    read = replace(document.document, source=path.read_bytes())
    data = copied(replace(document, document=read), Layout.TARGET_ONLY)
    assert [written(one)["id"] for one in part(data, "word/comments.xml")] == ["4", "5", "6"]
    as_notes = lines(part(copied(document, Layout.TARGET_ONLY, findings=ShownFindings.NOTES)))
    assert as_notes[1] == "\N{WARNING SIGN} number missing"
    silent = copied(document, Layout.INTERLEAVED, findings=ShownFindings.NONE)
    assert "\N{WARNING SIGN}" not in "".join("".join(lines(one)) for one in roots(silent).values())
    assert "word/comments.xml" not in zipfile.ZipFile(io.BytesIO(silent)).namelist()


def comments_on(root: etree._Element) -> dict[str, str]:
    """For each comment, the text that it is on."""
    texts: dict[str, str] = {}
    open_: set[str] = set()
    for one in root.iter("{*}*"):
        name = local_name(one)
        if name == "commentRangeStart":
            open_.add(written(one)["id"])
        elif name == "commentRangeEnd":
            open_.remove(written(one)["id"])
        elif name == "t":
            for number in open_:
                texts[number] = texts.get(number, "") + (one.text or "")
    assert not open_
    return texts


def test_text_boxes_say_it_once_in_each_alternative_and_take_the_height_they_need(
    tmp_path: Path,
) -> None:
    box = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
    wps = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    drawing_ml = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shape = (
        f"<wps:wsp {wps}><wps:txbx>{box}</wps:txbx>"
        f"<wps:bodyPr {drawing_ml}><a:noAutofit/></wps:bodyPr></wps:wsp>"
    )
    alternatives = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{shape}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = from_xml(tmp_path, paragraph(run("锚"), alternatives))
    root = part(copied(translated(path), Layout.INTERLEAVED))
    assert lines(root) == ["锚", "框内", "[1.0] English.", "[0.0] English."]
    for branch in root.iter("{*}txbxContent"):
        texts = ["".join(text.text or "" for text in one.iter(f"{{{W}}}t")) for one in branch]
        assert texts == ["框内", "[1.0] English."]
    assert [local_name(one) for one in next(root.iter("{*}bodyPr"))] == ["spAutoFit"]
    path = from_xml(tmp_path, paragraph(run("锚"), alternatives.replace("框内", "框内的文字" * 3)))
    root = part(copied(translated(path), Layout.TARGET_ONLY))
    assert [local_name(one) for one in next(root.iter("{*}bodyPr"))] == ["noAutofit"]


def test_what_holds_a_paragraph_makes_room_for_its_translation(tmp_path: Path) -> None:
    height = '<w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
    cell = f"<w:tc><w:tcPr><w:tcFitText/></w:tcPr>{paragraph(run('格'))}</w:tc>"
    control = "<w:sdt><w:sdtPr><w:dataBinding/><w:text/></w:sdtPr><w:sdtContent>"
    body = f"<w:tbl><w:tr>{height}{cell}</w:tr></w:tbl>"
    body += f"{control}{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
    frame = '<w:framePr w:w="2000" w:h="300" w:hRule="exact"/>'
    body += paragraph(run("框"), properties=frame)
    root = part(copied(translated(from_xml(tmp_path, body)), Layout.INTERLEAVED))
    assert written(next(root.iter(f"{{{W}}}trHeight")))["hRule"] == "atLeast"
    assert {written(one)["hRule"] for one in root.iter(f"{{{W}}}framePr")} == {"atLeast"}
    assert not list(root.iter(f"{{{W}}}tcFitText", f"{{{W}}}dataBinding"))
    (plain,) = root.iter(f"{{{W}}}sdt")  # for plain text, and so for one paragraph
    assert lines(plain) == ["控件"]
    assert lines(root) == ["格", "[0.0] English.", "控件", "[1.0] English.", "框", "[2.0] English."]


def test_a_missing_translation_is_remarked_where_it_should_be(tmp_path: Path) -> None:
    document = translated(from_xml(tmp_path, paragraph(run("甲")) + paragraph(run("乙"))))
    first, second = document.pairs
    empty = paired(first.source.spans, (), block=first.source, findings=["no translation"])
    document = replace(document, pairs=(empty, second))
    for layout in LAYOUTS:
        data = copied(document, layout)
        assert lines(part(data, "word/comments.xml")) == ["no translation"]
        order = list(part(data).iter(f"{{{W}}}t", f"{{{W}}}commentReference"))
        names = [local_name(one) for one in order]
        expected = ["t", "commentReference", "t", "t"]
        assert names == (expected if layout is Layout.INTERLEAVED else expected[1:3])


def test_copies_are_for_word_files_that_do_not_stand_side_by_side(tmp_path: Path) -> None:
    document = translated(simple(tmp_path))
    for layout in LAYOUTS:
        options = WriteOptions(layout=layout, is_copy=True)
        assert render(document, "docx", options) == write_copy(document, options)
    beside = WriteOptions(layout=Layout.SIDE_BY_SIDE, is_copy=True)
    assert render(document, "docx", beside) == render(
        document, "docx", replace(beside, is_copy=False)
    )


def test_the_source_is_shown_in_the_form_asked_for(tmp_path: Path) -> None:
    path = from_xml(tmp_path, paragraph(run("他說", "<w:b/>"), run("：好。")))
    document = translated(path)
    (pair,) = document.pairs
    first, rest = pair.source.spans
    normalized = replace(pair.source, spans=(replace(first, text="他说"), rest))
    document = replace(document, pairs=(replace(pair, source=normalized),))
    shown = copied(document, Layout.INTERLEAVED)
    assert lines(part(shown))[0] == "他说：好。"
    assert len(list(paragraph_of(part(shown), "他说").iter(f"{{{W}}}b"))) == 1
    original = copied(document, Layout.INTERLEAVED, source_text=SourceText.ORIGINAL)
    assert lines(part(original))[0] == "他說：好。"


def test_a_draft_says_so_first(tmp_path: Path) -> None:
    path = simple(tmp_path)
    first, *_ = lines(part(copied(translated(path, engine=DRAFT), Layout.TARGET_ONLY)))
    assert first.startswith("Draft machine translation (package translate-zh_en-0_1).")
    assert lines(part(copied(translated(path), Layout.TARGET_ONLY))) == ["[0.0] English."]


def test_properties_name_the_translation(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("年度报告", 0)
    word.core_properties.title, word.core_properties.author = "年度报告", "李四"
    word.core_properties.created = dt.datetime(2024, 10, 28)
    document = translated(save(word, tmp_path))
    alone = docx.Document(io.BytesIO(copied(document, Layout.TARGET_ONLY))).core_properties
    assert (alone.title, alone.language, alone.author) == ("[0.0] English.", "en", "李四")
    assert alone.created is not None and alone.created.year == 2024
    assert "translated by argos, translate-zh_en-1_9" in alone.comments
    both = docx.Document(io.BytesIO(copied(document, Layout.INTERLEAVED))).core_properties
    assert (both.title, both.language) == ("年度报告", "zh-Hans, en")


def test_long_tables_are_copied_whole(tmp_path: Path) -> None:
    row = f"<w:tr><w:tc>{paragraph(run('格'))}</w:tc><w:tc>{paragraph(run('子'))}</w:tc></w:tr>"
    document = translated(from_xml(tmp_path, f"<w:tbl>{row * 1_000}</w:tbl>"))
    data = copied(document, Layout.INTERLEAVED)
    assert len(lines(part(data))) == 4_000
