"""Repair: what a check knows is made right, and never made worse."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Hypothesis
from bilingual.model import EngineInfo, Finding, Repair, Severity
from bilingual.translate.repair import RepairOptions, ask_again, mend, repair_texts
from bilingual.translate.results import TextResult, choose_translation, placeholders

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


def hypothesis(*texts: str) -> Hypothesis:
    first, *others = texts
    return Hypothesis(text=first, alternatives=tuple(Hypothesis(text=one) for one in others))


def result(source: str, text: str) -> TextResult:
    return TextResult(text=text, score=None, findings=check(source, text))


class Beam:
    """Answers from a table of beams."""

    info = EngineInfo(name="beam")
    attempts = 1

    def __init__(self, answers: dict[str, Sequence[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def translate(
        self,
        sentences: Sequence[str],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self.asked += sentences
        return [hypothesis(*self.answers[sentence]) for sentence in sentences]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        return [None] * len(pairs)


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
    mended = mend("2010年有35人", result("2010年有35人", "in 2001 there were 53 men"), check)
    assert mended.text == "in 2010 there were 35 men"
    assert mended.findings == ()
    assert mended.repairs == (
        Repair(source="2010", before="2001", after="2010"),
        Repair(source="35", before="53", after="35"),
    )


def test_what_is_wrong_is_asked_again_behind_placeholders() -> None:
    source = "在2010年，X1X有35人。"
    question = ask_again(source, result(source, "In the year, X1X had 35 men."))
    assert question is not None
    assert question.text == "在X2X年，X1X有35人。"
    engine = Beam({question.text: ["In X2X men", "In X2X, X1X had 35 men."]})
    before = result(source, "In the year, X1X had 35 men.")
    after = repair_texts({source: before}, engine, check, ALL)[source]
    assert after.text == "In 2010, X1X had 35 men."
    assert after.repairs == (Repair(source="2010", before="", after="2010"),)
    assert engine.asked == [question.text]


@pytest.mark.parametrize("answer", ["In 2010.", "X1X X1X men", "X1X"])
def test_an_answer_that_is_not_whole_or_not_better_is_not_taken(answer: str) -> None:
    before = result("在2010年", "in the year")
    engine = Beam({"在X1X年": [answer]})
    assert repair_texts({"在2010年": before}, engine, check, ALL) == {"在2010年": before}


def test_each_way_can_be_switched_off() -> None:
    source, before = "2010年有35人", "in 2001 there were men"
    engine = Beam({"X1X年有X2X人": ["in X1X there were X2X men"], "2010年有X1X人": ["X1X men"]})

    def repaired(options: RepairOptions) -> str:
        return repair_texts({source: result(source, before)}, engine, check, options)[source].text

    assert repaired(RepairOptions(is_asking=False)) == "in 2010 there were men"
    assert repaired(RepairOptions(is_mending=False)) == "in 2010 there were 35 men"
    assert repaired(RepairOptions(is_asking=False, is_mending=False)) == before


_TEXTS = st.text(st.sampled_from("ab 12X年"), max_size=12)


@given(_TEXTS, _TEXTS, st.lists(_TEXTS, min_size=1, max_size=3))
def test_nothing_gets_worse(source: str, target: str, answers: list[str]) -> None:
    class Always(Beam):
        def translate(
            self, sentences: Sequence[str], *, attempt: int = 0, advance: object
        ) -> list[Hypothesis]:
            return [hypothesis(*answers)] * len(sentences)

    before = result(source, target)
    after = repair_texts({source: before}, Always({}), check, ALL)[source]
    assert after == before or after.is_better_than(before)
    assert after.findings == check(source, after.text)
    assert bool(after.repairs) == (after != before)


@given(_TEXTS, _TEXTS)
def test_a_question_keeps_the_placeholders_and_adds_its_own(source: str, target: str) -> None:
    question = ask_again(source, result(source, target))
    if question:
        assert placeholders(question.text) == sorted([*placeholders(source), *question.repairs])
