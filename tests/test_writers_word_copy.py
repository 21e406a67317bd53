"""Translations written into a copy of the Word file: its structure stays, and no text is lost.

What becomes of each kind of paragraph is in the goldens."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from bilingual.errors import WriteError
from bilingual.model import (
    BilingualDocument,
    Block,
    EngineInfo,
    Layout,
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
from tests.goldens import check_golden
from tests.rich_word_file import rich_word_file
from tests.word_files import (
    NAMESPACES,
    W,
    fill,
    local_name,
    paragraph,
    run,
    save,
    simple,
    with_parts,
)
from tests.word_outline import outline
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
NO_FINDINGS: Mapping[str, Sequence[str]] = {}


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
    findings: Mapping[str, Sequence[str]] = NO_FINDINGS,
    engine: EngineInfo | None = None,
    keeps_hidden: bool = False,
) -> BilingualDocument:
    """The file with a translation; ``findings`` are told by the text of their block."""
    read = replace(read_document(path, keeps_hidden=keeps_hidden), shows_hidden=keeps_hidden)
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
def test_goldens(request: pytest.FixtureRequest, layout: Layout, tmp_path: Path) -> None:
    remarks = {"有疑": ["number missing"], "注释一": ["too long"], "没有译文": ["none"]}
    document = translated(rich_word_file(tmp_path), findings=remarks)
    pairs = (
        replace(one, target=()) if one.source.text == "没有译文" else one for one in document.pairs
    )
    content = copied(replace(document, pairs=tuple(pairs)), layout)
    check_golden(request, f"word/copy-{layout}.txt", outline(content))


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


def test_long_tables_are_copied_whole(tmp_path: Path) -> None:
    row = f"<w:tr><w:tc>{paragraph(run('格'))}</w:tc><w:tc>{paragraph(run('子'))}</w:tc></w:tr>"
    document = translated(from_xml(tmp_path, f"<w:tbl>{row * 1_000}</w:tbl>"))
    data = copied(document, Layout.INTERLEAVED)
    assert len(lines(part(data))) == 4_000


def test_a_side_part_that_is_not_well_formed_is_not_carried_on(tmp_path: Path) -> None:
    path = simple(tmp_path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("customXml/item9.xml", "<a><b></a>")
    document = translated(path)
    with pytest.raises(WriteError, match=r"its part customXml/item9\.xml is not well-formed XML"):
        copied(document, Layout.INTERLEAVED)


def test_a_hidden_drawing_stays_hidden_and_untranslated(tmp_path: Path) -> None:
    """With `--hidden` it is shown and translated, as hidden text is."""
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    box = f"<v:textbox><w:txbxContent>{paragraph(run('暗框'))}</w:txbxContent></v:textbox>"
    drawing = f'<w:pict {vml}><v:shape style="width:9pt;visibility:hidden">{box}</v:shape></w:pict>'
    path = from_xml(tmp_path, paragraph(run("文"), f"<w:r>{drawing}</w:r>"))
    for keeps_hidden, english, style in (
        (False, "暗框", "width:9pt;visibility:hidden"),
        (True, "[1.0] English.", "width:9pt;"),
    ):
        document = translated(path, keeps_hidden=keeps_hidden)
        root = part(copied(document, Layout.TARGET_ONLY))
        assert lines(root) == ["[0.0] English.", english]
        assert next(root.iter("{*}shape")).get("style") == style
