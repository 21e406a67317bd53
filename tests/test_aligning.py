"""Sources and translations by people: what answers to what, nothing lost, what is remembered."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bilingual.aligning.beads import Bead, find_beads
from bilingual.aligning.documents import Aligned, align_documents
from bilingual.aligning.entries import entries_of
from bilingual.aligning.likeness import Likeness
from bilingual.aligning.translating import translated_by
from bilingual.aligning.units import source_units, target_units, words_of
from bilingual.engines import choose_engine
from bilingual.memory import EntryKind, EntryOrigin, Memory
from bilingual.model import Block, BlockKind, Document, Mark, Span, SpanKind, with_ids
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate.glossary import Glossary
from tests.conftest import Run

ZH = """# 年度报告

全市2024年生产总值达到1.2万亿元，增长8.5%。华为在本市设立了研发中心。

会议要求加快建设新型基础设施。市长李明出席会议并讲话。

- 用户数为120万。
- 基站有3500个。

展览将于5月20日在博物馆举行。
"""
EN = """Annual Report

The city's GDP reached 1.2 trillion yuan in 2024, up 8.5 percent, and Huawei set up an R&D center.

The meeting called for faster construction of new infrastructure.

Mayor Li Ming attended the meeting and spoke. The photograph shows the building at night.

There are 1.2 million users.

