"""Formatting finds its place in the translation, or says that it found none."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.engines.identity import IdentityTranslator
from bilingual.model import (
    Block,
    Document,
    EngineInfo,
    Finding,
    Mark,
    Origin,
    Pair,
    Span,
    SpanKind,
)
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.spans import joined_text
from bilingual.translate.applying import format_translation
from bilingual.translate.documents import translate_documents
from bilingual.translate.formatting import formatting_of
from bilingual.translate.placing import place_point, place_range
from bilingual.translate.results import TextResult
from bilingual.translate.segments import Role, segments_of

BOLD = frozenset({Mark.BOLD})


class Told:
    """Answers from a table; words that share a digit's place in it answer to each other."""

    info = EngineInfo(name="told")
    abilities = Abilities(has_attention=True)
    attempts = 0

    def __init__(self, answers: dict[str, str], alignment: str = "") -> None:
        self.answers = answers
        self.alignment = alignment

    def translate(
        self, requests: Sequence[Request], *, attempt: int = 0, advance: object
    ) -> list[Hypothesis]:
        return [Hypothesis(text=self.answers.get(request.text, "")) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [aligned(*pair, self.alignment) if self.alignment else None for pair in pairs]


def aligned(source: str, target: str, links: str) -> Alignment:
    """Each word of ``target`` answers to the character of ``source`` that ``links`` names by its
    place, such as ``0 0 2``."""
    places, at = [], 0
    for word in target.split():
        start = target.index(word, at)
        places.append((start, at := start + len(word)))
    return Alignment(
        source=tuple((at, at + 1) for at in range(len(source))),
        target=tuple(places),
        weights=tuple(
            tuple(float(at == int(link)) for at in range(len(source))) for link in links.split()
        ),
    )


def translated(translator: object, *spans: Span) -> Pair:
    document = Document(name="a.md", format="md", blocks=(Block(spans=spans),))
    normalized = normalize_document(document, NormalizeOptions())
    (pair,) = translate_documents([normalized], translator)[0].pairs  # type: ignore[arg-type]
    return pair


def test_bold_follows_its_words_to_another_place() -> None:
    engine = Told({"他昨天来了。": "He came yesterday."}, "0 3 1")
    pair = translated(engine, Span(text="他"), Span(text="昨天", marks=BOLD), Span(text="来了。"))
    assert pair.target == (
        Span(text="He came "),
        Span(text="yesterday", marks=BOLD),
        Span(text="."),
    )
    assert not pair.findings


def test_a_stretch_translated_by_itself_tells_where_it_belongs() -> None:
    engine = Told({"发展新能源。": "Develop new energy.", "新能源": "New energy"})
    pair = translated(engine, Span(text="发展"), Span(text="新能源", marks=BOLD), Span(text="。"))
    assert [span.text for span in pair.target if span.marks] == ["new energy"]


def test_a_mark_without_a_place_is_a_finding() -> None:
    engine = Told({"发展新能源。": "Develop it."})
    pair = translated(engine, Span(text="发展"), Span(text="新能源", marks=BOLD), Span(text="。"))
    assert pair.target == (Span(text="Develop it."),)
    (finding,) = pair.findings
    assert finding.code == "format"
    assert finding.message == "bold of “新能源” has no place in the translation"


def test_a_link_without_a_place_goes_to_the_whole_sentence() -> None:
    link = Span(text="新能源", href="https://a.cn/x", title="题")
    pair = translated(
        Told({"发展新能源。": "Develop it."}), Span(text="发展"), link, Span(text="。")
    )
    assert pair.target == (Span(text="Develop it.", href="https://a.cn/x", title="题"),)


def test_no_words_are_in_two_links() -> None:
    one, two = Span(text="新能源", href="https://a.cn/1"), Span(text="能源", href="https://a.cn/2")
    engine = Told({"新能源和能源。": "Energy.", "新能源": "Energy", "能源": "Energy"})
    pair = translated(engine, one, Span(text="和"), two, Span(text="。"))
    assert pair.target == (Span(text="Energy", href=one.href), Span(text="."))
    assert [finding.message for finding in pair.findings] == [
        "link of “能源” has no place in the translation"
    ]


def test_a_note_reference_keeps_its_place_among_the_clauses() -> None:
    note = Span(text="[1]", kind=SpanKind.NOTE, href="n1")
    engine = Told({"天晴，人笑。": "Sunny, people smile."}, "1 3 4")
    pair = translated(engine, Span(text="天晴"), note, Span(text="，人笑。"))
    assert pair.target == (Span(text="Sunny,"), note, Span(text=" people smile."))


def test_a_note_reference_after_the_full_stop_stays_with_its_sentence() -> None:
    note = Span(text="[1]", kind=SpanKind.NOTE, href="n1")
    engine = Told({"天晴。": "Sunny.", "人笑。": "People smile."})
    pair = translated(engine, Span(text="天晴。"), note, Span(text="人笑。"))
    assert pair.target_text == "Sunny.[1] People smile."
    assert [segment.source for segment in pair.segments] == ["天晴。[1]", "人笑。"]


def test_html_tags_stay_around_their_words() -> None:
    start, stop = (Span(text=tag, kind=SpanKind.RAW) for tag in ("<u>", "</u>"))
    engine = Told({"他昨天来了。": "He came yesterday."}, "0 3 1")
    pair = translated(engine, Span(text="他"), start, Span(text="昨天"), stop, Span(text="来了。"))
    assert pair.target_text == "He came <u>yesterday</u>."


def test_a_subscript_stays_in_its_word() -> None:
    low = Span(text="2", marks=frozenset({Mark.SUBSCRIPT}))
    engine = Told({"减少CO2排放。": "Cut CO2 emissions."})
    pair = translated(engine, Span(text="减少CO"), low, Span(text="排放。"))
    assert pair.target == (Span(text="Cut CO"), low, Span(text=" emissions."))


def test_the_colon_of_a_label_is_formatted_as_the_label_is() -> None:
    engine = Told({"重点：改革。": "Focus: reform.", "重点：": "Focus:"})
    pair = translated(engine, Span(text="重点：", marks=BOLD), Span(text="改革。"))
    assert [span.text for span in pair.target if span.marks] == ["Focus:"]


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        ("增长4.6%。", "Up 4.6 percent.", "4.6%", "4.6 percent"),
        ("从3升到3。", "From 3 to 3.", "3", "3"),
        ("用Go写。", "Write in Go or Google.", "Go", "Go"),
    ],
)
def test_what_stands_in_both_texts_is_found(
    source: str, target: str, text: str, expected: str
) -> None:
    at = source.index(text)
    place = place_range(None, source, target, (at, at + len(text)))
    assert place is not None
    assert target[slice(*place)] == expected


