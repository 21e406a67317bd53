"""XLIFF and TMX: what the schemas say, and what comes back of a document that went out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilingual.formats.exchange.tmx import read_units
from bilingual.formats.exchange.xliff import read_xliff
from bilingual.formats.seals import Seal, read_seal, seal_document
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Finding,
    Layout,
    Mark,
    Origin,
    Pair,
    Recalled,
    Severity,
    Span,
    SpanKind,
)
from bilingual.readers.pairs import read_pairs
from bilingual.run.forms import forms_of
from bilingual.spans import joined_text
from bilingual.writers import Rows, ShownFindings, WriteOptions, render
from tests.builders import DRAFT, document, heading, item, named, pair, sentences
from tests.exchange_judges import faults

FORMATS = ("xliff", "xlf", "tmx")
BOLD, ITALIC = frozenset({Mark.BOLD}), frozenset({Mark.ITALIC})
NOTE = Span(text="[1]", kind=SpanKind.NOTE, href="n1")
IMAGE = Span(text='图 "甲"', kind=SpanKind.IMAGE, href="a.png?b=1&c=2")
CODE = Span(text="ls -l <a", kind=SpanKind.CODE)
TAGS = (Span(text="<u>", kind=SpanKind.RAW), Span(text="</u>", kind=SpanKind.RAW))
FORMULA = Span(text="$a<b$", kind=SpanKind.RAW)
LINK = {"href": "https://example.org/?a=1&b=2", "title": 'says "so"'}
SOURCE = (
    Span(text="会议作出"),
    Span(text="重要", marks=BOLD),
    Span(text="决定", marks=BOLD | ITALIC),
    NOTE,
    Span(text="，见"),
    Span(text="链接", **LINK),  # type: ignore[arg-type]
    Span(text="与"),
    CODE,
    *TAGS,
    Span(text="。\n下一行"),
    IMAGE,
    FORMULA,
)
TARGET = (
    Span(text="See the "),
    Span(text="link", **LINK),  # type: ignore[arg-type]
    Span(text=" and "),
    CODE,
    Span(text=": an "),
    Span(text="important ", marks=BOLD),
    Span(text="decision", marks=BOLD | ITALIC),
    NOTE,
    *TAGS,
    Span(text=".\nNext line "),
    IMAGE,
    FORMULA,
)
POINTED = "See the link and ls -l <a: an important decision￼￼￼.\nNext line ￼$a<b$"


def told(origin: Origin, **recalled: object) -> BilingualDocument:
    """A document of one sentence of an origin."""
    one = pair("会议举行。", "Held.")
    found = Recalled(source="会议举行。", target="Held.", score=100, origin="human", **recalled)  # type: ignore[arg-type]
    segment = replace(one.segments[0], origin=origin, recalled=found if recalled else None)
    return named(document(replace(one, segments=(segment,))))


@pytest.fixture
def rich() -> BilingualDocument:
    findings = (
        Finding(code="number", severity=Severity.ERROR, message="3 & 5 are missing"),
        Finding(code="length", severity=Severity.NOTE, message="<short>"),
    )
    full = pair(SOURCE, TARGET)
    marked = replace(full, segments=(replace(full.segments[0], findings=findings),))
    return named(
        document(
            heading("总则", "General", marker="第一章"),
            marked,
            pair("print(1)", block=Block(kind=BlockKind.CODE)),
            item("一\x0b项", "One\x0bitem", 1, "1."),
            with_suggestion(),
            engine=DRAFT,
        )
    )


def with_suggestion() -> Pair:
    one = pair("今年三月开会。", "A meeting in March.")
    known = Recalled(source="去年三月开会。", target="Met last March.", score=82, origin="human")
    return replace(one, segments=(replace(one.segments[0], recalled=known),))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("rows", Rows)
def test_published_schemas_take_it(rich: BilingualDocument, format_: str, rows: Rows) -> None:
    assert faults(render(rich, format_, WriteOptions(rows=rows)), format_) == []


def test_the_judges_judge() -> None:
    for format_ in FORMATS:
        content = render(told(Origin.ENGINE), format_, WriteOptions())
        assert faults(content.replace(b"source", b"sauce").replace(b"seg>", b"sag>"), format_)


def test_xliff_has_all_that_is_known(rich: BilingualDocument, tmp_path: Path) -> None:
    for format_ in ("xliff", "xlf"):
        content = render(rich, format_, WriteOptions())
        read = read_xliff(tmp_path / f"a.{format_}", content)
        ids = [one.source.id for one in rich.pairs if one.source.kind is not BlockKind.CODE]
        assert [unit.id.partition("/")[0] for unit in read.units] == ids
        assert read.ledger is not None
        assert [row.id for row in read.ledger.rows] == ids
        unit = read.units[1]
        assert joined_text(unit.target) == POINTED
        marks = {span.text: span.marks for span in unit.target}
        assert (marks["important "], marks["decision"]) == (BOLD, BOLD | ITALIC)
        assert (unit.is_undone, unit.is_confirmed, unit.origin) == (True, False, "engine")
        text = content.decode()
        for fact in (
            "3 &amp; 5 are missing",
            "&lt;short&gt;",
            "第一章",
            "Draft machine",
            "print(1)",
        ):
            assert fact in text, (format_, fact)
        assert "Met last March." in text


def test_codes_have_the_same_numbers_on_both_sides_and_their_original_data(
    rich: BilingualDocument,
) -> None:
    root = etree.fromstring(render(rich, "xliff", WriteOptions()))
    space = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    unit = root.xpath("//x:unit", namespaces=space)[1]
    data = {one.get("id"): one.text for one in unit.iter("{*}data")}
    sides = []
    for side in ("source", "target"):
        codes = unit.xpath(f".//x:{side}//x:pc | .//x:{side}//x:ph", namespaces=space)
        names = [data[one.get("dataRef") or one.get("dataRefStart")] for one in codes]
        sides.append({one.get("id"): name for one, name in zip(codes, names, strict=True)})
    assert sides[0] == sides[1]
    assert '<a href="https://example.org/?a=1&amp;b=2" title="says &quot;so&quot;">' in (
        sides[0].values()
    )


def test_tmx_has_what_is_translated_and_says_whose_it_is(
    rich: BilingualDocument, tmp_path: Path
) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(render(rich, "tmx", WriteOptions()))
    with path.open("rb") as file:
        units = list(read_units(path, file))
    assert len(units) == 4  # code is no translation
    source, target = units[1].variants
    assert (source.language, target.language) == ("zh-Hans", "en")
    assert target.text == POINTED
    assert target.facts["creationid"] == "MT-argos, translate-zh_en-0_1 (draft)"
    assert units[1].note == "error: 3 & 5 are missing\nnote: <short>"
    assert units[0].facts["x-bilingual-marker"] == "第一章"


@pytest.mark.parametrize(
    ("origin", "state_2", "state_1"),
    [
        (Origin.ENGINE, "initial", "needs-review-translation mt-suggestion"),
        (Origin.FALLBACK, "initial", "needs-review-translation mt-suggestion"),
        (Origin.RULE, "translated", "translated None"),
        (Origin.MEMORY, "reviewed", "translated exact-match"),
        (Origin.HUMAN, "final", "final exact-match"),
    ],
)
def test_states_say_how_far_a_translation_is_done(
    origin: Origin, state_2: str, state_1: str
) -> None:
    made = told(origin)
    new = etree.fromstring(render(made, "xliff", WriteOptions()))
    assert [one.get("state") for one in new.iter("{*}segment")] == [state_2]
    old = etree.fromstring(render(made, "xlf", WriteOptions()))
    (target,) = old.iter("{*}target")
    assert f"{target.get('state')} {target.get('state-qualifier')}" == state_1
    (unit,) = old.iter("{*}trans-unit")
    assert unit.get("approved") == ("yes" if origin is Origin.HUMAN else None)


def test_who_translated_is_told() -> None:
    made = told(Origin.HUMAN, author="Li Ming", date="2026-11-27T10:00:00Z")
    for format_ in ("xliff", "xlf"):
        assert "Li Ming, 2026-11-27" in render(made, format_, WriteOptions()).decode()
    memory = render(made, "tmx", WriteOptions()).decode()
    assert 'changeid="Li Ming" changedate="20261127T100000Z"' in memory
    assert "creationid" not in memory


def test_the_least_certain_sentence_counts() -> None:
    made = sentences(("一。", "One.", ""), ("二。", "Two.", ""))
    first, second = made.segments
    mixed = replace(made, segments=(replace(first, origin=Origin.HUMAN), second))
    assert b'state="initial"' in render(named(document(mixed)), "xliff", WriteOptions())


@pytest.mark.parametrize("format_", FORMATS)
def test_layout_means_nothing_there(rich: BilingualDocument, format_: str) -> None:
    made = {render(rich, format_, WriteOptions(layout=layout)) for layout in Layout}
    assert len(made) == 1
    (form,) = forms_of(Path("a.txt"), [format_], list(Layout))
    assert form.name("a.txt") == f"a.txt.{format_}"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_row_may_be_a_sentence(format_: str, tmp_path: Path) -> None:
    made = named(document(sentences(("一。", "One.", ""), ("二。", "Two.", ""))))
    path = tmp_path / f"a.{format_}"
    path.write_bytes(render(made, format_, WriteOptions(rows=Rows.SENTENCE)))
    read = read_pairs(path)
    assert [(one.source, one.target) for one in read.pairs] == [("一。", "One."), ("二。", "Two.")]


@pytest.mark.parametrize("format_", FORMATS)
def test_findings_can_be_left_out(rich: BilingualDocument, format_: str) -> None:
    assert b"&lt;short" not in render(rich, format_, WriteOptions(findings=ShownFindings.NONE))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_seal_tells_what_was_edited(rich: BilingualDocument, format_: str) -> None:
    seal = Seal(source="a" * 64, signature="b" * 64)
    content = seal_document(render(rich, format_, WriteOptions()), format_, seal)
    assert read_seal(content, format_) == seal
    assert read_seal(content.replace(b"General", b"Total"), format_) is None
    assert faults(content, format_) == []


_MARKS = st.frozensets(st.sampled_from(Mark))
_WORDS = st.text("会议 ab<&\"'>\n\t]", min_size=1, max_size=6)
_SPANS = st.lists(st.builds(Span, text=_WORDS, marks=_MARKS), min_size=1, max_size=6)


@given(_SPANS, _SPANS)
def test_every_text_and_every_mark_comes_back(source: list[Span], target: list[Span]) -> None:
    made = named(document(pair(source, target)))
    is_text = bool(joined_text(source).strip())
    for format_ in FORMATS:
        content = render(made, format_, WriteOptions())
        assert faults(content, format_) == []
        units = list(sides(content, format_))
        assert len(units) == is_text
        for read in units:
            assert [*map(_lettered, read)] == [_lettered(source), _lettered(target)]


def sides(content: bytes, format_: str) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """The source and the target of each unit."""
    if format_ == "tmx":
        for one in read_units(Path("a.tmx"), io.BytesIO(content)):
            source, target = one.variants
            yield source.spans, target.spans
        return
    for unit in read_xliff(Path("a"), content).units:
        yield unit.source, unit.target


def _lettered(spans: Sequence[Span]) -> list[tuple[str, frozenset[Mark]]]:
    """Each character with its marks, without the space at the ends."""
    letters = [(letter, span.marks) for span in spans for letter in span.text]
    while letters and letters[0][0].isspace():
        letters.pop(0)
    while letters and letters[-1][0].isspace():
        letters.pop()
    return letters
