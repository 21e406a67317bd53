"""E-books: chapters in order, notes across files, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import BlockKind, Document, Mark, SpanKind
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers.epub import read_epub
from tests.conftest import Run

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>西行记</dc:title><dc:creator>张三</dc:creator><dc:creator>李四</dc:creator>"
    "<dc:date opf:event='modification'>2025-01-01</dc:date><dc:date>2024-10-28T00:00:00Z</dc:date>"
)
XHTML = "application/xhtml+xml"
CASES = Path(__file__).parent / "cases"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def package(pages: dict[str, str], *, nav: str = "") -> str:
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == nav else ''}/>"
        for number, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{METADATA}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def epub(pages: dict[str, str], *, nav: str = "", **others: str | bytes) -> bytes:
    """An e-book; ``others`` are further files, ``__`` standing for a slash and ``_`` for a dot."""
    content: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(pages, nav=nav),
        **{f"OEBPS/{name}": xhtml(body) for name, body in pages.items()},
        **{name.replace("__", "/").replace("_", "."): body for name, body in others.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/epub+zip")
        for name, body in content.items():
            target.writestr(name, body)
    return file.getvalue()


def read(data: bytes) -> Document:
    return read_epub(Path("book.epub"), data)


BOOK = {
    "text/b.xhtml": "<h1>第二章</h1><p>路<a id='x'/>上"
    "<a epub:type='noteref' href='n.xhtml#n1'>1</a>"
    "见<a href='a.xhtml'>前</a><a href='http://a.cn/'>网</a>。</p><img src='../i/p.png' alt='图'/>",
    "text/a.xhtml": "<h1>第一章</h1><ul><li>甲&nbsp;乙</li></ul><nav>山<br/>水</nav>",
    "text/n.xhtml": "<aside epub:type='footnote' id='n1'><p>注文。"
    "<a href='b.xhtml#x'>↩</a></p></aside>",
}


def test_chapters_in_the_order_of_the_spine() -> None:
    document = read(epub(BOOK, OEBPS__i__p_png=PNG))
    assert [(block.kind.value, block.text, block.locator) for block in document.blocks] == [
        ("heading", "第二章", "chapter 1, paragraph 1"),
        ("paragraph", "路上1见前网。", "chapter 1, paragraph 2"),
        ("paragraph", "图", "chapter 1, paragraph 3"),
        ("heading", "第一章", "chapter 2, paragraph 1"),
        ("list-item", "甲\xa0乙", "chapter 2, paragraph 2"),
        ("paragraph", "山\n水", "chapter 2, paragraph 3"),
        ("paragraph", "注文。", "chapter 3, paragraph 1"),
    ]
    assert (document.title, document.author, document.date, document.format) == (
        "西行记",
        "张三, 李四",
        dt.date(2024, 10, 28),
        "epub",
    )


def test_notes_links_and_pictures() -> None:
    document = read(epub(BOOK, OEBPS__i__p_png=PNG))
    spans = document.blocks[1].spans
    note = next(span for span in spans if span.kind is SpanKind.NOTE)
    assert (note.text, note.href) == ("1", document.blocks[-1].note)
    assert {span.href for span in spans if span.kind is SpanKind.TEXT} == {"", "http://a.cn/"}
    assert document.blocks[2].spans[0].href == document.media[0].name == "OEBPS/i/p.png"
    assert document.media[0].content == PNG


def test_notes_behind_pictures_and_in_their_attributes_are_notes() -> None:
    document = read((CASES / "duokan.epub").read_bytes())
    shown = [block.text for block in document.blocks if not block.note]
    assert shown == [
        "第一章 酒馆",
        "这一天，老张走进了村口的酒馆[1]，要了半斤酒[2]，坐了下来。",
        "老板端上一碟花生[3]，笑着说：“慢用。”",
        "夜里下起了雪[4]，路很滑。",
    ]
    assert notes_of(document) == [
        ("[1]", "酒馆：指村口王家的小店。"),
        ("[2]", "半斤约合三百克。"),
        ("[3]", "花生是本地产的。"),
        ("[4]", "这里的雪指春雪。"),
    ]
    assert document.media == ()


def notes_of(document: Document) -> list[tuple[str, str]]:
    """The marks in the text with the texts that they refer to; each is a paragraph."""
    texts = {block.note: block for block in document.blocks if block.note}
    assert all(block.kind is BlockKind.PARAGRAPH for block in texts.values())
    marks = (
        span for block in document.blocks for span in block.spans if span.kind is SpanKind.NOTE
    )
    return [(mark.text, texts[mark.href].text) for mark in marks]


def test_ruby_gives_its_base_and_notes_of_several_shapes_are_found() -> None:
    document = read((CASES / "vertical_ruby.epub").read_bytes())
    assert document.blocks[0].text == "第一回\u3000饕餮之宴"
    assert notes_of(document) == [
        ("①", "酒館：指村口王家的小店。"),
        ("[2]", "第一條注釋。"),
        ("[1]", "第一條注釋。"),
        ("[2]", "第二條注釋。"),
        ("[3]", "第三條注釋。"),
    ]


def test_vertical_quotation_marks_stand_upright() -> None:
    document = read((CASES / "vertical_ruby.epub").read_bytes())
    normalized = normalize_document(document, NormalizeOptions()).blocks
    assert [one.block.text for one in normalized[1:4]] == [
        "这一日，老张走进了村口的酒馆①，要了半斤酒[2]。他说：“今天的天气真好。”",
        "（第二段）老板答道：“是的，12月了，还这么暖和。”",
        "他读过《红楼梦》，也读过〈兰亭序〉。",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>目录</p><p><a href='#a'><img src='arrow.png'/></a></p><p id='a'>下一节</p>",
        "<p>路<a href='#a'><img src='small.png'/></a></p><figure id='a'>大图</figure>",
        "<p>路<img class='zhangyue' alt='雪'/></p>",
    ],
)
def test_other_pictures_are_no_notes(page: str) -> None:
    document = read(epub({"a.xhtml": page}))
    spans = [span for block in document.blocks for span in block.spans]
    assert not any(span.kind is SpanKind.NOTE for span in spans)
    assert not any(block.note for block in document.blocks)


def test_covers_that_are_drawings_are_pictures() -> None:
    cover = "<div><svg><image width='600' xlink:href='i/p.png'/></svg></div><p>文</p>"
    document = read(epub({"a.xhtml": cover}, OEBPS__i__p_png=PNG))
    assert document.blocks[0].spans[0].href == document.media[0].name == "OEBPS/i/p.png"


@pytest.mark.parametrize(
    "page",
    ["<img src='i/p.png' alt='图'/>", "<svg><image xlink:href='i/p.png'/></svg>"],
)
def test_books_of_pictures_are_named_as_such(page: str) -> None:
    nav = "<nav><ol><li>第一页</li></ol></nav>"
    data = epub({"nav.xhtml": nav, "a.xhtml": page}, nav="nav.xhtml", OEBPS__i__p_png=PNG)
    with pytest.raises(ReadError, match=r"book of pictures.*; run text recognition \(OCR\)"):
        read(data)


def test_pictures_without_pages_are_named_as_such() -> None:
    data = epub({}, OEBPS__book_opf=package({"p.png": ""}).replace(XHTML, "image/png"))
    with pytest.raises(ReadError, match="book of pictures"):
        read(data)


def test_the_table_of_contents_is_known_as_such() -> None:
    document = read(
        epub({"nav.xhtml": "<nav><ol><li>一</li></ol></nav>", "a.xhtml": "一"}, nav="nav.xhtml")
    )
    assert [block.is_contents for block in document.blocks] == [True, False]


def encryption(name: str) -> str:
    return (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>'
        f'<e:CipherReference URI="{name}"/></e:CipherData></e:EncryptedData></encryption>'
    )


def test_scrambled_fonts_lock_nothing() -> None:
    data = epub({"a.xhtml": "文"}, **{"META-INF__encryption_xml": encryption("f.otf")})
    assert [block.text for block in read(data).blocks] == ["文"]


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><x>&c;&d;</x>'
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "no zip file"),
        (epub({})[:-60], "no zip file"),
        (epub({}), "lists no chapters"),
        (epub({"a.xhtml": "文"}).replace(b"a.xhtml", b"b.xhtml"), "a.xhtml is missing"),
        (epub({"a.xhtml": "文"}, **{"META-INF__container_xml": "<a>"}), "not a sound EPUB"),
        (
            epub({"a.xhtml": "文"}, **{"META-INF__container_xml": BILLION_LAUGHS}),
            "declares entities",
        ),
        (
            epub({"a.xhtml": "文"}, **{"META-INF__encryption_xml": encryption("OEBPS/a.xhtml")}),
            "DRM",
        ),
        (epub({"a.xhtml": "<div>" * 5000}), "nested deeper"),
        (epub({"a.xhtml": "文"}, bomb=b"0" * 60_000_000), "unpacks to 60 MB"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("book.epub: ") and "\n" not in str(caught.value)


def test_books_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.epub").write_bytes(epub(BOOK, OEBPS__i__p_png=PNG))
    done = bilingual("translate", "a.epub", "-o", "out", "--engine", "identity", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert "注文。" in (tmp_path / "out" / "a.epub.md").read_text(encoding="utf-8")


def test_sheets_of_a_book_are_marks_but_hide_no_notes() -> None:
    """Books hide notes that e-readers open over the page."""
    body = (
        "<p>甲<span class='up'>乙</span><a epub:type='noteref' href='#n'>1</a></p>"
        "<aside epub:type='footnote' id='n'><p>注文</p></aside>"
    )
    book = styled_book(body, "", ".up{vertical-align:super} aside{display:none}")
    first, note = read(book).blocks
    assert first.spans[1].marks == {Mark.SUPERSCRIPT}
    assert (note.text, bool(note.note)) == ("注文", True)


def test_the_sheet_in_a_page_comes_after_those_beside_it() -> None:
    own, beside = ".a{vertical-align:sub}", ".a{vertical-align:super; font-weight:bold}"
    (block,) = read(styled_book("<p><span class='a'>甲</span>乙</p>", own, beside)).blocks
    assert block.spans[0].marks == {Mark.SUBSCRIPT, Mark.BOLD}


def styled_book(body: str, own: str, beside: str) -> bytes:
    """A book of one page, with a sheet in it and one that it has a link to."""
    head = f'<title/><link rel="stylesheet" href="../css/a.css"/><style>{own}</style>'
    page = xhtml(body).replace("<title/>", head)
    name = "text/a.xhtml"
    return epub({name: body}, OEBPS__text__a_xhtml=page, OEBPS__css__a_css=beside)
