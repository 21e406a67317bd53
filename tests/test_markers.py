"""Markers of lists and headings: what Word counts, its English form, and both in every format.

The files in ``cases/`` are small ones of our own, made after faults of real documents; what they
show is written here as Word shows it (LibreOffice too, where nothing else is said).
"""

from pathlib import Path

import pytest

from bilingual.formats.markers import english_marker, marker_in
from bilingual.model import Layout
from bilingual.readers import read_document
from bilingual.writers import WriteOptions, render
from bilingual.writers.word.copy import write_copy
from tests.conftest import ROOT
from tests.spelling import spelled, squeezed, translated
from tests.test_fidelity import shown_with_markers

CASES = {
    "numbering_zh": [
        ("第一章", "Chapter 1", "总则"),
        ("第一条", "Article 1", "为了规范双方的权利和义务，制定本合同。"),
        ("第二条", "Article 2", "本合同适用于甲方全体员工。"),
        ("（一）", "(1)", "甲方应当按月支付工资。"),
        ("（二）", "(2)", "乙方应当遵守规章制度。"),
        ("①", "①", "不得迟到。"),
        ("②", "②", "不得早退。"),
        ("第二章", "Chapter 2", "工作时间"),
        ("二.1", "2.1", "每日工作时间"),
        ("第三条", "Article 3", "依照第二条第（一）项的规定执行。"),
        ("甲、", "1.", "天干编号的段落。"),
        ("乙、", "2.", "第二个天干段落。"),
        ("壹、", "1.", "大写数字编号的段落。"),
        ("贰、", "2.", "第二个大写段落。"),
        ("１．", "1.", "全角数字编号的段落。"),
        ("一、", "1.", "台湾数字编号的段落。"),
        ("一、", "1.", "数字编号的段落。"),
        ("I.", "I.", "罗马数字编号的段落。"),
        ("01)", "01)", "补零数字编号的段落。"),
        ("二、", "2.", "表格第1行第1列的内容"),
        ("五、", "5.", "表格第2行第2列的内容"),
    ],
    # LibreOffice 7.4 shows 二.1: it does not heed isLgl, which wants Arabic digits throughout.
    "heading_numbers_in_markdown": [
        ("第一章", "Chapter 1", "总则"),
        ("第二章", "Chapter 2", "细则"),
        ("2.1", "2.1", "适用范围"),
    ],
    "list_no_start": [("0.", "0.", "没有 start：Word 从 0 开始"), ("1.", "1.", "应为 1.")],
    # LibreOffice 7.4 shows 2.a: it does not heed lvlRestart.
    "list_lvlrestart_0": [
        ("1", "1", "应为 1"),
        ("1.a", "1.a", "应为 1.a"),
        ("1.b", "1.b", "应为 1.b"),
        ("2", "2", "应为 2"),
        ("2.c", "2.c", "应为 2.c（不重新编号）"),
    ],
    "list_level_in_derived_style": [
        ("1.", "1.", "第一级，应为 1."),
        ("1.1", "1.1", "第二级，应为 1.1"),
        ("1.2", "1.2", "第二级，应为 1.2"),
    ],
}


def source_of(name: str) -> Path:
    return ROOT / "tests" / "cases" / f"{name}.docx"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("format_", ["docx", "html", "md", "epub"])
@pytest.mark.parametrize("name", CASES)
def test_every_format_shows_them(name: str, format_: str, layout: Layout, tmp_path: Path) -> None:
    options = WriteOptions(layout=layout, has_cover=False)
    content = render(translated(source_of(name)), format_, options)
    shows_all(name, layout, shown_with_markers(content, format_, tmp_path))


@pytest.mark.parametrize("layout", Layout)
def test_so_does_a_pdf(layout: Layout, office: Path, tmp_path: Path) -> None:
    options = WriteOptions(layout=layout, has_cover=False)
    content = render(translated(source_of("numbering_zh")), "pdf", options)
    shown = shown_with_markers(content, "pdf", tmp_path)
    for chinese, english in (("第一章总则", "Chapter1"), ("（二）乙", "(2)"), ("二.1每日", "2.1")):
        assert english in shown
        assert (chinese in shown) is (layout is not Layout.TARGET_ONLY)


@pytest.mark.parametrize("layout", [Layout.INTERLEAVED, Layout.TARGET_ONLY])
@pytest.mark.parametrize("name", CASES)
def test_so_does_a_copy(name: str, layout: Layout, tmp_path: Path) -> None:
    options = WriteOptions(layout=layout, is_copy=True)
    content = write_copy(translated(source_of(name)), options)
    shows_all(name, layout, shown_with_markers(content, "docx", tmp_path))


def shows_all(name: str, layout: Layout, shown: str) -> None:
    """Both markers stand before their texts, in order. One that both languages have stands once
    where one is written below the other."""
    if layout is not Layout.TARGET_ONLY:
        stand_in_order([chinese + text for chinese, _, text in CASES[name]], shown)
    stand_in_order(
        [
            english + spelled(text)
            for chinese, english, text in CASES[name]
            if layout is not Layout.INTERLEAVED or chinese != english
        ],
        shown,
    )


def stand_in_order(texts: list[str], shown: str) -> None:
    at = 0
    for text in map(squeezed, texts):
        at = shown.find(text, at)
        assert at >= 0, text


@pytest.mark.parametrize("name", CASES)
def test_a_reader_counts_as_word_does(name: str) -> None:
    shown = [(block.marker, block.text) for block in read_document(source_of(name)).blocks]
    wanted = [(chinese, text) for chinese, _, text in CASES[name]]
    assert [one for one in shown if one in wanted] == wanted


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("第一章", "Chapter 1"),
        ("第十二条", "Article 12"),
        ("第一百零三条", "Article 103"),
        ("第二部分", "Part 2"),
        ("第三讲", "Lecture 3"),
        ("附件三", "Annex 3"),
        ("附录A", "Appendix A"),
        ("表A.1", "Table A.1"),
        ("图2-1", "Figure 2-1"),
        ("（一）", "(1)"),
        ("（１２）", "(12)"),
        ("㈡", "(2)"),
        ("⒊", "3."),
        ("二十、", "20."),
        ("貳、", "2."),
        ("丙、", "3."),
        ("1.2.1.", "1.2.1."),
        ("二.1", "2.1"),
        ("①", "①"),
        ("•", "•"),
        ("[x]", "[x]"),
        ("", ""),
    ],
)
def test_english_has_forms_of_its_own(chinese: str, english: str) -> None:
    assert english_marker(chinese) == english
    assert marker_in("en-GB", chinese) == english
    assert marker_in("de", chinese) == chinese
