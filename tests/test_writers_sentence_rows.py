"""Rows by sentence: nothing is lost, nothing changes its place, in every format and layout."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines import choose_engine
from bilingual.model import BilingualDocument, Layout, SourceText
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.readers.pairs import read_pairs
from bilingual.translate import translate_documents
from bilingual.writers import FORMATS, Rows, WriteOptions, find_format, in_rows, render
from bilingual.writers.sentence_rows import by_sentence
from tests.builders import document, sentences
from tests.conftest import Run
from tests.rich_document import rich_document

TEXT = """\
# 标题。还是标题。

會議(huì yì)在昆明舉行,很好。第二句(dì èr jù)也在**這裡**!第三句[^1]。

- 第一項。第一項的第二句。

> 引用一句。引用二句。

| 表 | 格 |
| --- | --- |
| 一。二。 | 三 |

術語。
: 定義一句。定義二句。

`程序` 说了。

[^1]: 腳注一句。腳注二句。
"""
_SENTENCES = [
    "会议在昆明举行，很好。", "第二句也在这里！", "第三句[^1]。",
    "第一项。", "第一项的第二句。", "引用一句。", "引用二句。",
]  # fmt: skip


def translated(text: str, name: str = "a.md") -> BilingualDocument:
    """A document of which the translation is the source."""
    seed = normalize_document(read_document(Path(name), text.encode()), NormalizeOptions())
    (document,) = translate_documents([seed], choose_engine("identity").load())
    return document


def squeezed(texts: list[str]) -> str:
    return "".join("".join(texts).split())


def texts_of(one: BilingualDocument) -> tuple[list[str], list[str], list[str]]:
    return (
        [pair.source.text for pair in one.pairs],
        [pair.original.text for pair in one.pairs],
        [pair.target_text for pair in one.pairs],
    )


def assert_whole(before: BilingualDocument, after: BilingualDocument) -> None:
    """The rows have all of the text, in order, each sentence once, under names of their own."""
    for old, new in zip(texts_of(before), texts_of(after), strict=True):
        assert squeezed(new) == squeezed(old)
    assert [pair.source.marker for pair in after.pairs if pair.source.marker] == [
        pair.source.marker for pair in before.pairs if pair.source.marker
    ]
    findings = [finding for pair in after.pairs for finding in pair.findings]
    assert findings == [finding for pair in before.pairs for finding in pair.findings]
    ids = [pair.source.id for pair in after.pairs if pair.source.id]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-f]{8}(?:-[1-9]\d*)?", one) for one in ids)


def test_a_row_for_each_sentence_of_running_text() -> None:
    made = translated(TEXT)
    rows = by_sentence(made, SourceText.ORIGINAL)
    assert_whole(made, rows)
    shown = [pair.source.text.replace("[1]", "[^1]") for pair in rows.pairs]
    assert [one for one in shown if one in _SENTENCES] == _SENTENCES
    assert {"标题。还是标题。", "一。二。", "术语。", "程序 说了。"} <= set(shown)
    originals = [pair.original.text for pair in rows.pairs]
    assert originals[1:3] == ["會議(huì yì)在昆明舉行,很好。", "第二句(dì èr jù)也在這裡!"]


def test_the_rich_document_stays_whole() -> None:
    made = rich_document()
    for source_text in SourceText:
        rows = by_sentence(made, source_text)
        assert len(rows.pairs) > len(made.pairs)
        assert squeezed([pair.source.text for pair in rows.pairs]) == squeezed(
            [pair.source.text for pair in made.pairs]
        )


@given(
    st.lists(st.text("中文。！？”“（）, 1.a\n", max_size=30), max_size=4),
    st.sampled_from(SourceText),
)
def test_whatever_the_text_is_all_of_it_is_there(texts: list[str], form: SourceText) -> None:
    made = translated("# 首\n\n" + "\n\n".join(texts) + "\n", "a.txt")
    rows = by_sentence(made, form)
    assert squeezed([pair.source.text for pair in rows.pairs]) == squeezed(
        [pair.source.text for pair in made.pairs]
    )
    assert squeezed([pair.target_text for pair in rows.pairs]) == squeezed(
        [pair.target_text for pair in made.pairs]
    )


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.INTERLEAVED])
@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_documents_are_read_back_sentence_by_sentence(
    format_: str, layout: Layout, tmp_path: Path
) -> None:
    first = (
        ("今年会议举行。", "Held this year.", ""),
        ("公司将继续加快！", "It will go on.", "odd"),
    )
    made = document(sentences(*first), sentences(("只有一句。", "One only.", "")))
    path = tmp_path / f"a.{format_}"
    path.write_bytes(render(made, format_, WriteOptions(layout=layout, rows=Rows.SENTENCE)))
    assert [(pair.source, pair.target) for pair in read_pairs(path).pairs] == [
        ("今年会议举行。", "Held this year."),
        ("公司将继续加快！", "It will go on."),
        ("只有一句。", "One only."),
    ]


@pytest.mark.parametrize("format_", [one for one in FORMATS if find_format(one).has_rows])
@pytest.mark.parametrize("layout", Layout)
def test_every_format_takes_it(format_: str, layout: Layout) -> None:
    if format_ == "pdf":
        return  # a Word document, printed
    made = translated(TEXT)
    options = WriteOptions(layout=layout, rows=Rows.SENTENCE)
    is_divided = render(made, format_, options) != render(
        made, format_, WriteOptions(layout=layout)
    )
    has_both = layout is not Layout.TARGET_ONLY or not find_format(format_).has_layouts
    assert is_divided == has_both


def test_a_cue_stays_whole() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n你好。再见。\n"
    made = translated(cue, "a.srt")
    assert in_rows(made, WriteOptions(rows=Rows.SENTENCE)) == made


def test_it_is_an_option_and_does_not_go_with_copies(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今年会议举行。第二句。\n", "utf-8")
    command = ("translate", "a.txt", "--engine", "identity", "--to", "md", "-o", "-", "-q")
    shown = bilingual(*command, "--rows", "sentence").stdout
    assert "| 今年会议举行。 | 今年会议举行。 |\n| 第二句。 | 第二句。 |" in shown
    assert "| 今年会议举行。第二句。 |" in bilingual(*command).stdout
    refused = bilingual(*command, "--rows", "sentence", "--copy", "--layout", "interleaved")
    assert refused.returncode == 2 and "does not go with --rows sentence" in refused.stderr
