"""The names of the documents of one seed, and what becomes of them from run to run."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.model import Layout
from bilingual.readers import SUFFIXES
from bilingual.run.forms import Form, forms_of, seed_of
from bilingual.writers import FORMATS
from tests.conftest import Run

_IDENTITY = ("--engine", "identity")
_BOTH = ("--to", "docx,md", "--layout", "interleaved", "--layout", "side-by-side")
_NAMES = [
    f"a.txt.{layout}.{to}" for layout in ("interleaved", "side-by-side") for to in ("docx", "md")
]


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text("会议举行。\n", "utf-8")
    return path


def documents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@given(
    st.text(st.characters(categories=["L", "N"], include_characters=". /-"), max_size=20),
    st.sampled_from(SUFFIXES),
    st.sampled_from(FORMATS),
    st.sampled_from(list(Layout)),
    st.booleans(),
)
def test_a_document_names_its_seed(
    stem: str, suffix: str, format_: str, layout: Layout, is_one: bool
) -> None:
    form = Form(format=format_, layout=layout, is_one_of_layouts=is_one)
    assert seed_of(form.name(stem + suffix)) == stem + suffix


def test_one_layout_is_not_in_the_name() -> None:
    (alone,) = forms_of(Path("a.txt"), ["docx"], [Layout.INTERLEAVED])
    assert alone.name("a.txt") == "a.txt.docx"
    both = forms_of(Path("a.txt"), ["docx"], [Layout.INTERLEAVED, Layout.TARGET_ONLY])
    assert [one.name("a.txt") for one in both] == [
        "a.txt.interleaved.docx",
        "a.txt.target-only.docx",
    ]


def test_each_layout_has_documents_of_its_own(bilingual: Run, seed: Path, tmp_path: Path) -> None:
    command = ("translate", seed, "-o", "out", *_IDENTITY)
    run = bilingual(*command, *_BOTH)
    assert run.returncode == 0 and len(run.stdout.splitlines()) == 4
    assert documents(tmp_path / "out") == _NAMES
    written = {name: (tmp_path / "out" / name).read_bytes() for name in _NAMES}
    assert "| 会议举行。 |" in written["a.txt.side-by-side.md"].decode()
    assert "| 会议举行。 |" not in written["a.txt.interleaved.md"].decode()
    # A further layout leaves these fresh; a document of one layout alone is the same but its name.
    more = bilingual(*command, "--to", "md", "--layout", ",".join(Layout))
    assert more.stdout == "written out/a.txt.target-only.md\n"
    alone = bilingual("translate", seed, "-o", "one", *_IDENTITY, "--layout", "interleaved")
    assert alone.returncode == 0 and documents(tmp_path / "one") == ["a.txt.docx", "a.txt.md"]


@pytest.mark.parametrize("is_lost", [False, True])
def test_documents_of_layouts_are_accounted_for(
    bilingual: Run, seed: Path, tmp_path: Path, is_lost: bool
) -> None:
    command = ("translate", seed.parent, "-o", "out", *_IDENTITY, *_BOTH)
    (seed.parent / "b.txt").write_text("第二篇。\n", "utf-8")
    bilingual(*command)
    records = tmp_path / "out" / ".bilingual.json"
    before = json.loads(records.read_text("utf-8"))
    if is_lost:
        records.unlink()
        for record in before.values():
            assert record.pop("engine") == "identity"  # documents say it, seals do not
    assert bilingual(*command).stdout == ""
    assert json.loads(records.read_text("utf-8")) == before
    seed.unlink()
    assert bilingual(*command, "--prune").stdout.count("removed") == 4
    assert documents(tmp_path / "out") == [name.replace("a.txt", "b.txt") for name in _NAMES]


def test_an_edited_document_of_one_layout_is_kept(
    bilingual: Run, seed: Path, tmp_path: Path
) -> None:
    command = ("translate", seed, "-o", "out", *_IDENTITY, *_BOTH)
    bilingual(*command)
    edited = tmp_path / "out" / "a.txt.interleaved.md"
    edited.write_text("edited by a person", "utf-8")
    seed.write_text("新文。\n", "utf-8")
    run = bilingual(*command)
    assert (
        run.returncode == 1
        and f"{Path('out', edited.name)}: not as bilingual wrote it" in run.stderr
    )
    assert edited.read_text("utf-8") == "edited by a person"
    assert "新文" in (tmp_path / "out" / "a.txt.side-by-side.md").read_text("utf-8")


def test_copies_are_made_of_the_layouts_that_can_be(bilingual: Run, seed: Path) -> None:
    command = ("translate", seed, "-o", "out", "--copy", *_IDENTITY)
    assert bilingual(*command, *_BOTH).returncode == 0
    refused = bilingual(*command)
    assert refused.returncode == 2 and "does not go with --layout side-by-side" in refused.stderr
    unknown = bilingual(*command, "--layout", "interleaved,beside")
    assert unknown.returncode == 2
    assert "--layout beside: unknown; choose from side-by-side" in unknown.stderr


@pytest.mark.parametrize("command", ["translate", "check", "normalize"])
def test_a_path_that_is_not_there_is_wrong_usage(
    bilingual: Run, tmp_path: Path, command: str
) -> None:
    run = bilingual(command, "none.txt")
    assert run.returncode == 2
    assert run.stderr == "bilingual: none.txt: no such file or folder; check the path\n"
    assert list(tmp_path.iterdir()) == []
