from fractions import Fraction

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.number_words import parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5亿", 150_000_000),
        ("2亿3000万", 230_000_000),
        ("3千万", 30_000_000),
        ("三十万", 300_000),
        ("两千五百万", 25_000_000),
        ("一百零五", 105),
        ("三百零五万零一", 3_050_001),
        ("二百五", 250),
        ("两万五", 25_000),
        ("9万8", 98_000),
        ("百亿", 10_000_000_000),
        ("一万亿", 10**12),
        ("1,234,567.5", Fraction(12345675, 10)),
        ("30w", 300_000),
        ("二〇二四", 2024),
        ("一点五亿", 150_000_000),
        ("半", Fraction(1, 2)),
    ],
)
def test_reads_every_way_of_writing_a_number(text: str, value: int | Fraction) -> None:
    assert parse_number(text) == value


@given(st.integers(min_value=1, max_value=10**11))
def test_agrees_with_the_library_on_chinese_numerals(number: int) -> None:
    assert parse_number(cn2an.an2cn(number, "low")) == number


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=999))
def test_scales_lose_nothing(whole: int, thousandths: int) -> None:
    number = f"{whole}.{thousandths:03d}"
    assert parse_number(f"{number}万") == Fraction(number) * 10_000
    assert parse_number(f"{number}亿") == Fraction(number) * 10**8


@pytest.mark.parametrize("text", ["", "万" * 41, "一一", "7" * 5000, "甲"])
def test_rejects_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="number|digit"):
        parse_number(text)
