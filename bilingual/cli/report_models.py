"""What ``bilingual models`` and ``bilingual doctor`` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bilingual.cli.doctor import Diagnosis, Verdict
from bilingual.cli.machines import report
from bilingual.cli.streams import has_progress
from bilingual.packages import Package, Route, choose_route
from bilingual.packages.download import TellBytes
from bilingual.packages.index import Index


def describe_packages(packages: Sequence[Package], *, is_json: bool) -> Iterator[str]:
    """Each package in two lines: what it is and whether it is used; checksum and licence."""
    route = choose_route()
    if is_json:
        yield report("models list", [_row(package, route) for package in packages])
        return
    for package in packages:
        is_used = package in route.packages
        engine = "" if package.engine == "argos" else f"for --engine {package.engine}"
        use = f"used: {route.reason}" if is_used else engine
        remarks = [str(package.source), package.quality, use]
        yield (
            f"{'*' if is_used else ' '} {package.name}  {package.from_code}->{package.to_code}  "
            f"{package.version}  {_size(package.size)}  {', '.join(filter(None, remarks))}"
        )
        yield f"    sha256 {package.checksum}  {package.licence}".rstrip()


def describe_index(index: Index, *, has_all: bool, is_json: bool) -> Iterator[str]:
    """What can be installed; of all languages, or the pairs with Chinese on a side."""
    packages = [
        package
        for package in index.packages
        if has_all or {package.from_code, package.to_code} & {"zh", "zt"}
    ]
    if is_json:
        rows = [asdict(package) | {"name": package.name} for package in packages]
        facts: dict[str, Any] = {"index": index.location, "date": index.date.isoformat()}
        yield report("models list", rows, **facts)
        return
    yield f"{index.location}, {index.date:%Y-%m-%d}"
    for package in packages:
        size = f"  {_size(package.size)}" if package.size else ""
        yield f"  {package.from_code}-{package.to_code}  {package.version}{size}"


def describe_installed(packages: Sequence[Package], *, is_json: bool) -> Iterator[str]:
    """What was installed, and where."""
    if is_json:
        route = choose_route()
        yield report("models install", [_row(package, route) for package in packages])
        return
    for package in packages:
        yield f"installed {package.path}"


def describe_verdicts(verdicts: Sequence[Verdict], *, is_json: bool) -> Iterator[str]:
    """Each package with its verdict."""
    if is_json:
        yield report(
            "models verify",
            [
                {
                    "name": verdict.package.name,
                    "path": str(verdict.package.path),
                    "checksum": verdict.checksum,
                    "problem": str(verdict.error or ""),
                    "error": verdict.error.fields() if verdict.error else None,
                    "remark": verdict.remark,
                }
                for verdict in verdicts
            ],
        )
        return
    for verdict in verdicts:
        word = "bad" if verdict.error else "good"
        yield f"{word}  {verdict.package.name}  {verdict.error or verdict.remark}"


def describe_diagnoses(diagnoses: Sequence[Diagnosis], *, is_json: bool) -> Iterator[str]:
    """Each thing examined, and what to do about it."""
    if is_json:
        bad = sum(diagnosis.is_bad for diagnosis in diagnoses)
        rows = [asdict(diagnosis) for diagnosis in diagnoses]
        yield report("doctor", rows, summary={"bad": bad})
        return
    for diagnosis in diagnoses:
        word = "BAD " if diagnosis.is_bad else "note" if diagnosis.remedy else "ok  "
        yield f"{word}  {diagnosis.subject}: {diagnosis.state}"
        if diagnosis.remedy:
            yield f"      mend with: {diagnosis.remedy}"


def describe_paths(
    command: str, word: str, paths: Sequence[Path], *, is_json: bool
) -> Iterator[str]:
    """Paths, each behind what became of it."""
    if is_json:
        yield report(command, [{"path": str(path)} for path in paths])
        return
    for path in paths:
        yield f"{word} {path}".strip()


@contextmanager
def download_bar(name: str) -> Iterator[TellBytes]:
    """A progress bar on stderr while a package is downloaded; nothing if that is no terminal."""
    if not has_progress():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        "{task.description}",
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _row(package: Package, route: Route) -> dict[str, Any]:
    is_used = package in route.packages
    return {
        "name": package.name,
        "from": package.from_code,
        "to": package.to_code,
        "version": package.version,
        "size": package.size,
        "source": package.source,
        "engine": package.engine,
        "quality": package.quality,
        "licence": package.licence,
        "path": str(package.path),
        "checksum": package.checksum,
        "is_used": is_used,
        "reason": route.reason if is_used else "",
    }


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
