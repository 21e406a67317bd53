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
    Cell,
    Layout,
    Mark,
    Media,
    Pair,
    Part,
    SourceText,
    Span,
    SpanKind,
)
from bilingual.writers import RowNumbers, ShownFindings, WriteOptions, render
from tests.builders import DRAFT, document, pair, sentences
from tests.goldens import check_golden
from tests.html_outline import outline
from tests.rich_document import GOLDENS, rich_document

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
HEADING = Block(kind=BlockKind.HEADING, level=2)


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
    return [(one.get("lang"), " ".join(one.text_content().split())) for one in found]


def item(text: str, target: str, level: int, marker: str = "•") -> Pair:
    return pair(text, target, block=Block(kind=BlockKind.LIST_ITEM, level=level, marker=marker))


@pytest.mark.parametrize("name", GOLDENS)
def test_goldens(request: pytest.FixtureRequest, name: str) -> None:
    page = render(rich_document(), "html", GOLDENS[name])
    check_golden(request, f"html/{name}.txt", outline(page))


def test_each_half_names_its_language() -> None:
    assert halves(page(pair("第一段。", "First."))) == [("zh-Hans", "第一段。"), ("en", "First.")]


def test_target_only_has_no_source_and_no_switch() -> None:
    shown = page(pair("甲", "A"), layout=Layout.TARGET_ONLY)
    assert halves(shown) == [("en", "A")]
    assert not shown.cssselect("input")


def test_headings_are_one_heading_of_both_languages() -> None:
    shown = page(pair("背景", "Background", block=HEADING))
    assert texts(shown, "h2 > .half") == ["背景", "Background"]


def test_headings_below_the_sixth_level_keep_their_level() -> None:
    shown = page(pair("深", "deep", block=Block(kind=BlockKind.HEADING, level=8)))
    assert [one.get("aria-level") for one in shown.cssselect("h6")] == ["8"]


def test_first_paragraph_that_is_the_title_moves_into_the_masthead() -> None:
    shown = parsed(document(pair("标题", "Title"), pair("一", "one"), title="标题"))
    assert texts(shown, "header h1 > .half") == ["标题", "Title"]
    assert halves(shown) == [("zh-Hans", "一"), ("en", "one")]


def test_masthead_has_title_source_date_and_translator() -> None:
    made = document(pair("一", "one"), title="标题", engine=DRAFT)
    shown = parsed(made)
    assert texts(shown, "header h1") == ["标题"]
    known = " ".join(texts(shown, "header .facts"))
    for fact in ("新闻.txt", "2024-10-28", "Simplified Chinese", "translate-zh_en-0_1 (draft)"):
        assert fact in known
    assert "Do not rely on it" in texts(shown, ".draft")[0]
    without = parsed(made, has_cover=False)
    assert not without.cssselect("header")
    assert without.cssselect(".draft")


def test_text_headings_stand_below_a_title_of_the_page() -> None:
    top = Block(kind=BlockKind.HEADING, level=1)
    shown = parsed(document(pair("章", "Chapter", block=top), title="标题"))
    assert texts(shown, "main h2 .target") == ["Chapter"]


def test_lists_nest_and_keep_their_markers() -> None:
    shown = page(
        item("甲", "A", 1, "3."), item("乙", "B", 2), item("丙", "C", 2), item("丁", "D", 1, "[x]")
    )
    assert [len(one) for one in shown.cssselect("main > ul")] == [2]
    assert texts(shown, "main > ul > li > ul > li > .row .target") == ["• B", "• C"]
    assert texts(shown, "main > ul > li > .row .target") == ["3. A", "☑ D"]


def test_what_belongs_to_a_list_item_stands_in_it() -> None:
    code = Block(kind=BlockKind.CODE, info="sh title", list_depth=1)
    shown = page(item("甲", "A", 1), pair("ls -l\n", block=code), item("乙", "B", 1))
    assert texts(shown, "li:first-child pre code.language-sh") == ["ls -l"]
    assert len(shown.cssselect("main > ul > li")) == 2


def test_quotations_nest() -> None:
    shown = page(
        pair("外", "out", block=Block(quote_depth=1)), pair("内", "in", block=Block(quote_depth=2))
    )
    assert texts(shown, "main > blockquote > .row .target") == ["out"]
    assert texts(shown, "main > blockquote > blockquote > .row .target") == ["in"]


def test_deep_nesting_is_shown_at_a_depth_that_a_page_can_hold() -> None:
    pairs = [item("甲", "A", 500), pair("乙", "B", block=Block(quote_depth=500))]
    assert len(halves(page(*pairs))) == 4


def cell(row: int, column: int, **others: Any) -> Block:
    return Block(cell=Cell(table=0, row=row, column=column, **others))


