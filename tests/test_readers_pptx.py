"""PowerPoint: slides in their order, what stands on them and in notes, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Block, BlockKind, Document, Mark, Part, Span, SpanKind
from bilingual.readers import read_document
from tests.office_files import paragraph, pptx, run, shape, slide

TITLE, BODY = 'type="title"', 'idx="1"'
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def read(folder: Path, content: bytes, name: str = "a.pptx", *, hidden: bool = False) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path, keeps_hidden=hidden)


def outline(document: Document) -> list[tuple[str, int, str, str]]:
    return [(b.kind.value, b.level, b.marker, b.text) for b in document.blocks]


def test_the_title_comes_first_and_bodies_have_the_bullets_of_their_master(tmp_path: Path) -> None:
    body = shape(
        paragraph(run("完成任务")),
        paragraph(run("其中销售")),
        paragraph(run("细目"), properties='<a:pPr lvl="1"/>'),
        paragraph(run("说明"), properties="<a:pPr><a:buNone/></a:pPr>"),
        paragraph(),
        placeholder=BODY,
    )
    title = shape(paragraph(run("主要成绩")), placeholder=TITLE)
    box = shape(paragraph(run("数据来源：统计局")))
    document = read(tmp_path, pptx(slide(body, title, box)))
    assert outline(document) == [
        ("heading", 1, "", "主要成绩"),
        ("list-item", 1, "•", "完成任务"),
        ("list-item", 1, "•", "其中销售"),
        ("list-item", 2, "•", "细目"),
        ("paragraph", 0, "", "说明"),
        ("paragraph", 0, "", "数据来源：统计局"),
    ]
    assert {block.locator for block in document.blocks} == {"slide 1"}
    assert (document.format, document.title, document.remarks) == ("pptx", "主要成绩", ())


def test_numbers_count_as_powerpoint_counts_them(tmp_path: Path) -> None:
    def numbered(text: str, kind: str, more: str = "", level: int = 0) -> str:
        sign = f'<a:pPr lvl="{level}"><a:buAutoNum type="{kind}" {more}/></a:pPr>'
        return paragraph(run(text), properties=sign)

    made = shape(
        numbered("甲", "ea1ChsPeriod"),
        numbered("子", "arabicParenR", level=1),
        numbered("丑", "arabicParenR", level=1),
        numbered("乙", "ea1ChsPeriod"),
        numbered("寅", "arabicParenR", level=1),
        paragraph(run("无")),
        numbered("丙", "ea1ChsPeriod"),
        numbered("丁", "circleNumDbPlain", 'startAt="3"'),
        numbered("戊", "alphaUcParenBoth"),
    )
    document = read(tmp_path, pptx(slide(made)))
    assert [block.marker for block in document.blocks] == [
        *("一、", "1)", "2)", "二、", "1)"),
        *("", "一、", "③", "(A)"),
    ]


def test_runs_breaks_fields_links_and_formulas(tmp_path: Path) -> None:
    link = '<a:hlinkClick r:id="rIdL"/>'
    formula = (
        '<mc:AlternateContent><mc:Choice Requires="a14"><m:oMath><m:r><m:t>x=1</m:t></m:r>'
        "</m:oMath></mc:Choice><mc:Fallback><a:r><a:t>图</a:t></a:r></mc:Fallback></mc:AlternateContent>"
    )
    text = paragraph(
        run("重点", 'b="1" i="0"'),
        run("见网页", inside=link),
        "<a:br/>",
        run("第"),
        '<a:fld id="{1}" type="slidenum"><a:rPr/><a:t>3</a:t></a:fld>',
        run("页"),
        formula,
    )
    relations = {1: [("rIdL", "hyperlink", "https://example.com/a")]}
    (block,) = read(tmp_path, pptx(slide(shape(text)), others=relations)).blocks
    assert block.spans == (
        Span(text="重点", marks=frozenset({Mark.BOLD})),
        Span(text="见网页", href="https://example.com/a"),
        Span(text="\n第"),
        Span(text="3", kind=SpanKind.RAW, element="4"),
        Span(text="页"),
        Span(text="x=1", kind=SpanKind.RAW, element="6"),
    )


def test_tables_have_merged_cells_once_and_empty_ones_too(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        inside = paragraph(run(text)) if text else paragraph()
        return f"<a:tc {more}><a:txBody><a:bodyPr/>{inside}</a:txBody></a:tc>"

    merged = cell("合并", 'rowSpan="2"')
    last = cell("共计", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("", 'vMerge="1"')
    table = (
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4' name='T'/></p:nvGraphicFramePr>"
        "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/table'>"
        f"<a:tbl><a:tblPr firstRow='1'/><a:tr>{cell('部门')}{cell('人数')}{cell('说明')}</a:tr>"
        f"<a:tr>{cell('销售部')}{cell('')}{merged}</a:tr>"
        f"<a:tr>{last}</a:tr>"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    document = read(tmp_path, pptx(slide(table)))
    cells = [(block.text, block.cell) for block in document.blocks]
    assert [(text, c.row, c.column, c.row_span, c.column_span) for text, c in cells if c] == [
        ("部门", 0, 0, 1, 1),
        ("人数", 0, 1, 1, 1),
        ("说明", 0, 2, 1, 1),
        ("销售部", 1, 0, 1, 1),
        ("", 1, 1, 1, 1),
        ("合并", 1, 2, 2, 1),
        ("共计", 2, 0, 1, 2),
    ]
    assert [c.is_header for _, c in cells if c] == [True] * 3 + [False] * 4
    assert document.blocks[3].locator == "slide 1, table 1, row 2"


def test_notes_follow_their_slide_as_a_quotation(tmp_path: Path) -> None:
    notes = slide(
        shape(paragraph(run("12")), placeholder='type="sldNum"'),
        shape(paragraph(run("请问好。")), paragraph(run("五分钟。")), placeholder='type="body"'),
        root="notes",
    )
    one, two = (slide(shape(paragraph(run(text)), placeholder=TITLE)) for text in ("一", "二"))
    document = read(tmp_path, pptx(one, two, notes={1: notes}))
    shown = [(b.text, b.quote_depth, b.quote_start, b.locator) for b in document.blocks]
    assert shown == [
        ("一", 0, 0, "slide 1"),
        ("请问好。", 1, 1, "slide 1, notes"),
        ("五分钟。", 1, 0, "slide 1, notes"),
        ("二", 0, 0, "slide 2"),
    ]


def test_slides_without_a_title_begin_with_a_rule(tmp_path: Path) -> None:
    made = pptx(*(slide(shape(paragraph(run(text)))) for text in ("甲", "乙")))
    kinds = [block.kind for block in read(tmp_path, made).blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.RULE, BlockKind.PARAGRAPH]


def test_footers_come_once_at_the_end_and_dates_and_numbers_do_not(tmp_path: Path) -> None:
    def page(text: str) -> str:
        foot = shape(paragraph(run("内部资料")), placeholder='type="ftr"')
        numbers = (shape(paragraph(run("9")), placeholder=f'type="{t}"') for t in ("dt", "sldNum"))
        return slide(shape(paragraph(run(text)), placeholder=TITLE), foot, *numbers)

    blocks = read(tmp_path, pptx(page("一"), page("二"))).blocks
    assert [(b.text, b.part) for b in blocks] == [
        ("一", Part.BODY),
        ("二", Part.BODY),
        ("内部资料", Part.FOOTER),
    ]


def test_pictures_come_along_and_what_cannot_is_told(tmp_path: Path) -> None:
    def picture(relation: str, text: str) -> str:
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="3" name="P" descr="{text}"/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{relation}"/></p:blipFill><p:spPr><a:xfrm><a:ext cx="914400" '
            'cy="457200"/></a:xfrm></p:spPr></p:pic>'
        )

    chart = (
        "<p:graphicFrame><a:graphic><a:graphicData "
        "uri='http://schemas.openxmlformats.org/drawingml/2006/chart'/></a:graphic></p:graphicFrame>"
    )
    group = f"<p:grpSp>{shape(paragraph(run('组内')))}</p:grpSp>"
    made = pptx(
        slide(picture("rIdP", "标志"), picture("rIdE", ""), chart, chart, group),
        slide(chart),
        others={1: [("rIdP", "image", "../media/a.png"), ("rIdE", "image", "../media/b.emf")]},
        parts={"ppt/media/a.png": PIXEL, "ppt/media/b.emf": b"\1\0\0\0"},
    )
    document = read(tmp_path, made)
    assert [block.text for block in document.blocks] == ["标志", "组内"]
    (span,) = document.blocks[0].spans
    assert (span.kind, span.href, span.extent) == (
        SpanKind.IMAGE,
        "ppt/media/a.png",
        (914400, 457200),
    )
    assert [media.name for media in document.media] == ["ppt/media/a.png"]
    assert document.remarks == (
        "1 unreadable picture left out (slide 1).",
        "3 charts left out (slides 1, 2).",
        "The alternative text of 1 picture is not translated.",
    )


def test_hidden_slides_and_shapes_are_left_out_and_counted(tmp_path: Path) -> None:
    made = pptx(
        slide(shape(paragraph(run("公开"))), shape(paragraph(run("暗")), hidden='hidden="1"')),
        slide(shape(paragraph(run("内部"))), show='show="0"'),
    )
    document = read(tmp_path, made)
    assert [block.text for block in document.blocks] == ["公开"]
    assert document.remarks == (
        "1 hidden shape left out (slide 1).",
        "1 hidden slide left out (slide 2).",
    )
    shown: tuple[Block, ...] = read(tmp_path, made, hidden=True).blocks
    assert [block.text for block in shown] == ["公开", "暗", "", "内部"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled"),
        ("a.ppsx", "presentationml.slideshow"),
        ("a.potx", "presentationml.template"),
    ],
)
def test_shows_templates_and_files_with_macros_are_read(
    tmp_path: Path, name: str, kind: str
) -> None:
    made = pptx(slide(shape(paragraph(run("会议")))), kind=kind)
    document = read(tmp_path, made, name)
    assert [block.text for block in document.blocks] == ["会议"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "is password-protected or an old .ppt"),
        (b"%PDF-1.7 ...", "is a PDF, not a file of PowerPoint; rename it to .pdf"),
        (b"PK\3\4 nothing", "is not a sound PowerPoint file (it is no zip file)"),
        (pptx(slide()), "has no text"),
        (pptx("<p:sld", "<p:sld"), "is not a sound PowerPoint file (ppt/slides/slide1.xml: "),
    ],
)
def test_what_is_no_presentation_is_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, content)
    assert problem in str(caught.value)


def test_old_presentations_are_told_to_be_saved_anew(tmp_path: Path) -> None:
    for name, newer in (
        ("a.ppt", ".pptx"),
        ("a.dps", ".pptx"),
        ("a.xls", ".xlsx"),
        ("a.et", ".xlsx"),
    ):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(ReadError, match=rf"cannot be read; save it as \{newer}"):
            read_document(tmp_path / name)
