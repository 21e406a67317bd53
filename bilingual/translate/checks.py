"""Checks of a translation against its source: what the machine did that it cannot have meant.
A new check is a row of `CHECKS`; docs/adding.md shows one.

They judge form, not meaning: a sentence without findings may still be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from bilingual.chinese.characters import count_han
from bilingual.chinese.edits import Range
from bilingual.formats.addresses import left_out
from bilingual.model import Finding, Severity, Span
from bilingual.translate.glossary import Glossary
from bilingual.translate.names import compare_names
from bilingual.translate.numbers import NumberCode, NumberFinding, compare_numbers

# English letters to a Chinese character run from about 2 (terms) to 6 (verbose officialese).
_MOST_LETTERS = 12
_FEWEST_LETTERS = 0.8
_HAN_LANGUAGES = ("zh", "ja", "ko")
_SHORT = 8  # Chinese characters below which a ratio says nothing

_SHOWN_ADDRESS = 80  # characters

_NO_TERMS = Glossary()

_STUTTER = re.compile(r"(\S{1,12}?)\1{4,}")
_LOOP_SIZES = range(1, 9)  # words in the repeated stretch
_DOTS_AND_DASHES = re.compile(r"[.\-_=*~…—·]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a check looks at."""

    source: str
    target: str
    language: str
    """Of the target, as a BCP-47 tag."""
    glossary: Glossary = _NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A thing found that has a place, see `Finding`."""

    message: str
    source: Range | None = None
    target: Range | None = None
    renderings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A kind of finding, and how it is found."""

    code: str
    """Stable: it stands in JSON and in settings."""
    says: str
    """What a finding means, as a sentence for people."""
    function: Callable[[Sentence], Iterable[str | Spot]] = lambda sentence: ()
    """A message for each thing found, with its places where they are known. It finds nothing
    where a later step does that, with `finding`."""
    severity: Severity = Severity.WARNING
    languages: tuple[str, ...] = ()
    """The languages of translations that it can judge; all if there are none."""
    is_garbage: bool = False
    """Whether the model lost its way, so that other decoding settings may do better. A wrong
    number is a mistake of another kind: decoding differently seldom mends it."""
    is_final: bool = False
    """Whether there is nothing left for the checks after it to look at."""

    def finding(self, found: str | Spot) -> Finding:
        """A finding of this kind."""
        spot = Spot(message=found) if isinstance(found, str) else found
        return Finding(
            code=self.code,
            severity=self.severity,
            message=spot.message,
            source=spot.source,
            target=spot.target,
            renderings=spot.renderings,
        )

    def judges(self, language: str) -> bool:
        """Whether it can judge translations to a language, such as ``en-GB``."""
        return not self.languages or language.split("-", maxsplit=1)[0] in self.languages


def check_translation(
    source: str, target: str, *, language: str = "en", glossary: Glossary = _NO_TERMS
) -> tuple[Finding, ...]:
    """What is implausible about ``target`` as the translation of ``source`` to ``language``."""
    sentence = Sentence(source=source, target=target, language=language, glossary=glossary)
    findings: list[Finding] = []
    for check in CHECKS:
        if check.judges(language):
            found = [check.finding(one) for one in check.function(sentence)]
            findings += found
            if found and check.is_final:
                break
    return tuple(findings)


def check_links(spans: Iterable[Span]) -> tuple[Finding, ...]:
    """A finding for each address that writers leave out, see `bilingual.formats.addresses`."""
    addresses = dict.fromkeys(filter(None, map(left_out, spans)))
    return tuple(
        LINK.finding(f"link left out: {address[:_SHOWN_ADDRESS]}") for address in addresses
    )


