"""Glossaries: read from files, found in texts, compared with translations."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.errors import UsageError
from bilingual.translate.checks import check_translation
from bilingual.translate.glossary import Glossary, Term, read_glossary, starter_terms
from bilingual.translate.glossary.english import says


def glossary(*pairs: str) -> Glossary:
    """``中国联通=China Unicom`` as terms."""
    split = (pair.split("=") for pair in pairs)
    return Glossary(tuple(Term(source=source, target=target) for source, target in split))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("中国联通和联通云", ["中国联通", "联通"]),
        ("中國聯通總部", ["中国联通"]),
        ("云南大学云南校区", ["云南大学", "云南"]),
        ("AIS展示AI和ai", ["AI", "AI"]),
        ("中国", []),
    ],
)
def test_the_longest_term_at_a_place_is_found_in_either_script(text: str, found: list[str]) -> None:
    terms = glossary("中国联通=China Unicom", "联通=Unicom", "云南=Yunnan", "云南大学=YNU", "AI=AI")
    assert [hit.term.source for hit in terms.find(text)] == found
    for hit in terms.find(text):
        assert len(hit.term.source) == hit.place[1] - hit.place[0]


@pytest.mark.parametrize(
    ("text", "term", "is_said"),
    [
        ("Two optical modules arrived.", "an optical module", True),
        ("The State Council's notice", "the State Council", True),
        ("East Data, West Computing", "East Data West Computing", True),
        ("a fifth-generation network", "fifth generation networks", True),
        ("They agreed to plan cities.", "planned city", True),
        ("policy", "police", False),
        ("China Mobile", "China Unicom", False),
        ("Unicom China", "China Unicom", False),
    ],
)
def test_inflected_english_is_accepted(text: str, term: str, is_said: bool) -> None:
    assert says(text, term) is is_said


def test_case_matters_where_the_glossary_says_so() -> None:
    assert says("the who", "WHO")
    assert not says("the who", "WHO", is_case_sensitive=True)


def test_missing_and_forbidden_terms_are_findings_with_what_is_right() -> None:
    terms = Glossary(
        (
            Term(source="央企", target="central SOE", forbidden=("central enterprise",)),
            Term(source="智算", target="intelligent computing", is_enforced=False),
        )
    )
    found = check_translation("央企发展智算。", "A central enterprise develops AI.", glossary=terms)
    assert [(one.code, one.source, one.target) for one in found] == [
        ("term", (0, 2), None),
        ("forbidden-term", (0, 2), (2, 20)),
    ]
    assert all(one.renderings == ("central SOE",) for one in found)
    assert check_translation("央企发展智算。", "Central SOEs develop it.", glossary=terms) == ()


def test_tables_are_read(tmp_path: Path) -> None:
    table = tmp_path / "glossary.csv"
    table.write_text(
        "中文;英文;forbidden;case;note\n东数西算;East Data, West Computing|EDWC;;;国家工程\n"
        "\n世卫组织;WHO;World Health Body|WHB;sensitive;\n",
        "gb18030",
    )
    first, second = read_glossary(table)
    assert (first.target, first.accepted) == ("East Data, West Computing", ("EDWC",))
    assert (first.note, first.origin) == ("国家工程", "glossary.csv, line 2")
    assert second.is_case_sensitive and second.forbidden == ("World Health Body", "WHB")
    plain = tmp_path / "two.tsv"
    plain.write_text("云南\tYunnan\n云南\tYunnan\n", "utf-8")
    assert [term.target for term in read_glossary(plain)] == ["Yunnan"]


_TBX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1">
 <langSet xml:lang="zh-CN"><tig><term>算力</term></tig></langSet>
 <langSet xml:lang="en"><tig><term>compute</term></tig>
  <tig><term>computing power</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>calculation force</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""
_TBX_3 = """<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><langSec xml:lang="zh-Hant"><termSec><term>算力</term></termSec></langSec>
<langSec xml:lang="en-US"><termSec><term>computing power</term></termSec>
<termSec><term>compute</term></termSec></langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("text", [_TBX, _TBX_3])
def test_tbx_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.tbx"
    path.write_text(text, "utf-8")
    (term,) = read_glossary(path)
    assert (term.source, term.target, term.accepted) == ("算力", "computing power", ("compute",))
    assert term.forbidden == (("calculation force",) if text is _TBX else ())
    assert term.origin == "a.tbx, c1"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", "名,值,其他\n云南,Yunnan,x\n", "has no columns source and target"),
        (
            "a.csv",
            "source,target\n云南,Yunnan\n云南,Yun Nan\n",
            "in line 2 and 'Yun Nan' in line 3",
        ),
        ("a.csv", "source,target\n云南,\n", "line 2 has no source or no target"),
        ("a.csv", "source,target,case\n云南,Yunnan,maybe\n", "'maybe' in its column case"),
        ("a.csv", "source,target\n", "has no terms"),
        ("a.tbx", "<martif><text>", "is not a sound TBX file"),
        ("a.tbx", "<html/>", "has no term entries"),
        ("a.xlsx", "", "is no glossary"),
    ],
)
def test_what_is_no_glossary_is_one_clear_line(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_glossary(path)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


def test_a_foreign_tbx_that_declares_entities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    declared = f'<!DOCTYPE martif [<!ENTITY e SYSTEM "{tmp_path / "secret"}">]>'
    path = tmp_path / "a.tbx"
    path.write_text(_TBX.replace(_TBX.splitlines()[1], declared).replace("compute<", "&e;x<"))
    with pytest.raises(UsageError, match="declares entities"):
        read_glossary(path)


def test_the_starter_termbase_names_things_once() -> None:
    terms = starter_terms()
    assert len({term.source for term in terms}) == len(terms) > 5000
    by_source = {term.source: term for term in terms}
    for source, target in [
        ("中国联通", "China Unicom"),
        ("国务院", "State Council"),
        ("云南大学", "Yunnan University"),
        ("昆明市", "Kunming"),
    ]:
        assert by_source[source].is_enforced and target in by_source[source].target


@given(
    st.lists(st.text("云南大学昆明A1", min_size=1, max_size=5), unique=True),
    st.text("云南大学昆明A1"),
)
def test_hits_are_in_order_and_never_overlap(sources: list[str], text: str) -> None:
    terms = Glossary(tuple(Term(source=source, target="x") for source in sources))
    edges = [edge for hit in terms.find(text) for edge in hit.place]
    assert edges == sorted(edges)
    for hit in terms.find(text):
        assert text[slice(*hit.place)].lower() == hit.term.source.lower()
