"""How many corrections survive: `python -m benchmarks.roundtrip SEED … [--edits 200]`.

Documents are translated, edited as python-docx, Word and LibreOffice leave them, learned, and
translated anew in other layouts, by another package, and after the source gained paragraphs.
Counted are corrections that are learned, that are in each new document, and rows of new documents
that differ from a translation without the memory though nobody corrected them. A few documents are
done at a time, so that no command takes long.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

from bilingual.learning.edited import EditedDocument
from bilingual.learning.matching import match_rows
from bilingual.learning.readers import read_edited
from bilingual.memory import bare_text
from tests.tiny_packages import tiny_package

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARED = f'xmlns:w="{_W}"'
_WHO = 'w:author="王五" w:date="2026-03-04T05:06:07Z"'
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEAST = 4
"""Letters of a translation that is edited."""


def _w(tag: str) -> str:
    return f"{{{_W}}}{tag}"


def _clear(paragraph: Any) -> Any:
    """Take the text away; returns what stands before the new one: the first run."""
    runs = [one for one in paragraph.iter(_w("r")) if one.find(_w("t")) is not None]
    for run in runs[1:]:
        run.getparent().remove(run)
    for text in runs[0].findall(_w("t"))[1:]:
        runs[0].remove(text)
    return runs[0]


def _typed(paragraph: Any, text: str) -> str:
    shown = _clear(paragraph).find(_w("t"))
    shown.text = text
    shown.set(_SPACE, "preserve")
    return text


def _smart_quotes(paragraph: Any, text: str) -> str:
    return _typed(paragraph, f"\u201c{text}\u201d it\u2019s")


def _split(paragraph: Any, text: str) -> str:
    """Runs as Word leaves them: one for each edit, with marks of the spelling checker between."""
    _typed(paragraph, text)
    run, middle = _clear(paragraph), len(text) // 2
    run.find(_w("t")).text = text[:middle]
    other = deepcopy(run)
    other.find(_w("t")).text = text[middle:]
    other.set(_w("rsidR"), "00A77B3E")
    run.addnext(other)
    run.addnext(parse_xml(f"<w:proofErr {_DECLARED} w:type='spellStart'/>"))
    return text


def _tracked(paragraph: Any, text: str) -> str:
    run = _clear(paragraph)
    old = run.find(_w("t")).text
    deleted: Any = parse_xml(
        f"<w:del {_DECLARED} w:id='9001' {_WHO}>"
        "<w:r><w:delText xml:space='preserve'/></w:r></w:del>"
    )
    deleted.find(f".//{_w('delText')}").text = old
    inserted: Any = parse_xml(
        f"<w:ins {_DECLARED} w:id='9002' {_WHO}><w:r><w:t xml:space='preserve'/></w:r></w:ins>"
    )
    inserted.find(f".//{_w('t')}").text = text
    run.addprevious(deleted)
    run.addprevious(inserted)
    run.getparent().remove(run)
    return text


def _divided(paragraph: Any, text: str) -> str:
    _typed(paragraph, text)
    second: Any = parse_xml(f"<w:p {_DECLARED}><w:r><w:t/></w:r></w:p>")
    if (properties := paragraph.find(_w("pPr"))) is not None:
        second.insert(0, deepcopy(properties))
    second.find(f".//{_w('t')}").text = "Second half."
    paragraph.addnext(second)
    return f"{text}\nSecond half."


def _moved(paragraph: Any, text: str) -> str:
    """The whole row goes to the end of its table."""
    row = next(paragraph.iterancestors(_w("tr")))
    row.getparent().append(row)
    return _typed(paragraph, text)


def _without_marks(paragraph: Any, text: str) -> str:
    """All that was in the paragraph is replaced, bookmarks too."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for one in [*paragraph.iter(_w(tag))]:
            one.getparent().remove(one)
    return _typed(paragraph, text)


_EDITS: dict[str, Callable[[Any, str], str]] = {
    "typed": _typed,
    "smart quotes": _smart_quotes,
    "runs split": _split,
    "tracked": _tracked,
    "paragraph divided": _divided,
    "row moved": _moved,
    "bookmarks lost": _without_marks,
}


_AGAIN = {
    "interleaved": ("--layout", "interleaved"),
    "target-only": ("--layout", "target-only"),
    "another package": ("--package", "package"),
}
"""How documents are translated anew, after their sources gained paragraphs."""


