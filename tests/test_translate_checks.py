"""What the checks find, and what they let pass."""

import re

import pytest

from bilingual.model import Severity
from bilingual.translate.checks import (
    CHECKS,
    FELL_BACK,
    FORMAT,
    LINK,
    RECOGNISED,
    Row,
    check_rows,
    check_translation,
    has_loop,
    is_garbage,
)
from tests.conftest import ROOT

EXAMPLES = [
    ("会议在昆明举行。", "The meeting was held in Kunming.", []),
    ("会议在昆明举行。", "", ["empty"]),
    ("会议在昆明举行。", "...", ["empty"]),
    ("会议在昆明举行。", "The meeting ⁇ held", ["unknown"]),
    ("会议在昆明举行。", "The meeting was held in 昆明.", ["untranslated"]),
    ("会议今天在昆明举行。", "The city city city city was there.", ["loop"]),
    ("会议今天在昆明举行。", "of the city of the city of the city", ["loop"]),
    ("会议今天在昆明举行。", "Hahahahahahahahahaha, it was", ["loop"]),
    ("会议今天在昆明市政府举行。", "Met.", ["length"]),
    ("会议在昆明市政府举行。", "so it is " * 30, ["loop", "length"]),
    ("哈哈哈哈哈哈哈哈", "Ha ha ha ha ha ha ha", []),
    ("投资3亿元。", "An investment of 30 million yuan.", ["number"]),
    ("副省长刘勇出席会议。", "Vice Governor Liu Jun attended the meeting.", ["name"]),
    ("会议在昆明举行。", "The meeting was held in Kunming with 30 guests.", ["number-added"]),
    ("会议10月在昆明举行。", "The meeting was held in Kunming in November.", ["date"]),
    ("会议在昆明举行。", "The meeting was held in Kunming in 2024.", ["date-added"]),
    ("会议下午3点举行。", "The meeting was held at 3 a.m.", ["time"]),
    ("会议在昆明举行。", "The meeting was held in Kunming at 3 p.m.", ["time-added"]),
    ("投资3亿元。", "An investment of $300 million.", ["unit"]),
    ("请联系service@example.com，谢谢", "Please contact us, thanks.", ["address"]),
    ("请联系service@example.com，谢谢", "Contact service@example.com, thanks.", []),
    ("发布iPhone 15 Pro Max手机", "It released the iPhone 15 Pro Max.", []),
    ("发布iPhone 15 Pro Max手机", "It released the iPhone 15 Max.", ["latin"]),
    ("ITU秘书长说，ITU成立。", "The QTU secretary-general said the ITU was founded.", ["latin"]),
    ("采用Wi-Fi 6技术，容量3GB", "It uses WiFi 6 and has 3 gigabytes.", []),
    ("员工不得在车间吸烟。", "Employees smoke in the workshop.", ["negation"]),
    ("员工不得在车间吸烟。", "Smoking is prohibited in the workshop.", []),
    ("这不仅是机会，也是不断的挑战。", "This is an opportunity and a challenge.", []),
    ("会议听取了今年的工作汇报，部署了下个阶段的任务，要抓好。", "It heard a work report of it.",
     ["omission"]),
    ("会议在昆明（云南）举行。", "The meeting was held in Kunming (Yunnan.", ["brackets"]),
    ("会议在昆明举行。", "The the meeting was held in Kunming.", ["doubled"]),
    ("公司签署框架协议。", "The company signed a framework agreement with the framework agreement.",
     ["repeated"]),
    ("公司签署框架协议。", "The company signed and the company also signed an agreement.", []),
    ("公司与公司签署合作框架协议。", "The company signed the cooperation framework agreement with "
     "another, a cooperation framework agreement.", ["repeated"]),
    ("投资10000元，签署协议。", "It invested 10,000 yuan and signed a framework agreement with a "
     "framework agreement.", ["repeated"]),
    ("框架协议促成框架协议。", "One framework agreement leads to another framework agreement.", []),
    ("王宁出席会议，王指出问题。", "Wang Ning attended, and Wang Ning pointed out problems.", []),
    ("框架协议。", "Framework agreement framework agreement framework agreement.", ["loop"]),
    ("降低CO₂排放。", "Cut carbon dioxide emissions.", []),
    ("①填写表格。", "(1) Fill in the form.", []),
    ("启动Ⅱ级响应。", "A Level II response began.", []),
    ("启动Ⅱ级响应。", "A Level III response began.", ["number", "address"]),
    ("①填写表格。", "Fill in the form.", ["number", "address"]),
    ("1½升", "1.5 liters", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "codes"), EXAMPLES)
def test_findings(source: str, target: str, codes: list[str]) -> None:
    assert [finding.code for finding in check_translation(source, target)] == codes


