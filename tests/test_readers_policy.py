"""What becomes of cells and of page headers: the same in every format that has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from bilingual.model import Block, Cell, Part, Span, SpanKind
from bilingual.readers import read_document
from bilingual.readers.shared.policy import PageParts, cell_locator, says_something, worth_reading
from tests.test_readers_odt import odt
from tests.test_readers_rtf import HEAD, chinese
from tests.word_files import NAMESPACES, fill, paragraph, run, save, written_field

GRID = (("项目", "去年", "今年"), ("营收", "", "三百"), ("", "", "五十"))
"""Cells without text in the midst of a row, at its start, and two in a row."""
NESTED = ("外", "内一", "", "内二", "后")
"""A cell with a text, a table of three cells, and a text; then a cell beside it: 旁."""


def _word(folder: Path, body: str, header: str = "") -> Path:
    word = docx.Document()
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        word.element.body.insert_element_before(element, "w:sectPr")
    if header:
        fill(word.sections[0].header._element, header)
    return save(word, folder)


def _word_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{one}</w:tc>" for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _word_grid(folder: Path) -> Path:
    return _word(folder, _word_table(*(tuple(paragraph(run(t)) for t in row) for row in GRID)))


def _word_nested(folder: Path) -> Path:
    before, *inside, after = (paragraph(run(text)) for text in NESTED)
    outer = (before + _word_table(tuple(inside)) + after, paragraph(run("旁")))
    return _word(folder, _word_table(outer))


def _odt_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<table:table-cell>{one}</table:table-cell>" for one in row) for row in rows)
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{body}</table:table>"


def _odt_grid(folder: Path) -> Path:
    rows = (tuple(f"<text:p>{text}</text:p>" for text in row) for row in GRID)
    return _saved(folder / "a.odt", odt(_odt_table(*rows)))


def _odt_nested(folder: Path) -> Path:
    before, *inside, after = (f"<text:p>{text}</text:p>" for text in NESTED)
    outer = (before + _odt_table(tuple(inside)) + after, "<text:p>旁</text:p>")
    return _saved(folder / "a.odt", odt(_odt_table(outer)))


def _html_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{one}</td>" for one in row) for row in rows)
    return f"<table><caption>表</caption>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _html_grid(folder: Path) -> Path:
    return _saved(folder / "a.html", f"<meta charset=utf-8>{_html_table(*GRID)}".encode())


def _html_nested(folder: Path) -> Path:
    return _saved(folder / "a.html", f"<meta charset=utf-8>{_nested_in_html()}".encode())


def _nested_in_html() -> str:
    before, *inside, after = NESTED
    inner = _html_table(tuple(inside)).replace("<caption>表</caption>", "")
    return _html_table((f"{before}{inner}{after}", "旁"))


def _markdown_grid(folder: Path) -> Path:
    first, *rest = (f"| {' | '.join(row)} |\n" for row in GRID)
    return _saved(folder / "a.md", (first + "| - | - | - |\n" + "".join(rest)).encode())


def _markdown_nested(folder: Path) -> Path:
    return _saved(folder / "a.md", f"{_nested_in_html()}\n".encode())


def _rtf_row(*texts: str) -> str:
    edges = "".join(rf"\cellx{1000 * number}" for number in range(1, len(texts) + 1))
    return rf"\trowd{edges} " + "".join(rf"\pard\intbl {text}\cell " for text in texts) + r"\row "


def _rtf(folder: Path, body: str) -> Path:
    return _saved(folder / "a.rtf", f"{HEAD}{body}}}".encode("ascii"))


def _rtf_grid(folder: Path) -> Path:
    rows = "".join(_rtf_row(*map(chinese, row)) for row in GRID)
    return _rtf(folder, rows + r"\pard " + chinese("完") + r"\par")


def _rtf_nested(folder: Path) -> Path:
    before, *inside, after = map(chinese, NESTED)
    cells = "".join(rf"\pard\intbl\itap2 {text}\nestcell " for text in inside)
    inner = cells + r"{\*\nesttableprops\trowd\cellx300\cellx600\cellx900\nestrow}"
    row = _rtf_row(rf"{before}\par {inner}{{\nonesttables\par}}\pard\intbl {after}", chinese("旁"))
    return _rtf(folder, row + r"\pard " + chinese("完") + r"\par")


def _saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


Seed = Callable[[Path], Path]
GRIDS: dict[str, Seed] = {
    "word": _word_grid,
    "odt": _odt_grid,
    "html": _html_grid,
    "markdown": _markdown_grid,
    "rtf": _rtf_grid,
}
NESTS: dict[str, Seed] = {
    "word": _word_nested,
    "odt": _odt_nested,
    "html": _html_nested,
    "markdown": _markdown_nested,
    "rtf": _rtf_nested,
}


def _cells(path: Path) -> list[Block]:
    return [block for block in read_document(path).blocks if block.cell]


@pytest.mark.parametrize("format", GRIDS)
def test_empty_cells_keep_their_places(format: str, tmp_path: Path) -> None:
    found = _cells(GRIDS[format](tmp_path))
    assert [(one.cell.row, one.cell.column, one.text) for one in found if one.cell] == [
        (row, column, text) for row, texts in enumerate(GRID) for column, text in enumerate(texts)
    ]


def _places(found: list[Block]) -> list[tuple[tuple[int, ...], str]]:
    """The rows and columns of the cells around each block, from the outermost, and its text."""
    return [
        (tuple(place for cell in one.cell.path for place in (cell.row, cell.column)), one.text)
        for one in found
        if one.cell
    ]


@pytest.mark.parametrize("format", NESTS)
def test_a_nested_table_follows_its_cells_text(format: str, tmp_path: Path) -> None:
    """Word, OpenDocument and RTF say that it is a table. In a page, one row lays something out."""
    before, *inside, after = NESTED
    places: list[tuple[tuple[int, ...], str]] = [((0, 0), text) for text in inside if text]
    if format in ("word", "odt", "rtf"):
        places = [((0, 0, 0, column), text) for column, text in enumerate(inside)]
    found = _cells(NESTS[format](tmp_path))
    assert _places(found) == [((0, 0), before), *places, ((0, 0), after), ((0, 1), "旁")]


def test_a_nested_table_of_a_page_stays_one(tmp_path: Path) -> None:
    inner = _html_table(("甲", "乙"), ("丙", ""))
    page = f"<meta charset=utf-8>{_html_table((f'外{inner}', '旁'), ('下', ''))}"
    places: list[tuple[tuple[int, ...], str]] = [
        ((0, 0), "外"),
        ((0, 0), "表"),
        *(((0, 0, 0, 0), "甲"), ((0, 0, 0, 1), "乙"), ((0, 0, 1, 0), "丙"), ((0, 0, 1, 1), "")),
        *(((0, 1), "旁"), ((1, 0), "下"), ((1, 1), "")),
    ]
    assert _places(_cells(_saved(tmp_path / "a.html", page.encode()))) == places


_INNER_WORD = _word_table((paragraph(run("甲")), paragraph())) + paragraph()
_INNER_ODT = _odt_table(("<text:p>甲</text:p>", "<text:p/>"))
FRAMES: dict[str, Seed] = {
    "word": lambda folder: _word(folder, _word_table((paragraph(run("框")) + _INNER_WORD,))),
    "odt": lambda folder: _saved(
        folder / "a.odt", odt(_odt_table((f"<text:p>框</text:p>{_INNER_ODT}",)))
    ),
    "rtf": lambda folder: _rtf(
        folder, _rtf_row(chinese("框")) + r"\pard " + chinese("完") + r"\par"
    ),
}


@pytest.mark.parametrize("format", FRAMES)
def test_a_table_of_one_cell_is_a_frame(format: str, tmp_path: Path) -> None:
    blocks = read_document(FRAMES[format](tmp_path)).blocks
    assert (blocks[0].text, blocks[0].cell) == ("框", None)
    if format != "rtf":
        assert _places(list(blocks)) == [((0, 0), "甲"), ((0, 1), "")]


@pytest.mark.parametrize("format", GRIDS)
def test_messages_name_table_and_row(format: str, tmp_path: Path) -> None:
    line = "line 3, " if format == "markdown" else ""
    found = [one.locator for one in _cells(GRIDS[format](tmp_path)) if one.text == "三百"]
    assert found == [f"{line}table 1, row 2"]


def test_tables_in_notes_are_named_with_the_note() -> None:
    assert cell_locator(Cell(table=1, row=2, column=0), "note 1") == "note 1, table 2, row 3"


def _word_header(folder: Path) -> Path:
    number = written_field("PAGE", "1")
    table = _word_table(
        (paragraph(run("公司")), paragraph(run("")), paragraph(run("公司"))),
        (paragraph(number), paragraph(run("")), paragraph(run("内部"))),
    )
    lone = _word_table((paragraph(number), paragraph(run("- "))))
    header = paragraph(run("年报")) + paragraph(run("- "), number, run(" -")) + table + lone
    return _word(folder, paragraph(run("正文。")), header + paragraph(run("iv")))


def _odt_header(folder: Path) -> Path:
    number = "<text:p><text:page-number>1</text:page-number></text:p>"
    table = _odt_table(
        ("<text:p>公司</text:p>", "<text:p/>", "<text:p>公司</text:p>"),
        (number, "<text:p/>", "<text:p>内部</text:p>"),
    )
    lone = _odt_table((number, "<text:p>- </text:p>"))
    content = f"<text:p>年报</text:p>{number}{table}{lone}<text:p>iv</text:p>"
    pages = "".join(
        f'<style:master-page style:name="{name}"><style:header>{content}</style:header>'
        "</style:master-page>"
        for name in ("First", "Standard")
    )
    return _saved(folder / "a.odt", odt("<text:p>正文。</text:p>", styles=pages))


def _rtf_header(folder: Path) -> Path:
    number = r"{\field{\*\fldinst PAGE}{\fldrslt 1}}"
    table = _rtf_row(chinese("公司"), "", chinese("公司")) + _rtf_row(number, "", chinese("内部"))
    lone = _rtf_row(number, "- ")
    content = rf"{chinese('年报')}\par - {number} -\par {table}\pard\par {lone}\pard iv\par"
    headers = "".join(rf"{{\{word} {content}}}" for word in ("headerl", "headerr"))
    return _rtf(folder, headers + r"\pard " + chinese("正文。") + r"\par")


@pytest.mark.parametrize(
    "seed", [_word_header, _odt_header, _rtf_header], ids=["word", "odt", "rtf"]
)
def test_headers_say_more_than_the_number_of_the_page(seed: Seed, tmp_path: Path) -> None:
    blocks = [block for block in read_document(seed(tmp_path)).blocks if block.part is Part.HEADER]
    assert [(one.text, one.cell and (one.cell.row, one.cell.column)) for one in blocks] == [
        ("年报", None),
        ("公司", (0, 0)),
        ("", (0, 1)),
        ("公司", (0, 2)),
        ("", (1, 0)),
        ("", (1, 1)),
        ("内部", (1, 2)),
    ]


@pytest.mark.parametrize(
    ("span", "says"),
    [
        (Span(text="- 1 -"), False),
        (Span(text="xii"), False),
        (Span(text="1/12"), False),
        (Span(text="第1页"), True),
        (Span(text="Ivory"), True),
        (Span(text="年报", kind=SpanKind.RAW), False),
        (Span(text="", kind=SpanKind.IMAGE, href="logo.png"), True),
    ],
)
def test_what_a_header_says(span: Span, says: bool) -> None:
    assert says_something([span]) is says


def test_headers_come_once() -> None:
    parts = PageParts()
    blocks = [Block(spans=(Span(text="年报"),)), Block(spans=(Span(text="1"),))]
    assert parts.take(Part.HEADER, blocks) == worth_reading(blocks) == blocks[:1]
    assert parts.take(Part.HEADER, blocks) == []
    assert parts.take(Part.FOOTER, blocks) == blocks[:1]


def test_a_picture_in_a_merged_cell_is_kept(tmp_path: Path) -> None:
    """RTF writes a merged cell once a row; what stands in the lower ones belongs to the upper."""
    picture = r"{\pict\pngblip 89504e470d0a1a0a}"
    upper = rf"\trowd\cellx1000\cellx2000 \pard\intbl {chinese('上')}\cell {chinese('右')}\cell\row"
    lower = (
        rf"\trowd\clvmrg\cellx1000\cellx2000 \pard\intbl {picture}\cell {chinese('下')}\cell\row"
    )
    found = _cells(_rtf(tmp_path, f"{upper}{lower}\\pard {chinese('完')}\\par"))
    assert [(one.spans[0].kind, one.cell and one.cell.row) for one in found] == [
        (SpanKind.TEXT, 0),
        (SpanKind.TEXT, 0),
        (SpanKind.IMAGE, 0),
        (SpanKind.TEXT, 1),
    ]