def test_without_an_alignment_a_point_goes_to_the_end() -> None:
    assert place_point(None, "天晴，人笑。", "Sunny, people smile.", 2) == 20


_TEXTS = st.text(st.sampled_from("甲乙丙，。！“”《》1a% "), min_size=1, max_size=6)
_SPANS = st.builds(
    Span,
    text=_TEXTS,
    kind=st.sampled_from([SpanKind.TEXT] * 4 + [SpanKind.CODE, SpanKind.IMAGE, SpanKind.NOTE]),
    marks=st.frozensets(st.sampled_from(Mark), max_size=2),
    href=st.sampled_from(["", "", "https://a.cn", "https://b.cn"]),
)


def characters(spans: Sequence[Span]) -> Iterator[tuple[str, object, object]]:
    for span in spans:
        for character in span.text:
            if character.isalnum():
                yield character, span.kind, (span.marks, span.href)


@given(st.lists(_SPANS, max_size=7))
def test_what_comes_back_unchanged_keeps_every_word_as_it_was(spans: list[Span]) -> None:
    pair = translated(IdentityTranslator(), *spans)
    assert list(characters(pair.target)) == list(characters(pair.source.spans))


@given(st.lists(_SPANS, max_size=7), st.text(st.sampled_from("ab c.,1X甲"), max_size=20))
def test_whatever_the_engine_says_nothing_is_lost(spans: list[Span], answer: str) -> None:
    class Anything(Told):
        def translate(
            self, requests: Sequence[Request], *, attempt: int = 0, advance: object
        ) -> list[Hypothesis]:
            return [Hypothesis(text=answer) for _ in requests]

    pair = translated(Anything({}), *spans)
    for kind in (SpanKind.CODE, SpanKind.IMAGE, SpanKind.NOTE):
        before, after = (
            sorted("".join(span.text for span in one if span.kind is kind))
            for one in (pair.source.spans, pair.target)
        )
        assert before == after
    if all(segment.origin is Origin.ENGINE for segment in pair.segments) and pair.segments:
        assert "".join(answer.split()) in "".join(pair.target_text.split())


@given(st.lists(_SPANS, max_size=7), st.text(st.sampled_from("ab c.,1X甲"), max_size=20), st.data())
def test_findings_keep_their_places(spans: list[Span], answer: str, data: st.DataObject) -> None:
    for segment in segments_of(Block(spans=tuple(spans))):
        pieces = zip(segment.pieces, segment.places, strict=True)
        hidden = [place for piece, place in pieces if piece.role is Role.WORD]
        source = _place(segment.masked, hidden, data)
        target = _place(answer, list(segment.words_in(answer)), data)
        finding = Finding(code="number", message="wrong", source=source, target=target)
        result = TextResult(text=answer, score=None, findings=(finding,))
        told, (moved, *_) = format_translation(segment, formatting_of(segment), result, None, {})
        for place, text, moved_place, moved_text in (
            (source, segment.masked, moved.source, segment.text),
            (target, answer, moved.target, joined_text(told)),
        ):
            if place and moved_place:
                shown = moved_text[slice(*moved_place)]
                assert (shown[0], shown[-1]) == (text[place[0]], text[place[1] - 1])


def _place(text: str, hidden: list[Range], data: st.DataObject) -> Range | None:
    """A place in a text that begins and ends outside of placeholders."""
    edges = {at for start, stop in hidden for at in range(start, stop)}
    open_places = [at for at in range(len(text)) if at not in edges]
    if not open_places:
        return None
    start, last = sorted(data.draw(st.sampled_from(open_places)) for _ in range(2))
    return start, last + 1
