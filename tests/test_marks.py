"""No inline mark vanishes: each through every reader, and through every writer and back.

A new `Mark` fails here until each format has a source that shows it, and reads and writes it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import product
from pathlib import Path

import docx
import pytest

from bilingual.engines.identity import IdentityTranslator
from bilingual.model import Block, Document, Layout, Mark, Span
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import INPUT_FORMATS, InputFormat, read_document
from bilingual.readers.html import read_html
from bilingual.translate import translate_documents
from bilingual.writers import FORMATS, OUTPUT_FORMATS, WriteOptions, render
from tests.builders import document, pair
from tests.office_files import paragraph as paragraph_on_slide
from tests.office_files import pptx, shape, sheet, slide, xlsx
from tests.office_files import run as run_on_slide
from tests.test_readers_epub import epub
from tests.test_readers_odt import odt
from tests.word_files import fill, paragraph, run

HTML = {
    Mark.BOLD: "<b>{}</b>",
    Mark.ITALIC: "<i>{}</i>",
    Mark.UNDERLINE: "<u>{}</u>",
    Mark.STRIKE: "<del>{}</del>",
    Mark.HIGHLIGHT: "<mark>{}</mark>",
    Mark.SUPERSCRIPT: "<sup>{}</sup>",
    Mark.SUBSCRIPT: "<sub>{}</sub>",
}
MARKDOWN = HTML | {
    Mark.BOLD: "**{}**",
    Mark.ITALIC: "*{}*",
    Mark.STRIKE: "~~{}~~",
    Mark.HIGHLIGHT: "=={}==",
}
WORD = {
    Mark.BOLD: "<w:b/>",
    Mark.ITALIC: "<w:i/>",
    Mark.UNDERLINE: '<w:u w:val="single"/>',
    Mark.STRIKE: "<w:strike/>",
    Mark.HIGHLIGHT: '<w:highlight w:val="green"/>',
    Mark.SUPERSCRIPT: '<w:vertAlign w:val="superscript"/>',
    Mark.SUBSCRIPT: '<w:vertAlign w:val="subscript"/>',
}
OPEN_DOCUMENT = {
    Mark.BOLD: 'fo:font-weight="bold"',
    Mark.ITALIC: 'fo:font-style="italic"',
    Mark.UNDERLINE: 'style:text-underline-style="solid"',
    Mark.STRIKE: 'style:text-line-through-style="solid"',
    Mark.HIGHLIGHT: 'fo:background-color="#ffff00"',
    Mark.SUPERSCRIPT: 'style:text-position="super 58%"',
    Mark.SUBSCRIPT: 'style:text-position="sub 58%"',
}
RTF = {
    Mark.BOLD: r"\b",
    Mark.ITALIC: r"\i",
    Mark.UNDERLINE: r"\ul",
    Mark.STRIKE: r"\strike",
    Mark.HIGHLIGHT: r"\highlight7",
    Mark.SUPERSCRIPT: r"\super",
    Mark.SUBSCRIPT: r"\sub",
}
DRAWING = {
    Mark.BOLD: 'b="1"',
    Mark.ITALIC: 'i="1"',
    Mark.UNDERLINE: 'u="sng"',
    Mark.STRIKE: 'strike="sngStrike"',
    Mark.SUPERSCRIPT: 'baseline="30000"',
    Mark.SUBSCRIPT: 'baseline="-25000"',
}
SPREADSHEET = {
    Mark.BOLD: "<b/>",
    Mark.ITALIC: "<i/>",
    Mark.UNDERLINE: '<u val="single"/>',
    Mark.STRIKE: "<strike/>",
    Mark.SUPERSCRIPT: '<vertAlign val="superscript"/>',
    Mark.SUBSCRIPT: '<vertAlign val="subscript"/>',
}
READ_WITHOUT = {"text", "PDF", "subtitle"}
"""Text has no formatting; of PDF files only the text is read. Subtitles: see `test_subtitles`."""
UNKNOWN_THERE = {("Excel", Mark.HIGHLIGHT)}
"""Cells have no highlighting of words; that of slides, which is rare, is not read."""
WRITTEN_WITHOUT = {"pdf"} | {
    one.suffix for one in OUTPUT_FORMATS if one.sources or not one.has_layouts
}
"""PDF files are what LibreOffice makes of the Word document, and are not read back. Formats that
are made of some kinds of seeds only, and those of translators' programs, have their own tests."""


def markdown_with(mark: Mark) -> bytes:
    return f"前文{MARKDOWN[mark].format('标记')}后文".encode()


def html_with(mark: Mark) -> bytes:
    page = f"<meta charset=utf-8><p>前文{HTML[mark].format('标记')}后文</p>"
    return page.encode()


