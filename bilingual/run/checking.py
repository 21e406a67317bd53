"""Checking files of two languages, whoever translated them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range, move_range
from bilingual.errors import BilingualError, FaultError, ReadError
from bilingual.model import Finding, Severity, gravest
from bilingual.readers.pairs import PAIR_FORMATS, NoPairsError, PairsRead, TextPair, read_pairs
from bilingual.readers.pairs.texts import rows_text
from bilingual.run.walks import is_hidden_or_part, walk_files
from bilingual.translate import TranslateOptions
from bilingual.translate.checks import Row
from bilingual.translate.glossary import GLOSSARY_NAMES
from bilingual.translate.sentence_pairs import pair_sentences

_MISPLACED = 2
"""Findings that a figure in the wrong sentence makes: missing in one, out of nothing in another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFinding:
    """A finding and the pair it is about."""

    pair: TextPair
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of a file."""

    path: Path
    pairs: int = 0
    findings: tuple[PairFinding, ...] = ()
    """In the order of the rows."""
    remarks: tuple[str, ...] = ()
    """What of the file was not understood, and so is not checked."""
    error: BilingualError | None = None
    """Why it could not be read."""

    def fails(self, least: Severity) -> bool:
        """Whether it could not be read, or has a finding that matters as much as ``least``."""
        worst = gravest(one.finding.severity for one in self.findings)
        return self.error is not None or (worst is not None and worst.reaches(least))


def check_paths(
    paths: Sequence[Path], options: TranslateOptions, *, encoding: str | None = None
) -> Iterator[Checked]:
    """Check files, and those in folders that can be of two languages, each once. In folders, files
    that turn out to have no pairs are passed over with a remark."""
    seen = set[Path]()
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - no rights are an answer too
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield check_file(path, options, encoding=encoding)
            continue
        problems = list[ReadError]()
        files = walk_files(
            path, tuple(PAIR_FORMATS), passes_over=is_hidden_or_part, report=problems.append
        )
        for file in files:
            if file.resolve() not in seen and file.name not in GLOSSARY_NAMES:
                seen.add(file.resolve())
                checked = check_file(file, options, encoding=encoding)
                if isinstance(checked.error, NoPairsError):
                    remark = f"{checked.error.problem}: passed over"
                    checked = Checked(path=file, remarks=(remark,))
                yield checked
        for problem in problems:
            yield Checked(path=Path(problem.path), error=problem)


def check_file(
    path: Path,
    options: TranslateOptions,
    *,
    encoding: str | None = None,
    data: bytes | None = None,
) -> Checked:
    """Check one file, whose content is ``data`` where somebody has it already. Whatever is wrong
    with it is its own result, not an exception."""
    try:
        read = read_pairs(path, data, encoding=encoding)
        findings = sorted(_findings(read, options), key=lambda one: one.pair.row)
    except BilingualError as error:
        return Checked(path=path, error=error)
    except Exception as error:
        return Checked(path=path, error=FaultError.of(path, error))
    alone = [pair.row for pair in read.pairs if _has_text(pair.target) > _has_text(pair.source)]
    told = [f"no source in {rows_text(alone)}: not checked"] if alone else []
    return Checked(
        path=path,
        pairs=len(read.pairs),
        findings=tuple(findings),
        remarks=(*read.remarks, *told),
    )


def _findings(read: PairsRead, options: TranslateOptions) -> Iterator[PairFinding]:
    for pair in read.pairs:
        if _is_judged(pair):
            for finding in _judge(pair, options, by_sentence=read.are_ours):
                yield PairFinding(pair=pair, finding=finding)
    for language in dict.fromkeys(pair.language for pair in read.pairs):
        pairs = [pair for pair in read.pairs if pair.language == language]
        rows = [
            Row(
                source=pair.source,
                target=pair.target,
                is_heading=pair.is_heading,
                number=pair.row,
            )
            for pair in pairs
        ]
        for index, finding in options.judge_rows(language, rows):
            yield PairFinding(pair=pairs[index], finding=finding)


def _judge(pair: TextPair, options: TranslateOptions, *, by_sentence: bool) -> list[Finding]:
    """What the checks find about a pair, with its places in the whole texts.

    Sentence by sentence a figure that stands in the wrong one is found too. But a translation may
    have as many sentences as its source and divide the text otherwise: then much is missing from
    each, and the pair is judged as a whole.
    """
    whole = list(_judge_at((((0, len(pair.source)), (0, len(pair.target))),), pair, options))
    sentences = pair_sentences(pair.source, pair.target) if by_sentence else ()
    if len(sentences) < 2:
        return whole
    divided = list(_judge_at(sentences, pair, options))
    return divided if len(divided) - len(whole) <= _MISPLACED else whole


def _judge_at(
    places: Iterable[tuple[Range, Range]], pair: TextPair, options: TranslateOptions
) -> Iterator[Finding]:
    for source, target in places:
        texts = pair.source[slice(*source)], pair.target[slice(*target)]
        for finding in options.judge(pair.language, *texts):
            yield replace(
                finding,
                source=finding.source and move_range(finding.source, [(0, source[0])]),
                target=finding.target and move_range(finding.target, [(0, target[0])]),
            )


def _is_judged(pair: TextPair) -> bool:
    """Whether there is something to translate: signs alone are the same in every language."""
    is_same = pair.source == pair.target and not has_han(pair.source)
    return not is_same and _has_text(pair.source)


def _has_text(text: str) -> bool:
    return any(map(str.isalnum, text))
