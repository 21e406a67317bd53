"""Figures of sentences against those of their translations: goldens, and laws."""

import calendar
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bilingual.translate.numbers import NumberCode, compare_numbers
from bilingual.translate.numbers.english import read_english_figures
from tests.goldens import check_goldens
from tests.test_chinese_numbers import chinese, show_figure

_MONTHS = calendar.month_name[1:]


def has_wrong_number(source: str, target: str) -> bool:
    return bool(compare_numbers(source, target))


def show_english(text: str) -> str:
    return "; ".join(show_figure(text, figure) for figure in read_english_figures(text))


def show_findings(text: str) -> str:
    source, _, target = text.partition(" ⇒ ")
    found = compare_numbers(source, target)
    return "; ".join(
        f"{one.code.value}: {one.message}"
        + (f" → {' / '.join(one.renderings)}" if one.renderings else "")
        for one in found
    )


def test_english_goldens(request: pytest.FixtureRequest) -> None:
    check_goldens(request, "numbers_english.md", show_english)


def test_goldens(request: pytest.FixtureRequest) -> None:
    check_goldens(request, "numbers_pairs.md", show_findings)


def test_wrong_rows_have_findings_and_right_ones_none() -> None:
    text = (Path(__file__).parent / "goldens" / "numbers_pairs.md").read_text("utf-8")
    wrong, right = text.split("## Wrong")[1].split("## Right")
    rows = {part: [r for r in part.splitlines() if " ⇒ " in r] for part in (wrong, right)}
    assert len(rows[wrong]) > 25
    assert len(rows[right]) > 30
    for part, is_wrong in ((wrong, True), (right, False)):
        for row in rows[part]:
            assert bool(show_findings(row.split("|")[1].strip())) == is_wrong, row


@pytest.mark.parametrize(
    ("source", "target", "place", "wrong"),
    [
        ("会议于2010年召开。", "It met in 2001.", "2010年", "2001"),
        ("增长5.2%。", "It grew by 2.5 percent.", "5.2%", "2.5"),
        ("10月24日召开。", "It met on November 24.", "10月", "November"),
        ("总投资35亿元。", "Total investment: 35 billion yuan.", "35亿", "35 billion"),
        ("第三届大会。", "The fourth congress.", "第三", "fourth"),
    ],
)
def test_a_finding_has_both_places(source: str, target: str, place: str, wrong: str) -> None:
    (found,) = compare_numbers(source, target)
    assert found.source and found.target
    assert source[slice(*found.source)] == place
    assert target[slice(*found.target)] == wrong


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("增长5个百分点，有十几人。", "It grew by 19.8 billion."),
        ("三年后突破五家。", "In three years it will exceed 100 billion yuan."),
    ],
)
def test_a_figure_is_not_mended_by_guess(source: str, target: str) -> None:
    assert not any(found.is_mendable for found in compare_numbers(source, target))


def test_each_wrong_figure_is_paired_with_the_one_most_like_it() -> None:
    source = "500强企业营业收入473.81亿元，连续22年增长。"
    target = "The top companies made 47.81 billion yuan and have grown for 202 years."
    found = compare_numbers(source, target)
    assert [one.target and target[slice(*one.target)] for one in found] == [
        None, "47.81 billion", "202",
    ]  # fmt: skip


def test_a_damaged_date_is_wrong_as_a_whole() -> None:
    target = "10/82024 online, a meeting was held."
    found = compare_numbers("10/28/2024，在线讯，会议举行。", target)
    places = [target[slice(*one.target)] for one in found if one.target and one.source]
    assert places == ["10/82024"]


def test_what_is_left_out_has_no_place_in_the_translation() -> None:
    (found,) = compare_numbers("共30人参加。", "People took part.")
    assert (found.target, found.renderings, found.is_mendable) == (None, ("30", "thirty"), False)


def test_what_is_made_up_has_no_place_in_the_source() -> None:
    (found,) = compare_numbers("会议召开。", "It met in 2024.")
    assert found.code is NumberCode.NUMBER_ADDED or found.code is NumberCode.DATE_ADDED
    assert found.source is None
    assert found.renderings == ()


@given(st.integers(11, 10**12), st.integers(11, 10**12))
def test_only_the_same_number_passes(value: int, other: int) -> None:
    source = f"共有{chinese(value)}个。"
    assert compare_numbers(source, f"There are {value:,} in all.") == ()
    assert has_wrong_number(source, f"There are {other:,} in all.") == (value != other)


