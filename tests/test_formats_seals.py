"""Seals: whole documents bear them, edited ones do not."""

import io
import zipfile

import docx
import pytest

from bilingual.engines import choose_engine
from bilingual.formats.seals import Seal, read_broken_seal, read_seal, seal_document
from bilingual.model import BilingualDocument, Severity
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers.markdown import read_markdown
from bilingual.translate import translate_documents
from bilingual.writers import WriteOptions, render
from tests.conftest import ROOT

SEAL = Seal(source="a" * 64, signature="b" * 64, pictures="c" * 64)
BARE = Seal(source="1" * 64, signature="2" * 64)
WRONG = Seal(source="a" * 64, signature="b" * 64, worst=Severity.WARNING)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def document(source: str) -> BilingualDocument:
    read = read_markdown(ROOT / "a.md", source.encode())
    seed = normalize_document(read, NormalizeOptions())
    return translate_documents([seed], choose_engine("identity").load())[0]


def written(format_: str, source: str = "# 标题\n\n一段。\n") -> bytes:
    return PDF if format_ == "pdf" else render(document(source), format_, WriteOptions())


@pytest.mark.parametrize("format_", ["docx", "md", "html", "epub", "pdf"])
@pytest.mark.parametrize("seal", [SEAL, BARE, WRONG])
def test_a_sealed_document_says_what_it_was_made_from(format_: str, seal: Seal) -> None:
    plain = written(format_)
    sealed = seal_document(plain, format_, seal)
    assert read_seal(sealed, format_) == seal
    assert read_seal(plain, format_) is None
    assert len(sealed) < len(plain) + 400


@pytest.mark.parametrize("format_", ["docx", "md", "html", "epub", "pdf"])
def test_any_change_breaks_it(format_: str) -> None:
    sealed = seal_document(written(format_), format_, SEAL)
    for at in range(0, len(sealed), max(1, len(sealed) // 97)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        assert read_seal(changed, format_) is None, at
    for changed in (sealed + b"\n", sealed[:-1], sealed[: len(sealed) // 2], b""):
        assert read_seal(changed, format_) is None


def test_an_edited_text_still_says_what_it_was() -> None:
    sealed = seal_document(written("md"), "md", SEAL)
    edited = sealed.replace("一段".encode(), "两段".encode())
    assert read_seal(edited, "md") is None
    assert read_broken_seal(edited, "md") == SEAL
    assert read_broken_seal(written("md"), "md") is None


@pytest.mark.parametrize("front", ["+++\ntitle = '题'\n+++\n", "---\nmade_by: me\n---\n"])
def test_front_matter_of_the_source_stays(front: str) -> None:
    plain = written("md", f"{front}\n一段。\n")
    sealed = seal_document(plain, "md", SEAL)
    assert read_seal(sealed, "md") == SEAL
    again, before = (read_markdown(ROOT / "a.md", content) for content in (sealed, plain))
    assert [block.spans for block in again.blocks] == [block.spans for block in before.blocks]
    assert again.title == before.title


def test_a_sealed_document_of_a_sealed_document() -> None:
    first = seal_document(written("md"), "md", BARE)
    second = seal_document(written("md", first.decode()), "md", SEAL)
    assert read_seal(second, "md") == SEAL


def test_a_sealed_word_file_opens() -> None:
    sealed = seal_document(written("docx"), "docx", SEAL)
    with zipfile.ZipFile(io.BytesIO(sealed)) as file:
        assert file.testzip() is None
    assert docx.Document(io.BytesIO(sealed)).tables
