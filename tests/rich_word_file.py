"""A Word file of a user with everything that a copy must keep: what the goldens of copies show."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from tests.word_files import (
    NAMESPACES,
    RELATIONS,
    field_mark,
    fill,
    paragraph,
    png,
    run,
    save,
    with_parts,
    written_field,
)

_FONT = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/>'
_RED = f'{_FONT}<w:color w:val="FF0000"/><w:sz w:val="40"/>'
_SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def rich_word_file(folder: Path) -> Path:
    """The file, with headers, footnotes, comments, a numbering of its own."""
    word = docx.Document()
    word.styles.add_style("Verbatim Char", WD_STYLE_TYPE.CHARACTER)
    _add_numbering(word)
    content = (
        *_contents(),
        *_paragraphs(word),
        *_lists(),
        *_marks(word),
        *_changes(),
        *_tables(),
        *_boxes(),
        paragraph(run("节末"), properties=_SECTION),
        paragraph(run("换页"), '<w:r><w:br w:type="page"/></w:r>'),
    )
    fill(word.element.body, "".join(content))
    section = word.sections[0]
    fill(section.header._element, paragraph(run("内部资料")))
    page, total = written_field("PAGE", "2"), written_field("NUMPAGES", "9")
    counted = paragraph(run("第 "), page, run(" 页，共 "), total, run(" 页"))
    fill(section.footer._element, counted)
    return with_parts(save(word, folder), _parts())


def _parts() -> dict[str, str]:
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph("<w:r><w:footnoteRef/></w:r>", run(text))}'
        "</w:footnote>"
        for number, text in ((5, " 注释一"), (6, " 注释二"))
    )
    comment = f'<w:comment w:id="0" w:author="王">{paragraph(run("请核实"))}</w:comment>'
    return {
        "footnotes": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>",
        "comments": f"<w:comments {NAMESPACES}>{comment}</w:comments>",
    }


def _add_numbering(word: WordDocument) -> None:
    """A list of four depths that counts in Chinese."""
    templates = ("第%1章", "%2、", "（%3）", "附件%4：")
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{template}"/>'
        '<w:pPr><w:ind w:left="100" w:firstLine="640"/></w:pPr></w:lvl>'
        for depth, template in enumerate(templates)
    )
    numbering = word.part.numbering_part.element
    abstract, number = parse_xml(
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'
        '<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num></w:numbering>'
    )
    numbering.insert(0, abstract)
    numbering.append(number)


def _styled(name: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{name}"/>{more}'


def _contents() -> tuple[str, ...]:
    begin, separate, end = map(field_mark, ("begin", "separate", "end"))
    start = f"{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}"
    tab = "<w:r><w:tab/></w:r>"
    return (
        paragraph(start, run("第一章"), tab, run("1")),
        paragraph(run("第二章"), tab, written_field("PAGEREF _Toc2 \\h", "2"), end),
    )


def _paragraphs(word: WordDocument) -> tuple[str, ...]:
    relation = word.part.relate_to("https://example.com/a", f"{RELATIONS}/hyperlink", True)
    link = f'<w:hyperlink r:id="{relation}">{run("链接")}</w:hyperlink>'
    code = run("install", '<w:rStyle w:val="VerbatimChar"/>')
    return (
        paragraph(run("第一节"), properties=_styled("Heading1")),
        paragraph(run("引文。"), properties=_styled("IntenseQuote")),
        paragraph(run("开头", _RED), run("粗", f"{_RED}<w:b/>"), link),
        paragraph(run("运行"), code),
        paragraph(run("长" * 300)),
        paragraph(run("没有译文")),
        paragraph(run("有疑")),
        paragraph(),
    )


def _lists() -> tuple[str, ...]:
    listed = (
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr>' for depth in range(4)
    )
    return (
        *(paragraph(run(text), properties=_styled("ListNumber")) for text in ("甲", "乙")),
        *(paragraph(run("项"), properties=one) for one in listed),
    )


def _marks(word: WordDocument) -> tuple[str, ...]:
    """A picture, references to notes, a bookmark."""
    picture = word.add_paragraph("图：")
    picture.add_run().add_picture(io.BytesIO(png()))
    picture.add_run("之后")
    references = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (5, 6)]
    marks = '<w:bookmarkStart w:id="7" w:name="here"/>', '<w:bookmarkEnd w:id="7"/>'
    noted = (marks[0], run("前"), references[0], run("后"), references[1], marks[1])
    return (picture._p.xml, paragraph(*noted))


def _changes() -> tuple[str, ...]:
    return (
        paragraph(
            run("留"),
            f"<w:ins>{run('增')}</w:ins>",
            "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('移')}</w:moveFrom><w:moveTo>{run('到')}</w:moveTo>",
        ),
        paragraph(run("前半"), properties="<w:rPr><w:del/></w:rPr>"),
        paragraph(run("后半")),
    )


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def _tables() -> tuple[str, ...]:
    caption = paragraph(run("表1"), properties=_styled("Caption"))
    rows = "".join(f"<w:tr>{_cell(text)}{_cell('子')}</w:tr>" for text in ("格", "长" * 300))
    height = '<w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
    fixed = f"<w:tr>{height}{_cell('定高', '<w:tcFitText/>')}</w:tr>"
    return (caption, f"<w:tbl>{rows}</w:tbl>", caption, f"<w:tbl>{fixed}</w:tbl>")


def _boxes() -> tuple[str, ...]:
    """A content control for plain text, a frame, a text box in two alternatives."""
    control = "<w:sdt><w:sdtPr><w:dataBinding/><w:text/></w:sdtPr><w:sdtContent>"
    frame = '<w:framePr w:w="2000" w:h="300" w:hRule="exact"/>'
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
    return (
        f"{control}{paragraph(run('控件'))}</w:sdtContent></w:sdt>",
        paragraph(run("框"), properties=frame),
        paragraph(run("锚"), alternatives),
    )
