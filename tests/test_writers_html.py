"""Pages as a parser reads them. What a browser makes of them: `test_writers_html_in_browser`."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from bilingual.formats.shown import printable
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Layout,
    Media,
    Pair,
    Part,
    SourceText,
    Span,
    SpanKind,
)
from bilingual.writers import RowNumbers, ShownFindings, WriteOptions, render
from tests.builders import cell, document, item, pair, sentences
from tests.goldens import check_golden
from tests.html_outline import outline
from tests.rich_document import GOLDENS, rich_document

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def parsed(made: BilingualDocument, **options: Any) -> HtmlElement:
    page = lxml.html.document_fromstring(render(made, "html", WriteOptions(**options)))
    assert isinstance(page, HtmlElement)
    return page


def page(*pairs: Pair, **options: Any) -> HtmlElement:
    return parsed(document(*pairs), **options)


def texts(root: HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in root.cssselect(selector)]


def halves(root: HtmlElement) -> list[tuple[str, str]]:
    """The language and text of each half in the document's text."""
    found = root.cssselect("main .half")
    return [(str(one.get("lang")), " ".join(one.text_content().split())) for one in found]


@pytest.mark.parametrize("name", GOLDENS)
def test_goldens(request: pytest.FixtureRequest, name: str) -> None:
    page = render(rich_document(), "html", GOLDENS[name])
    check_golden(request, f"html/{name}.txt", outline(page))


def test_deep_nesting_is_shown_at_a_depth_that_a_page_can_hold() -> None:
    pairs = [item("甲", "A", 500), pair("乙", "B", block=Block(quote_depth=500))]
    assert len(halves(page(*pairs))) == 4


def test_quotations_that_follow_each_other_stay_apart() -> None:
    first, inner = Block(quote_depth=1, quote_start=1), Block(quote_depth=2, quote_start=2)
    made = page(
        *(pair("甲", block=first), pair("乙", block=Block(quote_depth=1))),
        *(pair("丙", block=first), pair("丁", block=inner), pair("戊", block=inner)),
        layout=Layout.TARGET_ONLY,
    )
    assert texts(made, "main > blockquote") == ["甲 乙", "丙 丁 戊"]
    assert texts(made, "blockquote blockquote") == ["丁", "戊"]


def test_headers_and_comments_of_the_source_come_last() -> None:
    shown = page(
        pair("批", "remark", block=Block(part=Part.COMMENT)),
        pair("眉", "head", block=Block(part=Part.HEADER)),
        pair("正", "body"),
    )
    assert texts(shown, "main .target") == ["body", "head", "remark"]
    assert texts(shown, "section > h2") == ["页眉 Page headers", "批注 Comments"]


def test_images_that_came_along_are_in_the_page_and_others_are_named() -> None:
    def image(href: str, **others: Any) -> Pair:
        return pair([Span(text="图", kind=SpanKind.IMAGE, href=href, **others)])

    made = document(
        image("a.png", extent=(952500, 9525)),
        image("https://a.cn/b.png"),
        image("evil.svg", link="javascript:alert(1)"),
    )
    media = (Media(name="a.png", content=PNG), Media(name="evil.svg", content=b"<svg onload=x>"))
    made = replace(made, document=replace(made.document, media=media))
    shown = parsed(made)
    (img,) = shown.cssselect("img")
    assert img.get("src") == "data:image/png;base64," + base64.b64encode(PNG).decode()
    assert (img.get("alt"), img.get("width"), img.get("height")) == ("图", "100", "1")
    assert texts(shown, "main a") == ["[image: 图]"]
    assert [one.get("href") for one in shown.cssselect("main a")] == ["https://a.cn/b.png"]


def test_sentences_and_their_counterparts_have_one_number() -> None:
    shown = page(
        pair("甲。", "A."), sentences(("一。", "One.", ""), ("二。", "Two.", ""), ("三。", "", ""))
    )
    names = {one.text_content(): one.get("data-s") for one in shown.cssselect("[data-s]")}
    assert names["一。"] == names["One."] != names["二。"] == names["Two."]
    assert names["甲。"] not in (names["一。"], names["二。"])
    assert "三。" in names


def test_received_text_of_another_length_is_one_sentence() -> None:
    made = replace(
        sentences(("一。", "One.", ""), ("二。", "Two.", "")),
        original=Block(spans=(Span(text="一(yī)。二。"),)),
    )
    shown = page(made, source_text=SourceText.ORIGINAL)
    assert texts(shown, "main .source") == ["一(yī)。二。"]
    assert len({one.get("data-s") for one in shown.cssselect("[data-s]")}) == 1


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://a.cn/?a=1&b='\"<>", True),
        ("HTTP://a.cn", True),
        ("mailto:a@b.cn", True),
        ("../b.md#c:d", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("//a.cn/x", False),
        ("\\\\host\\share", False),
        ("/etc/passwd", False),
        ("https:/\\a.cn", False),
    ],
)
def test_links_lead_to_the_web_a_mailbox_or_a_file_beside(address: str, is_kept: bool) -> None:
    shown = page(pair([Span(text="点", href=address, title='"><script>')], "click"))
    links = shown.cssselect("main a")
    assert bool(links) is is_kept
    assert not links or links[0].get("rel") == "noopener noreferrer"
    assert texts(shown, "main .source") == ["点"]


def test_policy_lets_only_our_style_and_script_run() -> None:
    shown = page(pair("一", "one"))
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag in ("style", "script"):
        (block,) = shown.cssselect(tag)
        digest = base64.b64encode(hashlib.sha256(str(block.text).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_column_shares_are_in_the_style_sheet() -> None:
    (style,) = page(pair("一", "one"), columns=(45, 55)).cssselect("style")
    assert "--source: 45fr; --target: 55fr" in str(style.text)


HOSTILE = (
    "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;\u202e\x00\ud800"
)


def test_hostile_text_is_text_wherever_it_stands() -> None:
    spans = [
        Span(text=HOSTILE, kind=kind, href=HOSTILE, title=HOSTILE, link=HOSTILE)
        for kind in SpanKind
    ]
    kinds = [Block(kind=kind, level=1, marker=HOSTILE, info=HOSTILE) for kind in BlockKind]
    pairs = [pair(spans, spans, findings=[HOSTILE], block=kind) for kind in kinds]
    pairs += [pair(HOSTILE, block=replace(cell(0, 0, align=HOSTILE), note=HOSTILE))]
    made = replace(document(*pairs, title=HOSTILE), source_language=HOSTILE)
    made = replace(made, document=replace(made.document, name=HOSTILE, author=HOSTILE))
    for layout in Layout:
        shown = parsed(made, layout=layout, has_contents=True, row_numbers=RowNumbers.ID)
        assert len(shown.cssselect("script")) == len(shown.cssselect("style")) == 1
        assert not shown.cssselect("img")
        assert not [name for one in shown.iter() for name in one.attrib if name.startswith("on")]
        assert all(re.match("#|[^:]*$", one.attrib["href"]) for one in shown.cssselect("[href]"))


@given(st.text(), st.text())
def test_any_text_is_shown_as_it_is(source: str, target: str) -> None:
    shown = page(pair(source, target), findings=ShownFindings.NONE)
    want = [printable(text).replace("\n", "") for text in (source, target)]
    assert [one.text_content() for one in shown.cssselect("main .half")] == want


def test_a_page_is_the_same_each_time() -> None:
    made = document(sentences(("一。", "One.", "x")), pair("二", "two"))
    assert render(made, "html", WriteOptions()) == render(made, "html", WriteOptions())
