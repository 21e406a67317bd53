"""Engines that are shown what was said before, and engines with another one behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import FALLBACK, Abilities, Hypothesis, Request
from bilingual.model import (
    BilingualDocument,
    Block,
    Document,
    EngineInfo,
    NormalizedDocument,
    Origin,
    Span,
    with_ids,
)
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.translate.documents import translate_documents, translate_plans
from bilingual.translate.plans import plan_document


class Remembering:
    """Says how often it was shown each sentence before."""

    info = EngineInfo(name="remembering")
    abilities = Abilities(uses_context=True, uses_pairs=True)
    attempts = 1

    def __init__(self, garbage: str = "\0") -> None:
        self.asked: list[Request] = []
        self._garbage = garbage

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked += requests
        advance(range(len(requests)))
        return [Hypothesis(text=self._answer(request)) for request in requests]

    def _answer(self, request: Request) -> str:
        if self._garbage in request.text:
            return ""
        shown = request.paragraph.pairs if request.paragraph else ()
        return f"Rain after {' and '.join(english for _, english in shown) or 'nothing'}."

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None] * len(pairs)


def document(*lines: str) -> NormalizedDocument:
    blocks = with_ids(Block(spans=(Span(text=line),)) for line in lines)
    read = Document(name="a.txt", format="text", blocks=blocks)
    return normalize_document(read, NormalizeOptions())


def english(made: BilingualDocument) -> list[str]:
    return [pair.target_text for pair in made.pairs]


FIRST = document("雨。", "雪。", "风。")
SECOND = document("云。雾。", "霜。")


def test_each_paragraph_is_shown_what_was_said_before_it() -> None:
    (made,) = translate_documents([FIRST], Remembering())
    assert english(made) == [
        "Rain after nothing.",
        "Rain after Rain after nothing..",
        "Rain after Rain after nothing. and Rain after Rain after nothing...",
    ]


def test_other_documents_make_no_difference() -> None:
    alone = [translate_documents([one], Remembering())[0] for one in (FIRST, SECOND)]
    for order in permutations(range(2)):
        together = translate_documents([(FIRST, SECOND)[at] for at in order], Remembering())
        assert together == tuple(alone[at] for at in order)


def test_nothing_learns_from_garbage() -> None:
    engine = Remembering(garbage="雪")
    translate_documents([FIRST], engine)
    last = [request for request in engine.asked if request.text == "风。"][-1]
    assert last.paragraph and last.paragraph.before == ("雨。", "雪。")
    assert [source for source, _ in last.paragraph.pairs] == ["雨。"]


def test_progress_is_told_for_every_character() -> None:
    plans = [plan_document(one) for one in (FIRST, SECOND)]
    told: list[int] = []
    translate_plans(plans, Remembering(), advance=told.append)
    assert sum(told) == sum(plan.size for plan in plans)
    assert len(told) > 2


class Doubtful:
    """Gets a figure wrong the first times, and knows an engine that does not."""

    info = EngineInfo(name="doubtful")
    abilities = Abilities(retries_mistakes=True, has_fallback=True)
    attempts = 2

    def __init__(self, *answers: str, fallback: str) -> None:
        self.attempts_made: list[int] = []
        self._answers, self._fallback = answers, fallback

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.attempts_made.append(attempt)
        if attempt == FALLBACK:
            return [Hypothesis(text=self._fallback, engine="other") for _ in requests]
        return [Hypothesis(text=self._answers[max(attempt, 0)]) for _ in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None] * len(pairs)


RIGHT, WRONG = "The price rose by 30 yuan.", "The price rose by 50 yuan."


def test_a_sound_answer_is_not_asked_again() -> None:
    engine = Doubtful(RIGHT, WRONG, fallback=WRONG)
    (made,) = translate_documents([document("价格上涨30元。")], engine)
    assert english(made) == [RIGHT]
    assert engine.attempts_made == [0]
    assert made.pairs[0].segments[0].origin is Origin.ENGINE


def test_a_wrong_figure_is_asked_again() -> None:
    engine = Doubtful(WRONG, RIGHT, fallback=WRONG)
    (made,) = translate_documents([document("价格上涨30元。")], engine)
    assert english(made) == [RIGHT]
    assert FALLBACK not in engine.attempts_made
    assert made.pairs[0].segments[0].findings == ()


def test_what_stays_wrong_is_the_other_engines_and_says_so() -> None:
    engine = Doubtful(WRONG, "Prices.", fallback=RIGHT)
    (made,) = translate_documents([document("价格上涨30元。")], engine)
    (segment,) = made.pairs[0].segments
    assert (segment.text, segment.origin) == (RIGHT, Origin.FALLBACK)
    assert [(one.code, one.message) for one in segment.findings] == [
        ("fallback", "translated by other instead")
    ]


def test_another_engine_that_does_no_better_is_not_taken() -> None:
    engine = Doubtful(WRONG, WRONG, fallback="and so on and so on and so on and so on")
    (made,) = translate_documents([document("价格上涨30元。")], engine)
    (segment,) = made.pairs[0].segments
    assert (segment.text, segment.origin) == (WRONG, Origin.ENGINE)
    assert "fallback" not in [one.code for one in segment.findings]


def test_anything_is_better_than_nothing() -> None:
    engine = Doubtful("", "", fallback="Price.")
    (made,) = translate_documents([document("价格上涨30元，工资不变，房租下降。")], engine)
    assert english(made) == ["Price."]