def test_tables_stand_in_both_columns_with_merged_cells() -> None:
    shown = page(
        pair("年", "year", block=cell(0, 0, is_header=True, column_span=2)),
        pair("一", "one", block=cell(1, 0, row_span=2)),
        pair("2", "2", block=cell(1, 1, align="right")),
        pair("3", "3", block=cell(2, 1)),
    )
    source, target = shown.cssselect("main table")
    assert source.getparent().get("lang") == "zh-Hans"
    assert [[texts(c, "p") for c in line] for line in target] == [
        [["year"]], [["one"], ["2"]], [["3"]]
    ]  # fmt: skip
    assert [(one.tag, one.get("scope"), one.get("colspan")) for one in target[0]] == [
        ("th", "col", "2")
    ]
    assert target[1][0].get("rowspan") == "2"
    assert target[1][1].get("class") == "right"


def test_notes_are_referred_to_from_both_languages_and_lead_back() -> None:
    note = Span(text="[1]", kind=SpanKind.NOTE, href="footnote-2")
    shown = page(
        pair([Span(text="文"), note], [Span(text="Text"), note]),
        pair("注", "Note", block=Block(note="footnote-2")),
        pair([Span(text="无"), replace(note, href="x")], "none"),
    )
    references = shown.cssselect("main sup a")
    assert [one.get("href") for one in references] == ["#note-1", "#note-1"]
    assert texts(shown, "#note-1 .target") == ["[1] Note"]
    back = [one.get("href") for one in shown.cssselect("#note-1 .label a")]
    assert back == [f"#{one.get('id')}" for one in references]
    assert texts(shown, "sup")[-1] == "[1]"  # to a note that is not there: text


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


def test_formatting_is_kept_in_both_languages() -> None:
    bold = frozenset({Mark.BOLD, Mark.ITALIC})
    code = Span(text="<x>", kind=SpanKind.CODE)
    raw = Span(text="$a<b$", kind=SpanKind.RAW)
    shown = page(
        pair(
            [Span(text="粗", marks=bold), code],
            [Span(text="bold", marks=bold), Span(text="\n"), raw],
        )
    )
    assert texts(shown, "em > strong, strong > em") == ["粗", "bold"]
    assert texts(shown, ".source code") == ["<x>"]
    assert texts(shown, ".target .raw") == ["$a<b$"]
    assert len(shown.cssselect(".target br")) == 1


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


def test_findings_are_marked_listed_and_linked() -> None:
    made = sentences(
        ("一。", "One.", ""), ("二十。", "Two.", "number 20 is missing"), ("三。", "", "no text")
    )
    shown = page(made)
    assert texts(shown, ".flagged") == ["Two."]
    flags = shown.cssselect(".flag")
    assert [one.get("aria-label") for one in flags] == [
        "Finding 1: number 20 is missing",
        "Finding 2: no text",
    ]
    assert texts(shown, ".findings li") == [
        "“Two.”: number 20 is missing",
        "No translation: no text",
    ]
    assert [one.get("href") for one in shown.cssselect(".findings a")] == ["#flag-1", "#flag-2"]
    assert [one.get("id") for one in shown.cssselect(".findings a")] == ["finding-1", "finding-2"]


def test_findings_can_be_notes_or_left_out() -> None:
    made = sentences(("二十。", "Two.", "number 20 is missing"))
    shown = page(made, findings=ShownFindings.NOTES)
    assert texts(shown, ".note") == ["⚠ number 20 is missing"]
    assert not shown.cssselect(".flag, .findings")
    silent = page(made, findings=ShownFindings.NONE)
    assert "⚠" not in silent.text_content().partition("Made by")[0].partition("'use strict'")[0]


def test_contents_and_row_numbers_lead_to_rows() -> None:
    pairs = [pair("背景", "Background", block=HEADING), pair("一", "one")]
    shown = page(*pairs, has_contents=True, row_numbers=RowNumbers.NUMBER)
    (entry,) = shown.cssselect("nav a")
    (row,) = shown.cssselect(f"div{entry.get('href')}")
    assert texts(row, ".half") == ["背景", "Background"]
    assert texts(shown, ".number") == ["1", "2"]


def test_links_within_the_source_lead_to_its_headings() -> None:
    shown = page(
        pair([Span(text="见", href="#%E8%83%8C%E6%99%AF"), Span(text="无", href="#x")], "see"),
        pair("背景", "Background", block=HEADING),
    )
    (link,) = shown.cssselect("main a")
    assert texts(shown, f"div{link.get('href')} .target") == ["Background"]


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
        assert all(re.match("#|[^:]*$", one.get("href")) for one in shown.cssselect("[href]"))


@given(st.text(), st.text())
def test_any_text_is_shown_as_it_is(source: str, target: str) -> None:
    shown = page(pair(source, target), findings=ShownFindings.NONE)
    want = [printable(text).replace("\n", "") for text in (source, target)]
    assert [one.text_content() for one in shown.cssselect("main .half")] == want


def test_a_page_is_the_same_each_time() -> None:
    made = document(sentences(("一。", "One.", "x")), pair("二", "two"))
    assert render(made, "html", WriteOptions()) == render(made, "html", WriteOptions())
