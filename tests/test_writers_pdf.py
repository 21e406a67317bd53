"""PDF through LibreOffice, where that is installed; and what is said where it is not."""

from __future__ import annotations

import io
from base64 import b64decode
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from bilingual.writers import WriteOptions, render
from bilingual.writers.pdf import install_command
from tests.builders import document, sentences
from tests.conftest import Run
from tests.package_server import PackageServer

_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A PNG of one dot."""


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("会议在昆明举行。\n", "utf-8")
    return path


def office_that(does: str, folder: Path) -> Path:
    """A folder for PATH with a LibreOffice that does something else."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.usefixtures("office")
def test_pdf_is_tagged_bears_the_documents_date_and_is_the_same_each_time() -> None:
    made = document(sentences(("二十。", "Two.", "number 20 is missing")), title="标题")
    first, second = (render(made, "pdf", WriteOptions()) for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert b"/CreationDate(D:20241028000000" in first
    assert b"/MarkInfo<</Marked true>>" in first
    assert "标题".encode("utf-16-be").hex().upper().encode() in first
    assert first == second


@pytest.mark.usefixtures("office")
def test_second_run_writes_nothing(bilingual: Run, seed: Path, tmp_path: Path) -> None:
    command = ("translate", seed, "--to", "pdf", "--engine", "identity")
    assert "1 written" in bilingual(*command).stderr
    made = tmp_path / "out" / "a.txt.pdf"
    before = made.stat().st_ino, made.stat().st_mtime_ns
    assert "1 fresh" in bilingual(*command).stderr
    assert (made.stat().st_ino, made.stat().st_mtime_ns) == before
    assert bilingual(*command, "--check").returncode == 0


@pytest.mark.usefixtures("office")
def test_nothing_that_a_document_refers_to_is_fetched(
    bilingual: Run, server: PackageServer, tmp_path: Path
) -> None:
    """A linked picture, in a copy of the source."""
    word = docx.Document()
    word.add_paragraph("会议在昆明举行。").add_run().add_picture(io.BytesIO(_PICTURE))
    link = word.part.relate_to(f"{server.url}/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    for blip in word.element.iter(qn("a:blip")):
        del blip.attrib[qn("r:embed")]
        blip.set(qn("r:link"), link)
    word.save(str(tmp_path / "a.docx"))
    options = ("--layout", "target-only", "--copy", "--to", "pdf", "--engine", "identity")
    done = bilingual("translate", tmp_path / "a.docx", *options)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "a.docx.pdf").read_bytes().startswith(b"%PDF-")
    assert server.asked == []


def test_without_libreoffice_one_line_says_so_before_any_work(
    bilingual: Run, seed: Path, tmp_path: Path
) -> None:
    command = ("translate", seed, "--to", "docx", "--to", "pdf", "--engine", "identity")
    done = bilingual(*command, PATH=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "bilingual: --to pdf: needs LibreOffice, which is not installed; "
        f"install it ({install_command()}) or choose --to docx\n"
    )
    assert not (tmp_path / "out").exists()
    assert bilingual(*command, "--check", PATH=tmp_path).returncode == 1


def test_a_libreoffice_that_fails_is_one_line(bilingual: Run, seed: Path, tmp_path: Path) -> None:
    path = office_that("exit 1", tmp_path / "bin")
    done = bilingual("translate", seed, "--to", "pdf", "--engine", "identity", PATH=path)
    assert done.returncode == 1
    assert f"a.txt: LibreOffice ({path / 'soffice'}) made no PDF of it" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "a.txt.pdf").exists()
