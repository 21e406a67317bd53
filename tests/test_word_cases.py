"""Word files as people have them: what ``cases/`` holds, made after faults of real documents, is
read as Word shows it, and stands in every format, layout and copy."""

import io
import re
import subprocess
import zipfile
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import docx
import lxml.html
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml

from bilingual.formats.symbol_fonts import symbol_text
from bilingual.formats.word.equations import read_equation
from bilingual.model import Document, Layout, Mark
from bilingual.readers import read_document
from bilingual.writers import WriteOptions, render
from bilingual.writers.word.copy import write_copy
from tests.builders import DRAFT
from tests.conftest import ROOT, Run
from tests.spelling import spelled, squeezed, translated
from tests.test_fidelity import shown_docx, shown_html, shown_markdown
from tests.word_files import (
    NAMESPACES,
    RELATIONS,
    field_mark,
    fill,
    paragraph,
    rewritten,
    run,
    save,
    simple,
    with_body,
    written_field,
)
from tests.word_schema import problems

CASES = {
    "eqfield.docx": [
        "小学语文课文（带拼音）",
        "春天来了，燕子从南方飞回来。",
        "文件等级：㊙，第㉑条适用。",
        "比例为3/4，其余不变。",
    ],
    "formfields.docx": [
        "是否参加培训：☒参加　☐不参加",
        "申请人性别：女，学历：硕士。",
        "付款方式：☒现金　☐转账",
    ],
    "symbols.docx": [
        "孔径≥25毫米，误差±0.5毫米，温升≤60℃，角度45°，系数α=0.8，阻值10kΩ，尺寸3×4米。",
        "选择：☐是 ☑否 ☑已办 ☐未办 ✓合格 ➢要点 ✔通过",
        "μ是摩擦系数（字体为Symbol的字母m，应显示为希腊字母）。",
    ],
    "sym_wingdings.docx": [
        "➢箭头项目，用 w:sym 写的。",
        "●圆点项目，字体 Wingdings 的字。",
        "•圆点项目，字体 Symbol 的字。",
        "☑同意 ☐不同意 ☑已阅α≤→",
    ],
    "hidden.docx": ["本合同总价为人民币五万元。双方各执一份。"],
    "formula_nobar.docx": ["组合数写作C(n,k)，不是 n 除以 k。"],
    "footer_title_field.docx": [
        "正文的段落在这里。",
        "2019年7月1日",
        "行政与监督",
        "102\t行政与监督手册",
    ],
    "frame_table.docx": [
        *("个人情况登记表", "一、基本情况", "姓名", "张三", "性别", "男", "出生年月", "1985年6月"),
        *("民族", "汉族", "身高", "175厘米", "体重", "70公斤", "二、成绩", "科目", "期中", "期末"),
        *("语文", "85", "90", "数学", "", "78", "以上内容属实。"),
    ],
    "altchunk.docx": [
        "普通的段落，用来测试。",
        "第二个段落。",
        "嵌入的网页标题",
        "这一段文字在嵌入的网页里，很多办公系统这样导出文件。",
    ],
    "altchunk_only.docx": [
        "嵌入的网页标题",
        "这一段文字在嵌入的网页里，很多办公系统这样导出文件。",
    ],
    "altchunk_peer.docx": [
        "第一段是普通的段落。",
        "嵌入的网页段落，Word 打开时会显示。",
        "最后一段。",
    ],
    "strict.docx": ["普通的段落，用来测试。", "第二个段落。"],
    "strict_peer.docx": ["严格格式的文档，中国联通发布了年度报告。"],
    "macro.docm": ["普通的段落，用来测试。", "第二个段落。"],
    "macro_ct.docx": ["这是带宏的文件。"],
}
"""Each file and the text of its blocks."""
OPAQUE = ("C(n,k)", "102")
"""Parts that are no text to translate: formulas, numbers of pages."""
WITH_STYLES = ("eqfield.docx", "formfields.docx", "symbols.docx", "hidden.docx", "strict.docx")
"""Those that have all parts by which a copy can be judged."""
SHOWN = {"docx": shown_docx, "html": shown_html, "md": shown_markdown}


def source_of(name: str) -> Path:
    return ROOT / "tests" / "cases" / name


