"""Telephone numbers: known by their shape, counted by nobody, kept as they are."""

import pytest

from bilingual.chinese.phones import hide_phones, phone_ranges
from bilingual.translate.checks import check_translation
from bilingual.translate.numbers import compare_numbers


@pytest.mark.parametrize(
    "phone",
    [
        "010-12345678", "0871-6512345", "0871-6512345-8001", "(021)-12345678", "13812345678",
        "138-1234-5678", "010-5555-0100", "400-810-1234", "+86 13812345678", "86-010-12345678",
    ],
)  # fmt: skip
def test_telephone_numbers_are_known(phone: str) -> None:
    text = f"联系电话：{phone}，传真同号"
    assert [text[slice(*place)] for place in phone_ranges(text)] == [phone]
    assert not any(sign.isdigit() for sign in hide_phones(text))
    found = check_translation(text, "Telephone: 010-12.345678 million; fax the same")
    assert [one.renderings for one in found if one.code == "address"] == [(phone,)]
    assert check_translation(text, f"Telephone: {phone}; fax the same") == ()


@pytest.mark.parametrize(
    "text", ["投资12345678元", "2024-10-28", "10-12345678", "13812345678元", "编号202411120033"]
)
def test_other_digits_are_none(text: str) -> None:
    assert phone_ranges(text) == []


def test_no_figure_is_made_of_one() -> None:
    assert compare_numbers("电话：010-12345678", "Tel: 010-12345678") == ()
    assert compare_numbers("电话：010-12345678，共3人", "Tel: 010-12345678, 3 people") == ()
