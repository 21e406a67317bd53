"""Corrections in web pages: typed in the page itself, or in its file."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.learning.learn import LearnOptions, read_learned
from bilingual.model import Layout
from bilingual.writers import WriteOptions, render
from tests.browser import PROGRAM, Browser, Page
from tests.test_learning_word import DOCUMENT, ROWS


def written(folder: Path, layout: Layout = Layout.SIDE_BY_SIDE) -> Path:
    path = folder / "新闻.txt.html"
    path.write_bytes(render(DOCUMENT, "html", replace(WriteOptions(), layout=layout)))
    return path


@pytest.mark.parametrize("layout", Layout)
def test_what_nobody_changed_is_not_learned(layout: Layout, tmp_path: Path) -> None:
    learned = read_learned(written(tmp_path, layout), LearnOptions())
    assert (learned.rows, learned.changes, learned.problems) == (len(ROWS), (), ())


def test_a_page_changed_in_its_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text("utf-8").replace("First item", "Item <em>one</em>"), "utf-8")
    (found,) = read_learned(path, LearnOptions()).changes
    assert (found.source, found.after) == ("第一项", "Item one")


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for content in ("{}", "[]", "?", '{"ledger": "x", "rows": []}', '{"ledger": 1, "rows": 1}'):
        path = tmp_path / "a.json"
        path.write_text(content, "utf-8")
        assert "no file of corrections" in str(read_learned(path, LearnOptions()).error)


_CORRECT = """
(() => {
  window.saved = null;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => { window.saved = text; });
    return make(blob);
  };
  const [edit, save] = document.querySelectorAll('.corrections button');
  edit.click();
  const row = [...document.querySelectorAll('.target[data-row]')]
    .find((one) => one.textContent.includes('First item'));
  row.focus();
  getSelection().selectAllChildren(row);
  getSelection().collapseToEnd();
  const enter = { key: 'Enter', bubbles: true, cancelable: true };
  row.dispatchEvent(new KeyboardEvent('keydown', enter));
  document.execCommand('insertText', false, 'and more');
  save.click();
  const names = [...document.querySelectorAll('.target[data-row]')].map((one) => one.dataset.row);
  return [edit.textContent, save.hidden, names.length, new Set(names).size];
})()
"""


@pytest.mark.skipif(not PROGRAM, reason="no Chromium here: apt install chromium")
def test_a_page_saves_what_was_typed_in_it(browser: Browser, tmp_path: Path) -> None:
    page = Page(browser, written(tmp_path), 1200)
    told = page.evaluate(_CORRECT)
    assert told[:2] == ["Correct", False]
    assert told[2] == told[3]  # Enter made no second row of the same name
    deadline = time.monotonic() + 10
    while (saved := page.evaluate("window.saved")) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert isinstance(saved, str)
    path = tmp_path / "saved.json"
    path.write_text(saved, "utf-8")
    learned = read_learned(path, LearnOptions(author="李四"))
    assert learned.problems == ()
    (found,) = learned.changes
    assert (found.row, found.before) == (4, "First item")
    assert found.after.split() == ["First", "item", "and", "more"]
    assert json.loads(saved)["date"][:4].isdecimal()
