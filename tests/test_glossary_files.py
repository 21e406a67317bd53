"""Glossaries written: what comes back of them, and what TBX-Basic asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilingual.errors import UsageError
from bilingual.translate.glossary import Term, glossary_content, read_glossary, starter_terms
from tests.conftest import Run

FULL = Term(
    source="算力",
    target="computing power",
    accepted=("compute", "computing <capacity>"),
    forbidden=("calculation force",),
    note="国家工程\n第二行",
    part_of_speech="noun",
    is_case_sensitive=True,
)
HINT = Term(source="云南", target="Yunnan", is_enforced=False)


def through(terms: list[Term], path: Path) -> list[Term]:
    """The terms as they come back, without where they stood."""
    path.write_bytes(glossary_content(path, terms))
    return [replace(one, origin="") for one in read_glossary(path)]


@pytest.mark.parametrize("suffix", [".tsv", ".csv"])
def test_tables_come_back_equal(suffix: str, tmp_path: Path) -> None:
    assert through([FULL, HINT], tmp_path / f"a{suffix}") == [FULL, HINT]


def test_tbx_comes_back_equal_but_for_case(tmp_path: Path) -> None:
    wanted = [replace(FULL, is_case_sensitive=False), HINT]
    assert through([FULL, HINT], tmp_path / "a.tbx") == wanted


_WORD = st.text("ab é&<'\"", min_size=1, max_size=8).map(str.strip).filter(bool)
_WORDS = st.lists(_WORD.map(lambda word: " ".join(word.split())), max_size=2).map(tuple)
_TERMS = st.builds(
    Term,
    source=st.text("会议数据", min_size=1, max_size=4),
    target=_WORD.map(lambda word: " ".join(word.split())),
    accepted=_WORDS,
    is_enforced=st.booleans(),
)


@given(_TERMS)
def test_any_term_comes_back(tmp_path_factory: pytest.TempPathFactory, term: Term) -> None:
    folder = tmp_path_factory.mktemp("any")
    for suffix in (".tsv", ".csv", ".tbx"):
        assert through([term], folder / f"a{suffix}") == [term]


def test_the_starter_terms_come_back(tmp_path: Path) -> None:
    plain = [replace(one, origin="") for one in starter_terms()]
    for suffix in (".tsv", ".tbx"):
        assert through(plain, tmp_path / f"a{suffix}") == plain


_CHILDREN = {
    "martif": ["martifHeader", "text"],
    "martifHeader": ["fileDesc", "encodingDesc"],
    "fileDesc": ["titleStmt", "sourceDesc"],
    "titleStmt": ["title"],
    "sourceDesc": ["p"],
    "encodingDesc": ["p"],
    "text": ["body"],
    "body": ["termEntry", "termEntry"],
    "tig": ["term", "termNote", "termNote"],
}
"""What stands in what, in which order, in TBX-Basic (its core structure, version 2)."""
_STATUSES = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}


def test_tbx_is_as_tbx_basic_asks() -> None:
    """Its DTD came without terms of use, so this is what of it we need."""
    content = glossary_content(Path("a.tbx"), [FULL, HINT])
    root = etree.fromstring(content)
    assert root.getroottree().docinfo.system_url == "TBXBasiccoreStructV02.dtd"
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    for tag, wanted in _CHILDREN.items():
        assert [one.tag for one in next(root.iter(tag))] == wanted[: 1 if tag == "tig" else None]
    first, second = root.iter("termEntry")
    assert [one.tag for one in first] == ["note", "langSet", "langSet"]
    assert [one.tag for one in second] == ["langSet", "langSet"]
    assert [one.tag for one in first[2][0]] == _CHILDREN["tig"]
    statuses = {
        one.text for one in root.iter("termNote") if one.get("type") == "administrativeStatus"
    }
    assert statuses == _STATUSES
    encoding = root.find("martifHeader/encodingDesc/p")
    assert encoding is not None
    assert (encoding.get("type"), encoding.text) == ("XCSURI", "TBXBasicXCSV02.xcs")


def test_the_command_writes_what_translating_holds_to(bilingual: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("source,target,case\n云南大学,YNU,sensitive\n", "utf-8")
    run = bilingual("glossary", "export", "all.tbx", "--glossary", mine)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("wrote all.tbx: 8,4")
    assert "upper and lower case, which matters for 1 term" in run.stderr
    named = {one.source: one.target for one in read_glossary(tmp_path / "all.tbx")}
    assert named["云南大学"] == "YNU"
    run = bilingual("glossary", "export", "own.tsv", "--glossary", mine, "--no-starter-terms")
    assert run.stdout == "wrote own.tsv: 1 term\n"


def test_what_cannot_be_written_is_one_line(bilingual: Run) -> None:
    with pytest.raises(UsageError, match=r"give a file in \.tsv, \.csv or \.tbx"):
        glossary_content(Path("a.docx"), [HINT])
    run = bilingual("glossary", "export", "a.tsv", "--no-starter-terms")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "there are no terms; name a glossary with --glossary" in run.stderr