@dataclass(slots=True)
class _Tally:
    """What came of all documents so far."""

    edits: Counter[str] = field(default_factory=Counter)
    """By kind."""
    learned: Counter[str] = field(default_factory=Counter)
    invented: int = 0
    problems: int = 0
    again: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in _AGAIN}
    )
    """Counts of `_again`, by the way of translating."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="+", type=Path)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=2, help="documents that are done together")
    asked = parser.parse_args()
    tally = _Tally()
    starts = range(0, len(asked.seeds), asked.at_once)
    pieces = [asked.seeds[start : start + asked.at_once] for start in starts]
    for number, seeds in enumerate(pieces):
        share = -(-(asked.edits - tally.edits.total()) // (len(pieces) - number))
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), seeds, share, tally)
        print(f"{', '.join(map(str, seeds))}: {tally}", file=sys.stderr, flush=True)
    rows = [["kind of edit", "edits", "learned"]]
    rows += [[kind, str(tally.edits[kind]), str(tally.learned[kind])] for kind in sorted(_EDITS)]
    rows.append(["all", str(tally.edits.total()), str(tally.learned.total())])
    _print(rows)
    print(f"\ninvented changes: {tally.invented}; problems told: {tally.problems}\n")
    counts = ("corrections", "there", "rows", "invented")
    rows = [["translated anew", *counts]]
    rows += [[name, *(str(found[one]) for one in counts)] for name, found in tally.again.items()]
    _print(rows)


def _measure(folder: Path, seeds: list[Path], count: int, tally: _Tally) -> None:
    """Translate, edit, learn and translate anew."""
    here = folder / "seeds"
    here.mkdir()
    for seed in seeds:
        shutil.copy(seed, here)
    tiny_package(folder, "Other", name="package")
    _run(folder, "translate", "seeds", "-o", "out", "--to", "docx", "-q")
    asked = _edit(folder, count, shutil.which("soffice") or "")
    told = json.loads(
        _run(folder, "learn", *(str(one) for one in sorted(folder.glob("out/*.docx"))), "--json")
    )
    learned = {
        (Path(one["path"]).name, change["id"]): change["after"]
        for one in told["results"]
        for change in one["changes"]
    }
    for key, (kind, text) in asked.items():
        tally.edits[kind] += 1
        is_right = _same(learned.get(key, ""), text)
        tally.learned[kind] += is_right
        if not is_right:
            print(f"not learned: {kind}, {' '.join(key)}: {text!r}, but {learned.get(key)!r}")
    for problem in (problem for one in told["results"] for problem in one["problems"]):
        tally.problems += 1
        print(f"told: row {problem['row']}: {problem['message']} {problem['text']!r}")
    tally.invented += len(set(learned) - set(asked))
    for seed in here.iterdir():
        if seed.suffix in (".txt", ".md"):
            _grow(seed)
    changes = [change for one in told["results"] for change in one["changes"]]
    sentences = {_plain(each["target"]) for change in changes for each in change["sentences"]}
    sentences |= {_plain(change["after"]) for change in changes}
    for name, options in _AGAIN.items():
        tally.again[name].update(_again(folder, asked, options, sentences))


def _edit(folder: Path, count: int, office: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Edit documents; returns what each row says now, by file and name, and the kind of edit."""
    chance = random.Random(14)
    asked: dict[tuple[str, str], tuple[str, str]] = {}
    paths = sorted(folder.glob("out/*.docx"))
    targets = [(path, name) for path in paths for name in _target_names(path)]
    chosen = sorted(chance.sample(targets, min(count, len(targets))))
    kinds = list(_EDITS)
    for number, path in enumerate(paths):
        if office and number % 2:
            _save_by_office(path, office)
        word: Any = docx.Document(str(path))
        paragraphs = dict(_targets(word))
        for one, name in chosen:
            if one != path:
                continue
            kind = kinds[len(asked) % len(kinds)]
            paragraph = paragraphs[name]
            if kind == "row moved" and next(paragraph.iterancestors(_w("tr")), None) is None:
                kind = "typed"
            if kind == "paragraph divided" and _is_heading(paragraph):
                kind = "typed"
            text = _EDITS[kind](paragraph, f"Correction {len(asked) + 1} by a person.")
            asked[path.name, name] = (kind, text)
        word.save(str(path))
        if office and number % 3 != 1:
            _save_by_office(path, office)
    return asked


