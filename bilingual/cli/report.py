"""What the command line prints: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import json
import platform
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from bilingual import __version__
from bilingual.cli.doctor import LIBRARIES
from bilingual.engines import EngineChoice
from bilingual.model import NormalizedDocument
from bilingual.packages import Package, list_packages
from bilingual.run.tasks import Result, Status

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Console:
    """Shows a run: an `Observer` of it, and a context that holds the progress bar."""

    def __init__(
        self, engine: EngineChoice, *, is_json: bool, is_quiet: bool, is_verbose: bool
    ) -> None:
        self._engine = engine
        self._is_json, self._is_quiet, self._is_verbose = is_json, is_quiet, is_verbose
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._finished: Counter[Status] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None
        if kind is KeyboardInterrupt:
            written = self._finished[Status.WRITTEN]
            self._remark(
                f"interrupted; {_count(written, 'document')} written, all whole; run the same "
                "command to go on"
            )

    def start(self, characters: int) -> None:
        """See `Observer`. Something is to be translated: say who does it, as far as a user must
        know it or asked for it."""
        info = self._engine.info
        if info.is_draft:
            self._remark(
                f"{info.package} is a draft-quality model: names, figures and meaning may be "
                "wrong; do not rely on its English"
            )
        elif self._is_verbose:
            self._remark(f"translating with {info.label}")
        for problem in list_packages()[1] if self._engine.route else ():
            self._remark(str(problem))
        if sys.stderr.isatty() and not self._is_quiet:
            self._progress = _progress_bar()
            self._task = self._progress.add_task("", total=characters)
            self._progress.start()

    def advance(self, characters: int) -> None:
        """See `Observer`."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task, characters)

    def finish(self, result: Result) -> None:
        """See `Observer`."""
        self._finished[result.status] += 1
        if result.status is Status.FAILED:
            self._remark(str(result.error))
        elif not (self._is_json or self._is_quiet):
            if result.status is Status.FRESH and not self._is_verbose:
                return
            word = "would write" if result.status is Status.STALE else result.status.value
            note = f"  ({_count(result.findings, 'finding')})" if result.findings else ""
            for output in result.outputs:
                self._print(f"{word} {output}{note}")

    def summarize(self, results: Sequence[Result]) -> None:
        """The whole run as JSON, or a line that counts."""
        if self._is_json:
            report = {
                "engine": asdict(self._engine.info),
                "results": [_row(result) for result in results],
            }
            self._print(json.dumps(report, ensure_ascii=False, indent=2))
        elif not self._is_quiet:
            counted = [
                f"{self._finished[status]} {status}" for status in Status if self._finished[status]
            ]
            self._remark(", ".join(counted) or "no files found that can be read")

    def _print(self, line: str) -> None:
        self._write(line, sys.stdout)

    def _remark(self, line: str) -> None:
        self._write(f"bilingual: {line}", sys.stderr)

    def _write(self, line: str, stream: TextIO) -> None:
        """Write between two drawings of the bar, so that neither breaks the other."""
        if self._progress:
            self._progress.stop()
        print(line, file=stream, flush=True)
        if self._progress:
            self._progress.start()


def _progress_bar() -> Progress:
    from rich.console import Console as Terminal
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            rate = f", {task.speed:,.0f}/s" if task.speed else ""
            return Text(f"{task.completed:,.0f} of {task.total or 0:,.0f} characters{rate}")

    return Progress(
        BarColumn(bar_width=20),
        Rate(table_column=Column(no_wrap=True)),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Terminal(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )


def describe_versions() -> Iterator[str]:
    """The tool, what it runs on, and the packages it finds."""
    yield f"bilingual {__version__}"
    yield f"python {platform.python_version()}"
    for library in LIBRARIES:
        yield f"{library} {version(library)}"
    for package in list_packages()[0]:
        yield f"{package.name} {package.version} ({_remarks(package)})"


def describe_text(document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """The normalised text, a line a block, with the source's blank lines."""
    if is_json:
        rows = [
            {"id": block.block.id, "kind": block.block.kind, "text": block.block.text}
            for block in document.blocks
        ]
        yield json.dumps(rows, ensure_ascii=False, indent=2)
        return
    for block in document.blocks:
        yield "\n" * block.block.blank_before + block.block.text


def describe_changes(document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """Each change: where, by which rule, from what to what, in which surroundings."""
    if is_json:
        rows = [
            {"block": block.block.id, "at": block.original.locator, **asdict(change)}
            for block in document.blocks
            for change in block.changes
        ]
        yield json.dumps(rows, ensure_ascii=False, indent=2)
        return
    for block in document.blocks:
        for change in block.changes:
            after = f"-> {change.after}" if change.after else "removed"
            context = change.context.replace("\n", " ")
            yield f"{block.original.locator}\t{change.rule}\t{change.before} {after}\t…{context}…"


def _row(result: Result) -> dict[str, Any]:
    """A result for JSON: what went wrong as the line that people read, and as fields."""
    error = result.error
    return {
        "source": result.source,
        "status": result.status,
        "outputs": result.outputs,
        "pairs": result.pairs,
        "findings": result.findings,
        "message": str(error or ""),
        "error": error.fields() if error else None,
    }


def _remarks(package: Package) -> str:
    return f"{package.source}, {package.quality}" if package.quality else str(package.source)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
