"""Asking again: a text is translated once more with something else in place of what is wrong, and
the right renderings are put back into the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bilingual.chinese.edits import Edit, apply_edits
from bilingual.engines.base import Hypothesis
from bilingual.model import Repair
from bilingual.translate.placeholders import (
    StandIn,
    figures,
    has_rest,
    is_whole,
    numbers_of,
    stand_ins,
)
from bilingual.translate.results import (
    Judge,
    TextResult,
    choose_translation,
    repair_of,
    wrong_places,
)

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_FIGURE = re.compile(r"\d[\d,.]*(?: (?:hundred|thousand|million|billion|trillion|percent))*%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text to be translated again."""

    text: str
    """The source with something else in place of what is wrong."""
    filling: tuple[tuple[StandIn, Repair], ...]
    """What stands in for what."""

    @property
    def has_figures(self) -> bool:
        """Whether a figure stands in for another."""
        return any(stand_in.text.isdecimal() for stand_in, _ in self.filling)


def ask_again(source: str, result: TextResult, *, has_figures: bool) -> Question | None:
    """What to translate again; None if no right rendering is known of anything wrong.

    For a finding about ``210万`` in ``订单增至210万单。`` that knows ``2.1 million``, the text is
    ``订单增至X1X单。``, or ``订单增至37单。`` if the question ``has_figures``. Either is answered
    where the other is not.
    """
    others, numbers, years = stand_ins(source), figures(source), figures(source, are_years=True)
    pieces, at, filling = list[str](), 0, list[tuple[StandIn, Repair]]()
    for (start, stop), finding in wrong_places(result.findings):
        rendering = finding.renderings[0]
        stand_in = None
        if has_figures and _YEAR.fullmatch(rendering):
            stand_in = next(years, None)
        elif has_figures and _FIGURE.fullmatch(rendering):
            stand_in = next(numbers, None)
        stand_in = stand_in or next(others)
        filling.append((stand_in, repair_of(source, result, finding, rendering)))
        pieces += source[at:start], stand_in.text
        at = stop
    if not filling:
        return None
    return Question(text="".join([*pieces, source[at:]]), filling=tuple(filling))


def take_answer(
    source: str,
    result: TextResult,
    question: Question,
    answer: Hypothesis,
    judge: Judge,
    *,
    is_choosing: bool,
) -> TextResult:
    """The answer with the right renderings filled in, if it has all that stands in for them and
    fewer mistakes than ``result``; else ``result``. ``is_choosing`` as in `choose_translation`."""
    beam = (answer, *answer.alternatives) if is_choosing else (answer,)
    filled = [
        Hypothesis(text=text, score=one.score)
        for one in beam
        if (text := _filled(one.text, question)) and is_whole(text, numbers_of(source))
        if not has_rest(text, source)
    ]
    if not filled:
        return result
    best = replace(filled[0], alternatives=tuple(filled[1:]))
    new = choose_translation(source, best, judge, is_choosing=is_choosing)
    repairs = tuple(repair for _, repair in question.filling)
    return replace(new, repairs=repairs) if new.is_better_than(result) else result


def _filled(answer: str, question: Question) -> str:
    """The answer with the right renderings; empty if one that stands for them is not there once."""
    edits = list[Edit]()
    for stand_in, repair in question.filling:
        found = list(stand_in.returned.finditer(answer))
        if len(found) != 1:
            return ""
        edits.append(Edit(*found[0].span(), repair.after))
    return apply_edits(answer, sorted(edits))
