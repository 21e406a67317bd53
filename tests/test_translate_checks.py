"""What the checks find, and what they let pass."""

import pytest

from bilingual.model import FindingCode
from bilingual.translate.checks import check_translation, has_loop


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
