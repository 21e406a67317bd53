"""The audit of losses: it accepts a file that is read whole, and finds what a reader lost."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import loss
from bilingual.model import Document
from bilingual.readers import read_document
from tests.word_files import paragraph, run, with_body

TEXT = "# 供暖\n\n各单位要高度重视供暖工作。\n\n举报电话：12345。\n"


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "notice.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_file_that_is_read_whole_has_no_losses(seed: Path) -> None:
    audit = loss.audit(seed)
    assert audit.characters == 18
    assert [one.output for one in audit.losses] == [
        f"{format_} {layout}"
        for layout in ("interleaved", "target-only")
        for format_ in ("md", "html", "docx")
    ]
    assert not audit.has_losses
    assert not any(one.missing for one in audit.losses)


def test_what_a_reader_loses_is_found_in_every_output(
    seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:

    def lose_the_last_block(path: Path, data: bytes) -> Document:
        document = read_document(path, data)
        return replace(document, blocks=document.blocks[:-1])

    monkeypatch.setattr(loss, "read_document", lose_the_last_block)
    for one in loss.audit(seed).losses:
        assert one.unexplained == ("举报电话",)
    monkeypatch.setattr(sys, "argv", ["loss", str(seed)])
    assert loss.main() == 1
    assert "unexplained: 4 举报电话" in capsys.readouterr().out


def test_what_has_no_place_in_an_output_is_explained_by_name(tmp_path: Path) -> None:
    seed = tmp_path / "a.md"
    seed.write_text("---\nsummary: 摘要\n---\n\n[供暖](供应/说明.md)工作。\n", "utf-8")
    audit = loss.audit(seed)
    assert not audit.has_losses
    assert audit.losses[-1].explained == {"front matter": 2, "addresses": 4}


def test_hidden_text_is_explained_by_the_remark_that_counts_it(tmp_path: Path) -> None:
    shown, hidden = run("公开报价。"), run("内部底价", "<w:vanish/>")
    audit = loss.audit(with_body(tmp_path, paragraph(shown, hidden)))
    assert audit.characters == 8
    assert all(one.explained == {"hidden": 4} and not one.count for one in audit.losses)


def test_what_a_class_hides_is_explained(tmp_path: Path) -> None:
    seed = tmp_path / "a.html"
    style = "<style>.gone { color: red; display: none }</style>"
    text = "各单位要高度重视供暖工作，保障群众温暖过冬，现将有关事项通知如下。"
    seed.write_text(f"{style}<p>{text}</p><p class='gone'>内部底价</p>", "utf-8")
    audit = loss.audit(seed)
    assert not audit.has_losses
    assert all(one.explained == {"hidden by a class": 4} for one in audit.losses)
