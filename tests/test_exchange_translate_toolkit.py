"""translate-toolkit as a second judge of XLIFF and TMX: it reads what we write, writes it anew, and
what a translator does with it is learned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bilingual.formats.exchange.tmx import read_units
from bilingual.formats.exchange.xliff import read_xliff
from bilingual.learning.learn import LearnOptions, read_learned
from bilingual.model import BilingualDocument
from bilingual.writers import WriteOptions, render
from tests.builders import document, heading, named, pair
from tests.exchange_judges import faults
from tests.test_learning_word import DOCUMENT
from tests.test_writers_exchange import POINTED, SOURCE, TARGET

storage = pytest.importorskip("translate.storage", reason="translate-toolkit is not installed")


def store(format_: str) -> Any:
    """What reads a format there."""
    from translate.storage import tmx, xliff, xliff2

    return {"xliff": xliff2.Xliff2File, "xlf": xliff.xlifffile, "tmx": tmx.tmxfile}[format_]


RICH = named(document(heading("总则", "General", marker="第一章"), pair(SOURCE, TARGET)))
FORMATS = ("xliff", "xlf", "tmx")


def contents(content: bytes, format_: str, folder: Path) -> object:
    """All that a file says, without the places where it says it."""
    path = folder / f"written.{format_}"
    path.write_bytes(content)
    if format_ == "tmx":
        with path.open("rb") as file:
            return [replace(unit, line=0) for unit in read_units(path, file)]
    read = read_xliff(path, content)
    return replace(read, units=tuple(replace(unit, line=0) for unit in read.units))


@pytest.mark.parametrize("made", [RICH, DOCUMENT], ids=["rich", "long"])
@pytest.mark.parametrize("format_", FORMATS)
def test_it_comes_back_equal(format_: str, made: BilingualDocument, tmp_path: Path) -> None:
    content = render(made, format_, WriteOptions())
    passed = bytes(store(format_).parsestring(content))
    assert contents(passed, format_, tmp_path) == contents(content, format_, tmp_path)
    assert faults(passed, format_) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_it_reads_the_texts(format_: str) -> None:
    units = store(format_).parsestring(render(RICH, format_, WriteOptions())).units
    assert (str(units[0].source), str(units[0].target)) == ("总则", "General")
    assert str(units[1].target).startswith("See the ")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_translators_edit_through_it_is_learned(format_: str, tmp_path: Path) -> None:
    read = store(format_).parsestring(render(RICH, format_, WriteOptions()))
    unit = read.units[1]
    for node in unit.get_target_dom().iter("{*}target", "seg"):
        for child in list(node):  # it keeps the codes that stand there, and what follows them
            node.remove(child)
    unit.target = "The meeting decided & said."
    path = tmp_path / f"a.{format_}"
    path.write_bytes(bytes(read))
    learned = read_learned(path, LearnOptions())
    ((found,), problems) = learned.changes, learned.problems
    assert problems == ()
    assert found.after == "The meeting decided & said."
    assert found.source.startswith("会议作出重要决定￼，见链接与ls -l <a")
    assert POINTED not in found.after
