"""The README's table of libraries is what pyproject.toml asks for, under the licences they have."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ROW = re.compile(r"^\| ([\w-]+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
SPDX = {
    "MIT License": "MIT",
    "Apache License 2.0": "Apache-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "GNU AFFERO GENERAL PUBLIC LICENSE": "AGPL-3.0",
    "LGPL": "LGPL-2.1-or-later",
}
"""For metadata that do not have the names of the SPDX list."""


def licence_of(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = metadata.get_all("Classifier") or []
    known = [one.split(" :: ")[-1] for one in classifiers if one.startswith("License :: OSI")]
    stated = metadata["License-Expression"] or metadata["License"] or next(iter(known), "")
    stated = stated.strip().split("\n")[0].strip()
    return SPDX.get(stated, stated)


def all_needed(names: Iterable[str]) -> Iterator[str]:
    """The libraries of those names, and all that they bring."""
    todo, seen = list(names), set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        for line in distribution(name).requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                todo.append(needed.name.lower())


def test_the_readme_names_every_library_and_its_licence() -> None:
    section = README.partition("## Libraries and their licences")[2].partition("\n## ")[0]
    rows = {name: licence for name, licence, _ in ROW.findall(section)}
    wanted = [Requirement(line).name for line in PROJECT["dependencies"]]
    del rows["library"], rows["---"]
    assert rows == {name: licence_of(name) for name in wanted}


def test_the_readme_names_every_library_whose_licence_binds_others() -> None:
    wanted = [Requirement(line).name for line in PROJECT["dependencies"]]
    bound = {name: licence_of(name) for name in all_needed(wanted) if "GPL" in licence_of(name)}
    assert bound == {"minisbd": "AGPL-3.0", "chardet": "LGPL-2.1-or-later"}
    for name, licence in bound.items():
        assert f"{name} ({licence})" in README


_WITHOUT = """
import importlib, pkgutil, sys

class Refuse:
    asked = []
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {unwanted!r}:
            self.asked.append(name)
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Refuse())
import argostranslate.tokenizer  # for old packages
import bilingual
for module in pkgutil.walk_packages(bilingual.__path__, "bilingual."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from bilingual.cli.main import app
try:
    app(["translate", "in", "-o", "out", "--to", "docx", "--to", "html", "--to", "md"])
except SystemExit as end:
    assert end.code == 0, end.code
assert not Refuse.asked, Refuse.asked
"""


def test_everything_works_without_what_argos_translate_brings(tmp_path: Path) -> None:
    """minisbd is under the AGPL, the others are large: nothing so much as asks for them."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("会议在北京举行。\n", "utf-8")
    (tmp_path / "in" / "b.html").write_text("<p>会议在<b>北京</b>举行。</p>\n", "utf-8")
    unwanted = {"minisbd", "onnxruntime", "stanza", "spacy", "torch"}
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT.replace("{unwanted!r}", repr(unwanted))],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.*"))) >= 6
