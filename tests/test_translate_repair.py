"""Repair: what a check knows is made right, and never made worse."""

import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request
from bilingual.engines.placeholders import has_rest, is_whole, numbers_of
from bilingual.model import EngineInfo, Finding, Repair, Severity
from bilingual.translate.asking import ask_again
from bilingual.translate.mending import mend
from bilingual.translate.numbers import compare_numbers
from bilingual.translate.repair import RepairOptions, repair_texts
from bilingual.translate.results import TextResult, choose_translation

ALL = RepairOptions()
_FIGURE = re.compile(r"(?<![A-Z0-9])\d+(?![A-Z0-9])")


def check(source: str, target: str) -> tuple[Finding, ...]:
    """Figures in digits, in order; and nothing but figures is a loss of the way."""
    if not re.search("[a-z]", target):
        return (Finding(code="empty", severity=Severity.ERROR, message="no words"),)
    theirs = list(_FIGURE.finditer(target))
    present = {match.group() for match in theirs}
    wanted = {match.group() for match in _FIGURE.finditer(source)}
    strangers = [match for match in theirs if match.group() not in wanted]
    findings = []
    for match in _FIGURE.finditer(source):
        if match.group() not in present:
            wrong = strangers.pop(0).span() if strangers else None
            findings.append(
                Finding(
                    code="number",
                    severity=Severity.ERROR,
                    message="wrong",
                    source=match.span(),
                    target=wrong,
                    renderings=(match.group(),),
                )
            )
    return tuple(findings)


def compared(source: str, target: str) -> tuple[Finding, ...]:
    """What is said of figures in earnest."""
    return tuple(
        Finding(code=one.code, severity=Severity.ERROR, message=one.message)
        for one in compare_numbers(source, target)
    )


def hypothesis(*texts: str) -> Hypothesis:
    first, *others = texts
    return Hypothesis(text=first, alternatives=tuple(Hypothesis(text=one) for one in others))


def result(source: str, text: str) -> TextResult:
    return TextResult(text=text, score=None, findings=check(source, text))


def aligned(source: str, target: str) -> Alignment:
    """Figures answer to each other in their order."""
    ours, theirs = ([m.span() for m in _FIGURE.finditer(text)] for text in (source, target))
    weights = tuple(tuple(float(i == k) for i in range(len(ours))) for k in range(len(theirs)))
    return Alignment(source=tuple(ours), target=tuple(theirs), weights=weights)


