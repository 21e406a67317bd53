"""Which links a document may have: the same in every format that is read and written."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.oxml import parse_xml
from lxml import html
from markdown_it import MarkdownIt

from bilingual.engines.identity import IdentityTranslator
from bilingual.formats.addresses import (
    address_ranges,
    is_followed,
    is_mailbox,
    leads_nowhere,
    scheme_of,
    web_ranges,
)
from bilingual.formats.literals import literal_ranges
from bilingual.model import BilingualDocument, Layout
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate.documents import translate_documents
from bilingual.writers import WriteOptions, render
from tests.test_readers_epub import epub
from tests.test_readers_odt import odt
from tests.test_readers_rtf import HEAD, chinese
from tests.word_files import NAMESPACES, run, written_field

KEPT = (
    "https://a.cn/x",
    "http://a.cn/y",
    "ftp://a.cn/z.zip",
    "mailto:zhang@a.cn",
    "tel:+86-10-1234",
)
LEFT_OUT = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "weixin://dl/chat",
)


def _html(folder: Path) -> Path:
    links = "、".join(f'<a href="{one}">链接</a>' for one in (*KEPT, *LEFT_OUT))
    return _saved(folder / "a.html", f"<meta charset=utf-8><p>看{links}。</p>".encode())


def _markdown(folder: Path) -> Path:
    links = "、".join(f"[链接](<{one}>)" for one in (*KEPT, *LEFT_OUT))
    return _saved(folder / "a.md", f"看{links}。\n".encode())


def _odt(folder: Path) -> Path:
    links = "、".join(f'<text:a xlink:href="{one}">链接</text:a>' for one in (*KEPT, *LEFT_OUT))
    return _saved(folder / "a.odt", odt(f"<text:p>看{links}。</text:p>"))


def _epub(folder: Path) -> Path:
    links = "、".join(f'<a href="{one}">链接</a>' for one in (*KEPT, *LEFT_OUT))
    return _saved(folder / "a.epub", epub({"a.xhtml": f"<p>看{links}。</p>"}))


def _rtf(folder: Path) -> Path:
    links = "".join(
        rf'{{\field{{\*\fldinst{{HYPERLINK "{one}"}}}}{{\fldrslt{{{chinese("链接")}}}}}}}'
        + chinese("、")
        for one in (*KEPT, *LEFT_OUT)
    )
    return _saved(folder / "a.rtf", f"{HEAD}{chinese('看')}{links}\\par}}".encode())


def _word(folder: Path, *, by_field: bool) -> Path:
    word = docx.Document()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    links = []
    for one in (*KEPT, *LEFT_OUT):
        if by_field:
            links.append(written_field(f'HYPERLINK "{escape(one)}"', "链接"))
        else:
            name = word.part.relate_to(one, kind, is_external=True)
            links.append(f'<w:hyperlink r:id="{name}">{run("链接")}</w:hyperlink>')
    body = run("看") + run("、").join(links)
    word.element.body.insert(0, parse_xml(f"<w:p {NAMESPACES}>{body}</w:p>"))
    word.save(str(folder / "a.docx"))
    return folder / "a.docx"


def _saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


SEEDS: dict[str, Callable[[Path], Path]] = {
    "html": _html,
    "markdown": _markdown,
    "odt": _odt,
    "epub": _epub,
    "rtf": _rtf,
    "word links": partial(_word, by_field=False),
    "word fields": partial(_word, by_field=True),
}


def _translated(path: Path) -> BilingualDocument:
    seed = normalize_document(read_document(path), NormalizeOptions())
    return translate_documents([seed], IdentityTranslator())[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_links_are_kept_or_named(seed: str, tmp_path: Path) -> None:
    (pair,) = _translated(SEEDS[seed](tmp_path)).pairs
    assert [span.href for span in pair.source.spans if span.href] == [*KEPT, *LEFT_OUT]
    assert pair.source.text.count("链接") == len(KEPT + LEFT_OUT)
    assert [span.href for span in pair.target if span.href] == [*KEPT]
    assert [(one.code, one.message) for one in pair.findings] == [
        ("link", f"link left out: {address}") for address in LEFT_OUT
    ]


def _links_in_html(content: bytes) -> list[str]:
    page = html.fromstring(content.decode())
    return [one.get("href", "") for one in page.cssselect("main a:not(.flag):not([href^='#'])")]


def _links_in_markdown(content: bytes) -> list[str]:
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    tokens = parser.parse(content.decode())
    children = (child for token in tokens for child in token.children or ())
    return [str(child.attrs["href"]) for child in children if child.type == "link_open"]


def _links_in_word(content: bytes) -> list[str]:
    word = docx.Document(io.BytesIO(content))
    return [link.address for one in word.paragraphs for link in one.hyperlinks]


WRITTEN: dict[str, Callable[[bytes], list[str]]] = {
    "html": _links_in_html,
    "md": _links_in_markdown,
    "docx": _links_in_word,
}


@pytest.mark.parametrize("seed", ["html", "word links"])
@pytest.mark.parametrize("format", WRITTEN)
def test_links_that_may_not_be_followed_are_text(format: str, seed: str, tmp_path: Path) -> None:
    document = _translated(SEEDS[seed](tmp_path))
    written = render(document, format, WriteOptions(layout=Layout.TARGET_ONLY))
    assert WRITTEN[format](written) == list(KEPT)


def test_a_picture_that_leads_nowhere_good_is_named(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.md", "正文。\n\n[![图](a.png)](javascript:x)\n".encode())
    _, pair = _translated(path).pairs
    assert [one.message for one in pair.findings] == ["link left out: javascript:x"]
    assert "".join(one.source for one in pair.segments) == pair.source.text
    for format, links_in in WRITTEN.items():
        written = render(_translated(path), format, WriteOptions(layout=Layout.TARGET_ONLY))
        assert "javascript:x" not in links_in(written)


@pytest.mark.parametrize(
    ("address", "scheme", "may"),
    [
        ("HTTPS://a.cn", "https", True),
        ("tel:10086", "tel", True),
        ("b.md", "", True),
        ("第一：章.html", "", True),
        ("#背景", "", True),
        ("//a.cn/x", "", True),
        ("http:x", "http", False),
        ("http://[", "http", False),
        ("https:/\\a.cn", "https", False),
        ("mailto:", "mailto", False),
        ("C:\\文件.docx", "c", False),
        ("java\nscript:x", "javascript", False),
        ("\x01\u3000javascript:x", "javascript", False),
    ],
)
def test_schemes(address: str, scheme: str, may: bool) -> None:
    assert (scheme_of(address), is_followed(address)) == (scheme, may)


@pytest.mark.parametrize(
    ("address", "does"),
    [
        ("javascript:;", True),
        ("javascript:void(0);", True),
        (" JavaScript:void(0)", True),
        ("#", True),
        ("#x", False),
        ("javascript:open('http://a.cn')", False),
    ],
)
def test_buttons_are_no_links(address: str, does: bool) -> None:
    assert leads_nowhere(address) is does


def test_addresses_in_running_text() -> None:
    text = "见https://a.cn/x(y)。发至zhang@a.cn或(http://b.cn/z)，www.c.cn/d。"
    assert [text[slice(*one)] for one in address_ranges(text)] == [
        "https://a.cn/x(y)",
        "zhang@a.cn",
        "http://b.cn/z",
        "www.c.cn/d",
    ]
    assert [text[slice(*one)] for one in web_ranges(text)] == ["https://a.cn/x(y)", "http://b.cn/z"]
    assert is_mailbox("zhang@a.cn") and not is_mailbox("见zhang@a.cn")


def test_what_is_no_language_stands_as_it_is() -> None:
    def found(text: str) -> list[str]:
        return [text[slice(*one)] for one in literal_ranges(text)]

    path = "C:\\Users\\admin\\文档\\report_2024.docx"
    assert found(f"打开 {path} 文件，{path}文件") == [path, path]
    assert found("见/etc/nginx/nginx.conf、report.pdf和报告.docx") == [
        "/etc/nginx/nginx.conf",
        "report.pdf",
    ]
    json = '{"code": 0, "msg": "成功", "data": {"a": 1}}'
    assert found(f"返回 {json}，如果 code != 0 则失败") == [json, "code != 0"]
    assert found("用asyncio.run()函数，R&D部门") == ["asyncio.run()", "R&D"]
    assert found("v2.3.1-beta.2 已于 2024-05-06T10:00:00Z 发布") == [
        "v2.3.1-beta.2",
        "2024-05-06T10:00:00Z",
    ]
    assert found("10²和1½小时，3×10⁸ m/s，H₂O，100m²") == ["10²", "1½", "3×10⁸", "H₂O", "100m²"]
    assert found("他/她/它，24/7/365，5km/h，比率1/2/3，苹果(Apple)，1.5倍") == []
    assert found("a < b</p> 和 <br/>") == []
    assert found("①提高认识，第⑤项、㈠、⑴、⒈和❷") == ["①", "⑤", "㈠", "⑴", "⒈", "❷"]
    assert found("Windows™系统，®标记，№12号，1.5‰") == ["Windows™", "®", "№12", "1.5‰"]
    assert found("￥3,500.00元，€20，￥100万，¥3.5亿。") == ["￥3,500.00", "€20"]
    assert found("☒参加 ☐不参加，✓已办") == ["☒", "☐", "✓"]
    assert found("阻值10kΩ，α值，μm") == ["10kΩ", "α", "μm"]
    assert found("误差±0.5，尺寸3×4，温度≥60，共≥25万，3×10⁸") == ["±0.5", "3×4", "≥60", "3×10⁸"]
    assert found("启动Ⅱ级响应，A→B，➢要点") == ["Ⅱ", "→", "➢"]
    assert found("2023-09-26 10:56:28 某报，2023-09-26发布") == ["2023-09-26 10:56:28"]
    assert found("二○○八年，张××，18:30") == []
