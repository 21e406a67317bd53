"""Names of persons: found where a title or a deed makes them certain, compared by their sound."""

import pytest

from bilingual.chinese.persons import find_persons
from bilingual.translate.checks import check_translation
from bilingual.translate.glossary import Glossary, Term
from bilingual.translate.names import compare_names, render_person

NO_TERMS = Glossary()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("得到了云南省委书记王宁的批示鼓励", ["王宁 Wang Ning"]),
        ("省政府党組成員、副省長劉勇出席會議並致辭", ["刘勇 Liu Yong"]),
        ("吕明、李小红、单红获奖", ["吕明 Lyu Ming", "李小红 Li Xiaohong", "单红 Shan Hong"]),
        ("王宁书记表示，任正非先生也在座。", ["王宁 Wang Ning", "任正非 Ren Zhengfei"]),
        ("欧阳明强调，要加强管理。", ["欧阳明 Ouyang Ming"]),
        ("（记者 王小明 通讯员 曾红）", ["王小明 Wang Xiaoming", "曾红 Zeng Hong"]),
        ("省长李长春、市长陈晟出席", ["李长春 Li Changchun", "陈晟 Chen Sheng"]),
        ("王红、李强、张伟获奖", ["王红 Wang Hong", "李强 Li Qiang", "张伟 Zhang Wei"]),
        ("就记者关心的问题，职工代表、企业家成长计划", []),
        ("秘书长高度重视，市民王女士说", []),
        ("新加坡总理黄循财表示", []),  # written otherwise at home
        ("队长孙福来乐呵呵地说", []),  # 孙福 who comes, or 孙福来
    ],
)  # fmt: skip
def test_persons_are_found_where_they_are_certain(text: str, names: list[str]) -> None:
    found = find_persons(text)
    assert [f"{one.name} {render_person(one)}" for one in found] == names
    assert all(len(one.name) == one.place[1] - one.place[0] for one in found)


@pytest.mark.parametrize(
    "english",
    ["Wang Xiaohong spoke.", "WANG Xiaohong", "Xiaohong Wang", "Wang Xiao-hong", "Wang Xiao Hong"],
)
def test_names_may_be_written_in_several_ways(english: str) -> None:
    assert list(compare_names("省长王小红说", english, NO_TERMS)) == []


@pytest.mark.parametrize("english", ["Lyu Nü", "Lu Nu", "Lü Nyu"])
def test_so_may_their_umlauts(english: str) -> None:
    assert list(compare_names("省长吕女说", english, NO_TERMS)) == []


def test_a_wrong_name_is_one_finding_with_both_places() -> None:
    (finding,) = compare_names("副省长刘勇出席", "Vice Governor Liu Jun attended", NO_TERMS)
    assert finding.message == "刘勇 should be Liu Yong, not Liu Jun"
    assert (finding.source, finding.target, finding.rendering) == ((3, 5), (14, 21), "Liu Yong")


def test_a_name_out_of_nothing_is_a_finding_wherever_the_right_one_stands() -> None:
    (finding,) = compare_names("在戴玖佐看来，收获很大。", "For Yu Xuezhu, it paid.", NO_TERMS)
    assert finding.message == "Yu Xuezhu is no name in the source"


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("云南昆明的孔子学院", "The Confucius Institute in Kunming, Yun Nan"),
        ("在香港上市", "listed in Hong Kong"),
        ("排起长队", "Long Queue Forms"),
        ("印度村庄", "An Indian Village"),
    ],
)
def test_what_only_looks_like_a_name_is_none(source: str, english: str) -> None:
    assert list(compare_names(source, english, NO_TERMS)) == []


def test_names_of_the_glossary_are_the_glossarys() -> None:
    terms = Glossary((Term(source="黄仁勋", target="Jensen Huang"),))
    assert list(compare_names("首席执行官黄仁勋说", "CEO Jensen Huang said", terms)) == []
    (finding,) = check_translation("首席执行官黄仁勋说", "He said so", glossary=terms)
    assert finding.code == "term"
