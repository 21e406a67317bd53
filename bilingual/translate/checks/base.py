"""What a check is: a sentence, or the rows of a document, go in, and what is
implausible about the translation comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bilingual.chinese.edits import Range
from bilingual.model import Finding, Severity
from bilingual.translate.glossary import Glossary

NO_TERMS = Glossary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a check looks at."""

    source: str
    target: str
    language: str
    """Of the target, as a BCP-47 tag."""
    glossary: Glossary = NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a check across a document looks at: a pair of its rows' texts."""

    source: str
    target: str
    is_heading: bool = False
    number: int = 0
    """By which messages name it."""


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
    bounds: str = ""
    """Where it draws the line, for people; empty where there is nothing to draw."""
    function: Callable[[Sentence], Iterable[str | Spot]] = lambda sentence: ()
    """A message for each thing found, with its places where they are known. It finds nothing
    where a later step does that, with `finding`."""
    across: Callable[[Sequence[Row]], Iterable[tuple[int, Spot]]] = lambda rows: ()
    """The same for a whole document: indices of rows, each with what is found there."""
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