@pytest.mark.parametrize("name", CASES)
def test_they_are_read_as_word_shows_them(name: str) -> None:
    document = read_document(source_of(name))
    assert [block.text for block in document.blocks] == CASES[name]
    assert document.title != "Word Document"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("format_", SHOWN)
@pytest.mark.parametrize("name", CASES)
def test_every_format_shows_them(name: str, format_: str, layout: Layout) -> None:
    content = render(translated(source_of(name)), format_, WriteOptions(layout=layout))
    shows_all(name, layout, SHOWN[format_](content))


@pytest.mark.parametrize("layout", [Layout.INTERLEAVED, Layout.TARGET_ONLY])
@pytest.mark.parametrize("name", CASES)
def test_copies_show_them_and_are_sound(name: str, layout: Layout) -> None:
    content = write_copy(translated(source_of(name)), WriteOptions(layout=layout, is_copy=True))
    if layout is Layout.TARGET_ONLY and name != "formula_nobar.docx":  # it has the formula itself
        shows_all(name, layout, shown_docx(content))
    assert read_document(Path("copy.docx"), content).blocks
    if name in WITH_STYLES:
        assert problems(content) == []


def shows_all(name: str, layout: Layout, shown: str) -> None:
    """The Chinese, where it is shown, and the English: signs and what is opaque as they are."""
    for text in CASES[name]:
        if layout is not Layout.TARGET_ONLY:
            assert squeezed(text) in shown, text
        rest = text
        for opaque in OPAQUE:
            before, found, rest_ = rest.partition(opaque)
            if found:
                assert squeezed(spelled(before)) + opaque in shown
                rest = rest_
        assert squeezed(spelled(rest)) in shown, text


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(chūn),春)', "春"),
        (r"eq \o\ac(○,密)", "㊙"),
        (r"EQ \o\ac(○,21)", "㉑"),
        (r"EQ \o\ac(□,特)", "（特）"),
        (r"EQ \o(\s\up 5(中国),\s\do 2(移动))", "中国移动"),
        (r"EQ \f(3,4)", "3/4"),
        (r"EQ \f(a+b;2)", "(a+b)/2"),
        (r"EQ \r(3,x)", "³√(x)"),
        (r"EQ \i\su(i=1,n,x)", "∑_(i=1)^n x"),
        (r"EQ \b\bc\{(\f(1,2))", "{1/2}"),
        (r"EQ 甲\,乙", "甲,乙"),
        (r"EQ \o\ac(", ""),
        ("EQ", ""),
    ],
)
def test_an_equation_is_text(instruction: str, text: str) -> None:
    assert "".join(span.text for span in read_equation(instruction)) == text


def test_an_equation_raises_and_lowers() -> None:
    spans = read_equation(r"EQ x\s\up8(2)+y\s\do8(1)")
    assert [(span.text, set(span.marks)) for span in spans] == [
        ("x", set()),
        ("2", {Mark.SUPERSCRIPT}),
        ("+y", set()),
        ("1", {Mark.SUBSCRIPT}),
    ]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("W\uf057m", "Symbol", "ΩΩμ"),
        ("\uf0fe\xfe", "Wingdings", "☑☑"),
        ("R", "wingdings 2", "☑"),
        ("中文", "Wingdings", "中文"),
        ("W", "Arial", "W"),
        ("\uf08f", "Symbol", "\uf08f"),
    ],
)
def test_signs_of_fonts_are_characters(text: str, font: str, shown: str) -> None:
    assert symbol_text(text, font) == shown


@pytest.mark.parametrize("layout", Layout)
def test_a_frame_leaves_its_tables_and_their_empty_cells(layout: Layout) -> None:
    document = translated(source_of("frame_table.docx"))
    options = WriteOptions(layout=layout, has_cover=False)
    word = docx.Document(io.BytesIO(render(document, "docx", options)))
    tables = [one for one in word.element.iter("{*}tbl") if len(one.findall("{*}tr")) == 3]
    widths = [{len(row.findall("{*}tc")) for row in one.findall("{*}tr")} for one in tables]
    assert {4} in widths and {3} in widths and {1} not in widths
    page = lxml.html.document_fromstring(render(document, "html", options).decode())
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")]
    assert [spelled("数学"), "", "78"] in [[" ".join(c.split()) for c in row] for row in rows]
    markdown = render(document, "md", options).decode()
    assert re.search(r"(?:<td></td><td>|\| \| )78", markdown)


