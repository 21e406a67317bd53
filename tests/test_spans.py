"""Operations on spans: laws, and that none of them takes quadratic time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.edits import Edit, apply_edits
from bilingual.model import Mark, Span, SpanKind
from bilingual.spans import cut_spans, edit_spans, joined_text, merge_spans, trim_spans
from tests.conftest import no_hang

BOLD = frozenset({Mark.BOLD})
SPANS = st.lists(
    st.builds(
        Span,
        text=st.text("天气 \n,", max_size=4),
        kind=st.sampled_from([SpanKind.TEXT, SpanKind.TEXT, SpanKind.CODE, SpanKind.IMAGE]),
        marks=st.sampled_from([frozenset(), BOLD]),
    ),
    max_size=8,
).map(tuple)
MANY = tuple(Span(text="天", marks=BOLD if n % 2 else frozenset()) for n in range(100_000))


def characters(spans: tuple[Span, ...]) -> list[tuple[str, SpanKind, frozenset[Mark]]]:
    return [(one, span.kind, span.marks) for span in spans for one in span.text]


def test_examples() -> None:
    spans = (Span(text="天气", marks=BOLD), Span(text="好"))
    assert list(cut_spans(spans, [1, 3])) == [
        (0, Span(text="天", marks=BOLD)),
        (1, Span(text="气", marks=BOLD)),
        (2, Span(text="好")),
    ]
    assert edit_spans(spans, [Edit(1, 3, "氣好")]) == (
        Span(text="天氣", marks=BOLD),
        Span(text="好"),
    )
    image = Span(text="", kind=SpanKind.IMAGE)
    assert trim_spans((Span(text=" "), Span(text=" ", marks=BOLD), image, Span(text="文 "))) == (
        image,
        Span(text="文"),
    )


@given(SPANS)
def test_merging_keeps_each_character_and_merges_all(spans: tuple[Span, ...]) -> None:
    merged = merge_spans(spans)
    assert characters(merged) == characters(spans)
    assert merge_spans(merged) == merged
    assert all(span.text or span.is_opaque for span in merged)


@given(SPANS)
def test_trimming_takes_only_white_space_from_the_ends(spans: tuple[Span, ...]) -> None:
    trimmed = trim_spans(spans)
    assert joined_text(trimmed) in joined_text(spans)
    assert "".join(joined_text(trimmed).split()) == "".join(joined_text(spans).split())
    for text in (trimmed[0].text[:1], trimmed[-1].text[-1:]) if trimmed else ():
        assert not text.isspace() or trimmed[0].is_opaque or trimmed[-1].is_opaque


@given(SPANS, st.lists(st.integers(0, 30)))
def test_cutting_keeps_all_but_borders(spans: tuple[Span, ...], places: list[int]) -> None:
    pieces = list(cut_spans(spans, places))
    assert characters(tuple(span for _, span in pieces)) == characters(spans)
    at = 0
    for start, span in pieces:
        assert start == at
        at += len(span.text)
        assert span.is_opaque or not any(start < place < at for place in places)


@given(SPANS, st.lists(st.tuples(st.integers(0, 20), st.text("甲,", max_size=2)), max_size=3))
def test_editing_spans_edits_their_text(
    spans: tuple[Span, ...], wanted: list[tuple[int, str]]
) -> None:
    text = joined_text(spans)
    edits = list(_separate(wanted, len(text)))
    assert joined_text(edit_spans(spans, edits)) == apply_edits(text, edits)


def _separate(wanted: list[tuple[int, str]], length: int) -> Iterator[Edit]:
    at = 0
    for start, after in sorted(wanted):
        if at <= start < length:
            at = min(start + 2, length)
            yield Edit(start, at, after)


@pytest.mark.parametrize(
    "work",
    [
        lambda: merge_spans([Span(text="天" * 20)] * 200_000),
        lambda: trim_spans(Span(text=" ", marks=one.marks) for one in MANY),
        lambda: list(cut_spans([Span(text="天" * 2_000_000)], range(0, 2_000_000, 10))),
        lambda: edit_spans(MANY, [Edit(n, n + 1, "甲") for n in range(0, 100_000, 2)]),
    ],
    ids=["merge", "trim", "cut", "edit"],
)
def test_long_paragraphs_take_no_quadratic_time(work: Callable[[], object]) -> None:
    with no_hang(1):
        work()
