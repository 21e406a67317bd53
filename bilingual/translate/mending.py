"""Mending: what is right in place of what is wrong, where it is clear which is for which."""

from __future__ import annotations

from dataclasses import replace

from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment
from bilingual.model import Finding
from bilingual.translate.clauses import begin_large
from bilingual.translate.results import Judge, TextResult, repair_of, wrong_places

# Of the 69 figures that had another in their place on press-dev, every pair that was none had a
# smaller share or a rival.
_CLEAR_SHARE = 0.2  # of the attention, for a figure of the source to be what a place is for
_CLEAR_LEAD = 2  # times what the next one has


def is_mendable(result: TextResult) -> bool:
    """Whether something in the translation is wrong and something right is known."""
    has_place = any(finding.target for finding in result.findings)
    return has_place and any(wrong_places(result.findings))


def mend(source: str, result: TextResult, alignment: Alignment, judge: Judge) -> TextResult:
    """The result with what is right in place of what is wrong, as far as it has fewer mistakes
    then. The ``alignment`` of the two says which is for which; a check knows figures, not words,
    and may take any figure too many for one that is missing."""
    places = {finding.target for finding in result.findings if finding.target}
    steps = [
        (place, finding)
        for place in sorted(places, reverse=True)  # so that the others stay where they are
        if (finding := _answering_to(place, result, alignment))
    ]
    for (start, stop), finding in steps:
        for rendering in finding.renderings:
            text = result.text[:start] + rendering + result.text[stop:]
            text = text if start else begin_large(text, source)
            repair = repair_of(source, result, finding, rendering)
            repair = replace(repair, before=result.text[start:stop])
            repairs = (*result.repairs, repair)
            findings = judge(source, text)
            new = replace(result, text=text, findings=findings, repairs=repairs, alignment=None)
            if new.is_better_than(result):
                result = new
                break
    return result


def _answering_to(place: Range, result: TextResult, alignment: Alignment) -> Finding | None:
    """The finding about what should stand at ``place`` of the translation, if that is clear."""
    known = list(wrong_places(result.findings))
    shares = [alignment.share(place, source) for source, _ in known]
    best = max(range(len(known)), key=lambda index: shares[index], default=None)
    if best is None or shares[best] < _CLEAR_SHARE:
        return None
    rivals = shares[:best] + shares[best + 1 :]
    return known[best][1] if shares[best] >= _CLEAR_LEAD * max(rivals, default=0) else None
