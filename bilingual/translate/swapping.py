"""Figures and names of a remembered translation swapped for those of a text that differs from the
remembered one in nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilingual.chinese.edits import Edit, Range, apply_edits
from bilingual.chinese.numbers import Figure, read_figures
from bilingual.chinese.persons import Person, find_persons
from bilingual.model import Repair
from bilingual.translate.glossary import Glossary
from bilingual.translate.names import compare_names, render_person
from bilingual.translate.numbers import compare_numbers, same_figures
from bilingual.translate.numbers.rendering import renderings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """A remembered translation with other figures or names in it."""

    text: str
    repairs: tuple[Repair, ...]
    """What was put in the place of what."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A figure or a name in a Chinese text."""

    place: Range
    meant: Figure | Person

    @property
    def is_person(self) -> bool:
        return isinstance(self.meant, Person)

    def render(self, wrong: str) -> str:
        """How English writes it in place of ``wrong``; empty where that is not certain."""
        if isinstance(self.meant, Person):
            return render_person(self.meant)
        return next(iter(renderings_of(self.meant, wrong)), "")


def swap(source: str, remembered: str, translation: str, glossary: Glossary) -> Swapped | None:
    """``translation``, which is that of ``remembered``, as one of ``source``; None where the two
    differ in more than figures and names, or where it is not certain what stands for what.

    ``2023年收入35亿元。`` is *Revenue was 3.5 billion yuan in 2023.* So ``2024年收入41亿元。`` is
    *Revenue was 4.1 billion yuan in 2024.*
    """
    ours, theirs = list(_slots(source)), list(_slots(remembered))
    if _frame(source, ours) != _frame(remembered, theirs):
        return None
    said = same_figures(remembered, translation)
    edits = dict[Range, Edit]()
    repairs = list[Repair]()
    new_text = {
        other.place: source[slice(*one.place)] for one, other in zip(ours, theirs, strict=True)
    }
    for one, other in zip(ours, theirs, strict=True):
        text, before = source[slice(*one.place)], remembered[slice(*other.place)]
        if text == before:
            continue
        places = _places(other, translation, said)
        meant = {new_text.get(place, "") for at, found in said if at in places for place in found}
        if len(places) != 1 or (not other.is_person and meant != {text}):
            return None
        (place,) = places
        wrong = translation[slice(*place)]
        if not (rendering := one.render(wrong)):
            return None
        if edits.get(place, Edit(*place, rendering)) != Edit(*place, rendering):
            return None
        edits[place] = Edit(*place, rendering)
        repairs.append(Repair(source=text, before=wrong, after=rendering))
    text = apply_edits(translation, sorted(edits.values()))
    is_sound = edits and _faults(source, text, glossary) <= _faults(
        remembered, translation, glossary
    )
    return Swapped(text=text, repairs=tuple(repairs)) if is_sound else None


def _slots(text: str) -> Iterator[_Slot]:
    """Figures and names, in order; none that reaches into the one before."""
    slots = [_Slot(one.place, one) for one in read_figures(text) if one.is_needed]
    slots += [_Slot(one.place, one) for one in find_persons(text)]
    at = 0
    for slot in sorted(slots, key=lambda one: one.place):
        if slot.place[0] >= at:
            yield slot
            at = slot.place[1]


def _frame(text: str, slots: Sequence[_Slot]) -> list[tuple[str, bool]]:
    """What stands before each slot, with what kind of slot it is; and what is left."""
    frame, at = list[tuple[str, bool]](), 0
    for slot in slots:
        frame.append((text[at : slot.place[0]], slot.is_person))
        at = slot.place[1]
    return [*frame, (text[at:], False)]


def _places(
    slot: _Slot, translation: str, said: Sequence[tuple[Range, list[Range]]]
) -> list[Range]:
    """Where the translation says a figure, or a name; nowhere if it has a part of the name too."""
    if not isinstance(slot.meant, Person):
        return [place for place, sources in said if slot.place in sources]
    name = render_person(slot.meant)
    found = [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", translation)]
    parts = sum(len(re.findall(rf"\b{one}\b", translation)) for one in set(name.split()))
    return found if parts == len(set(name.split())) * len(found) else []


def _faults(source: str, translation: str, glossary: Glossary) -> int:
    """How much is wrong about the figures and names of a translation."""
    return len(compare_numbers(source, translation)) + sum(
        1 for _ in compare_names(source, translation, glossary)
    )