There are 3,500 base stations.
"""


def untranslated(texts: Sequence[str]) -> list[str]:
    return [""] * len(texts)


def paragraphs(*texts: str) -> list[Block]:
    return [Block(spans=(Span(text=text),)) for text in texts]


def aligned(tmp_path: Path, source: str = ZH, target: str = EN) -> Aligned:
    (tmp_path / "a.md").write_text(source, "utf-8")
    (tmp_path / "a.txt").write_text(target, "utf-8")
    return align_documents(
        normalize_document(read_document(tmp_path / "a.md"), NormalizeOptions()),
        read_document(tmp_path / "a.txt"),
        translated_by(choose_engine("argos").load()),
        Glossary(),
    )


def test_sentences_are_divided_joined_left_out_and_added(tmp_path: Path) -> None:
    rows = [(pair.source.text, pair.target_text) for pair in aligned(tmp_path).document.pairs]
    assert rows == [
        ("年度报告", "Annual Report"),
        (
            "全市2024年生产总值达到1.2万亿元，增长8.5%。华为在本市设立了研发中心。",
            "The city's GDP reached 1.2 trillion yuan in 2024, up 8.5 percent, and Huawei set up "
            "an R&D center.",
        ),
        (
            "会议要求加快建设新型基础设施。市长李明出席会议并讲话。",
            "The meeting called for faster construction of new infrastructure. Mayor Li Ming "
            "attended the meeting and spoke. The photograph shows the building at night.",
        ),
        ("用户数为120万。", "There are 1.2 million users."),
        ("基站有3500个。", "There are 3,500 base stations."),
        ("展览将于5月20日在博物馆举行。", ""),
    ]


def test_what_has_no_answer_is_told(tmp_path: Path) -> None:
    found = aligned(tmp_path)
    told = {pair.source.text: [one.code for one in pair.findings] for pair in found.document.pairs}
    assert told["展览将于5月20日在博物馆举行。"] == ["unpaired"]
    assert told["会议要求加快建设新型基础设施。市长李明出席会议并讲话。"] == ["unpaired"]
    assert told["用户数为120万。"] == []
    assert found.alone == (1, 1)


def test_a_paragraph_of_the_translation_alone_has_a_row_of_its_own(tmp_path: Path) -> None:
    added = "Translated by the Foreign Affairs Office from the Chinese original."
    found = aligned(
        tmp_path, target=EN.replace("\n\nThere are 1.2", f"\n\n{added}\n\nThere are 1.2")
    )
    (row,) = (pair for pair in found.document.pairs if not pair.source.text)
    assert row.target_text == added
    assert [one.code for one in row.findings] == ["unpaired"]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_whatever_the_two_are(seed: int) -> None:
    """Every unit of both sides is in one bead, and every text in one row, in order."""
    chance = random.Random(seed)
    ours = ["天气好。", "会议于2010年举行。", "双方签署协议。", "第一章", "他说：“好！”走了。"]
    theirs = ["It is fine.", "It was held in 2010.", "They signed. They left.", "Chapter 1", "OK"]
    source = with_ids(paragraphs(*chance.choices(ours, k=chance.randrange(1, 30))))
    target = tuple(paragraphs(*chance.choices(theirs, k=chance.randrange(1, 30))))
    found = align_documents(
        normalize_document(Document(name="a.txt", format="txt", blocks=source), NormalizeOptions()),
        Document(name="b.txt", format="txt", blocks=target),
        untranslated,
        Glossary(),
    )
    pairs = found.document.pairs
    assert [one.source.text for one in pairs if one.source.text] == [one.text for one in source]
    said = " ".join(one.target_text for one in pairs if one.target_text)
    assert said == " ".join(one.text for one in target)
    for pair in pairs:
        assert "".join(one.source for one in pair.segments) == pair.source.text
        for (_, (start, stop)), one in zip(pair.sentence_ranges(), pair.segments, strict=True):
            assert pair.target_text[start:stop] == one.text


def test_far_apart_is_found_in_long_documents() -> None:
    """A hundred paragraphs that only the translation has lie far off the straight line."""
    numbers = range(1000, 1300)
    source = paragraphs(*(f"编号为{number}。" for number in numbers))
    extra = paragraphs(*("Something else entirely is written here." for _ in range(100)))
    target = paragraphs(*(f"The number is {number}." for number in numbers))
    target[150:150] = extra
    ours, theirs = source_units(source, untranslated, Glossary()), target_units(target)
    beads = [bead for bead in find_beads(Likeness(ours, theirs)) if bead.is_pair]
    found = {(bead.source.start, bead.target.start) for bead in beads}
    assert found == {(i, i if i < 150 else i + 100) for i in range(300)}


def test_every_unit_is_in_one_bead_though_there_is_none_on_one_side() -> None:
    ours = source_units(paragraphs("天气好。我们走。"), untranslated, Glossary())
    assert find_beads(Likeness(ours, [])) == [
        Bead(source=range(i, i + 1), target=range(0), is_doubtful=True) for i in range(2)
    ]
    assert find_beads(Likeness([], [])) == []


def test_words_are_compared_by_their_stems_and_figures_without_commas() -> None:
    assert list(words_of("Developments reached 1,234.5, not 7%")) == [
        *("develo", "reache", "1234.5", "not", "7")
    ]


def test_formatting_of_the_translation_stays_and_notes_are_the_sources() -> None:
    note = Span(text="[1]", kind=SpanKind.NOTE, href="n1")
    source = [
        Block(spans=(Span(text="华为2024年增长8.5%。"), note)),
        Block(spans=(Span(text="数据来自年报。"),), note="n1"),
    ]
    target = [
        Block(
            spans=(
                Span(text="Huawei", marks=frozenset({Mark.BOLD})),
                Span(text=" grew 8.5% in 2024."),
                Span(text="[a]", kind=SpanKind.NOTE, href="other"),
            )
        ),
        Block(spans=(Span(text="Data are from the annual report."),), note="other"),
    ]
    found = align_documents(
        normalize_document(
            Document(name="a.docx", format="docx", blocks=with_ids(source)), NormalizeOptions()
        ),
        Document(name="b.docx", format="docx", blocks=tuple(target)),
        untranslated,
        Glossary(),
    )
    text, noted = found.document.pairs
    assert text.target[0].marks == {Mark.BOLD}
    assert text.target[-1] == note
    assert (noted.source.note, noted.target_text) == ("n1", "Data are from the annual report.")


def test_code_stands_once() -> None:
    source = [Block(kind=BlockKind.CODE, spans=(Span(text="x = 1"),)), *paragraphs("天气好。")]
    target = [Block(kind=BlockKind.CODE, spans=(Span(text="x = 1"),)), *paragraphs("It is fine.")]
    found = align_documents(
        normalize_document(
            Document(name="a.md", format="md", blocks=with_ids(source)), NormalizeOptions()
        ),
        Document(name="b.md", format="md", blocks=tuple(target)),
        untranslated,
        Glossary(),
    )
    assert [pair.target_text for pair in found.document.pairs] == ["x = 1", "It is fine."]


def test_only_what_is_sure_goes_to_the_memory(tmp_path: Path) -> None:
    entries = list(entries_of(aligned(tmp_path), "simplified", "Li"))
    assert {one.origin for one in entries} == {EntryOrigin.ALIGNED}
    assert {one.author for one in entries} == {"Li"}
    blocks = {one.source: one.target for one in entries if one.kind is EntryKind.BLOCK}
    assert blocks["用户数为120万。"] == "There are 1.2 million users."
    assert "展览将于5月20日在博物馆举行。" not in blocks
    assert not any(
        one.source.startswith("会议要求加快") for one in entries if "night" in one.target
    )
    sentences = {one.source: one.target for one in entries if one.kind is EntryKind.SENTENCE}
    assert sentences["会议要求加快建设新型基础设施。"].startswith("The meeting called for")


def test_the_command_writes_and_learns(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.md").write_text(ZH, "utf-8")
    (tmp_path / "b.txt").write_text(EN, "utf-8")
    result = bilingual("align", "a.md", "b.txt", "--to", "md,docx", "--memory", "m.sqlite")
    assert result.returncode == 0, result.stderr
    assert "written out/a.md.aligned.docx" in result.stdout.replace("\\", "/")
    assert "1.2 million users" in (tmp_path / "out" / "a.md.aligned.md").read_text("utf-8")
    with Memory(tmp_path / "m.sqlite") as memory:
        (match,) = memory.find("用户数为120万。")
        assert match.entry.target == "There are 1.2 million users."
    again = bilingual("align", "a.md", "b.txt", "--to", "md,docx")
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    bilingual("translate", "a.md", "--to", "md", "--memory", "m.sqlite", "-o", "new")
    assert "There are 1.2 million users." in (tmp_path / "new" / "a.md.md").read_text("utf-8")


def test_a_missing_file_is_one_line(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.md").write_text(ZH, "utf-8")
    result = bilingual("align", "a.md", "none.docx")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_wrong_way_round_is_one_line(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.md").write_text(ZH, "utf-8")
    (tmp_path / "b.txt").write_text(EN, "utf-8")
    for names, said in ((("b.txt", "a.md"), "hardly any"), (("a.md", "a.md"), "mostly")):
        result = bilingual("align", *names)
        assert result.returncode == 2 and said in result.stderr
        assert "give the Chinese first" in result.stderr
