"""The account of an output folder: what it knows after any end of a run."""

import json
from pathlib import Path

import pytest

from bilingual.errors import UsageError, WriteError
from bilingual.formats.seals import Seal, seal_document
from bilingual.model import Severity
from bilingual.run.account import Account
from bilingual.run.records import Record, dump_records, load_records, with_outputs

SOURCE, SIGNATURE = "a" * 64, "b" * 64


def write(account: Account, output: str, content: bytes, source: str = SOURCE) -> None:
    account.write("a.txt", source, SIGNATURE, output, content)


def record_of(output: str, digest: str, source: str = SOURCE) -> Record:
    return Record(source=source, signature=SIGNATURE, outputs={output: digest})


def is_fresh(folder: Path, output: str, source: str = SOURCE) -> bool:
    return Account(folder).is_fresh("a.txt", source, SIGNATURE, output)


def test_what_is_written_is_fresh_before_and_after_it_is_saved(tmp_path: Path) -> None:
    account = Account(tmp_path)
    write(account, "a.txt.md", b"one")
    assert is_fresh(tmp_path, "a.txt.md")
    assert not (tmp_path / ".bilingual.json").exists()
    account.save()
    assert is_fresh(tmp_path, "a.txt.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".bilingual.json", "a.txt.md"]
    assert not is_fresh(tmp_path, "a.txt.md", "another")
    assert not is_fresh(tmp_path, "a.txt.docx")


def test_each_output_is_recorded_by_itself(tmp_path: Path) -> None:
    account = Account(tmp_path)
    for output in ("a.txt.docx", "a.txt.md"):
        write(account, output, b"old")
    write(account, "a.txt.docx", b"new", "changed")
    assert is_fresh(tmp_path, "a.txt.docx", "changed")
    assert not is_fresh(tmp_path, "a.txt.md", "changed")
    assert not Account(tmp_path).holds_work("a.txt", "a.txt.md")
    account.save()
    assert not Account(tmp_path).holds_work("a.txt", "a.txt.md")
    (tmp_path / "a.txt.md").write_bytes(b"mine")
    assert Account(tmp_path).holds_work("a.txt", "a.txt.md")


@pytest.mark.parametrize("ends", ["saved", "killed", "killed while writing", "records lost"])
def test_the_gravest_finding_of_what_is_fresh_is_known(tmp_path: Path, ends: str) -> None:
    account, journal = Account(tmp_path), tmp_path / ".bilingual.journal"
    seal = Seal(source=SOURCE, signature=SIGNATURE, worst=Severity.WARNING)
    content = seal_document(b"<meta charset=x>", "html", seal)
    account.write("a.txt", SOURCE, SIGNATURE, "a.txt.html", content, Severity.WARNING)
    if ends == "killed while writing":
        journal.write_bytes(journal.read_bytes().rpartition(b"\n")[0])
    if ends in ("saved", "records lost"):
        account.save()
    if ends == "records lost":
        (tmp_path / ".bilingual.json").unlink()
    assert Account(tmp_path).worst("a.txt") is Severity.WARNING
    account = Account(tmp_path)
    account.write("a.txt", "another", SIGNATURE, "a.txt.html", b"clean")
    assert account.worst("a.txt") is None


@pytest.mark.parametrize("is_killed", [False, True])
def test_records_say_who_translated_and_old_ones_are_read(tmp_path: Path, is_killed: bool) -> None:
    account = Account(tmp_path, "argos, translate-zh_en-1_9 · version 1.9")
    write(account, "a.txt.md", b"one")
    if not is_killed:
        account.save()
    (record,) = Account(tmp_path).records.values()
    assert record.engine == "argos, translate-zh_en-1_9 · version 1.9"
    account.save()
    path = tmp_path / ".bilingual.json"
    entries = json.loads(path.read_text("utf-8"))
    del entries["a.txt"]["engine"]
    path.write_text(json.dumps(entries), "utf-8")
    assert is_fresh(tmp_path, "a.txt.md")
    assert Account(tmp_path).records["a.txt"].engine == ""


def test_killed_between_the_line_and_the_document(tmp_path: Path) -> None:
    account = Account(tmp_path)
    write(account, "a.txt.md", b"old")
    lines = (tmp_path / ".bilingual.journal").read_bytes()
    write(account, "a.txt.md", b"new", "changed")
    before_wrote = (tmp_path / ".bilingual.journal").read_bytes().rpartition(b"\n")[0]
    (tmp_path / ".bilingual.journal").write_bytes(before_wrote)
    assert is_fresh(tmp_path, "a.txt.md", "changed")  # the document had been written
    (tmp_path / "a.txt.md").write_bytes(b"old")
    assert is_fresh(tmp_path, "a.txt.md")  # it had not
    (tmp_path / "a.txt.md").write_bytes(b"mine")
    assert Account(tmp_path).holds_work("a.txt", "a.txt.md")
    for length in range(len(lines), len(before_wrote)):  # a line may be torn anywhere
        (tmp_path / ".bilingual.journal").write_bytes(before_wrote[:length])
        (tmp_path / "a.txt.md").write_bytes(b"old")
        assert is_fresh(tmp_path, "a.txt.md")


def test_what_a_killed_run_left_half_goes(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in (".bilingual-0123", "news/.bilingual-4567"):
        (tmp_path / name).write_bytes(b"half")
    line = {"output": "news/a.txt.md", "hash": "x", "seed": "news/a.txt"}
    (tmp_path / ".bilingual.journal").write_text(json.dumps(line), "utf-8")
    Account(tmp_path).clean()
    assert not list(tmp_path.rglob(".bilingual-*"))


def test_nothing_changed_nothing_saved(tmp_path: Path) -> None:
    Account(tmp_path).save()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_cannot_be_written_keeps_the_document(tmp_path: Path) -> None:
    (tmp_path / ".bilingual.journal").mkdir()
    with pytest.raises(WriteError, match="cannot be written"):
        write(Account(tmp_path), "a.txt.md", b"new")
    assert not (tmp_path / "a.txt.md").exists()


@pytest.mark.parametrize(
    "newer", [{"version": 2, "seeds": {}}, {"a.txt": {"source": "", "mood": "good"}}]
)
def test_an_account_of_a_newer_version(tmp_path: Path, newer: object) -> None:
    (tmp_path / ".bilingual.json").write_text(json.dumps(newer), "utf-8")
    with pytest.raises(UsageError, match="is of a newer version of bilingual; update"):
        Account(tmp_path)


def test_an_account_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".bilingual.json").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        Account(tmp_path)


def test_names_that_lead_out_of_the_folder_are_no_records() -> None:
    for name in ("../a.md", "/etc/a.md", "x/../../a.md"):
        entry = {"source": "", "signature": "", "outputs": {name: ""}}
        assert load_records(json.dumps({"a": entry}).encode()) == ({}, False)


def test_the_order_of_writing_does_not_show() -> None:
    dumped = set()
    for names in (["a.txt.docx", "a.txt.md"], ["a.txt.md", "a.txt.docx"]):
        record = None
        for name in names:
            record = with_outputs(record, record_of(name, name))
        assert record
        dumped.add(dump_records({"a.txt": record}))
    assert len(dumped) == 1


def test_records_go_round() -> None:
    first = with_outputs(None, record_of("a.txt.md", "1"))
    second = with_outputs(first, record_of("a.txt.docx", "2", "changed"))
    assert second.earlier == {"a.txt.md": "1"}
    records = {"a.txt": second, "\udcce.txt": first}
    assert load_records(dump_records(records)) == (records, True)
    old = {"a.txt": record_of("a.txt.md", "1")}
    assert b"earlier" not in dump_records(old)  # as the versions before wrote it