def is_garbage(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is worth another try with other decoding settings."""
    return any(finding.code in _GARBAGE for finding in findings)


def has_loop(text: str) -> bool:
    """Whether a stretch of words comes at least three times in a row (a word four times), or a
    stretch of letters five times."""
    if _STUTTER.search(_DOTS_AND_DASHES.sub(" ", text)):
        return True
    words = re.findall(r"\w+", text.lower())
    return any(
        _longest_run(words, size) >= (4 if size == 1 else 3)
        for size in _LOOP_SIZES
        if len(words) >= 3 * size
    )


def _longest_run(words: list[str], size: int) -> int:
    """How often the most repeated stretch of ``size`` words stands in a row."""
    longest = run = size  # words since which word i equals word i - size, and size more
    for index in range(size, len(words)):
        run = run + 1 if words[index] == words[index - size] else size
        longest = max(longest, run)
    return longest // size


def _find_nothing(sentence: Sentence) -> Iterator[str]:
    if not any(character.isalnum() for character in sentence.target):
        yield "nothing was translated"


def _find_gaps(sentence: Sentence) -> Iterator[str]:
    if "⁇" in sentence.target or "\ufffd" in sentence.target:
        yield "the model left a gap (⁇)"


def _find_loops(sentence: Sentence) -> Iterator[str]:
    if has_loop(sentence.target) and not has_loop(" ".join(sentence.source)):
        yield "the model repeats itself"


def _find_odd_lengths(sentence: Sentence) -> Iterator[str]:
    chinese = count_han(sentence.source)
    if chinese < _SHORT:
        return
    letters = sum(character.isalnum() for character in sentence.target)
    others = sum(character.isalnum() for character in sentence.source) - chinese
    if letters > _MOST_LETTERS * chinese + others:
        yield "the translation is far too long"
    if letters < _FEWEST_LETTERS * chinese:
        yield "the translation is far too short"


def _find_han(sentence: Sentence) -> Iterator[str]:
    is_at_home = sentence.language[:2] in _HAN_LANGUAGES
    if not is_at_home and (left := count_han(sentence.target)):
        yield f"{left} Chinese character{'s' * (left > 1)} not translated"


def _find_missing_terms(sentence: Sentence) -> Iterator[Spot]:
    """Terms are compared as English is inflected, so other languages are not judged."""
    for hit in sentence.glossary.find(sentence.source):
        term = hit.term
        if term.is_enforced and not term.is_said_in(sentence.target):
            yield Spot(
                message=f"{term.source} should be {term.target!r}",
                source=hit.place,
                renderings=(term.target,),
            )


def _find_names(sentence: Sentence) -> Iterator[Spot]:
    for found in compare_names(sentence.source, sentence.target, sentence.glossary):
        yield Spot(
            message=found.message,
            source=found.source,
            target=found.target,
            renderings=(found.rendering,) if found.rendering else (),
        )


def _find_forbidden_terms(sentence: Sentence) -> Iterator[Spot]:
    for hit in sentence.glossary.find(sentence.source):
        for start, stop in hit.term.forbidden_in(sentence.target):
            yield Spot(
                message=f"{sentence.target[start:stop]!r} must not stand for {hit.term.source}",
                source=hit.place,
                target=(start, stop),
                renderings=(hit.term.target,),
            )


def _find_figures(code: NumberCode, sentence: Sentence) -> Iterator[Spot]:
    for found in _compared(sentence.source, sentence.target):
        if found.code is code:
            yield Spot(
                message=found.message,
                source=found.source,
                target=found.target,
                renderings=found.renderings,
            )


@lru_cache(maxsize=1)
def _compared(source: str, target: str) -> tuple[NumberFinding, ...]:
    """The comparison that the checks of figures share."""
    return compare_numbers(source, target)


FORMAT = Check(code="format", says="Formatting of a part of the source found no place.")
LINK = Check(code="link", says="A link leads to an address that documents do not send readers to.")

_FIGURES_SAY = {
    NumberCode.NUMBER: "A number of the source is not in the translation, or is another there.",
    NumberCode.NUMBER_ADDED: "The translation has a number that nothing in the source explains.",
    NumberCode.DATE: "A year, month or day of the source is not in the translation.",
    NumberCode.DATE_ADDED: "The translation has a date that nothing in the source explains.",
    NumberCode.TIME: "A time of day of the source is not in the translation.",
    NumberCode.TIME_ADDED: "The translation has a time that nothing in the source explains.",
    NumberCode.UNIT: "The number is right, and what it counts is not.",
}
FIGURES = tuple(
    Check(
        code=code.value,
        says=says,
        function=partial(_find_figures, code),
        severity=Severity.WARNING if code.value.endswith("-added") else Severity.ERROR,
        languages=("en",),
    )
    for code, says in _FIGURES_SAY.items()
)
"""The checks of figures."""

CHECKS = (
    Check(
        code="empty",
        says="Nothing was translated.",
        function=_find_nothing,
        severity=Severity.ERROR,
        is_garbage=True,
        is_final=True,
    ),
    Check(
        code="unknown",
        says="The model had no character for a piece and left a gap (⁇).",
        function=_find_gaps,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    Check(
        code="loop",
        says="The model repeats itself.",
        function=_find_loops,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    Check(
        code="length",
        says="The translation is far too long or too short for its source.",
        function=_find_odd_lengths,
        languages=("en",),
        is_garbage=True,
    ),
    Check(
        code="untranslated",
        says="Chinese characters are left in the translation.",
        function=_find_han,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    *FIGURES,
    Check(
        code="name",
        says="A person is named in the source or in the translation, and not in the other.",
        function=_find_names,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="term",
        says="A term of the glossary is not rendered as the glossary has it.",
        function=_find_missing_terms,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="forbidden-term",
        says="The translation has a rendering that the glossary forbids.",
        function=_find_forbidden_terms,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    FORMAT,
    LINK,
)
"""All checks, in the order in which their findings are told."""

_GARBAGE = frozenset(check.code for check in CHECKS if check.is_garbage)
