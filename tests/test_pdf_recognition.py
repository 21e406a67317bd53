"""Text recognition of scanned pages: through RapidOCR where it is installed, and what RapidOCR says
of a page, put into the order of reading."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pypdfium2
import pytest

from bilingual import readers
from bilingual.engines.identity import IdentityTranslator
from bilingual.errors import ReadError
from bilingual.model import (
    BilingualDocument,
    Block,
    Document,
    RecognisedLine,
    Span,
    with_ids,
)
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers.pdf import read_pdf
from bilingual.readers.pdf.glyphs import Turn
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.paragraphs import find_paragraphs
from bilingual.readers.pdf.recognition import INSTALL_COMMAND, lines_of, recognition_version
from bilingual.readers.pdf.regions import arrange
from bilingual.readers.pdf.remarks import remarks_on
from bilingual.run.tasks import signature_for
from bilingual.translate import translate_documents
from bilingual.writers import WriteOptions, render
from tests.conftest import ROOT, Run
from tests.pdf_builder import column, make_pdf

CASES = ROOT / "tests" / "cases" / "pdf"
needs_rapidocr = pytest.mark.skipif(not recognition_version(), reason=f"needs {INSTALL_COMMAND}")
DOWNWARDS = [
    ("已经有四百多个城市开通了这项服务’共有车辆12万辆°", 0.996, 317.5, 440.6, 330.8, 720.7),
    ("坚排的标题", 0.783, 482.8, 649.1, 499.3, 720.0),
    ("第三段’公共自行车系统最早出现在欧洲°我国从二〇〇八年", 0.99, 335.9, 80.6, 349.2, 699.1),
    ("公共自行车系统最早出现在欧洲’后来逐渐推广到世界各地°", 0.991, 464.0, 380.6, 478.4, 699.1),
]  # fmt: skip
"""What RapidOCR 3.10 finds on a page of text that runs downwards, in its order: from the left."""


def scanned(name: str, rotation: int = 0) -> bytes:
    """A PDF of pictures of the pages of another."""
    made = pypdfium2.PdfDocument.new()
    for page in pypdfium2.PdfDocument(CASES / name):
        width, height = page.get_size()
        picture = pypdfium2.PdfImage.new(made)
        picture.set_bitmap(page.render(scale=200 / 72))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        copy = made.new_page(width, height)
        copy.insert_obj(picture)
        copy.gen_content()
        copy.set_rotation(rotation)
    path = Path("scan.pdf")
    made.save(path)
    return path.read_bytes()


def read_scan(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.chdir(tmp_path)
    return read_pdf(Path("scan.pdf"), scanned(name))


@needs_rapidocr
def test_a_scanned_table_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read_scan("table.pdf", tmp_path, monkeypatch)
    cells = {(b.cell.row, b.cell.column): b.text for b in document.blocks if b.cell}
    assert cells[0, 0] == "型号" and cells[3, 0] == "B-300" and cells[3, 3] == "2,999"
    assert cells[3, 1] == ""
    assert "注：B-300的功率尚未测定。" in [block.text for block in document.blocks]
    assert document.remarks[0].startswith("The text of page 1 is recognised in pictures: 23 lines")
    assert all(", recognised, " in block.locator for block in document.blocks if block.text)


@needs_rapidocr
def test_scanned_columns_are_read_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [block.text for block in read_scan("twocol.pdf", tmp_path, monkeypatch).blocks]
    assert found[0] == "安全乘车说明书"
    assert [text[:6] for text in found].count("儿童乘车须知") == 3
    assert all(text.endswith("。") for text in found if text.startswith(("儿童", "宠物", "老人")))


@needs_rapidocr
def test_scanned_text_that_runs_downwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title, *paragraphs = (
        block.text for block in read_scan("vertical.pdf", tmp_path, monkeypatch).blocks
    )
    assert title == "竖排的标题"
    assert [text[:5] for text in paragraphs] == ["公共自行车", "第二段有英", "第三段公共"]


@needs_rapidocr
def test_a_page_that_lies_on_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = read_pdf(Path("scan.pdf"), scanned("table.pdf", rotation=180))
    assert document.blocks[0].text == "第一章 产品规格"
    assert {(b.cell.row, b.cell.column): b.text for b in document.blocks if b.cell}[3, 1] == ""


@needs_rapidocr
def test_pages_without_any_text_are_refused() -> None:
    with pytest.raises(ReadError, match="shows no text"):
        read_pdf(Path("a.pdf"), make_pdf([None]))


@needs_rapidocr
def test_recognition_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.chdir(tmp_path)
        scanned("table.pdf")
    done = bilingual("translate", "scan.pdf", "-o", "out", "--engine", "identity", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert "is recognised in pictures" in done.stderr
    assert "| B-300 |" in (tmp_path / "out" / "scan.pdf.md").read_text("utf-8")


def test_columns_are_put_from_right_to_left() -> None:
    lines = lines_of({1: DOWNWARDS})[1]
    assert {line.turn for line in lines} == {Turn.DOWN}
    paragraphs = find_paragraphs([arrange(lines, []).parts])
    text = "".join(line.text for paragraph in paragraphs for line in paragraph.lines)
    assert text == (
        "坚排的标题公共自行车系统最早出现在欧洲，后来逐渐推广到世界各地。第三段，公共自行车系统最早出现"
        "在欧洲。我国从二〇〇八年已经有四百多个城市开通了这项服务，共有车辆12万辆。"
    )


def test_sizes_are_evened_but_for_headings() -> None:
    sizes = {"大标题": 30.0, "第一行的文字在这里": 12.0, "第二行的文字也在这里": 13.4, "足。": 17.0}
    boxes = [
        (text, 0.9, 90.0, 700.0 - 40 * number, 300.0, 700.0 - 40 * number + size)
        for number, (text, size) in enumerate(sizes.items())
    ]
    found = [line.size for line in lines_of({1: boxes})[1]]
    assert found[1] == found[2] == found[3] < found[0] / 2


def test_how_sure_it_is_is_said_by_pages() -> None:
    line = Line(text="天", left=0, right=9, base=9, size=9, page=2)
    unsure = Line(text="天", left=0, right=9, base=9, size=9, page=3, sure=0.5)
    found = remarks_on([], recognised={2: [line], 3: [line, unsure]}, unread=[], comments=2)
    assert list(found) == [
        "The text of pages 2 and 3 is recognised in pictures: 3 lines, 1 (33%) of them less than "
        "80% sure, on page 3.",
        "Comments that open in a viewer are left out: 2.",
    ]
    many = remarks_on([], recognised={}, unread=range(4, 30), comments=0)
    assert next(many).startswith("26 pages, from page 4 on are pictures")


def translated(*blocks: Block) -> BilingualDocument:
    document = Document(name="a.pdf", format="pdf", blocks=with_ids(blocks))
    normalized = normalize_document(document, NormalizeOptions())
    (found,) = translate_documents([normalized], IdentityTranslator())
    return found


def test_a_line_that_recognition_is_not_sure_of_is_a_finding_of_its_sentence() -> None:
    lines = ("第一句话在这里。第二", "句话,在这里。", "第三句话。")
    sure = (0.97, 0.62, 0.9)
    block = Block(
        spans=(Span(text="".join(lines)),),
        recognised=tuple(
            RecognisedLine(text=text, sure=share) for text, share in zip(lines, sure, strict=True)
        ),
    )
    figure = Block(
        spans=(Span(text="2,999"),), recognised=(RecognisedLine(text="2,999", sure=0.5),)
    )
    document = translated(block, figure)
    told = [
        (segment.source, [one.message for one in segment.findings if one.code == "recognised"])
        for pair in document.pairs
        for segment in pair.segments
    ]
    assert told == [
        ("第一句话在这里。", []),
        ("第二句话，在这里。", ["recognised in a picture, 62% sure: 句话,在这里。"]),
        ("第三句话。", []),
        ("2,999", ["recognised in a picture, 50% sure: 2,999"]),
    ]
    for format in ("md", "html", "docx", "epub"):
        content = render(document, format, WriteOptions())
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"".join(map(package.read, package.namelist()))
        assert content.count(b"62% sure") and content.count(b"50% sure"), format


def test_documents_are_stale_where_recognition_gets_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    signatures = []
    for version in (missing, lambda name: "3.1", lambda name: "3.2"):
        monkeypatch.setattr(readers, "version", version)
        signatures.append([signature_for(Path(name), "s") for name in ("a.pdf", "a.docx")])
    assert [docx for _, docx in signatures] == ["s", "s", "s"]
    assert signatures[0][0] == "s" and len({pdf for pdf, _ in signatures}) == 3


def test_text_beside_pictures_is_read_as_before() -> None:
    text = "国产大型客机今天完成了首次跨洋飞行。"
    assert read_pdf(Path("a.pdf"), make_pdf([column([text])])).blocks[0].text == text