NESTED = (
    "<w:tbl><w:tr>"
    f"<w:tc>{paragraph(run('外'))}<w:tbl><w:tr><w:tc>{paragraph(run('甲'))}</w:tc>"
    f"<w:tc>{paragraph()}</w:tc><w:tc>{paragraph(run('78'))}</w:tc></w:tr></w:tbl>{paragraph()}</w:tc>"
    f"<w:tc>{paragraph(run('旁'))}</w:tc></w:tr></w:tbl>{paragraph()}"
)


@pytest.mark.parametrize("layout", Layout)
def test_a_table_in_a_table_stays_one(layout: Layout, tmp_path: Path) -> None:
    document = translated(with_body(tmp_path, NESTED))
    options = WriteOptions(layout=layout, has_cover=False)
    content = render(document, "docx", options)
    assert problems(content) == []
    again = read_document(Path("again.docx"), content)
    depths = {len(block.cell.path) for block in again.blocks if block.text == "78" and block.cell}
    assert depths == {2}
    html = render(document, "html", options).decode()
    markdown = render(document, "md", options).decode()
    for page in (html, markdown):
        tables = lxml.html.document_fromstring(page).xpath("//td//table")
        assert [len(row) for table in tables for row in table.iter("tr")][-1] == 3


def test_the_first_page_is_filled(office: Path, tmp_path: Path) -> None:
    content = render(translated(source_of("frame_table.docx")), "pdf", WriteOptions())
    pages = pdfium.PdfDocument(content)
    text = pages[0].get_textpage().get_text_range()
    assert "以上内容属实" in text.replace("\n", "")


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: base64