def epub_with(mark: Mark) -> bytes:
    return epub({"a.xhtml": f"<p>前文{HTML[mark].format('标记')}后文</p>"})


def word_with(mark: Mark) -> bytes:
    word = docx.Document()
    fill(word.element.body, paragraph(run("前文"), run("标记", WORD[mark]), run("后文")))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def open_document_with(mark: Mark) -> bytes:
    style = (
        '<style:style style:name="M" style:family="text">'
        f"<style:text-properties {OPEN_DOCUMENT[mark]}/></style:style>"
    )
    text = '<text:p>前文<text:span text:style-name="M">标记</text:span>后文</text:p>'
    return odt(text, styles=f"<office:styles>{style}</office:styles>")


def rtf_with(mark: Mark) -> bytes:
    text = "".join(rf"\u{ord(character)}?" for character in "前文|标记|后文")
    before, marked, after = text.split(rf"\u{ord('|')}?")
    return rf"{{\rtf1\ansi {before}{{{RTF[mark]} {marked}}}{after}\par}}".encode("ascii")


def powerpoint_with(mark: Mark) -> bytes:
    attribute = DRAWING.get(mark, "")
    drawn = "" if attribute else "<a:highlight><a:srgbClr val='FFFF00'/></a:highlight>"
    runs = (run_on_slide("前文"), run_on_slide("标记", attribute, drawn), run_on_slide("后文"))
    return pptx(slide(shape(paragraph_on_slide(*runs))))


def excel_with(mark: Mark) -> bytes:
    marked = f"<r><rPr>{SPREADSHEET[mark]}</rPr><t>标记</t></r>"
    string = f"<r><t>前文</t></r>{marked}<r><t>后文</t></r>"
    made = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return xlsx({"表": made}, strings=[string])


SOURCES: dict[str, Callable[[Mark], bytes]] = {
    "Markdown": markdown_with,
    "HTML": html_with,
    "EPUB": epub_with,
    "Word": word_with,
    "OpenDocument": open_document_with,
    "RTF": rtf_with,
    "PowerPoint": powerpoint_with,
    "Excel": excel_with,
}


def marks_of(read: Document, text: str) -> set[frozenset[Mark]]:
    """The marks of the spans that a text was read as."""
    return {span.marks for block in read.blocks for span in block.spans if text in span.text}


@pytest.mark.parametrize(
    ("one", "mark"),
    [
        (one, mark)
        for one, mark in product(INPUT_FORMATS, Mark)
        if one.name not in READ_WITHOUT and (one.name, mark) not in UNKNOWN_THERE
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_reader_knows_every_mark(one: InputFormat, mark: Mark, tmp_path: Path) -> None:
    path = tmp_path / f"seed{one.suffixes[0]}"
    path.write_bytes(SOURCES[one.name](mark))
    read = read_document(path)
    assert marks_of(read, "标记") == {frozenset({mark})}
    assert marks_of(read, "前文") == marks_of(read, "后文") == {frozenset()}


def read_back(content: bytes, suffix: str, folder: Path) -> Document:
    path = folder / f"written.{suffix}"
    path.write_bytes(content)
    # All of the page: on one so short, nothing tells the text from what is around it.
    return read_html(path, content, keeps_all=True) if suffix == "html" else read_document(path)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("suffix", sorted({*FORMATS} - WRITTEN_WITHOUT))
def test_every_writer_shows_every_mark(
    suffix: str, mark: Mark, layout: Layout, tmp_path: Path
) -> None:
    marks = frozenset({mark})
    source = [Span(text="前文"), Span(text="标记", marks=marks), Span(text="后文")]
    target = [Span(text="Before "), Span(text="marked", marks=marks), Span(text=" after")]
    made = document(pair(source, target, block=Block()))
    read = read_back(render(made, suffix, WriteOptions(layout=layout)), suffix, tmp_path)
    assert marks_of(read, "marked") == {marks}
    assert marks_of(read, "Before") == {frozenset()}
    if layout is not Layout.TARGET_ONLY:
        assert marks_of(read, "标记") == {marks}


@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("layout", [Layout.INTERLEAVED, Layout.TARGET_ONLY])
def test_a_copy_of_a_word_file_shows_every_mark(mark: Mark, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "seed.docx"
    path.write_bytes(word_with(mark))
    seed = normalize_document(read_document(path), NormalizeOptions())
    (made,) = translate_documents([seed], IdentityTranslator())
    content = render(made, "docx", WriteOptions(layout=layout, is_copy=True))
    assert marks_of(read_back(content, "docx", tmp_path), "标记") == {frozenset({mark})}
