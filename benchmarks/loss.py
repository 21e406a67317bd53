"""Which Chinese characters of files are in no output: an audit of what readers and writers lose.

    python -m benchmarks.loss [FOLDER_OR_FILE ...] [--json]

The text of each file is found a second way, without our readers (`plain_text`). The file is then
translated and written in three formats: target-only, by the engine that changes nothing, which
shows what the target side loses; and interleaved, by one that says no Chinese, which shows what the
source side loses. Han characters are compared as multisets, all in Simplified script; of the
missing ones, `loss_rules` explains those that are left out on purpose. A character that an output
has once more than the source hides the loss of the same one. Exit code 1 if a loss has no
explanation.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from unicodedata import normalize

from benchmarks.loss_rules import RULES, Made
from benchmarks.plain_text import plain_text
from bilingual.chinese.characters import HAN
from bilingual.chinese.script import Script, simplify_characters
from bilingual.engines.base import Hypothesis, Request
from bilingual.engines.identity import IdentityTranslator
from bilingual.errors import BilingualError
from bilingual.model import Layout
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import SUFFIXES, read_document
from bilingual.translate import translate_documents
from bilingual.writers import ShownFindings, WriteOptions, render

SHARED = Path(__file__).parents[2] / "shared"
FOLDERS = (SHARED / "samples", SHARED / "cases")
FORMATS = ("md", "html", "docx")
_RUN = re.compile(f"[{HAN}]+")
_SHOWN = 200  # characters of lost text a line
_HIDDEN = re.compile(r"^Hidden text is left out: ([\d,]+) character")

Characters = Counter[str]


class _Foreign(IdentityTranslator):
    """Says no Chinese, whatever it is asked."""

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        advance(range(len(requests)))
        return [Hypothesis(text="word") for _ in requests]


LAYOUTS = {Layout.INTERLEAVED: _Foreign(), Layout.TARGET_ONLY: IdentityTranslator()}
"""Each with the engine that shows what one side of it loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one output lacks."""

    output: str
    missing: int
    explained: dict[str, int]
    """Characters, by what explains them."""
    unexplained: tuple[str, ...]
    """Runs of characters of the source that hold unexplained ones."""
    count: int
    """Unexplained characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A file, and what its outputs lack."""

    name: str
    characters: int = 0
    losses: tuple[Loss, ...] = ()
    error: str = ""
    """Why the file was not read; such files are no losses."""

    @property
    def has_losses(self) -> bool:
        return any(loss.count for loss in self.losses)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[p for p in FOLDERS if p.is_dir()])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    audits = [audit(path) for path in _files(arguments.paths)]
    if arguments.json:
        print(json.dumps([asdict(one) for one in audits], ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for one in audits for line in _lines(one)))
    return int(any(one.has_losses for one in audits))


def audit(path: Path) -> Audit:
    """The losses of all outputs of a file."""
    data = path.read_bytes()
    try:
        normalized = normalize_document(
            read_document(path, data), NormalizeOptions(script=Script.KEEP)
        )
    except BilingualError as error:
        return Audit(name=path.name, error=str(error))
    source, losses = folded(plain_text(path, data)), list[Loss]()
    documents = {
        layout: translate_documents([normalized], engine)[0] for layout, engine in LAYOUTS.items()
    }
    for (layout, document), format_ in product(documents.items(), FORMATS):
        made = Made(
            path=path,
            data=data,
            normalized=normalized,
            document=document,
            format=format_,
            layout=layout,
        )
        options = WriteOptions(layout=layout, findings=ShownFindings.NONE, has_cover=False)
        output = plain_text(Path(f"x.{format_}"), render(document, format_, options))
        losses.append(compare(source, folded(output), made))
    return Audit(name=path.name, characters=_count(source).total(), losses=tuple(losses))


def compare(source: str, output: str, made: Made) -> Loss:
    """What the output lacks of the source, both `folded`."""
    missing = _count(source) - _count(output)
    rest, explained = missing, dict[str, int]()
    for rule in RULES:
        left = rest - _count(folded(rule.explained(made)))
        explained[rule.name] = rest.total() - left.total()
        rest = left
    remarks = map(_HIDDEN.match, made.document.document.remarks)
    hidden = sum(int(match[1].replace(",", "")) for match in remarks if match)
    explained["hidden"] = min(hidden, rest.total())
    count = rest.total() - explained["hidden"]
    runs = dict.fromkeys(_RUN.findall(source))
    lost = [run for run in runs if rest.keys() & set(run) and run not in output] if count else []
    return Loss(
        output=f"{made.format} {made.layout}",
        missing=missing.total(),
        explained={name: number for name, number in explained.items() if number},
        unexplained=tuple(lost or ["".join(rest.elements())]) if count else (),
        count=count,
    )


def folded(text: str) -> str:
    """Text as it is compared: compatibility forms as their characters, in Simplified script."""
    return simplify_characters(normalize("NFKC", text))


def _count(text: str) -> Characters:
    return Counter("".join(_RUN.findall(text)))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in found if one.suffix.lower() in SUFFIXES and one.is_file())


def _lines(one: Audit) -> Iterator[str]:
    yield f"{one.name}  {one.characters} characters" + (
        f"  not read: {one.error}" * bool(one.error)
    )
    for loss in one.losses:
        if loss.missing:
            why = ", ".join(f"{name} {number}" for name, number in loss.explained.items()) or "-"
            lost = f" {' '.join(loss.unexplained)[:_SHOWN]}" if loss.count else ""
            yield (
                f"  {loss.output:18} missing {loss.missing}; explained: {why}; "
                f"unexplained: {loss.count}{lost}"
            )


if __name__ == "__main__":
    sys.exit(main())
