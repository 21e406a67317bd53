"""Upper bounds of seeds, each with what to do; and large ones read in a process of their own."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from bilingual.errors import FaultError, ReadError
from bilingual.readers import isolated, read_bytes, read_document, read_here
from bilingual.readers.isolated import is_small, read_apart
from bilingual.readers.worker import answer


def read(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    read_document(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "行。\n".encode() * 20_001, "has more than 20,000 paragraphs; split it"),
        ("a.txt", "长".encode() * 1_000_001, "has more than 1,000,000 characters; split it"),
        (
            "a.html",
            b"<p " + b"a=1 " * 100_000 + "中文。".encode(),
            "has longer parts, than any page",
        ),
    ],
)
def test_what_is_too_long_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(ReadError, match=said):
        read(tmp_path / name, content)


def test_a_sparse_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    with pytest.raises(ReadError, match="has more than 20 MB; split it"):
        read_bytes(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="is no regular file"):
        read_bytes(tmp_path / "a.txt")


def test_what_is_read_apart_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 标题\n\n" + "**第一**段的内容。\n\n" * 10_000, "utf-8")
    data = path.read_bytes()
    assert not is_small(data)
    assert read_apart(path, data, encoding="utf-8") == read_here(path, data, encoding="utf-8")


def test_a_word_table_of_too_many_rows_is_not_parsed(tmp_path: Path) -> None:
    word = docx.Document()
    word.save(str(tmp_path / "a.docx"))
    rows = f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr><w:p >' * 61_000}".encode()
    content = (tmp_path / "a.docx").read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for name in read.namelist():
            body = read.read(name)
            file.writestr(name, body.replace(b"<w:body>", b"<w:body>" + rows, 1))
    with pytest.raises(ReadError, match="has more than 20,000 paragraphs; split it"):
        read_document(tmp_path / "a.docx")  # it is not even well-formed


def test_a_small_zip_file_of_much_text_is_not_small(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("长" * 1_000_000)
    word.save(str(tmp_path / "a.docx"))
    data = (tmp_path / "a.docx").read_bytes()
    assert len(data) < 100_000
    assert not is_small(data)


def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PATIENCE", 0.01)
    with pytest.raises(ReadError, match="takes more time or memory than any document needs"):
        read(tmp_path / "a.txt", "行。\n".encode() * 100_000)


def test_errors_come_back_from_the_process(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="looks like a binary file"):
        read(tmp_path / "a.txt", b"\0" * 1_000_000)


def test_a_fault_comes_back_with_its_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr("bilingual.readers.worker.read_here", fail)
    found = answer(tmp_path / "a.txt", b"", None)
    assert isinstance(found, tuple)
    error, trace = found
    assert isinstance(error, FaultError)
    assert "ZeroDivisionError: by chance" in str(error)
    assert "in fail" in trace