class Beam:
    """Answers from a table of beams."""

    info = EngineInfo(name="beam")
    abilities = Abilities(has_alternatives=True, has_attention=True)
    attempts = 1

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked += [request.text for request in requests]
        return [hypothesis(*self.answers[request.text]) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [aligned(source, target) for source, target in pairs]


def repaired(
    source: str, before: TextResult, engine: Beam, options: RepairOptions = ALL
) -> TextResult:
    request = Request(text=source)
    return repair_texts({request: before}, engine, check, options)[request]


@pytest.mark.parametrize(
    ("beam", "chosen"),
    [
        (["in 2010", "in the year 2010"], "in 2010"),
        (["in 2001", "in 2002", "in the year 2010"], "in the year 2010"),
        (["in 2001", "2010"], "in 2001"),
        (["in 2001", "in 2002"], "in 2001"),
    ],
)
def test_the_first_of_the_beam_without_a_finding_is_chosen(beam: list[str], chosen: str) -> None:
    best = choose_translation("2010年", hypothesis(*beam), check, is_choosing=True)
    assert best.text == chosen


def test_one_with_all_placeholders_goes_before_one_with_right_figures() -> None:
    beam = hypothesis("run it 3 times", "run X1X twice")
    assert choose_translation("运行X1X3次", beam, check, is_choosing=True).text == "run X1X twice"
    assert choose_translation("运行X1X3次", beam, check, is_choosing=False).text == beam.text


def test_a_wrong_figure_is_mended_where_it_stands() -> None:
    source, before = "2010年有35人", "in 2001 there were 53 men"
    mended = mend(source, result(source, before), aligned(source, before), check)
    assert mended.text == "in 2010 there were 35 men"
    assert mended.findings == ()
    assert set(mended.repairs) == {
        Repair(source="2010", before="2001", after="2010"),
        Repair(source="35", before="53", after="35"),
    }


@pytest.mark.parametrize(
    ("source", "begins"), [("两方签约", "The two"), ("the two签约", "the two")]
)
def test_what_is_put_in_at_the_beginning_gets_a_capital(source: str, begins: str) -> None:
    def lacks_both(source: str, target: str) -> tuple[Finding, ...]:
        if "two" in target:
            return ()
        return (
            Finding(
                code="term",
                severity=Severity.ERROR,
                message="both",
                source=(0, 1),
                target=(0, 4),
                renderings=("the two",),
            ),
        )

    both = Alignment(source=((0, 1),), target=((0, 4),), weights=((1.0,),))
    before = TextResult(text="Both signed", score=None, findings=lacks_both(source, "Both signed"))
    assert mend(source, before, both, lacks_both).text == f"{begins} signed"
    engine = Beam({f"X1X{source[1:]}": ["X1X signed"]})
    options = RepairOptions(is_mending=False)
    request = Request(text=source)
    asked = repair_texts({request: before}, engine, lacks_both, options)[request]
    assert asked.text == f"{begins} signed"


def test_a_figure_is_mended_only_where_it_is_clear_which_it_stands_for() -> None:
    source, text = "3个村庄2600名村民", "for 3260 villagers"
    before = result(source, text)
    assert before.findings[0].target, "the check takes it for the 3"

    def shares(*weights: float) -> Alignment:
        return Alignment(source=((0, 1), (4, 8)), target=((4, 8),), weights=(weights,))

    assert mend(source, before, shares(0.1, 0.6), check).text == "for 2600 villagers"
    assert mend(source, before, shares(0.6, 0.4), check) == before
    assert mend(source, before, shares(0.1, 0.0), check) == before


def test_what_is_wrong_is_asked_again_behind_placeholders() -> None:
    source = "在2010年，X1X有35人。"
    before = result(source, "In the year, X1X had men.")
    engine = Beam({"在X2X年，X1X有X3X人。": ["In X2X men", "In X2X, X1X had 3X men."]})
    after = repaired(source, before, engine)
    assert after.text == "In 2010, X1X had 35 men."
    assert after.repairs == (
        Repair(source="2010", before="", after="2010"),
        Repair(source="35", before="", after="35"),
    )
    assert engine.asked == list(engine.answers)


@pytest.mark.parametrize("answer", ["In 2010.", "X1X X1X men", "X1X", "men X1X and 1X", "31X men"])
def test_an_answer_that_is_not_whole_or_not_better_is_not_taken(answer: str) -> None:
    before = result("有35人", "there are men")
    engine = Beam({"有X1X人": [answer]})
    assert repaired("有35人", before, engine) == before


@pytest.mark.parametrize(
    ("answer", "is_read"),
    [("run X1X", True), ("run X1XX", True), ("run 1X", True), ("run 21X", False), ("X1", False)],
)
def test_placeholders_are_known_in_the_forms_that_models_give_them(
    answer: str, is_read: bool
) -> None:
    assert is_whole(answer, ["1"]) is is_read


def test_a_damaged_placeholder_is_made_whole_before_its_digit_is_taken_for_a_figure() -> None:
    found = choose_translation(
        "文件X1X与X2X", hypothesis("files 1X and X2X"), compared, is_choosing=True
    )
    assert (found.text, found.findings) == ("files X1X and X2X", ())


def test_what_is_left_of_a_placeholder_is_noticed() -> None:
    assert has_rest("more than X", "超过3X")
    assert has_rest("X1X and 1X", "X1X")
    assert not has_rest("3X more, X1X, iPhone", "3X，X1X")


def test_each_way_can_be_switched_off() -> None:
    source, before = "2010年有35人", "in 2001 there were men"
    engine = Beam({"X1X年有X2X人": ["in X1X there were X2X men"]})

    def text_with(options: RepairOptions) -> str:
        return repaired(source, result(source, before), engine, options).text

    assert text_with(RepairOptions(is_asking=False)) == "in 2010 there were men"
    assert text_with(RepairOptions(is_mending=False)) == "in 2010 there were 35 men"
    assert text_with(RepairOptions(is_asking=False, is_mending=False)) == before


_TEXTS = st.text(st.sampled_from("ab 12X年"), max_size=12)


@given(_TEXTS, _TEXTS, st.lists(_TEXTS, min_size=1, max_size=3))
def test_nothing_gets_worse(source: str, target: str, answers: list[str]) -> None:
    class Always(Beam):
        def translate(
            self, requests: Sequence[Request], *, attempt: int = 0, advance: object
        ) -> list[Hypothesis]:
            return [hypothesis(*answers)] * len(requests)

    before = result(source, target)
    after = repaired(source, before, Always({}))
    assert after == before or after.is_better_than(before)
    assert after.findings == check(source, after.text)
    assert bool(after.repairs) == (after != before)


@given(_TEXTS, _TEXTS)
def test_a_question_keeps_the_placeholders_and_adds_others(source: str, target: str) -> None:
    question = ask_again(source, result(source, target))
    if question:
        added = [stand_in.text for stand_in, _ in question.filling]
        assert added
        assert set(numbers_of(source)) <= set(numbers_of(question.text))
        assert all(question.text.count(one) == 1 for one in added)
