"""How to translate: which terms hold, which checks judge, what may be repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bilingual.files import hash_bytes
from bilingual.model import Finding
from bilingual.translate.checks import Row, check_rows, check_translation
from bilingual.translate.glossary import Glossary
from bilingual.translate.repair import RepairOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions:
    """What a translation depends on besides its text and the engine."""

    glossary: Glossary = field(default_factory=Glossary)
    checks_off: frozenset[str] = frozenset()
    """Codes of the checks that do not judge."""
    repair: RepairOptions = field(default_factory=RepairOptions)

    @property
    def signature(self) -> str:
        """A hash of all of it."""
        off = ",".join(sorted(self.checks_off))
        return hash_bytes(f"{self.glossary.signature}\0{off}\0{self.repair}".encode())

    def judge(self, language: str, source: str, target: str) -> tuple[Finding, ...]:
        """What the checks find about a translation to ``language``."""
        findings = check_translation(source, target, language=language, glossary=self.glossary)
        return tuple(one for one in findings if one.code not in self.checks_off)

    def judge_rows(self, language: str, rows: Sequence[Row]) -> Iterator[tuple[int, Finding]]:
        """What the checks find across a document: indices of rows, each with a finding."""
        for index, finding in check_rows(rows, language=language):
            if finding.code not in self.checks_off:
                yield index, finding