{}
--x--
"""
RTF = rb"{\rtf1\ansicpg936\uc0 \u20869\u25991\par}"


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("a.mht", "message/rfc822", ARCHIVE.format(b64encode("<p>内文".encode("gb2312")).decode())),
        ("a.rtf", "application/rtf", RTF),
        ("a.txt", "text/plain", "内文".encode()),
        ("a.xhtml", "application/xhtml+xml", "<html><body><p>内文</p></body></html>".encode()),
    ],
)
def test_embedded_files_stand_in_their_places(
    name: str, kind: str, content: bytes | str, tmp_path: Path
) -> None:
    data = content.encode() if isinstance(content, str) else content
    body = paragraph(run("前")) + '<w:altChunk r:id="rIdE"/>' + paragraph(run("后"))
    document = read_document(with_embedded(with_body(tmp_path, body), name, kind, data))
    assert [block.text for block in document.blocks] == ["前", "内文", "后"]
    assert document.remarks == ()


def test_word_files_embed_word_files_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    body = paragraph(run("前")) + '<w:altChunk r:id="rIdE"/>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    (tmp_path / "inner").mkdir()
    inner = with_body(tmp_path / "inner", NESTED).read_bytes()
    document = read_document(with_embedded(with_body(tmp_path, body), "a.docx", kind, inner))
    assert [block.text for block in document.blocks] == ["前", "外", "甲", "", "78", "旁"]
    other = with_embedded(with_body(tmp_path, body), "a.bin", "application/octet-stream", b"?")
    assert read_document(other).remarks == (
        "1 embedded file cannot be read and is left out: word/a.bin.",
    )


def with_embedded(path: Path, name: str, kind: str, content: bytes) -> Path:
    """The package with an embedded document that ``w:altChunk`` names ``rIdE``."""

    def change(part: str, data: bytes) -> bytes:
        added = ""
        if part == "[Content_Types].xml":
            added = f'<Override PartName="/word/{name}" ContentType="{kind}"/>'
        elif part == "word/_rels/document.xml.rels":
            added = f'<Relationship Id="rIdE" Type="{RELATIONS}/aFChunk" Target="{name}"/>'
        start, end, root = data.rpartition(b"</")
        return start + added.encode() + end + root if added else data

    rewritten(path, change)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(f"word/{name}", content)
    return path


def read_body(folder: Path, content: str, *, keeps_hidden: bool = False) -> Document:
    return read_document(with_body(folder, content), keeps_hidden=keeps_hidden)


def field(instruction: str) -> str:
    """A field that stores no result."""
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return field_mark("begin") + code + field_mark("end")


def test_fields_without_a_result_show_what_they_say_or_are_told(tmp_path: Path) -> None:
    fields = [
        field(r'SYMBOL 179 \f "Symbol" \s 12'),
        field("MACROBUTTON NoMacro [点击输入]"),
        field("XE 索引"),
        field("LISTNUM"),
        field("AUTONUM"),
        field("LISTNUM"),
    ]
    document = read_body(tmp_path, paragraph(run("甲"), *fields, run("乙")))
    assert [block.text for block in document.blocks] == ["甲≥[点击输入]乙"]
    assert document.remarks == ("3 fields store no result and are left out: AUTONUM, LISTNUM.",)


HIDDEN = "<w:vanish/>"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Quiet"><w:name w:val="Quiet"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)
FORMS_OF_HIDING = [
    paragraph(run("公开"), run("底价四万", HIDDEN), run("。")),
    paragraph(run("公开。"), run("底价四万", '<w:rStyle w:val="Quiet"/>')),
    paragraph(run("公开。")) + paragraph(run("底价四万"), properties='<w:pStyle w:val="Secret"/>'),
    paragraph(run("公开。"))
    + paragraph(run("底价四万", HIDDEN), properties=f"<w:rPr>{HIDDEN}</w:rPr>"),
    f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(run('底价四万'))}</w:tc>"
    f"<w:tc>{paragraph()}</w:tc></w:tr><w:tr><w:tc>{paragraph(run('公开。'))}</w:tc>"
    f"<w:tc>{paragraph()}</w:tc></w:tr></w:tbl>" + paragraph(),
]


@pytest.mark.parametrize("content", FORMS_OF_HIDING)
def test_hidden_text_is_left_out_and_counted(content: str, tmp_path: Path) -> None:
    path = styled(with_body(tmp_path, content))
    left, kept = read_document(path), read_document(path, keeps_hidden=True)
    assert "底价" not in "".join(block.text for block in left.blocks)
    assert left.remarks == (
        "Hidden text is left out: 4 characters in 1 place (--hidden takes it along).",
    )
    assert "底价四万" in "".join(block.text for block in kept.blocks)
    assert kept.remarks == ()


@pytest.mark.parametrize("content", FORMS_OF_HIDING)
@pytest.mark.parametrize("layout", [Layout.INTERLEAVED, Layout.TARGET_ONLY])
def test_hidden_text_stays_hidden_in_copies(content: str, layout: Layout, tmp_path: Path) -> None:
    path = styled(with_body(tmp_path, content.replace("公开", "公开,甲乙")))  # to be normalised
    copy = write_copy(translated(path), WriteOptions(layout=layout, is_copy=True))
    assert problems(copy) == []
    assert squeezed(shown_docx(copy)).count("底价四万") == 1
    assert squeezed(spelled("底价")) not in shown_docx(copy)
    again = read_document(Path("copy.docx"), copy)
    assert "底价" not in "".join(block.text for block in again.blocks)
    assert "4 characters" in again.remarks[0]


def styled(path: Path) -> Path:
    def change(name: str, data: bytes) -> bytes:
        end = b"</w:styles>"
        return data.replace(end, STYLES.encode() + end) if name == "word/styles.xml" else data

    return rewritten(path, change)


def test_hidden_text_comes_along_on_demand(bilingual: Run, tmp_path: Path) -> None:
    path = source_of("hidden.docx")
    run = bilingual("translate", path, "-o", "out", "--engine", "identity", "--to", "md")
    written = tmp_path / "out" / "hidden.docx.md"
    assert f"{path}: Hidden text is left out: 16 characters in 1 place" in run.stderr
    assert "底价" not in written.read_text("utf-8")
    assert "Hidden text is left out: 16 characters" in written.read_text("utf-8")
    run = bilingual(
        "translate", path, "-o", "out", "--engine", "identity", "--to", "md", "--hidden"
    )
    assert "底价" in written.read_text("utf-8")
    assert "left out" not in run.stderr


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.dot"])
def test_old_files_are_to_be_saved_anew(name: str, bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    run = bilingual("translate", tmp_path / name, "-o", "out", "--engine", "identity")
    assert run.returncode == 1
    assert "cannot be read; save it as .docx" in run.stderr


def test_a_copy_of_a_file_with_macros_is_a_plain_document() -> None:
    options = WriteOptions(layout=Layout.INTERLEAVED, is_copy=True)
    for name in ("macro_ct.docx", "strict_peer.docx"):
        copy = write_copy(translated(source_of(name)), options)
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            assert b"macroEnabled" not in package.read("[Content_Types].xml")
            assert b"purl.oclc.org" not in b"".join(map(package.read, package.namelist()))


def test_macros_do_not_come_along(tmp_path: Path) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with_macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"

    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            relation = f'<Relationship Id="rIdM" Type="{kind}" Target="vbaProject.bin"/>'
            return data.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
        return data.replace(plain, with_macros) if name == "[Content_Types].xml" else data

    path = rewritten(simple(tmp_path), change)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    source = read_document(path).source
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        assert "word/vbaProject.bin" not in package.namelist()
        assert b"vbaProject" not in package.read("word/_rels/document.xml.rels")


TIGHT = (
    '<w:spacing w:line="240" w:lineRule="exact" w:before="0" w:after="0"/>'
    '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
)


@pytest.mark.parametrize("opening", ["", NESTED])
def test_the_warning_of_a_draft_leaves_the_first_page_as_it_is(
    opening: str, office: Path, tmp_path: Path
) -> None:
    """The source's text stands where it stood, and the warning above all of it."""
    lines = "".join(paragraph(run(f"第{n}行的文字。"), properties=TIGHT) for n in range(1, 40))
    path = with_body(tmp_path, opening + lines)
    word = docx.Document(str(path))
    word.sections[0].header.paragraphs[0].text = "页眉在此"
    normal = word.styles["Normal"].element.get_or_add_pPr()
    normal.append(parse_xml(f'<w:spacing {NAMESPACES} w:line="200" w:lineRule="exact"/>'))
    word.save(str(path))
    document = translated(path)
    options = WriteOptions(layout=Layout.TARGET_ONLY, is_copy=True)
    plain, draft = (
        heights(as_pdf(write_copy(replace(document, engine=engine), options), office, tmp_path))
        for engine in (document.engine, DRAFT)
    )
    texts = {text for text, _ in plain}
    warning = [top for text, top in draft if text not in texts]
    assert warning and min(warning) > max(top for _, top in plain)
    stayed = [(text, top) for text, top in draft if text in texts]
    assert [text for text, _ in stayed] == [text for text, _ in plain]
    moved = {before - after for (_, before), (_, after) in zip(plain, stayed, strict=True)}
    assert moved <= {0, 1}  # points


