"""The account in 26 states of decay: nothing is lost, nothing of ours is taken for a person's."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.faults.folders import REFUSAL, edit, make_seeds, snapshot

Records = dict[str, Any]
NAME = "0/文2.txt"
MINE = "A person wrote this.\n"


def _changed(records: Records, **facts: object) -> bytes:
    return json.dumps({**records, NAME: {**records[NAME], **facts}}).encode()


def _states(whole: bytes) -> dict[str, bytes]:
    records: Records = json.loads(whole)
    outputs = records[NAME]["outputs"]
    less = {key: value for key, value in records[NAME].items() if key != "outputs"}
    twice = b'{\n "a": {"source": "", "signature": "", "outputs": {}},\n "a": {},'
    return {
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "zeros, as a power failure leaves": bytes(len(whole)),
        "not UTF-8": whole.replace(b'"source"', b'"\xff\xfe"', 1),
        "byte order mark": b"\xef\xbb\xbf" + whole,
        "UTF-16": whole.decode().encode("utf-16"),
        "null": b"null",
        "number": b"3",
        "list": b"[]",
        "text": b'"x"',
        "record is null": json.dumps({**records, NAME: None}).encode(),
        "record is a list": json.dumps({**records, NAME: ["source", "outputs"]}).encode(),
        "record is missing": json.dumps({k: v for k, v in records.items() if k != NAME}).encode(),
        "a field less": json.dumps({**records, NAME: less}).encode(),
        "outputs is null": _changed(records, outputs=None),
        "outputs is a number": _changed(records, outputs=7),
        "outputs is a list": _changed(records, outputs=list(outputs)),
        "outputs is text": _changed(records, outputs="x"),
        "an output's hash is a number": _changed(records, outputs=dict.fromkeys(outputs, 1)),
        "an output outside": _changed(records, outputs={"../x.md": "0"}),
        "source is a list": _changed(records, source=["x"]),
        "another source": _changed(records, source="0" * 64),
        "nested 100,000 deep": b"[" * 100_000,
        "a number of 5,000 digits": b"1" * 5000,
        "a key twice": whole.replace(b"{\n", twice, 1),
        "marks of a git conflict": b"<<<<<<< HEAD\n" + whole,
    }


def test_every_state_is_mended(tmp_path: Path, bilingual: Run) -> None:
    seeds = make_seeds(tmp_path / "in", 4)
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    seed, edited = tmp_path / "in" / NAME, out / "1" / "文1.txt.md"
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o"]
    bilingual(*words, out)
    edited.write_text(edited.read_text("utf-8") + MINE, "utf-8")
    account, rng = out / ".bilingual.json", random.Random(1)
    states = _states(account.read_bytes())
    assert len(states) == 26
    for state in states:
        account.write_bytes(_states(account.read_bytes())[state])
        edit(seed, rng)  # its documents must not be refused
        run = bilingual(*words, out)
        assert (run.returncode, REFUSAL in run.stderr) == (0, False), (state, run.stderr)
        assert edited.read_text("utf-8").endswith(MINE), state
        again = bilingual(*words, out)
        assert f"bilingual: {len(seeds) + 1} fresh\n" in again.stderr, state
    bilingual(*words, scratch)
    there, undisturbed = snapshot(out), snapshot(scratch)
    for files in (there, undisturbed):
        del files["1/文1.txt.md"], files[".bilingual.json"]
    assert there == undisturbed


@pytest.mark.parametrize("states", [("deleted",), ("deleted", "edited")])
def test_deleted_and_a_source_changed(
    tmp_path: Path, bilingual: Run, states: tuple[str, ...]
) -> None:
    """Only the document that somebody edited is kept."""
    seeds = make_seeds(tmp_path / "in", 4)
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o", tmp_path / "out"]
    bilingual(*words)
    edited = tmp_path / "out" / "1" / "文1.txt.md"
    if "edited" in states:
        edited.write_text(MINE, "utf-8")
    (tmp_path / "out" / ".bilingual.json").unlink()
    for seed in seeds:
        edit(seed, random.Random(seed.name))
    run = bilingual(*words)
    assert run.stderr.count(REFUSAL) == states.count("edited")
    assert ("edited" in states) == (edited.read_text("utf-8") == MINE)


def test_gone_and_pruned(tmp_path: Path, bilingual: Run) -> None:
    make_seeds(tmp_path / "in", 4)
    out = tmp_path / "out"
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o", out]
    bilingual(*words)
    (out / "1" / "文3.md.md").write_text(MINE, "utf-8")
    for name in ("w.docx", "1/文3.md"):
        (tmp_path / "in" / name).unlink()
    told = bilingual(*words)
    assert told.returncode == 0
    assert "the source w.docx is not there any more; --prune removes" in told.stderr
    assert (out / "w.docx.files").is_dir()
    pruned = bilingual(*words, "--prune", "--json")
    assert pruned.returncode == 1  # one of four was edited, and is kept
    statuses = {one["source"]: one["status"] for one in json.loads(pruned.stdout)["results"]}
    assert statuses["w.docx"] == "removed"
    assert not list(out.glob("w.docx*"))
    assert (out / "1" / "文3.md.md").read_text("utf-8") == MINE
    assert not (out / "1" / "文3.md.docx").exists()


def test_nothing_is_pruned_where_nothing_could_be_seen(tmp_path: Path, bilingual: Run) -> None:
    make_seeds(tmp_path / "in", 2)
    out = tmp_path / "out"
    words = ["--engine", "identity", "-o", out, "--prune"]
    bilingual("translate", tmp_path / "in", *words)
    before = snapshot(out)
    (tmp_path / "empty").mkdir()
    bilingual("translate", tmp_path / "empty", *words)
    bilingual("translate", tmp_path / "in" / "w.docx", *words)
    bilingual("translate", tmp_path / "in", tmp_path / "misspelt", *words)
    assert snapshot(out) == before


def test_damaged_documents_are_written_again(tmp_path: Path, bilingual: Run) -> None:
    make_seeds(tmp_path / "in", 2)
    out = tmp_path / "out"
    words = ["translate", tmp_path / "in", "--engine", "identity", "-o", out]
    bilingual(*words)
    before = snapshot(out)
    word, page = out / "w.docx.docx", out / "1" / "文1.txt.md"
    (picture,) = (out / "w.docx.files").iterdir()
    for damage in (b"", before["w.docx.docx"][:100], bytes(5000)):
        word.write_bytes(damage)
        page.write_bytes(b"")
        picture.unlink()
        assert bilingual(*words, "--check").returncode == 1
        assert bilingual(*words).returncode == 0
        assert snapshot(out) == before
