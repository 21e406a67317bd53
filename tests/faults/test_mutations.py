"""Damaged files of all kinds, translated as any other: no traceback, no hang, no half file.

``FAULTS=2000 python3 run.py test tests/faults/test_mutations.py`` tries 2,000 of them.
"""

from __future__ import annotations

import json
import os
import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from bilingual.readers import SUFFIXES
from tests.conftest import ROOT, SHARED, Run
from tests.faults.folders import TIMES
from tests.faults.mutations import mutate, other_kinds

BATCH = 20
FIRST = int(os.environ.get("FIRST_FAULT", "0"))
WAYS = (
    ("--to", "docx,md"),
    ("--to", "html,epub"),
    ("--to", "docx,pptx,xlsx,srt,vtt,ass", "--layout", "interleaved", "--copy"),
    ("--to", "docx,md,xlsx,pptx", "--layout", "target-only", "--copy", "--hidden"),
)
ACCOUNT = {".bilingual.json"}


def _sources() -> dict[str, bytes]:
    """Sound files by name, the same number of each kind as far as there are that many."""
    folders = [ROOT / "tests" / "cases", SHARED / "cases", SHARED / "samples"]
    found = {
        path.name: path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in SUFFIXES and path.name != "README.md"
    }
    return found | other_kinds()


def _damaged(number: int, sources: dict[str, bytes]) -> tuple[str, bytes]:
    """One damaged file, its kind chosen first; the same for the same number."""
    rng = random.Random(number)
    kinds: dict[str, list[str]] = {}
    for name in sources:
        kinds.setdefault(Path(name).suffix, []).append(name)
    name = rng.choice(kinds[rng.choice(sorted(kinds))])
    suffix = Path(rng.choice(sorted(sources)) if not rng.randrange(40) else name).suffix
    return f"{number:05}-{Path(name).stem}{suffix}", mutate(name, sources[name], rng)


@pytest.mark.parametrize("first", range(FIRST, FIRST + TIMES, BATCH))
def test_damaged_files(tmp_path: Path, process: Run, first: int) -> None:
    folder, out, sources = tmp_path / "in", tmp_path / "out", _sources()
    folder.mkdir()
    for number in range(first, min(first + BATCH, FIRST + TIMES)):
        name, data = _damaged(number, sources)
        (folder / name).write_bytes(data)
    words = ["translate", folder, "-o", out, "--engine", "identity", "--no-memory"]
    words += WAYS[first // BATCH % len(WAYS)]
    run = process(*words, "--json")
    assert "Traceback" not in run.stderr, run.stderr
    assert run.returncode in (0, 1), run.stderr
    results = json.loads(run.stdout)["results"]
    assert {Path(one["source"]).name for one in results} == {one.name for one in folder.iterdir()}
    faults = [one["message"] for one in results if (one["error"] or {}).get("code") == "fault"]
    assert not faults, faults
    for one in results:
        assert one["status"] == ("failed" if one["error"] else "written"), one
        assert len(one["message"].splitlines()) == bool(one["error"])
        assert one["outputs"] or one["error"]  # what cannot be copied can be written anew
    written = {Path(name) for one in results for name in one["outputs"]}
    assert {path for path in out.rglob("*") if path.is_file()} >= written
    for path in written:
        _check_whole(path)
    beside = {path for path in out.iterdir() if path.is_file()} - written
    assert {path.name for path in beside} <= ACCOUNT
    again = process(*words, "--json")
    assert {one["status"] for one in json.loads(again.stdout)["results"]} <= {"fresh", "failed"}


def _check_whole(path: Path) -> None:
    """Fail if a document is not all there, or not sound."""
    if path.suffix in (".docx", ".epub", ".pptx", ".xlsx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            for name in package.namelist():
                # What a copy takes over unread stays as damaged as it was.
                is_ours = path.suffix == ".epub" or name == "word/document.xml"
                if is_ours and name.endswith((".xml", ".xhtml", ".opf")):
                    etree.fromstring(package.read(name))
        return
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        assert text.rstrip().endswith("</html>")
        html.document_fromstring(text.encode())