def test_the_table_of_checks() -> None:
    codes = [check.code for check in CHECKS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) for code in codes)
    assert all(re.fullmatch(r"[A-Z].+\.", check.says) for check in CHECKS)
    shown = {code for _, _, codes in EXAMPLES for code in codes}
    elsewhere = {FORMAT.code, LINK.code, RECOGNISED.code}  # found in blocks, not in sentences
    elsewhere |= {FELL_BACK.code}  # found by whoever asks engines: test_translate_in_order
    elsewhere |= {"aligned", "unpaired"}  # found by comparing documents: test_aligning
    elsewhere |= {"inconsistent", "heading-case"}  # found across documents: below
    elsewhere |= {"changed", "swapped", "conflict"}  # need a memory: test_translate_recall
    elsewhere |= {"term", "forbidden-term"}  # need a glossary: test_translate_glossary
    assert set(codes) - shown == elsewhere, "each check has an example above"


def test_a_finding_is_as_grave_as_its_check() -> None:
    (finding,) = check_translation("投资3亿元。", "An investment of 30 million yuan.")
    assert finding.severity is Severity.ERROR
    assert FORMAT.finding("x").severity is Severity.WARNING


def test_checks_keep_to_the_languages_they_know() -> None:
    source = "会议在昆明市政府举行，投资3亿元。"
    assert check_translation(source, "昆明", language="ja") == ()
    codes = [finding.code for finding in check_translation(source, "昆明", language="de")]
    assert codes == ["untranslated"]
    assert "number" in [one.code for one in check_translation(source, "Met.", language="en-GB")]


def test_only_what_decoding_may_mend_is_garbage() -> None:
    assert is_garbage(check_translation("会议在昆明举行。", ""))
    assert not is_garbage(check_translation("投资3亿元。", "An investment of 30 million yuan."))


@pytest.mark.parametrize(
    "text", ["New York, New York", "No, no, no!", "... --- ===", "1,000,000,000", "very very good"]
)
def test_common_repetitions_are_no_loops(text: str) -> None:
    assert not has_loop(text)


def across(*rows: tuple[str, str], are_headings: bool = False) -> list[tuple[int, str, str]]:
    """Row from 1, code and message of each finding across a document."""
    given = [
        Row(source=a, target=b, is_heading=are_headings, number=number)
        for number, (a, b) in enumerate(rows, 1)
    ]
    return [(index + 1, one.code, one.message) for index, one in check_rows(given)]


def test_a_source_translated_in_two_ways_is_told_where_it_is_the_odd_one() -> None:
    told = across(
        ("机架", "machine tool"),
        ("机架", "Rack"),
        ("机架。", "rack."),
        ("服务器", "server"),
        ("IDC", "IDC"),
        ("IDC", "data centre"),
        ("服务器", ""),
    )
    assert told == [(1, "inconsistent", "the same source is 'Rack' in row 2")]


def test_headings_in_another_case_than_most() -> None:
    plain = ("正文", "Provisions hold a legal basis.")
    headings = [
        Row(source="一", target="Legal basis", is_heading=True),
        Row(source="二", target="Other requirements", is_heading=True),
        Row(source="三", target="General Provisions", is_heading=True),
        Row(source="四", target="scope", is_heading=True),
        Row(source="五", target="Yunnan Unicom", is_heading=True),
        Row(source="六", target="ANNEX", is_heading=True),
        Row(source="七", target="Places in Kunming", is_heading=True),
        Row(source=plain[0], target="The general provisions hold.", is_heading=False),
    ]
    told = [(index, one.code, one.message) for index, one in check_rows(headings)]
    assert told == [
        (2, "heading-case", "a heading in title case, where most are in sentence case"),
        (3, "heading-case", "a heading in small letters, where most are in sentence case"),
    ]
    assert across(plain, ("一", "General Provisions"), ("二", "legal basis")) == []
    assert [*check_rows(headings, language="de")] == []


def test_the_documentation_lists_all_checks(request: pytest.FixtureRequest) -> None:
    """``pytest --update-goldens`` writes the table anew."""
    rows = [
        f"| `{check.code}` | {check.severity} | {check.says} | {check.bounds} |" for check in CHECKS
    ]
    table = "\n".join(
        ["| code | severity | meaning | bounds |", "| --- | --- | --- | --- |", *rows]
    )
    page = ROOT / "docs" / "checks.md"
    before, heading, rest = page.read_text("utf-8").partition("## All checks\n")
    intro, *_, after = re.split(r"\n\n((?:\|.*\n)*\|.*|TABLE)\n\n", rest, maxsplit=1)
    made = f"{before}{heading}{intro}\n\n{table}\n\n{after}"
    if request.config.getoption("--update-goldens"):
        page.write_text(made, "utf-8", newline="\n")
    assert page.read_text("utf-8") == made
