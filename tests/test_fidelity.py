"""Whole documents through all writers: every block once, in order, as what it was.

The sources are the gallery's, the seed, and Word and Markdown files made elsewhere
(``../shared/samples``, skipped where absent). An engine that spells out each character's code
makes the English, so that every text of the translation can be told from every other.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Layout,
    Part,
    Span,
    SpanKind,
)
from bilingual.readers import read_document
from bilingual.writers import ShownFindings, WriteOptions, render
from tests.conftest import ROOT, SHARED
from tests.epub_files import open_book
from tests.spelling import squeezed, translated

_SAMPLES = SHARED / "samples"
_SOURCES = [
    *sorted((ROOT / "docs" / "gallery").glob("*.docx")),
    *sorted((ROOT / "docs" / "gallery").glob("*.md")),
    *sorted((ROOT / "seeds").glob("*.txt")),
    *sorted((ROOT / "tests" / "cases").glob("*.docx")),
    *sorted((ROOT / "tests" / "cases" / "pdf").glob("*.pdf")),
    *sorted(_SAMPLES.glob("*.docx")),
    *sorted(_SAMPLES.glob("*.zh.md")),
]
_SHORTEST = 6
"""Characters from which a text is told from others; "a" is everywhere."""


def fragments(spans: Sequence[Span]) -> Iterator[str]:
    """What of the spans must show as text, without white space: what lies between images, note
    marks and markup."""
    run = ""
    for span in (*spans, Span(text="", kind=SpanKind.RAW)):
        if span.kind in (SpanKind.TEXT, SpanKind.CODE):
            run += squeezed(span.text)
        else:
            if len(run) >= _SHORTEST:
                yield run
            run = ""


def shown_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.match(r"word/\w+\.xml", name)]
        main = [f"word/{name}.xml" for name in ("document", "footnotes", "endnotes")]
        main += sorted(name for name in names if re.search(r"(header|footer)\d+\.xml", name))
        texts = [
            node.text or ""
            for name in main
            if name in names
            for node in etree.fromstring(package.read(name)).iter("{*}t")
        ]
    return squeezed("".join(texts))


def shown_html(content: bytes) -> str:
    tree: Any = html.document_fromstring(content.decode())
    for node in tree.xpath("//script|//style|//head"):
        node.drop_tree()
    return squeezed(tree.text_content())


def shown_epub(content: bytes) -> str:
    book = open_book(content)
    names = [name for name in book.pages if not name.endswith("contents.xhtml")]
    return "".join(shown_html(book.files[name].partition(b"?>")[2]) for name in names)


def shown_markdown(content: bytes) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    text = re.sub(r"\A---\n.*?\n---\n", "", content.decode(), flags=re.S)
    return shown_html(parser.render(text).encode())


_SHOWN = {"docx": shown_docx, "html": shown_html, "epub": shown_epub, "md": shown_markdown}
_PLAIN = {"has_cover": False, "findings": ShownFindings.NONE}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("format_", _SHOWN)
@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: path.name)
def test_every_text_is_shown_once_in_its_order(path: Path, format_: str, layout: Layout) -> None:
    document = translated(path)
    content = render(document, format_, WriteOptions(layout=layout, **_PLAIN))  # type: ignore[arg-type]
    shown = _SHOWN[format_](content)
    sides = [[list(fragments(pair.target)) for pair in document.pairs]]
    if layout is not Layout.TARGET_ONLY:
        sides.append([list(fragments(pair.source.spans)) for pair in document.pairs])
    everything = "\0".join(text for side in sides for block in side for text in block)
    for side in sides:
        at = 0
        for pair, block in zip(document.pairs, side, strict=True):
            if pair.source.text == pair.target_text or is_title(pair.source, document):
                continue  # what is the same on both sides may be shown once
            for text in block:
                assert shown.count(text) == everything.count(text), text
                if pair.source.part is Part.BODY and not pair.source.note:
                    at = shown.find(text, at)
                    assert at >= 0, text


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("format_", _SHOWN)
@pytest.mark.parametrize("path", _SOURCES, ids=lambda path: path.name)
def test_every_number_stands_before_its_text(
    path: Path, format_: str, layout: Layout, tmp_path: Path
) -> None:
    document = translated(path)
    content = render(document, format_, WriteOptions(layout=layout, **_PLAIN))  # type: ignore[arg-type]
    shown = shown_with_markers(content, format_, tmp_path)
    for pair in document.pairs:
        source, target = pair.source.marker, pair.target_marker
        halves = [(target, pair.target), (source, pair.source.spans)]
        if layout is Layout.TARGET_ONLY:
            halves = halves[:1]
        elif source == target and layout is Layout.INTERLEAVED:
            halves = halves[1:]  # one number for both
        for marker, spans in halves:
            text = next(fragments(spans[:1]), "")
            if text and any(character.isalnum() for character in marker.strip("[x]")):
                assert squeezed(marker) + text in shown


def shown_with_markers(content: bytes, format_: str, folder: Path) -> str:
    """What a document shows with the numbers of its lists, which HTML has as text."""
    if format_ in ("html", "epub"):
        return _SHOWN[format_](content)
    written = folder / f"a.{format_}"
    written.write_bytes(content)
    blocks = read_document(written).blocks
    return squeezed("".join(f"{block.marker}{block.text}\n" for block in blocks))


def is_title(block: Block, document: BilingualDocument) -> bool:
    """Pages show their title in more places than one."""
    return bool(document.title) and squeezed(document.title) in squeezed(block.text)


def nature(block: Block, spans: Sequence[Span]) -> tuple[object, ...]:
    """What a reader must find again: kind, level, cell, and each character's formatting."""
    characters = [
        (character, span.kind, span.marks, span.href)
        for span in spans
        if span.kind in (SpanKind.TEXT, SpanKind.CODE)
        for character in span.text
        if not character.isspace()
    ]
    cell = block.cell and (block.cell.row, block.cell.column)
    return block.kind, block.level, block.quote_depth, cell, characters


@pytest.mark.parametrize("name", ["report.docx", "deploy.md"])
def test_a_word_file_read_again_has_the_structure_of_its_source(tmp_path: Path, name: str) -> None:
    wanted, found = read_again(tmp_path, name, "docx")
    assert found[: len(wanted)] == wanted
    # After the body, what the source had in its headers and footers.
    assert len(found) == len(wanted) + (4 if name == "report.docx" else 0)


def test_a_markdown_file_read_again_has_the_structure_of_its_source(tmp_path: Path) -> None:
    wanted, found = read_again(tmp_path, "deploy.md", "md")
    assert found == wanted


def read_again(
    folder: Path, name: str, format_: str
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The nature of a target-only document's blocks as it should be, and as it reads."""
    document = translated(ROOT / "docs" / "gallery" / name)
    options = WriteOptions(layout=Layout.TARGET_ONLY, **_PLAIN)  # type: ignore[arg-type]
    written = folder / f"a.{format_}"
    written.write_bytes(render(document, format_, options))
    again = read_document(written)
    assert sum(block.kind is BlockKind.HEADING for block in again.blocks) >= 4
    return (
        [
            nature(pair.source, pair.target)
            for pair in document.pairs
            if pair.source.part is Part.BODY and not pair.source.note
        ],
        [
            nature(block, block.spans)
            for block in again.blocks
            if block.part is Part.BODY and not block.note
        ],
    )
