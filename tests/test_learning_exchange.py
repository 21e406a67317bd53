"""What translators change and confirm in XLIFF and TMX is learned; what a machine said is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bilingual.formats.xml import Element
from bilingual.learning.learn import LearnOptions, read_learned, store_learned
from bilingual.memory import Memory
from bilingual.model import Origin
from bilingual.writers import Rows, WriteOptions, render
from tests.builders import document, named, sentences
from tests.conftest import Run
from tests.test_learning_word import DOCUMENT, ROWS

FORMATS = ("xliff", "xlf", "tmx")


def written(folder: Path, format_: str) -> Path:
    path = folder / f"新闻.txt.{format_}"
    path.write_bytes(render(DOCUMENT, format_, WriteOptions()))
    return path


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def units_of(root: Element) -> list[Element]:
    return [one for one in root.iter("{*}unit", "{*}trans-unit", "tu") if not one.get("translate")]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_nobody_changed_is_not_learned(format_: str, tmp_path: Path) -> None:
    learned = read_learned(written(tmp_path, format_), LearnOptions())
    assert (learned.error, learned.changes, learned.problems) == (None, (), ())
    assert learned.rows == len(ROWS)
    assert learned.entries == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_a_change_is_learned_whatever_its_state(format_: str, tmp_path: Path) -> None:
    path = written(tmp_path, format_)
    change(path, "First item", "Item one")
    learned = read_learned(path, LearnOptions(author="Li"))
    ((found,), (entry,)) = learned.changes, learned.entries
    assert (found.source, found.after) == ("第一项", "Item one")
    assert (entry.source, entry.target, entry.author) == ("第一项", "Item one", "Li")
    with Memory(tmp_path / "m.sqlite", is_created=True) as memory:
        assert store_learned(learned, memory) == 1
        assert memory.find("第一项", "en")[0].entry.target == "Item one"


@pytest.mark.parametrize(
    ("format_", "name", "value"),
    [("xliff", "state", "final"), ("xliff", "state", "reviewed"), ("xlf", "state", "signed-off")],
)
def test_what_is_confirmed_as_it_is_is_learned(
    format_: str, name: str, value: str, tmp_path: Path
) -> None:
    path = written(tmp_path, format_)
    root = etree.parse(path).getroot()
    holder = next(root.iter("{*}segment", "{*}target"))
    holder.set(name, value)
    path.write_bytes(etree.tostring(root))
    (found,) = read_learned(path, LearnOptions()).changes
    assert found.after == found.before


def test_approved_units_of_xliff_1_are_confirmed(tmp_path: Path) -> None:
    path = written(tmp_path, "xlf")
    change(path, "<trans-unit ", '<trans-unit approved="yes" ')
    assert len(read_learned(path, LearnOptions()).changes) == len(ROWS)


@pytest.mark.parametrize("format_", FORMATS)
def test_what_a_person_wrote_before_is_not_told_again(format_: str, tmp_path: Path) -> None:
    pairs = [
        replace(one, segments=tuple(replace(s, origin=Origin.HUMAN) for s in one.segments))
        for one in DOCUMENT.pairs
    ]
    path = tmp_path / f"a.{format_}"
    path.write_bytes(render(replace(DOCUMENT, pairs=tuple(pairs)), format_, WriteOptions()))
    assert read_learned(path, LearnOptions()).changes == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_formatting_that_stays_is_no_problem_and_lost_rows_are_told(
    format_: str, tmp_path: Path
) -> None:
    path = written(tmp_path, format_)
    root = etree.parse(path).getroot()
    gone = units_of(root)[0]
    around = gone.getparent()
    assert around is not None
    around.remove(gone)
    path.write_bytes(etree.tostring(root))
    learned = read_learned(path, LearnOptions())
    assert learned.changes == ()
    messages = [one.message for one in learned.problems]
    assert messages == (
        []
        if format_ == "tmx"
        else ["1 row of the document not found any more (1): nothing is learned of them"]
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_without_its_ledger_states_decide(format_: str, tmp_path: Path) -> None:
    path = written(tmp_path, format_)
    root = etree.parse(path).getroot()
    for one in list(root.iter("{*}meta", "{*}skl", "prop")):
        around = one.getparent()
        assert around is not None
        around.remove(one)
    targets = list(root.iter("{*}segment", "{*}target", "{*}tuv"))
    for one in targets:
        if one.get("creationid"):
            one.set("changeid", "WANG")
            one.set("changedate", "20261127T101500Z")
        one.set("state", "translated") if format_ != "tmx" else None
        one.attrib.pop("state-qualifier", None)
        break
    if format_ == "tmx":
        targets[1].set("changeid", "WANG")
    path.write_bytes(etree.tostring(root))
    learned = read_learned(path, LearnOptions())
    assert len(learned.entries) == 1
    assert learned.remarks == (
        f"{len(ROWS) - 1} without a translation of a person are not learned",
    )
    if format_ == "tmx":
        assert learned.entries[0].author == "WANG"


def test_who_changed_a_unit_of_a_memory_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "tmx")
    change(path, "First item", "Item one")
    root = etree.parse(path).getroot()
    for one in root.iter("tuv"):
        if "Item one" in "".join(map(str, one.itertext())):
            one.set("changeid", "WANG")
            one.set("changedate", "20261127T101500Z")
    path.write_bytes(etree.tostring(root))
    (entry,) = read_learned(path, LearnOptions()).entries
    assert (entry.author, entry.date) == ("WANG", "2026-11-27T10:15:00Z")


def test_sentences_as_units_are_learned_as_sentences(tmp_path: Path) -> None:
    made = named(document(sentences(("会议举行。", "Held.", ""), ("结束了。", "Over.", ""))))
    path = tmp_path / "a.xliff"
    path.write_bytes(render(made, "xliff", WriteOptions(rows=Rows.SENTENCE)))
    change(path, "Over.", "It is over.")
    (entry,) = read_learned(path, LearnOptions()).entries
    assert (entry.source, entry.target) == ("结束了。", "It is over.")


@pytest.mark.parametrize("format_", FORMATS)
def test_translate_learn_translate(format_: str, bilingual: Run, tmp_path: Path) -> None:
    """The whole way: the command writes the file, keeps it when edited, learns it, and has the
    correction in another format."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("会议在北京举行。\n\n天气好。\n", "utf-8")
    how = ("translate", "in", "--engine", "identity", "--to", f"{format_},md")
    assert bilingual(*how).returncode == 0
    path = tmp_path / "out" / f"a.txt.{format_}"
    assert bilingual(*how, "--check").returncode == 0
    text = path.read_text("utf-8")
    at = text.rindex("天气好。")
    path.write_text(f"{text[:at]}Fine weather.{text[at + 4 :]}", "utf-8")
    (tmp_path / "in" / "a.txt").write_text("会议在北京举行。\n\n天气好。\n\n新的。\n", "utf-8")
    run = bilingual(*how)
    assert run.returncode == 1
    assert f"bilingual learn out/a.txt.{format_}" in run.stderr
    run = bilingual("learn", path)
    assert (run.returncode, "+ Fine weather." in run.stdout) == (0, True), run.stderr
    assert bilingual(*how).returncode == 0
    assert "Fine weather." in (tmp_path / "out" / "a.txt.md").read_text("utf-8")
    assert "Fine weather." in path.read_text("utf-8")


def test_a_machine_is_not_imported_as_if_a_person_had_said_it(
    bilingual: Run, tmp_path: Path
) -> None:
    path = written(tmp_path, "tmx")
    run = bilingual("memory", "import", path)
    assert run.stdout == f"{path}: 0 new entries\n"
    assert f"{path}: {len(ROWS)} machine translations left out" in run.stderr
