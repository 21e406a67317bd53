"""What ``bilingual translate`` tells programs about its results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bilingual.cli.machines import event, report
from bilingual.engines import EngineChoice
from bilingual.model import count_severities
from bilingual.run.tasks import Result, Status


def run_report(
    engine: EngineChoice,
    results: Sequence[Result],
    passed_over: Mapping[str, int],
    seconds: float,
    *,
    is_line: bool,
) -> str:
    """A whole run as JSON; as the last line of one that was told line by line, without results."""
    facts: dict[str, Any] = {
        "engine": asdict(engine.info),
        "summary": summary_of(results, seconds),
        "passed_over": dict(sorted(passed_over.items())),
    }
    if is_line:
        return event("translate", "summary", **facts)
    return report("translate", [result_row(result) for result in results], **facts)


def result_row(result: Result) -> dict[str, Any]:
    """What became of a seed: what went wrong as the line that people read, and as fields."""
    error = result.error
    return {
        "source": result.source,
        "status": result.status,
        "outputs": result.outputs,
        "pairs": result.pairs,
        "characters": result.characters,
        "seconds": round(result.seconds, 3),
        "findings": [asdict(finding) for finding in result.findings],
        "repairs": [asdict(repair) for repair in result.repairs],
        "recalled": [asdict(one) for one in result.recalled],
        "worst": result.worst,
        "remarks": result.remarks,
        "message": str(error or ""),
        "error": error.fields() if error else None,
    }


def summary_of(results: Sequence[Result], seconds: float) -> dict[str, Any]:
    """A run in numbers: seeds by what became of them, and what was done now."""
    statuses = Counter(result.status for result in results)
    return {
        **{status.value: statuses[status] for status in Status},
        "characters": sum(result.characters for result in results),
        "seconds": round(seconds, 3),
        "findings": count_severities(one.severity for result in results for one in result.findings),
        "repairs": sum(len(result.repairs) for result in results),
    }
