"""What a run shows while it goes on: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Literal, Self

from bilingual.cli.log import LOGGER, log_remark
from bilingual.cli.streams import has_progress, write_line
from bilingual.engines import EngineChoice
from bilingual.packages import list_packages
from bilingual.readers import OLD_OFFICE
from bilingual.run.tasks import Result, Status

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHOWN_DOCUMENTS = 4
"""Documents that are fresh and named."""
_SHOWN_KINDS = 6
"""Kinds of files that are passed over and named."""


class Console:
    """Shows a run to people: an `Observer` of it, and a context that holds the progress bar. With
    ``is_json``, standard output is left to programs."""

    def __init__(
        self,
        engine: EngineChoice,
        *,
        is_json: bool,
        is_quiet: bool,
        is_verbose: bool,
        is_debug: bool = False,
    ) -> None:
        self._engine = engine
        self._is_json, self._is_quiet, self._is_verbose = is_json, is_quiet, is_verbose
        self._is_debug = is_debug
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._finished: Counter[Status] = Counter()
        self._wave = (0, 0, 0)
        """Documents that are translated together now, their characters, how many are done."""
        self._wave_began = 0
        """Seeds that were done before."""

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
            self.remark(
                f"interrupted; {_count(written, 'document')} written, all whole; run the same "
                "command to go on"
            )

    def start(self, seeds: int) -> None:
        """See `Observer`."""
        LOGGER.info("%s found", _count(seeds, "seed"))
        if has_progress() and not self._is_quiet:
            self._progress = _progress_bar()
            self._task = self._progress.add_task("", total=seeds)
            self._progress.start()

    def load(self) -> None:
        """See `Observer`. Say who translates, as far as a user must know it or asked for it."""
        info = self._engine.info
        LOGGER.info("translating with %s, %s", info.label, info.version or "no version")
        if info.is_draft:
            self.remark(
                f"{info.package} is a draft-quality model: names, figures and meaning may be "
                "wrong; do not rely on its English"
            )
        elif self._is_verbose:
            self.remark(f"translating with {info.label}")
        for problem in list_packages()[1] if self._engine.route else ():
            self.remark(str(problem))

    def begin(self, documents: int, characters: int) -> None:
        """See `Observer`."""
        self._wave, self._wave_began = (documents, characters, 0), self._finished.total()

    def advance(self, characters: int) -> None:
        """See `Observer`. Documents in hand count as far as they are translated."""
        documents, total, done = self._wave
        self._wave = (documents, total, done + characters)
        self._show_progress()

    def finish(self, result: Result) -> None:
        """See `Observer`."""
        self._finished[result.status] += 1
        _log(result)
        self._show_progress()
        if result.status is Status.FAILED:
            self.remark(str(result.error))
            if self._is_debug and result.error and (cause := result.error.__cause__):
                for line in "".join(traceback.format_exception(cause)).splitlines():
                    self._write(line, "stderr")
        elif result.status is Status.GONE:
            self.remark(
                f"{', '.join(result.outputs)}: the source {result.source} is not there any more; "
                "--prune removes what is left of it"
            )
        elif not (self._is_json or self._is_quiet):
            if result.status is Status.FRESH and not self._is_verbose:
                return
            word = "would write" if result.status is Status.STALE else result.status.value
            counts = {"repair": len(result.repairs), "finding": len(result.findings)}
            notes = [_count(number, noun) for noun, number in counts.items() if number]
            note = f"  ({', '.join(notes)})" if notes else ""
            for output in result.outputs:
                self._print(f"{word} {output}{note}")
            for line in result.remarks:
                self.remark(f"{result.source}: {line}")

    def summarize(
        self, results: Sequence[Result], passed_over: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """A line that counts; before it, what folders hold besides, as the number of files of each
        suffix."""
        said = _passed_over(passed_over)
        if not results:
            self.remark(f"no files found that can be read{said and f'; {said}'}")
        elif not (self._is_json or self._is_quiet):
            if said:
                self.remark(said)
            counted = [
                f"{self._finished[status]} {status}" for status in Status if self._finished[status]
            ]
            self.remark(", ".join(counted))
            if self._finished.total() == self._finished[Status.FRESH] and not self._is_verbose:
                self.remark(_nothing_to_do(results))

    def _print(self, line: str) -> None:
        self._write(line, "stdout")

    def remark(self, line: str) -> None:
        """See `Observer`."""
        log_remark(line)
        self._write(f"bilingual: {line}", "stderr")

    def _show_progress(self) -> None:
        if self._progress and self._task is not None:
            documents, total, done = self._wave
            under_way = self._wave_began + documents * min(1, done / total) if total else 0
            reached = max(self._finished.total(), under_way)
            self._progress.update(self._task, completed=reached)

    def _write(self, line: str, stream: Literal["stdout", "stderr"]) -> None:
        """Write between two drawings of the bar, so that neither breaks the other."""
        if self._progress:
            self._progress.stop()
        write_line(line, stream)
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

    class Files(ProgressColumn):
        def render(self, task: Task) -> Text:
            total = task.total or 0
            part = f"{task.completed:.2f}" if total < 10 else f"{task.completed:,.0f}"
            return Text(f"{part} of {total:,.0f} files")

    return Progress(
        BarColumn(bar_width=20),
        Files(table_column=Column(no_wrap=True)),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Terminal(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )


def _log(result: Result) -> None:
    """What became of a seed; pieces of its text only where they are asked for."""
    numbers = f"{result.pairs} pairs, {result.characters} characters, {result.seconds:.3f} s"
    found = f"{_count(len(result.findings), 'finding')}, {_count(len(result.repairs), 'repair')}"
    LOGGER.info("%s: %s; %s; %s", result.source, result.status, numbers, found)
    for one in result.findings:
        LOGGER.debug("%s: row %d: %s: %s", result.source, one.row, one.code, one.message)
    for repair in result.repairs:
        LOGGER.debug(
            "%s: row %d: %s: %s -> %s",
            result.source, repair.row, repair.source, repair.before, repair.after,
        )  # fmt: skip
    if result.error and (cause := result.error.__cause__):
        LOGGER.debug("%s", result.source, exc_info=cause)


def _nothing_to_do(results: Sequence[Result]) -> str:
    """Which documents are fresh, and how to see more of them."""
    outputs = [output for result in results for output in result.outputs]
    shown = outputs[:_SHOWN_DOCUMENTS]
    rest = f" and {len(outputs) - len(shown)} more" if len(outputs) > len(shown) else ""
    return f"nothing to do for {', '.join(shown)}{rest}; -v lists all, --force writes them anew"


def _passed_over(counts: Mapping[str, int]) -> str:
    """``9 files passed over: 5 .mp3, 4 .doc (save as .docx)``; nothing if there are none."""
    if not counts:
        return ""
    kinds = sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))
    advice = {suffix: f" (save as {newer})" for suffix, (_, newer) in OLD_OFFICE.items()}
    named = [
        f"{number} {suffix or 'without a suffix'}{advice.get(suffix, '')}"
        for suffix, number in kinds[:_SHOWN_KINDS]
    ]
    if rest := sum(number for _, number in kinds[_SHOWN_KINDS:]):
        named.append(f"{rest} of other kinds")
    return f"{_count(sum(counts.values()), 'file')} passed over: {', '.join(named)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
