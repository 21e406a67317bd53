"""Corrections in Word files: typed, tracked, moved, divided, joined, copied, emptied."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from bilingual.chinese.script import Script
from bilingual.cli.report_learned import list_changes
from bilingual.formats.ledger import marks_of
from bilingual.learning.learn import Learned, LearnOptions, read_learned
from bilingual.memory import EntryFormatting, Formatted, load_formatting
from bilingual.model import Block, Layout, Mark, SourceText, Span, with_ids
from bilingual.normalize import NormalizeOptions, name_normaliser
from bilingual.writers import WriteOptions, render
from tests.builders import cell, document, heading, item, named, pair, sentences
from tests.word_files import NAMESPACES

ROWS = (
    heading("总则", "General provisions", 1, "第一章"),
    pair("天气很好。", "The weather is good."),
    sentences(
        ("他来了。", "He came.", ""),
        ("我们走。", "We go.", "a number"),
        ("晚上下雨。", "It rains tonight.", ""),
    ),
    item("第一项", "First item", 1),
    pair("甲", "First cell", block=cell(0, 0)),
    pair("乙", "Second cell", block=cell(0, 1)),
    pair("天气很好。", "The weather is fine."),
    pair("最后一段。", "The last paragraph."),
)
LAYOUTS = (Layout.SIDE_BY_SIDE, Layout.INTERLEAVED)


DOCUMENT = named(document(*ROWS, title="标题"))


def written(folder: Path, layout: Layout = Layout.SIDE_BY_SIDE, **options: object) -> Path:
    path = folder / "新闻.txt.docx"
    chosen = replace(WriteOptions(layout=layout), **options)  # type: ignore[arg-type]
    path.write_bytes(render(DOCUMENT, "docx", chosen))
    return path


def paragraphs(word: WordDocument) -> list[Paragraph]:
    """All of them, those in tables too."""
    return [Paragraph(one, word._body) for one in word.element.body.iter(f"{{{W}}}p")]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def at(word: WordDocument, text: str) -> Paragraph:
    return next(one for one in paragraphs(word) if text in one.text)


def xml(paragraph: Paragraph) -> Any:
    return paragraph._p


def line_of(paragraph: Paragraph) -> Any:
    """The line of a table that it stands in."""
    return next(xml(paragraph).iterancestors(f"{{{W}}}tr"))


def empty(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.text = ""


def learn(path: Path, change: Callable[[WordDocument], object], **options: object) -> Learned:
    """What is learned of the file after a change of it."""
    word = docx.Document(str(path))
    change(word)
    word.save(str(path))
    learned = read_learned(path, LearnOptions(**options))  # type: ignore[arg-type]
    assert learned.error is None
    return learned


def told(learned: Learned) -> list[tuple[str, str]]:
    return [(one.source, one.after) for one in learned.changes]


@pytest.mark.parametrize("layout", Layout)
def test_what_nobody_changed_is_not_learned(layout: Layout, tmp_path: Path) -> None:
    learned = learn(written(tmp_path, layout), lambda _: None)
    assert (learned.rows, learned.changes, learned.problems) == (len(ROWS), (), ())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_typed_correction(layout: Layout, tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "The weather is good.").runs[-1].text = "The weather is lovely."

    learned = learn(written(tmp_path, layout), change, author="李四")
    assert told(learned) == [("天气很好。", "The weather is lovely.")]
    (entry,) = learned.entries
    assert (entry.author, entry.document, entry.kind) == ("李四", "新闻.txt", "block")
    assert entry.source_language == "zh-Hans"
    assert entry.normaliser == name_normaliser(NormalizeOptions(script=Script.SIMPLIFIED))


def test_equal_rows_are_told_apart(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "The weather is fine.").runs[-1].text = "Fine weather."

    (found,) = learn(written(tmp_path), change).changes
    assert (found.row, found.source, found.after) == (7, "天气很好。", "Fine weather.")


def test_headings_hold_both_halves(tmp_path: Path) -> None:
    for layout in LAYOUTS:

        def change(word: WordDocument) -> None:
            at(word, "General provisions").runs[-1].text = "General rules"

        assert told(learn(written(tmp_path, layout), change)) == [("总则", "General rules")]


def test_only_the_changed_sentence_is_a_pair(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "We go.")._p.xpath('.//w:t[contains(., "We go.")]')[0].text = "Let us go. Now!"

    learned = learn(written(tmp_path), change)
    assert told(learned) == [
        ("他来了。我们走。晚上下雨。", "He came. Let us go. Now! It rains tonight.")
    ]
    assert [(one.kind, one.source, one.target) for one in learned.entries] == [
        ("block", "他来了。我们走。晚上下雨。", "He came. Let us go. Now! It rains tonight."),
        ("sentence", "我们走。", "Let us go. Now!"),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tracked_changes_are_accepted_and_name_their_author(layout: Layout, tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        run: Any = at(word, "The last paragraph.").runs[0]._r
        who = 'w:author="王五" w:date="2026-03-04T05:06:07Z"'
        for number, piece in enumerate(
            (
                "<w:r><w:t xml:space='preserve'>The </w:t></w:r>",
                f"<w:del w:id='901' {who}><w:r><w:delText>last</w:delText></w:r></w:del>",
                f"<w:ins w:id='902' {who}><w:r><w:t>final</w:t></w:r></w:ins>",
                "<w:proofErr w:type='spellStart'/>",
                "<w:r><w:t xml:space='preserve'> para</w:t></w:r>",
                "<w:r><w:rPr><w:lang w:val='en-GB'/></w:rPr><w:t>graph.</w:t></w:r>",
            )
        ):
            tag, rest = re.match(r"(<[\w:]+)(.*)", piece).groups()  # type: ignore[union-attr]
            run.addprevious(parse_xml(f"{tag} {NAMESPACES}{rest}"))
            assert number < 6
        run.getparent().remove(run)

    (found,) = learn(written(tmp_path, layout), change).changes
    assert (found.before, found.after) == ("The last paragraph.", "The final paragraph.")
    assert (found.hand.author, found.hand.date) == ("王五", "2026-03-04T05:06:07Z")


def test_the_last_hand_is_the_documents(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "First item").runs[-1].text = "Item one"
        word.core_properties.last_modified_by = "赵六"

    (entry,) = learn(written(tmp_path), change, author="李四").entries
    assert entry.author == "赵六"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_paragraph_that_was_divided_is_one_row(layout: Layout, tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        first = at(word, "The last paragraph.")
        first.runs[0].text = "The very last"
        xml(first).addnext(parse_xml(f"<w:p {NAMESPACES}><w:pPr/><w:r><w:t>one.</w:t></w:r></w:p>"))
        xml(first).getnext().pPr.append(parse_xml(f'<w:pStyle {NAMESPACES} w:val="TargetText"/>'))

    assert told(learn(written(tmp_path, layout), change)) == [("最后一段。", "The very last\none.")]


def test_rows_that_moved_are_found(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        row = line_of(at(word, "The weather is good."))
        at(word, "First item").runs[-1].text = "Item one"
        row.getparent().append(row)

    learned = learn(written(tmp_path), change)
    assert told(learned) == [("第一项", "Item one")]
    assert learned.problems == ()


def test_a_deleted_row_is_told(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        row = line_of(at(word, "The weather is good."))
        row.getparent().remove(row)

    learned = learn(written(tmp_path), change)
    assert learned.changes == ()
    (problem,) = learned.problems
    assert "1 row of the document not found any more (2)" in problem.message
    assert not learned.is_all_learned


def test_a_copy_of_a_row_does_not_count(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        row = line_of(at(word, "The weather is good."))
        copy = parse_xml(
            re.sub(
                r'(w:name="_bl_\w+)"', r'\1_Copy_1"', docx.oxml.xmlchemy.serialize_for_reading(row)
            )
        )
        row.addnext(copy)
        next(one for one in copy.iter(f"{{{W}}}t") if "good" in str(one.text)).text = "Bad weather."

    learned = learn(written(tmp_path), change)
    assert learned.changes == ()
    (problem,) = learned.problems
    assert (problem.row, problem.text) == (2, "Bad weather.")


def test_an_emptied_translation_is_told(tmp_path: Path) -> None:
    learned = learn(written(tmp_path), lambda word: empty(at(word, "First item")))
    assert learned.changes == ()
    assert [(one.row, "gone" in one.message) for one in learned.problems] == [(4, True)]


def test_changed_chinese_is_told_and_the_translation_needs_the_source(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "最后一段。").runs[-1].text = "末尾一段。"
        at(word, "The last paragraph.").runs[-1].text = "The end."

    learned = learn(written(tmp_path), change)
    assert learned.changes == ()
    assert [one.message.split(";")[0] for one in learned.problems] == [
        "its Chinese was changed",
        "changed, but the document does not show its Chinese as it was",
    ]


def test_translations_alone_take_their_source_from_its_file(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "First line.").runs[-1].text = "Line one."

    source = tmp_path / "seeds" / "稿.txt"
    source.parent.mkdir()
    source.write_text("第一行。\n\n第二行。\n", "utf-8")
    blocks = with_ids([Block(spans=pair(text).source.spans) for text in ("第一行。", "第二行。")])
    rows = [
        replace(pair(block.text, target), source=block)
        for block, target in zip(blocks, ("First line.", "Second line."), strict=True)
    ]
    built = document(*rows)
    built = replace(built, document=replace(built.document, name="稿.txt"))
    path = tmp_path / "out" / "稿.txt.docx"
    path.parent.mkdir()
    path.write_bytes(render(built, "docx", WriteOptions(layout=Layout.TARGET_ONLY)))
    assert told(learn(path, change)) == [("第一行。", "Line one.")]
    source.write_text("别的。\n", "utf-8")
    learned = read_learned(path, LearnOptions())
    assert learned.changes == ()
    assert "--source" in learned.problems[0].message


def test_a_source_shown_as_it_came_is_learned_normalised(tmp_path: Path) -> None:
    shown = replace(
        DOCUMENT,
        pairs=tuple(
            replace(one, original=replace(one.source, spans=pair("天氣很好。").source.spans))
            if one.source.text == "天气很好。"
            else one
            for one in DOCUMENT.pairs
        ),
    )
    path = tmp_path / "a.docx"
    options = WriteOptions(source_text=SourceText.ORIGINAL)
    path.write_bytes(render(shown, "docx", options))
    learned = learn(path, lambda word: setattr(at(word, "is good.").runs[-1], "text", "Nice."))
    assert told(learned) == [("天气很好。", "Nice.")]


def test_comments_of_people_come_along_and_ours_do_not(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        paragraph = at(word, "We go.")
        word.add_comment(paragraph.runs, "Better like this", author="王五", initials="W")
        paragraph._p.xpath('.//w:t[contains(., "We go.")]')[0].text = "Let us go. "

    (found,) = learn(written(tmp_path), change).changes
    assert found.note == "Better like this"


def test_formatting_alone_is_learned(tmp_path: Path) -> None:
    learned = learn(
        written(tmp_path), lambda word: setattr(at(word, "First item").runs[-1], "bold", True)
    )
    (found,) = learned.changes
    assert (found.row, found.is_reformatted, learned.problems) == (4, True, ())
    assert (found.before, found.after, found.sentences) == ("First item", "First item", ())
    (entry,) = learned.entries
    assert load_formatting(entry.formatting) == EntryFormatting(
        source=(), target=(Formatted(0, len("First item"), Mark.BOLD),)
    )
    assert list(list_changes(learned))[1:] == [
        "    第一项", "  = First item", "  ~ bold “First item”"
    ]  # fmt: skip


def test_sentences_and_links_keep_their_formatting(tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        paragraph = at(word, "We go.")
        text = paragraph._p.xpath('.//w:t[contains(., "We go.")]')[0]
        text.text = text.text.replace("We go.", "Let us go.")
        link = parse_xml(
            f'<w:hyperlink {NAMESPACES} r:id="{_address(word)}"><w:r><w:t> More.</w:t></w:r>'
            "</w:hyperlink>"
        )
        run = text.getparent()
        run.addnext(link)
        run.get_or_add_rPr().insert(0, parse_xml(f"<w:i {NAMESPACES}/>"))

    def _address(word: WordDocument) -> str:
        return word.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, True)

    learned = learn(written(tmp_path), change)
    (found,) = learned.changes
    assert found.formatting
    told = {
        (one.feature, found.after[one.start : one.stop].strip()) for one in found.formatting.target
    }
    assert (("https://example.org/", ""), "More.") in told
    assert any(feature is Mark.ITALIC and "Let us go." in text for feature, text in told)


def test_formatting_is_told_from_words_that_a_ledger_of_old_knows_nothing_of() -> None:
    bold, link = Span(text="a", marks=frozenset({Mark.BOLD})), Span(text="b", href="https://b.org")
    assert marks_of([bold, link]) != marks_of([bold, replace(link, href="")])
    assert marks_of([bold, link])[:4] == marks_of([bold, replace(link, href="")])[:4]
    assert marks_of([bold]) != marks_of([replace(bold, marks=frozenset())])


def test_marks_may_be_lost(tmp_path: Path) -> None:
    """Rows whose bookmarks are gone are found by their lines and their texts."""

    def change(word: WordDocument) -> None:
        for mark in [*word.element.body.iter(f"{{{W}}}bookmarkStart")]:
            mark.getparent().remove(mark)
        at(word, "The last paragraph.").runs[-1].text = "The end."

    assert told(learn(written(tmp_path), change)) == [("最后一段。", "The end.")]


def test_a_document_without_its_ledger_says_so(tmp_path: Path) -> None:
    path = written(tmp_path)
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/custom.xml":
                content = re.sub(rb"<property.*</property>", b"", content)
            new.writestr(name, content)
    learned = read_learned(bare, LearnOptions())
    assert "does not say what bilingual wrote" in str(learned.error)


def test_a_row_of_bookmarks_is_no_more_than_names(tmp_path: Path) -> None:
    content = render(DOCUMENT, "docx", WriteOptions())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = re.findall(rb'w:name="(_bl_\w+)"', package.read("word/document.xml"))
    assert len(names) == len(set(names)) == 4 * len(ROWS)
    assert max(map(len, names)) <= 40


@pytest.mark.parametrize("layout", Layout)
def test_corrections_saved_by_libreoffice(layout: Layout, office: Path, tmp_path: Path) -> None:
    def change(word: WordDocument) -> None:
        at(word, "Second cell").runs[-1].text = "Cell two"
        at(word, "First item").runs[-1].text = "Item one"

    path = written(tmp_path, layout)
    learn(path, change)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    saved = tmp_path / "saved"
    command: list[str | Path] = [office, "--headless", profile, "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", saved, path], check=True, capture_output=True)
    source = tmp_path / "none"
    assert not source.exists()
    learned = read_learned(saved / path.name, LearnOptions())
    assert learned.error is None
    if layout is Layout.TARGET_ONLY:  # there the Chinese is not known, but nothing is mistaken
        assert [one.text for one in learned.problems] == ["Item one", "Cell two"]
    else:
        assert told(learned) == [("第一项", "Item one"), ("乙", "Cell two")]
        assert learned.problems == ()
