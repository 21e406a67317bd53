"""The page as colleagues meet it: in a real browser, by keyboard alone, on desk and phone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import PROGRAM, Browser, Page
from tests.serving import server_process
from tests.test_writers_html_in_browser import _CONTRASTS

pytestmark = pytest.mark.skipif(not PROGRAM, reason="no Chromium here: apt install chromium")

TOKEN = "right-token-of-32-characters-xxx"
WIDTHS = (1200, 390)
_LEAST_CONTRAST = 4.5
"""Of WCAG 2.2, level AA."""
SEED = "# 会议\n\n会议于2010年在**北京**举行。\n\n来了210万人。\n\n`ls`\n"
HOSTILE = (
    "# <script>window.hurt = 1</script>\n\n<img src=x onerror='window.hurt = 1'>会议\n\n"
    "<script>window.hurt = 1</script>\n\n[会](javascript:window.hurt=1)\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    with server_process(folder, "--memory", folder / "m.sqlite", "--rate", 0) as (url, _):
        yield url


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "报告 1.md"
    path.write_text(SEED, "utf-8")
    return path


def opened(browser: Browser, url: str, width: int = 1200, **choices: Any) -> Page:
    page = Page(browser, url, width, **choices)
    page.wait_until("!document.getElementById('work').hidden")
    return page


def read(page: Page, seed: Path) -> None:
    """Send a file and open it when it is done."""
    page.choose_files("#files", seed)
    page.wait_until("document.querySelector('#documents .read:not([hidden])')")
    page.point_at("#documents .read", is_clicking=True)
    page.wait_until("document.querySelector('#rows tbody tr')")


def focused(page: Page) -> str:
    """What a person at the keyboard is at."""
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.id"
            " || document.activeElement.textContent"
        )
    )


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.press("Tab")
    raise AssertionError(f"Tab never leads to {name}")


def test_the_whole_job_by_keyboard_alone(
    browser: Browser, server: str, seed: Path, tmp_path: Path
) -> None:
    page = opened(browser, server)
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    page.download_to(downloads)
    tab_to(page, "files")
    page.choose_with_keys(seed)
    page.wait_until("document.querySelector('#documents .read:not([hidden])')")
    tab_to(page, f"Read {seed.name}")
    page.press("Enter")
    page.wait_until("document.activeElement.id === 'reading-title'")
    tab_to(page, "Edit row 2")
    page.press("Enter")
    assert focused(page) == "Translation of row 2"
    page.press("Escape")
    assert focused(page) == "Edit row 2"
    page.press("Enter")
    page.evaluate("document.activeElement.select()")  # as Ctrl+A does
    page.type("The meeting was held in Beijing in 2010.")
    page.press("Enter", is_control=True)
    page.wait_until("document.querySelector('tr.corrected')")
    assert focused(page) == "Edit row 2"
    assert page.evaluate("document.getElementById('said').textContent") == "Row 2 is saved."
    assert "1 corrected" in page.evaluate("document.getElementById('summary').textContent")
    tab_back(page, "Download Markdown")
    page.press("Enter")
    saved = downloads / f"{seed.name}.md"
    end = time.monotonic() + 30
    while not saved.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert "The meeting was held in **Beijing** in 2010." in saved.read_text("utf-8")
    tab_to(page, "Remember corrections")
    page.press("Enter")
    page.wait_until("document.getElementById('said').textContent.startsWith('1 new entry')")
    tab_back(page, "back")
    page.press("Enter")
    assert focused(page) == f"Read {seed.name}"
    tab_to(page, f"Remove {seed.name}")
    page.press("Enter")
    page.wait_until("!document.querySelector('#documents li')")
    assert page.complaints() == []
    assert all(one.startswith((server, "blob:")) for one in page.requests())


def tab_back(page: Page, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.press("Tab", is_shift=True)
    raise AssertionError(f"Tab never leads back to {name}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("is_dark", [False, True])
def test_everything_has_a_name_and_room(
    browser: Browser, server: str, seed: Path, width: int, is_dark: bool
) -> None:
    page = opened(browser, server, width, is_dark=is_dark)
    for step in ("drop", "read", "edit"):
        if step == "read":
            read(page, seed)
        if step == "edit":
            page.point_at("[aria-label='Edit row 3']", is_clicking=True)
        nameless = [
            role
            for role, name in page.accessible()
            if role in ("button", "textbox", "checkbox", "combobox", "progressbar") and not name
        ]
        assert nameless == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        faint = [one for one in page.evaluate(_CONTRASTS) if one[1] < _LEAST_CONTRAST]
        assert faint == []
    assert page.complaints() == []
    assert all(one.startswith(server) for one in page.requests())


def test_findings_can_be_gone_through(browser: Browser, server: str, tmp_path: Path) -> None:
    seed = tmp_path / "a.txt"
    seed.write_text("好。\n\n2010年3月5日，1234人，5678元，91011个。\n\n好。\n", "utf-8")
    page = opened(browser, server)
    read(page, seed)
    rows = page.evaluate("document.querySelectorAll('.findings').length")
    page.point_at("#only", is_clicking=True)
    shown = "[...document.querySelectorAll('#rows tbody tr')].filter(one => !one.hidden).length"
    assert page.evaluate(shown) == rows
    page.point_at("#next", is_clicking=True)
    assert bool(page.evaluate("document.querySelector('tr.here') !== null")) is bool(rows)


def test_markup_is_shown_and_does_nothing(browser: Browser, server: str, tmp_path: Path) -> None:
    seed = tmp_path / "<img src=x onerror=window.hurt=1>.md"
    seed.write_text(HOSTILE, "utf-8")
    page = opened(browser, server)
    read(page, seed)
    assert page.evaluate("document.getElementById('reading-title').textContent") == seed.name
    assert page.evaluate("document.querySelectorAll('main img, main script, main a').length") == 0
    assert "<script>" in page.evaluate("document.getElementById('rows').textContent")
    assert page.evaluate("window.hurt === undefined")
    assert page.complaints() == []


def test_files_that_cannot_be_read_are_told(browser: Browser, server: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "a.exe").write_bytes(b"MZ")
    page = opened(browser, server)
    page.choose_files("#files", tmp_path / "empty.txt")
    page.wait_until("document.querySelector('#documents .failed')")
    told = page.evaluate("document.querySelector('#documents .failed').textContent")
    assert told == "empty.txt: has no text; check that it is the right file"
    page.choose_files("#files", tmp_path / "a.exe")
    page.wait_until("document.getElementById('said').textContent.startsWith('a.exe: is not a')")


def test_the_token_is_asked_for(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("kept")
    options = ("--engine", "identity")
    with server_process(folder, *options, BILINGUAL_TOKEN=TOKEN) as (url, _):
        where, _, fragment = url.partition("#")
        assert fragment == f"token={TOKEN}"
        page = Page(browser, where, 390)
        page.wait_until("!document.getElementById('key').hidden")
        assert focused(page) == "token"
        for token in ("wrong-token-wrong-token", TOKEN):
            page.type(token)
            page.press("Enter")
            page.wait_until(
                "document.getElementById('said').textContent !== ''"
                " || !document.getElementById('work').hidden"
            )
        page.wait_until("!document.getElementById('work').hidden")
        linked = opened(browser, url)
        assert linked.evaluate("location.href") == where
