"""Translations: of a segment, of a block, of a document; and what checks found about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bilingual.model.blocks import Block, Span
from bilingual.model.documents import Document


class Severity(StrEnum):
    """How much a finding matters; the gravest comes first."""

    ERROR = "error"
    """The translation is wrong, or is none."""
    WARNING = "warning"
    """It may well be wrong."""
    NOTE = "note"
    """Worth a look: something beside the meaning."""

    def reaches(self, least: Severity) -> bool:
        """Whether it matters as much as ``least``, or more."""
        order = list(Severity)
        return order.index(self) <= order.index(least)


def gravest(severities: Iterable[Severity]) -> Severity | None:
    """The one that matters most; None of none."""
    return min(severities, key=list(Severity).index, default=None)


def count_severities(severities: Iterable[Severity]) -> dict[Severity, int]:
    """How many there are of each, also if there are none; the gravest first."""
    counts = Counter(severities)
    return {severity: counts[severity] for severity in Severity}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check cannot vouch for; shown to the reader."""

    code: str
    """The check's; `bilingual.translate.checks` has the table of them."""
    severity: Severity = Severity.WARNING
    message: str
    """What it found, for people."""
    source: tuple[int, int] | None = None
    """The characters of the segment that it is about, end excluded."""
    target: tuple[int, int] | None = None
    """The characters of its translation that are wrong."""
    renderings: tuple[str, ...] = ()
    """What would be right at `target`, the best first; empty where that is not certain. Without
    a `target`, what the translation should say somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Something that the tool, not the engine, wrote into a translation."""

    source: str
    """What of the source it renders, such as ``2010年``."""
    before: str
    """What the engine had in its place, as far as that is known."""
    after: str
    """What stands there now."""


class Origin(StrEnum):
    """Where a translation came from; `REMEMBERED` are those that a memory gave."""

    ENGINE = "engine"
    HUMAN = "human"
    """A person wrote it; it stands as it is."""
    MEMORY = "memory"
    """The memory has it from elsewhere, or with other figures."""
    FALLBACK = "fallback"
    """Another engine, asked for what the engine did not get right."""
    RULE = "rule"
    """A page count, a heading's number: see `bilingual.translate.by_rule`."""
    SOURCE = "source"
    """Nothing to translate: the source text itself."""


REMEMBERED = frozenset({Origin.HUMAN, Origin.MEMORY})
"""The origins of what a translation memory gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What a translation memory has about a text; see `bilingual.memory.Entry`."""

    source: str
    """The text that was translated."""
    target: str
    score: float
    """How like that text is to this one, 0 to 100."""
    origin: str
    """Who answers for it: ``human``, ``imported`` or ``aligned``."""
    author: str = ""
    date: str = ""
    document: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """Whose it is, for messages: ``Li Ming, 2026-11-27``; else where it is from."""
        whose = self.author or {"human": "a person"}.get(self.origin, f"the memory ({self.origin})")
        return ", ".join(filter(None, (whose, self.date[:10])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The translation of one segment."""

    source: str
    """The segment; joined in order, a block's segments are its text."""
    text: str
    origin: Origin
    score: float | None = None
    """As `bilingual.engines.base.Hypothesis.score`: higher is better."""
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    recalled: Recalled | None = None
    """What the memory has: what `text` is, where its origin is the memory or a person; else a
    suggestion that was not taken, of a text like this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Source and target of one block."""

    source: Block
    """As normalised."""
    original: Block
    """As read."""
    target: tuple[Span, ...]
    target_marker: str = ""
    """What stands before the target: the source's `Block.marker` in the target's language."""
    segments: tuple[Translation, ...] = ()

    @property
    def target_text(self) -> str:
        return "".join(span.text for span in self.target)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for segment in self.segments for finding in segment.findings)

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation that is more than the source itself."""
        return any(one.origin is not Origin.SOURCE for one in self.segments)

    @property
    def is_remembered(self) -> bool:
        """Whether some of it is a person's, or of a memory."""
        return any(one.origin in REMEMBERED for one in self.segments)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        return tuple(repair for segment in self.segments for repair in segment.repairs)

    def sentence_ranges(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """For each segment, its start and stop in the source's text and in `target_text`."""
        ranges, source, target, text = [], 0, 0, self.target_text
        for segment in self.segments:
            start = max(target, text.find(segment.text, target))
            stop = start + len(segment.text)
            ranges.append(((source, source + len(segment.source)), (start, stop)))
            source, target = source + len(segment.source), stop
        return tuple(ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Who translated; goes into every document."""

    name: str
    """``argos``, ``identity`` …, see `bilingual.engines`."""
    package: str = ""
    """The model's name: a package's folder, such as ``translate-zh_en-1_9``, or a file; empty
    without one."""
    version: str = ""
    checksum: str = ""
    """SHA-256 of the model's files."""
    licence: str = ""
    """What the model says of its licence."""
    quality: str = ""
    """``draft`` where the package declares that its output must not be trusted."""
    target_language: str = "en"
    """BCP-47 tag of what it translates to."""
    target_name: str = "English"
    """English name of that language."""

    cut_length: int = 0
    """Characters of a sentence up to which it does well; longer ones are better in parts. 0 if it
    does well with any."""

    @property
    def is_draft(self) -> bool:
        return self.quality == "draft"

    @property
    def label(self) -> str:
        """How documents name the translator, such as ``argos, translate-zh_en-0_1 (draft)``."""
        named = f"{self.name}, {self.package}" if self.package else self.name
        return f"{named} (draft)" if self.is_draft else named

    @property
    def details(self) -> str:
        """What exactly translated: ``version 0.5 · SHA-256 …``, and what is known of a licence."""
        facts = {"version": self.version, "SHA-256": self.checksum, "licence:": self.licence}
        return " · ".join(f"{name} {fact}" for name, fact in facts.items() if fact)

    @property
    def described(self) -> str:
        """The label and the details."""
        return " · ".join(filter(None, (self.label, self.details)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BilingualDocument:
    """A seed with its translation: what every writer gets."""

    document: Document
    """The source as read, for title, author, date and front matter."""
    pairs: tuple[Pair, ...]
    source_language: str
    target_language: str
    engine: EngineInfo
    title: str = ""
    """The title, normalised."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for pair in self.pairs for finding in pair.findings)
