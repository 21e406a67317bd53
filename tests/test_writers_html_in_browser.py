"""Pages as their readers meet them: in a real browser, at three widths, by keyboard, on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bilingual.model import BilingualDocument, Block, BlockKind, Layout, Media, Span, SpanKind
from bilingual.writers import WriteOptions, render
from tests.browser import PROGRAM, Browser, Page
from tests.builders import DRAFT, cell, document, heading, item, pair, sentences
from tests.test_writers_html import HOSTILE, PNG

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no Chromium here: apt install chromium")

NOTE = Span(text="[1]", kind=SpanKind.NOTE, href="n")
CODE = Block(kind=BlockKind.CODE)

_VISIBLE = "[...document.querySelectorAll('%s')].filter(one => one.getClientRects().length)"
_CONTRASTS = """
(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parse(color).slice(0, 3).map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    const color = getComputedStyle(one).backgroundColor;
    return parse(color)[3] === 0 && one.parentElement ? ground(one.parentElement) : color;
  };
  const shown = [...document.querySelectorAll('body *')].filter((one) => one.tagName !== 'SCRIPT'
    && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  return shown.map((one) => {
    const pair = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => b - a);
    return [one.outerHTML.slice(0, 80), (pair[0] + 0.05) / (pair[1] + 0.05)];
  });
})()
"""
"""Of each element with text: contrast with what is behind it, as WCAG 2.2 defines it."""


def rich() -> BilingualDocument:
    """A bit of everything."""
    made = document(
        pair("标题", "Title"),
        heading("背景", "Background", 2),
        sentences(("一。", "One.", ""), ("二十。", "Two.", "number 20 is missing")),
        pair([Span(text="见", href="https://a.cn"), NOTE], [Span(text="See"), NOTE]),
        item("甲", "A", 1),
        item("乙", "B", 2),
        pair("引", "quoted", block=Block(quote_depth=1)),
        pair("let x = 1;" + " " * 300 + "x", block=CODE),
        pair("格", "cell", block=cell(0, 0, is_header=True)),
        pair("二", "two", block=cell(0, 1)),
        pair([Span(text="图", kind=SpanKind.IMAGE, href="a")]),
        pair([Span(text="远", kind=SpanKind.IMAGE, href="https://a.cn/x.png")]),
        pair("注", "Note", block=Block(note="n")),
        title="标题",
        engine=DRAFT,
    )
    media = (Media(name="a", content=PNG),)
    return replace(made, document=replace(made.document, media=media))


def opened(
    browser: Browser,
    folder: Path,
    made: BilingualDocument | None = None,
    *,
    width: int = 1280,
    is_dark: bool = False,
    **options: Any,
) -> Page:
    path = folder / "a.html"
    path.write_bytes(render(made or rich(), "html", WriteOptions(**options)))
    return Page(browser, path, width, is_dark=is_dark)


def boxes(page: Page, text: str) -> list[float]:
    """Left and top of the two halves of the row with this text."""
    found = page.evaluate(
        "[...document.querySelectorAll('main .row')].filter(one => one.textContent.includes("
        f"'{text}')).flatMap(one => [...one.querySelectorAll('.half')]).slice(0, 2).flatMap("
        "one => { const box = one.getBoundingClientRect(); return [box.left, box.top]; })"
    )
    return [float(one) for one in found]


def shown(page: Page, selector: str) -> list[str]:
    found = page.evaluate(f"{_VISIBLE % selector}.map(one => one.textContent)")
    return [str(one) for one in found]


def lit(page: Page) -> list[str]:
    return shown(page, ".lit")


@pytest.mark.parametrize(("width", "is_side_by_side"), [(1280, True), (700, True), (390, False)])
def test_columns_where_there_is_room_and_else_one_above_the_other(
    browser: Browser, tmp_path: Path, width: int, is_side_by_side: bool
) -> None:
    page = opened(browser, tmp_path, width=width)
    left, top, right, below = boxes(page, "二十。")
    assert (right > left + width / 3) is is_side_by_side
    assert (abs(below - top) < 6) is is_side_by_side
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints() == []


def test_interleaved_stays_interleaved_on_a_wide_screen(browser: Browser, tmp_path: Path) -> None:
    left, top, right, below = boxes(opened(browser, tmp_path, layout=Layout.INTERLEAVED), "二十。")
    assert left == right
    assert below > top + 10


@pytest.mark.parametrize("layout", Layout)
def test_nothing_is_asked_for_and_nothing_complains(
    browser: Browser, tmp_path: Path, layout: Layout
) -> None:
    page = opened(browser, tmp_path, layout=layout, has_contents=True)
    assert page.requests() == [(tmp_path / "a.html").as_uri()]
    assert page.complaints() == []
    assert page.evaluate("document.images[0].src.startsWith('data:image/png')")


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    spans = [Span(text=HOSTILE, kind=kind, href=HOSTILE, title=HOSTILE) for kind in SpanKind]
    made = document(
        pair(spans, spans, findings=[HOSTILE]),
        pair([Span(text="x", href="javascript:document.title='hit'")]),
        title=HOSTILE,
    )
    page = opened(browser, tmp_path, made)
    page.point_at("main .half", is_clicking=True)
    assert "hit" not in page.evaluate("document.title")
    assert page.requests() == [(tmp_path / "a.html").as_uri()]
    assert page.complaints() == []
    assert page.evaluate("document.scripts.length") == 1


def test_pointing_at_a_sentence_lights_its_counterpart(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.point_at("main .target .flagged")
    assert lit(page) == ["二十。", "Two."]
    page.point_at("footer")
    assert lit(page) == []


def test_a_tapped_sentence_stays_lit_until_the_next(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, width=390)
    page.point_at("main .target .flagged", is_clicking=True)
    page.point_at("footer")
    assert lit(page) == ["二十。", "Two."]
    page.press("Escape")
    assert lit(page) == []


def test_keyboard_walks_the_sentences(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.press("Tab")
    assert lit(page) == ["标题", "Title"]
    for _ in range(3):
        page.press("ArrowRight")
    assert lit(page) == ["二十。", "Two."]
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert page.evaluate(f"document.getElementById('{described}').textContent") == "Two."
    page.press("ArrowLeft")
    assert lit(page) == ["一。", "One."]


def test_keyboard_switches_the_languages(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.evaluate("document.querySelector('#show-both').focus()")
    page.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "source"
    assert shown(page, "main .target") == []
    assert "一。二十。" in shown(page, "main .source")
    page.press("ArrowRight")
    assert shown(page, "main .source") == []
    assert "One. Two.⚠" in shown(page, "main .target")
    assert shown(page, "h1 .half") == ["Title"]
    page.press("ArrowRight")
    assert len(shown(page, "h1 .half")) == 2


def test_switch_works_on_a_narrow_screen_too(browser: Browser, tmp_path: Path) -> None:
    made = document(pair("2024"), pair("一", "one"))
    page = opened(browser, tmp_path, made, width=390)
    assert shown(page, "main .half") == ["2024", "一", "one"]
    page.evaluate("document.querySelector('#show-target').click()")
    assert shown(page, "main .half") == ["2024", "one"]


def test_screen_readers_get_names(browser: Browser, tmp_path: Path) -> None:
    told = opened(browser, tmp_path, has_contents=True).accessible()
    for wanted in (
        ("RootWebArea", "标题"),
        ("navigation", "目录 Contents"),
        ("group", "Languages shown"),
        ("radio", "Both"),
        ("radio", "中文"),
        ("radio", "English"),
        ("heading", "背景 Background"),
        ("link", "Finding 1: number 20 is missing"),
        ("region", "Findings"),
        ("doc-noteref", "Note 1"),
        ("doc-endnotes", "注释 Notes"),
        ("image", "图"),
        ("columnheader", "格"),
    ):
        assert wanted in told
    controls = ("link", "radio", "image", "heading", "doc-noteref")
    assert all(name for role, name in told if role in controls)


def test_a_finding_tells_what_it_is_and_leads_to_the_list(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path)
    page.point_at(".flag")
    tip = "getComputedStyle(document.querySelector('.flag'), '::after')"
    assert page.evaluate(f"{tip}.content") == '"number 20 is missing"'
    page.point_at(".flag", is_clicking=True)
    assert page.evaluate("location.hash") == "#finding-1"


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_colours_contrast(browser: Browser, tmp_path: Path, is_dark: bool) -> None:
    page = opened(browser, tmp_path, is_dark=is_dark, has_contents=True)
    page.point_at("main .target .flagged")
    contrasts = page.evaluate(_CONTRASTS)
    assert len(contrasts) > 30
    assert [one for one in contrasts if one[1] < 4.5] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) < 384) is is_dark


def test_paper_has_all_of_it_in_columns(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, width=390, is_dark=True)
    page.show_as("print", is_dark=True)
    left, top, right, below = boxes(page, "二十。")
    assert right > left + 100
    assert abs(below - top) < 6
    assert shown(page, "fieldset") == []
    hidden = page.evaluate(
        "[...document.querySelectorAll('main .half, .findings li, header .half')]"
        ".filter(one => !one.getClientRects().length).length"
    )
    assert hidden == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.pdf().startswith(b"%PDF")
