"""Checks of a translation against its source: what the machine did that it cannot have meant.
A new check is a function in one of this folder's modules and a row of `CHECKS`; docs/adding.md
shows one, docs/checks.md how right they are.

They judge form and facts, not meaning: a sentence without findings may still be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from bilingual.formats.addresses import left_out
from bilingual.model import LEAST_SURE, Block, Finding, Severity, Span
from bilingual.translate.checks import across, content, form
from bilingual.translate.checks.base import NO_TERMS, Check, Sentence
from bilingual.translate.checks.base import Row as Row
from bilingual.translate.checks.form import has_loop as has_loop
from bilingual.translate.glossary import Glossary
from bilingual.translate.numbers import ROUNDING_BOUNDS, NumberCode

_SHOWN_ADDRESS = 80  # characters


FORMAT = Check(code="format", says="Formatting of a part of the source found no place.")
LINK = Check(code="link", says="A link leads to an address that documents do not send readers to.")
RECOGNISED = Check(
    code="recognised",
    says="Text recognition is not sure of a line of the source.",
    bounds=f"less than {LEAST_SURE:.0%} sure",
)
CHANGED = Check(
    code="changed",
    says="The memory has a text like this one; what it was and its translation are told.",
    severity=Severity.NOTE,
)
SWAPPED = Check(
    code="swapped",
    says="A translation of the memory with other figures or names put in.",
    severity=Severity.NOTE,
)
CONFLICT = Check(
    code="conflict",
    says="People translated the same source in several ways; the others are told.",
    severity=Severity.NOTE,
)
FELL_BACK = Check(
    code="fallback",
    says="A language model gave no sound translation, so another engine translated the sentence.",
)
ALIGNED = Check(
    code="aligned",
    says="Sentences that `align` put together and that may not answer to each other.",
)
UNPAIRED = Check(
    code="unpaired",
    says="Nothing in the other document that `align` was given answers to a sentence.",
)

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
        bounds=ROUNDING_BOUNDS if code is NumberCode.NUMBER else "",
        function=partial(content.find_figures, code),
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
        function=form.find_nothing,
        severity=Severity.ERROR,
        is_garbage=True,
        is_final=True,
    ),
    Check(
        code="unknown",
        says="The model had no character for a piece and left a gap (⁇).",
        function=form.find_gaps,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    Check(
        code="loop",
        says="The model repeats itself.",
        bounds=form.LOOP_BOUNDS,
        function=form.find_loops,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    Check(
        code="length",
        says="The translation is far too long or too short for its source.",
        bounds=form.LENGTH_BOUNDS,
        function=form.find_odd_lengths,
        languages=("en",),
        is_garbage=True,
    ),
    Check(
        code="untranslated",
        says="Chinese characters are left in the translation.",
        function=form.find_han,
        severity=Severity.ERROR,
        is_garbage=True,
    ),
    *FIGURES,
    Check(
        code="name",
        says="A person is named in the source or in the translation, and not in the other.",
        function=content.find_names,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="term",
        says="A term of the glossary is not rendered as the glossary has it.",
        function=content.find_missing_terms,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="forbidden-term",
        says="The translation has a rendering that the glossary forbids.",
        function=content.find_forbidden_terms,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="address",
        says="A web or mail address of the source is not in the translation.",
        function=content.find_missing_addresses,
        severity=Severity.ERROR,
    ),
    Check(
        code="latin",
        says="A Latin word, product name or model number of the source is not in the translation.",
        function=content.find_missing_latin,
        severity=Severity.ERROR,
        languages=("en",),
    ),
    Check(
        code="negation",
        says="The source denies or forbids, and the translation has no word that does.",
        function=content.find_lost_negation,
        languages=("en",),
    ),
    Check(
        code="omission",
        says="The translation is so short that a clause of the source is probably not in it.",
        bounds=content.OMISSION_BOUNDS,
        function=content.find_omissions,
        languages=("en",),
    ),
    Check(
        code="brackets",
        says="Brackets or quotes open and do not close, where those of the source do.",
        function=form.find_open_brackets,
        severity=Severity.NOTE,
    ),
    Check(
        code="doubled",
        says="A word stands twice in a row.",
        function=form.find_doubled_words,
        severity=Severity.NOTE,
        languages=("en",),
    ),
    Check(
        code="repeated",
        says="Words stand together twice, and nothing of the source does.",
        function=form.find_repeated_phrases,
        languages=("en",),
    ),
    Check(
        code="inconsistent",
        says="The same source is translated in another way elsewhere in the document.",
        across=across.find_inconsistencies,
        severity=Severity.NOTE,
    ),
    Check(
        code="heading-case",
        says="A heading is in title case, sentence case or small letters, and most others are not.",
        bounds=across.CASING_BOUNDS,
        across=across.find_mixed_headings,
        severity=Severity.NOTE,
        languages=("en",),
    ),
    FORMAT,
    LINK,
    RECOGNISED,
    CHANGED,
    SWAPPED,
    CONFLICT,
    FELL_BACK,
    ALIGNED,
    UNPAIRED,
)
"""All checks, in the order in which their findings are told."""

_GARBAGE = frozenset(check.code for check in CHECKS if check.is_garbage)


def check_translation(
    source: str, target: str, *, language: str = "en", glossary: Glossary = NO_TERMS
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


def check_rows(rows: Sequence[Row], *, language: str = "en") -> Iterator[tuple[int, Finding]]:
    """What only a whole document shows: indices of its rows, each with a finding."""
    for check in CHECKS:
        if check.judges(language):
            for index, spot in check.across(rows):
                yield index, check.finding(spot)


def check_links(spans: Iterable[Span]) -> tuple[Finding, ...]:
    """A finding for each address that writers leave out, see `bilingual.formats.addresses`."""
    addresses = dict.fromkeys(filter(None, map(left_out, spans)))
    return tuple(
        LINK.finding(f"link left out: {address[:_SHOWN_ADDRESS]}") for address in addresses
    )


def check_recognition(block: Block) -> tuple[tuple[int, Finding], ...]:
    """A finding for each line of a block, as it was read, that may well be another, with where in
    the block's text it begins."""
    found = []
    text, at = block.text, 0
    for line in block.recognised:
        at = max(at, text.find(line.text, at))
        if line.is_doubtful:
            message = f"recognised in a picture, {line.sure:.0%} sure: {line.text}"
            found.append((at, RECOGNISED.finding(message)))
    return tuple(found)


def is_garbage(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is worth another try with other decoding settings."""
    return any(finding.code in _GARBAGE for finding in findings)
