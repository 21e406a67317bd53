"""Chinese figures: goldens by kind, and laws over generated numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.numbers import Figure, Kind, Reading, read_figures
from tests.goldens import check_goldens

_DIGITS = "零一二三四五六七八九"
_PIECES = st.sampled_from(
    [*"0123456789,.:/%零一二两三十百千万亿几数半多第年月日时点分成折倍个元斤壹拾½①²双 "]
)
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text()


def show_figure(text: str, figure: Figure) -> str:
    """A figure on one line, for people."""
    said = " or ".join(f"{kind.value} {value}" for kind, value in figure.readings)
    if figure.parts:
        parts = [" or ".join(str(value) for _, value in part.readings) for part in figure.parts]
        said = " or ".join(filter(None, [said, " + ".join(parts)]))
    if figure.quantum is not None:
        half = f"{Decimal(str(figure.quantum)) / 2:f}"
        said += f" ±{half.rstrip('0').rstrip('.') if '.' in half else half}"
    if figure.bounds:
        said += f" ~{figure.bounds[0]}..{figure.bounds[1]}"
    if figure.unit:
        said += f" [{figure.unit}]"
    said = f"{text[slice(*figure.place)]}: {said}"
    return said if figure.is_needed else f"({said})"


def show_figures(text: str) -> str:
    return "; ".join(show_figure(text, figure) for figure in read_figures(text))


def test_goldens(request: pytest.FixtureRequest) -> None:
    check_goldens(request, "numbers_chinese.md", show_figures)


def chinese(value: int) -> str:
    """A number in Chinese numerals, as grammars of Chinese have it."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if value >= scale:
            high, low = divmod(value, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return chinese(high) + word + gap + (chinese(low) if low else "")
    written, is_gap = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            written += ("零" if is_gap and written else "") + _DIGITS[digit] + word
        is_gap = not digit
    return written


@given(st.integers(1, 10**12))
def test_a_numeral_means_its_number(value: int) -> None:
    (figure,) = read_figures(f"共有{chinese(value)}人")
    assert Reading(Kind.NUMBER, value) in figure.readings
    assert figure.bounds is None


@given(st.integers(1, 10**9), st.sampled_from(["万", "亿", "万亿"]), st.integers(0, 3))
def test_digits_with_a_scale_word(value: int, word: str, places: int) -> None:
    digits = f"{value / 10**places:.{places}f}" if places else str(value)
    (figure,) = read_figures(f"共{digits}{word}元")
    scale = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[word]
    assert figure.readings[0].value * 10**places == value * scale


@given(_TEXTS)
def test_figures_stand_in_order_and_apart(text: str) -> None:
    at = 0
    for figure in read_figures(text):
        assert at <= figure.place[0] < figure.place[1] <= len(text)
        at = figure.place[1]


@pytest.mark.parametrize("text", ["九" * 100_000, "十" * 100_000, "1," * 50_000, "1万" * 50_000])
def test_a_huge_numeral_is_no_trouble(text: str) -> None:
    assert len(read_figures(text)) < 200_000
