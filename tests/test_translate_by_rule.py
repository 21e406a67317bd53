"""What rules translate in place of an engine."""

import io
from collections.abc import Callable

import docx
import pytest
from lxml import html

from bilingual.model import Block, BlockKind, Document, Part, Span, SpanKind
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate.documents import translate_documents
from bilingual.writers import WriteOptions, render
from tests.conftest import ROOT
from tests.spelling import Spelling, spelled, translated

SHOWN: dict[str, Callable[[bytes], str]] = {
    "docx": lambda content: docx.Document(io.BytesIO(content)).tables[0].cell(1, 0).text,
    "html": lambda content: html.document_fromstring(content.decode()).text_content(),
    "md": bytes.decode,
}
HEADING = Block(kind=BlockKind.HEADING, level=1, marker="第一章", spans=(Span(text="引言"),))


def english(*blocks: Block) -> list[str]:
    document = Document(name="a.docx", format="docx", blocks=blocks)
    (made,) = translate_documents([normalize_document(document, NormalizeOptions())], Spelling())
    for pair in made.pairs:
        assert "".join(one.source for one in pair.segments) in ("", pair.source.text)
    return [pair.target_text for pair in made.pairs]


def test_markers_are_in_the_script_of_their_text() -> None:
    block = Block(kind=BlockKind.HEADING, level=1, marker="第二節", spans=(Span(text="總則"),))
    document = Document(name="a.docx", format="docx", blocks=(block,))
    normalized = normalize_document(document, NormalizeOptions())
    assert normalized.blocks[0].block.marker == "第二节"
    (made,) = translate_documents([normalized], Spelling())
    assert [pair.target_marker for pair in made.pairs] == ["Section 2"]


def entry(text: str) -> Block:
    return Block(is_contents=True, spans=(Span(text=text, href="#a"),))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("第一章\t引言\t3", "Chapter 1\t{}\t3"),
        ("第一章 引言\t3", "Chapter 1 {}\t3"),
        ("第一章 引言", "Chapter 1 {}"),
        ("引言\tiv", "{}\tiv"),
        ("1.1\t引言\t3", "1.1\t{}\t3"),
        ("引言", "{}"),
    ],
)
def test_an_entry_of_contents_is_worded_as_its_heading(source: str, target: str) -> None:
    heading, made = english(HEADING, entry(source))
    assert made == target.format(heading)


def test_an_entry_that_names_no_heading_is_translated_piece_by_piece() -> None:
    assert english(entry("第二节\t范围\t12")) == [f"Section 2\t{spelled('范围')}\t12"]
    assert english(entry("张三\t范围\t12")) == [f"{spelled('张三')}\t{spelled('范围')}\t12"]


def test_an_entry_leads_where_its_source_leads() -> None:
    document = translated(ROOT / "tests" / "cases" / "toc_numbered.docx")
    assert [span.href for span in document.pairs[0].target] == ["#_Toc1"]


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_number_title_and_page_stand_on_one_line(format_: str) -> None:
    """At a second tab Word would go on at the tab stop of the page, one line further down."""
    document = translated(ROOT / "tests" / "cases" / "toc_numbered.docx")
    content = render(document, format_, WriteOptions())
    assert "1.1\N{EN SPACE}引言\t3" in SHOWN[format_](content)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("第{}页", "Page {}"),
        ("第 {} 页 共 {} 页", "Page {} of {}"),
        ("共{}頁，第{}頁", "{} pages, page {}"),
    ],
)
def test_pages_are_counted_in_english(source: str, target: str) -> None:
    first, *texts = source.split("{}")
    spans = [Span(text=first)]
    for number, text in enumerate(texts, start=1):
        spans += [Span(text=str(number), kind=SpanKind.RAW), Span(text=text)]
    made = tuple(span for span in spans if span.text)
    assert english(Block(part=Part.FOOTER, spans=made)) == [target.format(1, 2)]
    assert english(Block(spans=made)) != [target.format(1, 2)]
