"""Which numbers of a source its translation lacks, whatever the words they are in."""

import pytest

from bilingual.translate.numbers.values import missing_numbers


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