def _target_names(path: Path) -> list[str]:
    """The rows that can be edited: of those, code has nothing to translate."""
    word: Any = docx.Document(str(path))
    translated = {row.id for row in _read(path).ledger.rows if row.sentences}
    return [name for name, _ in _targets(word) if name in translated]


def _targets(word: Any) -> Iterator[tuple[str, Any]]:
    """Paragraphs that hold a translation and nothing else, by the row's name."""
    for paragraph in word.element.body.iter(_w("p")):
        names = [str(one.get(_w("name"))) for one in paragraph.iter(_w("bookmarkStart"))]
        found = [re.fullmatch(r"_bl_(\w+)_([astz])", name) for name in names]
        halves = {match[2] for match in found if match}
        texts = [one.text or "" for one in paragraph.iter(_w("t"))]
        is_plain = len("".join(texts)) >= _LEAST and not list(paragraph.iter(_w("drawing")))
        refers = any(list(paragraph.iter(_w(tag))) for tag in ("footnoteReference", "instrText"))
        if halves == {"t", "z"} and is_plain and not refers:
            yield next(match[1] for match in found if match).replace("_", "-"), paragraph


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    return style is not None and str(style.get(_w("val"))).startswith(("Heading", "Title"))


def _again(
    folder: Path,
    asked: dict[tuple[str, str], tuple[str, str]],
    options: tuple[str, ...],
    said: set[str],
) -> dict[str, int]:
    """Corrections, those that are in new documents, rows, and rows that differ without reason: they
    are not of a Chinese text that was corrected, and hold no correction (``said``), which a
    sentence of theirs has where it stands by itself elsewhere."""
    for name, others in (("new", ()), ("plain", ("--no-memory",))):
        shutil.rmtree(folder / name, ignore_errors=True)
        _run(folder, "translate", "seeds", "-o", name, "--to", "docx", "-q", *options, *others)
    there = rows = invented = 0
    for path in sorted(folder.glob("new/*.docx")):
        new, plain = _read(path), _read(folder / "plain" / path.name)
        before = {row.id: row.target for row in plain.ledger.rows}
        corrected = {name: text for (file, name), (_, text) in asked.items() if file == path.name}
        shown = {_plain(one.text) for one in new.passages}
        for name, text in corrected.items():
            if _plain(text) not in shown:
                print(f"not there: {' '.join(options)}, {path.name} {name}: {text!r}")
            there += _plain(text) in shown
        rows += len(new.ledger.rows)
        same = {row.source for row in new.ledger.rows if row.id in corrected}
        for found in match_rows(new).rows:
            is_other = before.get(found.row.id, found.row.target) != found.row.target
            texts = [passage.text for passage in found.target]
            has_said = any(one in _plain(text) for text in texts for one in said)
            if is_other and found.row.source not in same and not has_said:
                print(f"differs: {' '.join(options)}, {path.name} {found.row.id}: {texts}")
                invented += 1
    return {"corrections": len(asked), "there": there, "rows": rows, "invented": invented}


def _read(path: Path) -> EditedDocument:
    read = read_edited(path, path.read_bytes())
    assert isinstance(read, EditedDocument)
    return read


def _grow(seed: Path) -> None:
    """New paragraphs before, among and after those that are there."""
    text = seed.read_text("utf-8")
    front, fence, body = text.rpartition("\n---\n") if text.startswith("---\n") else ("", "", text)
    parts = body.split("\n\n")
    middle = len(parts) // 2
    grown = ["新加的第一段。", *parts[:middle], *parts[middle:], "新加的最后一段。"]
    seed.write_text(f"{front}{fence}" + "\n\n".join(grown) + "\n", "utf-8")


def _save_by_office(path: Path, office: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'office').as_uri()}"
        command = [office, "--headless", profile, "--convert-to", "docx", "--outdir", folder]
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        shutil.copy(Path(folder) / path.name, path)


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bilingual", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def _same(text: str, other: str) -> bool:
    return text.split() == other.split()


def _plain(text: str) -> str:
    """A text without signs of images and tags."""
    return bare_text(text)


def _print(rows: list[list[str]]) -> None:
    head, *others = rows
    print(f"| {' | '.join(head)} |\n| {' | '.join('---' for _ in head)} |")
    for row in others:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
