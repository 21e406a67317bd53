"""What the checks find, and what they let pass."""

import pytest

from bilingual.model import FindingCode
from bilingual.translate.checks import check_translation, has_loop
from bilingual.translate.numbers import missing_numbers


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("会议在昆明举行。", "The meeting was held in Kunming.", []),
        ("会议在昆明举行。", "", [FindingCode.EMPTY]),
        ("会议在昆明举行。", "...", [FindingCode.EMPTY]),
        ("会议在昆明举行。", "The meeting ⁇ held", [FindingCode.UNKNOWN]),
        ("会议在昆明举行。", "The meeting was held in 昆明.", [FindingCode.UNTRANSLATED]),
        ("会议今天在昆明举行。", "The city city city city was there.", [FindingCode.LOOP]),
        ("会议今天在昆明举行。", "of the city of the city of the city", [FindingCode.LOOP]),
        ("会议今天在昆明举行。", "Hahahahahahahahahaha, it was", [FindingCode.LOOP]),
        ("会议今天在昆明市政府举行。", "Met.", [FindingCode.LENGTH]),
        ("会议在昆明市政府举行。", "so it is " * 30, [FindingCode.LOOP, FindingCode.LENGTH]),
        ("哈哈哈哈哈哈哈哈", "Ha ha ha ha ha ha ha", []),
        ("投资3亿元。", "An investment of 30 million yuan.", [FindingCode.NUMBER]),
    ],
)  # fmt: skip
def test_findings(source: str, target: str, codes: list[FindingCode]) -> None:
    assert [finding.code for finding in check_translation(source, target)] == codes


@pytest.mark.parametrize(
    "text", ["New York, New York", "No, no, no!", "... --- ===", "1,000,000,000", "very very good"]
)
def test_common_repetitions_are_no_loops(text: str) -> None:
    assert not has_loop(text)


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("2024年10月24日", "October 24, 2024", []),
        ("总投资35亿元", "a total of 3.5 billion yuan", []),
        ("机架1.8万个", "18,000 racks", []),
        ("5230万千瓦，3千瓦和2千人", "52.3 million kW, 3 kW and 2,000 people", []),
        ("３0多家单位", "more than 30 units", []),
        ("第3季度增长12.5%", "the third quarter grew by 12.5 percent", []),
        ("覆盖1000万户", "10 million households", []),
        ("人口1400万", "a population of 14m", []),
        ("总投资35亿元", "35 billion yuan", ["35亿"]),
        ("2000P Flops", "thousands of P Flops", ["2000"]),
        ("3,815元", "3815 yuan", []),
    ],
)
def test_numbers_are_compared_by_value(source: str, target: str, missing: list[str]) -> None:
    assert missing_numbers(source, target) == missing