def heights(pdf: bytes) -> list[tuple[str, int]]:
    """The lines of the first page, and the height of each over its lower edge, in points."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    lines: dict[int, str] = {}
    for box in map(page.get_rect, range(page.count_rects())):
        top = round(box[3])
        lines[top] = lines.get(top, "") + page.get_text_bounded(*box).strip()
    return [(text, top) for top, text in lines.items()]


def as_pdf(content: bytes, office: Path, folder: Path) -> bytes:
    (folder / "copy.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command: list[str | Path] = [
        office,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
    ]
    subprocess.run([*command, folder / "copy.docx"], check=True, capture_output=True, timeout=120)
    return (folder / "copy.pdf").read_bytes()


def test_a_bookmark_that_ends_in_a_deletion_ends() -> None:
    for layout in (Layout.INTERLEAVED, Layout.TARGET_ONLY):
        copy = write_copy(
            translated(source_of("copy_bookmark_in_deletion.docx")),
            WriteOptions(layout=layout, is_copy=True),
        )
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            text = package.read("word/document.xml")
        assert text.count(b"bookmarkStart") == text.count(b"bookmarkEnd")
        names = re.findall(rb'<w:bookmarkStart [^>]*w:name="([^"]+)"', text)
        assert len([name for name in names if not name.startswith(b"_bl_")]) == 1
        assert "删去".encode() not in text


def test_a_running_title_stays_a_field_in_copies(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("总则", 1)
    fill(
        word.sections[0].header._element,
        paragraph(written_field('STYLEREF "Heading 1"', "总则")),
    )
    fill(word.sections[0].footer._element, paragraph(written_field("TITLE", "合同文本")))
    document = translated(save(word, tmp_path))
    assert [block.text for block in document.document.blocks] == ["总则", "总则", "合同文本"]
    copy = write_copy(document, WriteOptions(layout=Layout.TARGET_ONLY, is_copy=True))
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        header, footer = (package.read(f"word/{name}1.xml") for name in ("header", "footer"))
    assert b"STYLEREF" in header
    assert spelled("合同文本").encode() in footer
