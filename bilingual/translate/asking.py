"""Asking again: a text is translated once more with something else in place of what is wrong, and
the right renderings are put back into the answer."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.chinese.edits import Edit, apply_edits
from bilingual.engines.base import Hypothesis
from bilingual.engines.placeholders import (
    StandIn,
    has_rest,
    is_whole,
    numbers_of,
    stand_ins,
)
from bilingual.model import Repair
from bilingual.translate.clauses import begin_large
from bilingual.translate.results import Judge, TextResult, repair_of, wrong_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text to be translated again."""

    text: str
    """The source with something else in place of what is wrong."""
    filling: tuple[tuple[StandIn, Repair], ...]
    """What stands in for what."""


def ask_again(source: str, result: TextResult) -> Question | None:
    """What to translate again; None if no right rendering is known of anything wrong.

    For a finding about ``210万`` in ``订单增至210万单。`` that knows ``2.1 million``, the text is
    ``订单增至X1X单。``.
    """
    others = stand_ins(source)
    edits, filling = list[Edit](), list[tuple[StandIn, Repair]]()
    for place, finding in wrong_places(result.findings):
        stand_in = next(others)
        filling.append((stand_in, repair_of(source, result, finding, finding.renderings[0])))
        edits.append(Edit(*place, stand_in.text))
    return Question(text=apply_edits(source, edits), filling=tuple(filling)) if filling else None


def take_answer(
    source: str,
    result: TextResult,
    question: Question,
    answer: Hypothesis,
    judge: Judge,
    *,
    is_choosing: bool,
) -> TextResult:
    """The answer with the right renderings filled in, if it has all other placeholders and fewer
    mistakes than ``result``; else ``result``. With ``is_choosing``, the best of the beam."""
    best = result
    for one in (answer, *answer.alternatives) if is_choosing else (answer,):
        text, repairs = _filled(one.text, question, source)
        if repairs and is_whole(text, numbers_of(source)) and not has_rest(text, source):
            findings = judge(source, text)
            new = TextResult(
                text=text,
                score=one.score,
                findings=findings,
                repairs=repairs,
                engine=one.engine,
            )
            best = new if new.is_better_than(best) else best
    return best


def _filled(answer: str, question: Question, source: str) -> tuple[str, tuple[Repair, ...]]:
    """The answer with the right rendering of each thing whose stand-in is there once (a capital at
    its beginning, where that is the text's), and what these are."""
    edits, repairs = list[Edit](), list[Repair]()
    for stand_in, repair in question.filling:
        if place := stand_in.place_in(answer):
            edits.append(Edit(*place, repair.after))
            repairs.append(repair)
    text = apply_edits(answer, sorted(edits))
    is_first = any(edit.start == 0 for edit in edits)
    return begin_large(text, source) if is_first else text, tuple(repairs)
