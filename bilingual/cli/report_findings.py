"""What ``bilingual check`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bilingual.cli.machines import event, report
from bilingual.formats.shown import count_of
from bilingual.model import Severity, count_severities
from bilingual.run.checking import Checked, PairFinding
from bilingual.run.rows import RowFinding

_SHOWN = 100
"""Characters of a text that a list shows."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""What GitHub calls our severities."""


def list_findings(result: Checked) -> Iterator[str]:
    """Each finding in a line, and below it the two texts, cut short around what it is about; the
    texts once for all findings of a row."""
    shown = 0
    for number, one in enumerate(result.findings):
        pair, finding = one.pair, one.finding
        yield f"{result.path}:{pair.row}: {finding.severity} {finding.code}: {finding.message}"
        following = result.findings[number + 1 : number + 2]
        if not following or following[0].pair.row != pair.row:
            is_alone = shown == number
            yield f"    {_excerpt(pair.source, finding.source if is_alone else None)}"
            yield f"    {_excerpt(pair.target, finding.target if is_alone else None) or '(empty)'}"
            shown = number + 1


def annotate(result: Checked) -> Iterator[str]:
    """Each finding as an annotation of GitHub Actions; the line is that of the file, where the
    format tells lines, else the row."""
    if result.error:
        told = f"{result.error.problem}; {result.error.remedy}"
        yield f"::error file={_property(str(result.path))},title=read::{_data(told)}"
    for one in result.findings:
        pair, finding = one.pair, one.finding
        properties = {
            "file": str(result.path),
            "line": str(pair.line or pair.row),
            "title": finding.code,
        }
        told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = f"row {pair.row}: {finding.message} [{_excerpt(pair.target, finding.target)}]"
        yield f"::{_LEVELS[finding.severity]} {told}::{_data(message)}"


def findings_as_json(results: Sequence[Checked], seconds: float) -> str:
    """All results, as ``translate --json`` tells of findings."""
    return report("check", [_row(one) for one in results], summary=_summary(results, seconds))


def result_line(result: Checked) -> str:
    """One result, as a line of JSON."""
    return event("check", "result", **_row(result))


def summary_line(results: Sequence[Checked], seconds: float) -> str:
    """All of them in numbers, as a line of JSON."""
    return event("check", "summary", summary=_summary(results, seconds))


def _row(result: Checked) -> dict[str, Any]:
    return {
        "path": str(result.path),
        "pairs": result.pairs,
        "findings": [asdict(_row_finding(one)) for one in result.findings],
        "remarks": result.remarks,
        "error": result.error.fields() if result.error else None,
    }


def _summary(results: Sequence[Checked], seconds: float) -> dict[str, Any]:
    return {
        "pairs": sum(result.pairs for result in results),
        "unread": sum(result.error is not None for result in results),
        "seconds": round(seconds, 3),
        "findings": _severities(results),
    }


def summarize(results: Sequence[Checked]) -> str:
    """A line that counts."""
    if not results:
        return "no files found that can be checked"
    read = [result for result in results if not result.error]
    found = [_count(number, severity) for severity, number in _severities(results).items()]
    told = []
    if read:
        pairs = _count(sum(one.pairs for one in read), "pair") or "no pairs"
        told += [
            f"{_count(len(read), 'file')}, {pairs}",
            ", ".join(filter(None, found)) or "no findings",
        ]
    if unread := len(results) - len(read):
        told.append(f"{_count(unread, 'file')} could not be read")
    return "; ".join(told)


def _severities(results: Sequence[Checked]) -> dict[Severity, int]:
    return count_severities(one.finding.severity for result in results for one in result.findings)


def _row_finding(one: PairFinding) -> RowFinding:
    return RowFinding(
        row=one.pair.row,
        id=one.pair.id,
        code=one.finding.code,
        severity=one.finding.severity,
        message=one.finding.message,
        source=one.finding.source,
        target=one.finding.target,
    )


def _excerpt(text: str, place: tuple[int, int] | None) -> str:
    """A text in one line, cut short around a place in it."""
    start = 0
    if place and place[1] > _SHOWN:
        start = max(0, min((place[0] + place[1] - _SHOWN) // 2, len(text) - _SHOWN))
    shown = " ".join(text[start : start + _SHOWN].split())
    return f"{'…' * (start > 0)}{shown}{'…' * (start + _SHOWN < len(text))}"


def _count(number: int, noun: str) -> str:
    return count_of(number, noun) if number else ""


def _data(text: str) -> str:
    """Text as GitHub's commands want it after ``::``."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
