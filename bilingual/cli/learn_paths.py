"""Which files `bilingual learn` reads: those that are named, and our documents in folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.shown import count_of
from bilingual.learning.learn import Learned, LearnOptions, read_learned
from bilingual.learning.readers import EDITED_FORMATS
from bilingual.run.walks import is_hidden_or_part, walk_files

_MOST_NAMED = 5


@dataclass(slots=True)
class Walked:
    """What was found."""

    results: list[Learned] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    """Files in folders that bilingual did not write, or that do not know it any more."""
    others: Counter[str] = field(default_factory=Counter)
    """By suffix: files in folders of kinds that nothing is learned from."""

    def tell(self) -> Sequence[str]:
        """What was passed over, in plain sentences."""
        lines = []
        if self.passed_over:
            count = count_of(len(self.passed_over), "file")
            named = ", ".join(map(str, self.passed_over[:_MOST_NAMED]))
            more = ", …" if len(self.passed_over) > _MOST_NAMED else ""
            lines.append(
                f"passed over {count} that do not say what bilingual wrote into them: {named}{more}"
            )
        if self.others:
            counts = ", ".join(f"{count} {kind}" for kind, count in sorted(self.others.items()))
            lines.append(f"passed over files of kinds that nothing is learned from: {counts}")
        return lines


def read_paths(paths: Iterable[Path], options: LearnOptions) -> Walked:
    """What there is to learn from files, and from our documents in folders, which are walked
    without hidden files and the parts of saved web pages. A folder that cannot be listed is
    a result too."""
    walked = Walked()
    seen = set[Path]()
    for path in paths:
        for file in _files_in(path, walked) if path.is_dir() else [path]:
            if file in seen:
                continue
            seen.add(file)
            if path.is_dir() and file.suffix.lower() not in EDITED_FORMATS:
                walked.others[file.suffix.lower() or "without suffix"] += 1
                continue
            result = read_learned(file, options)
            if path.is_dir() and not result.is_ours:
                walked.passed_over.append(file)
            else:
                walked.results.append(result)
    return walked


def _files_in(folder: Path, walked: Walked) -> Iterable[Path]:
    def report(problem: ReadError) -> None:
        walked.results.append(Learned(path=Path(problem.path), error=problem))

    return walk_files(folder, ("",), passes_over=is_hidden_or_part, report=report)
