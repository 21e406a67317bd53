"""Copies of PowerPoint and Excel files: texts changed in place, all else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bilingual.errors import WriteError
from bilingual.formats.office.rich_text import read_rich_text
from bilingual.formats.word.names import NAMESPACES
from bilingual.model import BilingualDocument, Layout, Mark, SourceText
from bilingual.readers import SUFFIXES, read_document
from bilingual.writers import OUTPUT_FORMATS, ShownFindings, WriteOptions, render, suited
from tests.builders import DRAFT, document, pair
from tests.office_files import SHEET, packed, paragraph, pptx, run, shape, sheet, slide, xlsx
from tests.spelling import spelled, translated

LAYOUTS = [Layout.INTERLEAVED, Layout.TARGET_ONLY]


def made(folder: Path, name: str, content: bytes) -> BilingualDocument:
    (folder / name).write_bytes(content)
    return translated(folder / name)


def written(source: BilingualDocument, suffix: str, layout: Layout, **others: Any) -> bytes:
    content = render(source, suffix, WriteOptions(layout=layout, **others))
    assert content == render(source, suffix, WriteOptions(layout=layout, **others))
    return content


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = parts_of(before), parts_of(after)
    assert list(new)[: len(old)] == list(old)
    return {name for name, part in new.items() if old.get(name) != part}


def found(content: bytes, part: str, path: str) -> list[Any]:
    result: Any = etree.fromstring(parts_of(content)[part]).xpath(path, namespaces=NAMESPACES)
    return list(result)


def shown(text: str, layout: Layout, joint: str = "\n") -> str:
    return spelled(text) if layout is Layout.TARGET_ONLY else f"{text}{joint}{spelled(text)}"


SLIDE = "ppt/slides/slide1.xml"
LINK = '<a:hlinkClick r:id="rIdL"/>'
DECK = pptx(
    slide(
        shape(paragraph(run("主要成绩")), placeholder='type="title"'),
        shape(
            paragraph(run("完成"), run("任务", 'b="1" sz="2800"'), properties="<a:pPr/>"),
            paragraph(run("见网页", inside=LINK)),
            paragraph(run("第"), '<a:fld id="{1}" type="slidenum"><a:t>3</a:t></a:fld>', run("页")),
            paragraph(run("OK")),
            placeholder='idx="1"',
        ),
        shape(paragraph(run("内部资料")), placeholder='type="ftr"'),
    ),
    slide(
        shape(paragraph(run("會議")), placeholder='type="title"'),
        shape(paragraph(run("内部资料")), placeholder='type="ftr"'),
        shape(paragraph(run("暗")), hidden='hidden="1"'),
    ),
    notes={1: slide(shape(paragraph(run("请问好。")), placeholder='type="body"'), root="notes")},
    others={1: [("rIdL", "hyperlink", "https://example.com/a")]},
    parts={"ppt/charts/chart1.xml": "<c:chart  xmlns:c='x' />", "docProps/thumbnail.jpeg": b"\1"},
)


def lines(content: bytes, part: str) -> list[str]:
    """The paragraphs of a slide, ``|`` between their lines."""
    return [
        "".join("|" if one.tag.endswith("}br") else one.text or "" for one in paragraph)
        for paragraph in (
            one.xpath(".//a:t|.//a:br", namespaces=NAMESPACES)
            for one in found(content, part, "//a:p")
        )
    ]


@pytest.mark.parametrize("layout", Layout)
def test_slides_say_each_paragraph_in_its_place(tmp_path: Path, layout: Layout) -> None:
    source = made(tmp_path, "a.pptx", DECK)
    content = written(source, "pptx", layout)
    texts = ["主要成绩", "完成任务", "见网页"]
    assert lines(content, SLIDE)[:3] == [shown(text, layout, "|") for text in texts]
    assert lines(content, SLIDE)[4:] == ["OK", shown("内部资料", layout, "|")]
    # Normalised, and the feet of all slides; what is hidden stays as it was.
    later = lines(content, "ppt/slides/slide2.xml")
    assert later == [shown("会议", layout, "|"), shown("内部资料", layout, "|"), "暗"]
    assert lines(content, "ppt/notesSlides/notesSlide1.xml") == [shown("请问好。", layout, "|")]
    assert changed(DECK, content) == {
        SLIDE,
        "ppt/slides/slide2.xml",
        "ppt/notesSlides/notesSlide1.xml",
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_runs_of_slides_look_as_those_they_translate(tmp_path: Path, layout: Layout) -> None:
    content = written(made(tmp_path, "a.pptx", DECK), "pptx", layout)
    bold = found(content, SLIDE, "//a:r[a:rPr/@b='1' and a:rPr/@lang='en-US']")
    assert [one.findtext("{*}t").strip() for one in bold] == [spelled("任务")]
    assert bold[0].find("{*}rPr").get("sz") == "2800"
    (link,) = found(content, SLIDE, "//a:r[a:rPr/@lang='en-US' and a:rPr/a:hlinkClick]")
    assert link.findtext("{*}t") == spelled("见网页")
    fields = found(content, SLIDE, "//a:fld[@type='slidenum']")
    assert len(fields) == (1 if layout is Layout.TARGET_ONLY else 2)
    assert found(content, SLIDE, "//a:p[a:pPr]/*[1]")[0].tag.endswith("}pPr")


def test_letters_get_smaller_where_text_gets_longer(tmp_path: Path) -> None:
    long = "我们今年完成了全部任务，销售收入比去年增长了百分之十，成本下降了百分之五。"
    grows = "<a:bodyPr><a:spAutoFit/></a:bodyPr>"
    deck = pptx(
        slide(
            shape(paragraph(run("成绩")), placeholder='type="title"'),
            shape(paragraph(run(long))),
            shape(paragraph(run(long))).replace("<a:bodyPr/>", grows),
        )
    )
    content = written(made(tmp_path, "a.pptx", deck), "pptx", Layout.INTERLEAVED)
    bodies = found(content, SLIDE, "//a:bodyPr")
    fits = [[one.tag.rpartition("}")[2] for one in body] for body in bodies]
    assert fits == [[], ["normAutofit"], ["spAutoFit"]]
    assert 40_000 <= int(bodies[1][0].get("fontScale")) < 90_000


STRINGS = [
    "<t>地区</t>",
    "<t>金额</t>",
    '<r><rPr><sz val="11"/><rFont val="等线"/></rPr><t>北京</t></r>'
    '<rPh sb="0" eb="2"><t>ペキン</t></rPh><phoneticPr fontId="1"/>',
    "<t>上海</t>",
    "<t>ABC</t>",
]
BOOK_SHEET = "xl/worksheets/sheet1.xml"
BOOK = xlsx(
    {
        "数据": sheet(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s" s="2"><v>1</v></c></row>'
            '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>7.5</v></c></row>'
            '<row r="3" ht="20"><c r="A3" t="inlineStr"><is><t>行内</t></is></c>'
            '<c r="B3" t="str"><f>A2&amp;"元"</f><v>北京元</v></c></row>'
            '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="C4" t="s"><v>4</v></c></row>'
            '<row r="5" hidden="1"><c r="A5" t="s"><v>3</v></c></row>',
            after='<mergeCells><mergeCell ref="A4:B4"/></mergeCells>',
        ),
        "底价": sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    },
    strings=STRINGS,
    states={"底价": "hidden"},
    others={"数据": [("r1", "comments", "../comments1.xml"), ("r2", "table", "../tables/t.xml")]},
    parts={
        "xl/comments1.xml": f'<comments {SHEET}><commentList><comment ref="A2"><text>'
        "<t>请核对。</t></text></comment></commentList></comments>",
        "xl/tables/t.xml": f'<table {SHEET} ref="A1:B3"><tableColumns><tableColumn id="1" '
        'name="地区"/><tableColumn id="2" name="金额"/></tableColumns></table>',
        "xl/charts/chart1.xml": "<c:chart  xmlns:c='x' />",
    },
)


def values(content: bytes, part: str = BOOK_SHEET) -> dict[str, str]:
    strings = found(content, "xl/sharedStrings.xml", "/s:sst/s:si")
    result = {}
    for cell in found(content, part, "//s:c"):
        value, inside = cell.findtext("{*}v"), cell.find("{*}is")
        if cell.get("t") in ("s", "inlineStr"):
            text = strings[int(value)] if inside is None else inside
            value = "".join(span.text for span in read_rich_text(text))
        result[cell.get("r")] = value
    return result


@pytest.mark.parametrize("layout", Layout)
def test_cells_say_their_texts_and_all_else_stays(tmp_path: Path, layout: Layout) -> None:
    content = written(made(tmp_path, "a.xlsx", BOOK), "xlsx", layout)
    assert values(content) == {
        **{"A1": shown("地区", layout), "B1": shown("金额", layout)},
        **{"A2": shown("北京", layout), "B2": "7.5"},
        **{"A3": shown("行内", layout), "B3": "北京元"},
        **{"A4": shown("上海", layout), "C4": "ABC", "A5": "上海"},
    }
    assert values(content, "xl/worksheets/sheet2.xml") == {"A1": "地区"}
    (formula,) = found(content, BOOK_SHEET, "//s:f")
    assert formula.text == 'A2&"元"'
    (comment,) = found(content, "xl/comments1.xml", "//s:text")
    assert "".join(comment.itertext()) == shown("请核对。", layout)
    (settings,) = found(content, "xl/workbook.xml", "/s:workbook/s:sheets/following-sibling::*")
    assert settings.get("fullCalcOnLoad") == "1"
    assert changed(BOOK, content) == {
        *(BOOK_SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
        *("xl/comments1.xml", "xl/tables/t.xml"),
    }


def test_phonetic_readings_and_fonts_stay_with_their_characters(tmp_path: Path) -> None:
    source = made(tmp_path, "a.xlsx", BOOK)
    strings = "xl/sharedStrings.xml"
    content = written(source, "xlsx", Layout.INTERLEAVED)
    (added,) = found(content, strings, "/s:sst/s:si[position()>5][s:rPh]")
    tags = [one.tag.rpartition("}")[2] for one in added]
    assert tags == ["r", "r", "r", "rPh", "phoneticPr"]
    assert [one.get("val") for one in added.iter("{*}rFont")] == ["等线"] * 3
    assert added.find("{*}rPh").get("eb") == "2"
    only = written(source, "xlsx", Layout.TARGET_ONLY)
    assert found(only, strings, "/s:sst/s:si[position()>5][s:rPh]") == []
    (sst,) = found(only, strings, "/s:sst")
    assert (sst.get("count"), sst.get("uniqueCount")) == ("5", str(len(sst)))


def test_cells_break_their_lines_and_rows_make_room(tmp_path: Path) -> None:
    content = written(made(tmp_path, "a.xlsx", BOOK), "xlsx", Layout.INTERLEAVED)
    formats = found(content, "xl/styles.xml", "//s:cellXfs/s:xf")
    styles = {cell.get("r"): cell.get("s") for cell in found(content, BOOK_SHEET, "//s:c")}
    assert styles["B2"] == "2" and styles["C4"] is None
    for name, number in (("A1", "0"), ("B1", "165")):
        one = formats[int(styles[name])]
        assert one.get("numFmtId") == number and one[0].get("wrapText") == "1"
    assert len(formats) == 5
    rows = {row.get("r"): row for row in found(content, BOOK_SHEET, "//s:row")}
    assert float(rows["1"].get("ht")) >= 30 and rows["1"].get("customHeight") is None
    assert rows["4"].get("customHeight") == "1"  # merged cells do not say how high they are
    assert rows["5"].get("ht") is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("is_named", [False, True])
def test_columns_of_tables_are_called_what_their_headers_say(
    tmp_path: Path, layout: Layout, is_named: bool
) -> None:
    """Excel calls a file damaged where they differ; formulas that name a column keep its header."""
    formula = "<f>SUM(T[金额])</f>" if is_named else ""
    made_sheet = sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        f'<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2">{formula}<v>1</v></c></row>'
    )
    book = xlsx(
        {"表": made_sheet},
        strings=STRINGS,
        others={"表": [("r2", "table", "../tables/t.xml")]},
        parts={"xl/tables/t.xml": parts_of(BOOK)["xl/tables/t.xml"]},
    )
    content = written(made(tmp_path, "a.xlsx", book), "xlsx", layout)
    names = [one.get("name") for one in found(content, "xl/tables/t.xml", "//s:tableColumn")]
    cells = values(content)
    assert [one.replace("_x000a_", "\n") for one in names] == [cells["A1"], cells["B1"]]
    assert cells["B1"] == ("金额" if is_named else shown("金额", layout))
    assert cells["A1"] == shown("地区", layout)


def test_drafts_say_so(tmp_path: Path) -> None:
    deck = replace(made(tmp_path, "a.pptx", DECK), engine=DRAFT)
    content = written(deck, "pptx", Layout.TARGET_ONLY)
    assert "Draft machine translation" in lines(content, SLIDE)[-1]
    assert "Draft" not in "".join(lines(content, "ppt/slides/slide2.xml"))
    book = replace(made(tmp_path, "a.xlsx", BOOK), engine=DRAFT)
    again = tmp_path / "again.xlsx"
    again.write_bytes(written(book, "xlsx", Layout.TARGET_ONLY))
    *_, heading, last, _ = read_document(again).blocks
    assert heading.text == "Draft 草稿" and "Draft machine translation" in last.text


@pytest.mark.parametrize(("name", "content"), [("a.pptx", DECK), ("a.xlsx", BOOK)])
def test_findings_are_marked(tmp_path: Path, name: str, content: bytes) -> None:
    source = made(tmp_path, name, content)
    finding = pair("一", "One", findings=["wrong"]).segments[0].findings
    pairs = [
        replace(one, segments=tuple(replace(s, findings=finding) for s in one.segments))
        for one in source.pairs
    ]
    suffix = name[2:]
    found_out = replace(source, pairs=tuple(pairs))
    text = b"".join(parts_of(written(found_out, suffix, Layout.TARGET_ONLY)).values()).decode(
        errors="replace"
    )
    assert "⚠" in text
    silent = written(found_out, suffix, Layout.TARGET_ONLY, findings=ShownFindings.NONE)
    assert silent == written(source, suffix, Layout.TARGET_ONLY)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source_text", SourceText)
def test_copies_show_the_form_asked_for(
    tmp_path: Path, layout: Layout, source_text: SourceText
) -> None:
    book = xlsx(
        {"表": sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}, strings=["<t>會議</t>"]
    )
    content = written(made(tmp_path, "a.xlsx", book), "xlsx", layout, source_text=source_text)
    chinese = "會議" if source_text is SourceText.ORIGINAL else "会议"
    told = spelled("会议")
    assert values(content)["A1"] == (told if layout is Layout.TARGET_ONLY else f"{chinese}\n{told}")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("suffix", ["pptx", "xlsx"])
def test_copies_show_every_mark(tmp_path: Path, suffix: str, mark: Mark, layout: Layout) -> None:
    from tests.test_marks import SOURCES, UNKNOWN_THERE

    name = "PowerPoint" if suffix == "pptx" else "Excel"
    if (name, mark) in UNKNOWN_THERE:
        pytest.skip(f"{name} has none")
    content = SOURCES[name](mark)
    source = made(tmp_path, f"a.{suffix}", content)
    again = tmp_path / f"b.{suffix}"
    again.write_bytes(written(source, suffix, layout))
    marks = {frozenset(span.marks) for block in source.pairs for span in block.target}
    spans = [span for block in read_document(again).blocks for span in block.spans]
    assert {span.marks for span in spans if spelled("标记") in span.text} == {frozenset({mark})}
    assert marks == {frozenset(), frozenset({mark})}


def test_formats_are_made_of_seeds_of_their_kind_only() -> None:
    sources: Sequence[str] = [suffix for one in OUTPUT_FORMATS for suffix in one.sources]
    assert {*sources} <= {*SUFFIXES}
    assert suited(["docx", "pptx", "xlsx"], "news/a.PPTM") == ("docx", "pptx")
    assert suited(["srt"], "a.ssa") == ("srt",)
    with pytest.raises(WriteError) as caught:
        suited(["pptx"], "a.txt")
    assert str(caught.value) == (
        "a.txt: cannot become .pptx, which is made of .pptx, .pptm, .ppsx, .ppsm, .potx, .potm; "
        "choose other formats with --to"
    )
    with pytest.raises(WriteError):
        render(document(pair("一", "One")), "xlsx", WriteOptions())


def test_a_damaged_part_is_one_line(tmp_path: Path) -> None:
    broken = packed(parts_of(BOOK) | {"xl/tables/t.xml": b"<table"})
    source = made(tmp_path, "a.xlsx", BOOK)
    source = replace(source, document=replace(source.document, source=broken))
    with pytest.raises(WriteError, match=r"its part xl/tables/t\.xml is not well-formed XML"):
        written(source, "xlsx", Layout.TARGET_ONLY)
