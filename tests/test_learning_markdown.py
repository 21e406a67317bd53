"""Corrections in Markdown files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.learning.learn import Learned, LearnOptions, read_learned
from bilingual.model import Layout
from bilingual.writers import WriteOptions, render
from tests.test_learning_word import DOCUMENT as WHOLE

DOCUMENT = replace(WHOLE, pairs=tuple(one for one in WHOLE.pairs if not one.source.cell))


def learn(folder: Path, layout: Layout, *edits: tuple[str, str], source: str = "") -> Learned:
    path = folder / "新闻.txt.md"
    text = render(DOCUMENT, "md", replace(WriteOptions(), layout=layout)).decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    learned = read_learned(path, LearnOptions())
    assert learned.error is None
    return learned


@pytest.mark.parametrize("layout", Layout)
def test_what_nobody_changed_is_not_learned(layout: Layout, tmp_path: Path) -> None:
    learned = learn(tmp_path, layout)
    assert (learned.rows, learned.changes, learned.problems) == (len(DOCUMENT.pairs), (), ())


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.INTERLEAVED])
def test_corrections(layout: Layout, tmp_path: Path) -> None:
    edits = (
        ("General provisions", "General rules"),
        ("The weather is good.", "It is **lovely** weather."),
        ("First item", "Item one"),
    )
    learned = learn(tmp_path, layout, *edits)
    assert {(one.source, one.after) for one in learned.changes} == {
        ("总则", "General rules"),
        ("天气很好。", "It is lovely weather."),
        ("第一项", "Item one"),
    }
    assert learned.problems == ()


def test_a_line_that_moved_is_found(tmp_path: Path) -> None:
    line = "| 最后一段。 | The last paragraph. |\n"
    learned = learn(
        tmp_path,
        Layout.SIDE_BY_SIDE,
        (line, ""),
        ("| --- | --- |\n", f"| --- | --- |\n{line.replace('last', 'final')}"),
    )
    assert [(one.source, one.after) for one in learned.changes] == [
        ("最后一段。", "The final paragraph.")
    ]


def test_translations_alone_are_found_by_what_stands_around_them(tmp_path: Path) -> None:
    learned = learn(tmp_path, Layout.TARGET_ONLY, ("First item", "Item one"))
    assert learned.changes == ()
    (problem,) = learned.problems  # the source's file is nowhere
    assert (problem.row, problem.text) == (4, "Item one")


def test_a_formatter_of_markdown_changes_nothing(tmp_path: Path) -> None:
    mdformat = pytest.importorskip("mdformat")
    for layout in (Layout.INTERLEAVED, Layout.TARGET_ONLY):
        path = tmp_path / "a.md"
        text = render(DOCUMENT, "md", replace(WriteOptions(), layout=layout)).decode()
        front, body = text[4:].split("\n---\n", 1)
        path.write_text(f"---\n{front}\n---\n{mdformat.text(body)}", "utf-8")
        learned = read_learned(path, LearnOptions())
        assert learned.error is None
        assert learned.changes == ()


def test_a_file_of_others_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("| 中文 | English |\n| --- | --- |\n| 天气 | Weather |\n", "utf-8")
    assert "does not say what bilingual wrote" in str(read_learned(path, LearnOptions()).error)