@given(st.integers(1, 99_999), st.integers(0, 4), st.integers(1, 9))
def test_a_changed_digit_never_passes(value: int, place: int, by: int) -> None:
    digits = f"{value:05}"
    changed = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    source = f"总投资{int(digits) / 100:.2f}亿元。"
    target = "Total investment is {} million yuan."
    assert not has_wrong_number(source, target.format(f"{int(digits)}"))
    assert has_wrong_number(source, target.format(f"{int(changed)}"))


@given(st.dates(), st.integers(1, 12), st.integers(1, 28), st.integers(1900, 2099))
def test_a_changed_date_never_passes(date: object, month: int, day: int, year: int) -> None:
    year_, month_, day_ = map(int, str(date).split("-"))
    if not 1900 <= year_ < 2100:
        year_ = 1900 + year_ % 200
    source = f"会议于{year_}年{month_}月{day_}日举行。"
    target = f"It was held on {_MONTHS[month - 1]} {day}, {year}."
    right = f"It was held on {_MONTHS[month_ - 1]} {day_}, {year_}."
    assert not has_wrong_number(source, right)
    assert has_wrong_number(source, target) == ((year, month, day) != (year_, month_, day_))


@given(st.integers(101, 10**7), st.integers(101, 10**7), st.sampled_from(["", "万", "亿", "%"]))
def test_a_rendering_makes_it_right(value: int, other: int, word: str) -> None:
    source = f"总数为{value}{word}，比上年多。"
    target = f"The total is {other:,}{' percent' * (word == '%')}, more than a year before."
    for found in compare_numbers(source, target):
        assert found.target or not found.is_mendable
        for rendering in found.renderings:
            start, stop = found.target or (0, 0)
            assert not found.target or not has_wrong_number(
                source, target[:start] + rendering + target[stop:]
            )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("30、" * 5_000, "40, " * 5_000),
        ("".join(f"{n}个" for n in range(1, 9_000, 2)), " ".join(map(str, range(2, 9_000, 2)))),
        ("九" * 50_000, "one " * 50_000),
        ("1/" * 50_000, "1/" * 50_000),
        ("三点" * 20_000, "half past " * 20_000),
        ("1.5亿" * 5_000, "1.7 billion " * 5_000),
    ],
)
def test_many_figures_are_no_trouble(source: str, target: str) -> None:
    compare_numbers(source, target)  # minutes, if each were compared with each


_CHINESE_PIECES = [
    *"0123456789一二两三十百千万亿年月日点半个比分之第约多几余来成倍折元米岁时号至到，。：:.,/-%％",
    "百分之", "千分之", "个百分点", "民国", "上午", "美元", "平方米", "亩", "3比2", "2024年", "½",
]  # fmt: skip
_ENGLISH_PIECES = [
    *"0123456789 ,.:/-%$", "one ", "two ", "three", "half ", "a dozen ", "million ", "billion ",
    "percent ", " percentage points ", "October ", "th ", "2024 ", " to ", "and ", "hundred ",
    "times ", "fold ", "one third ", "noon ", "a.m. ", "RMB ", "hectares ", "mu ", "the ",
]  # fmt: skip
_chinese = st.text() | st.lists(st.sampled_from(_CHINESE_PIECES)).map("".join)
_english = st.text() | st.lists(st.sampled_from(_ENGLISH_PIECES)).map("".join)


@given(_chinese, _english)
@example("终场比分3比2。", "The final share was 3 percent.")
def test_any_texts_can_be_compared(source: str, target: str) -> None:
    for found in compare_numbers(source, target):
        assert found.source or found.target
        for place, text in ((found.source, source), (found.target, target)):
            assert place is None or 0 <= place[0] < place[1] <= len(text)


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("编号202411120033", "No. 20241112033", "202411120033"),
        ("股票代码600050", "stock code 60050", "600050"),
        ("身份证号530102199001011234", "ID number 53010219900101124", "530102199001011234"),
    ],
)
def test_numbers_that_name_a_thing_are_written_as_they_are(
    source: str, wrong: str, right: str
) -> None:
    (finding,) = compare_numbers(source, wrong)
    assert finding.renderings == (right,)
    assert compare_numbers("共1234567", "a total of 1,234,567") == ()
