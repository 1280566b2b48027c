"""The day that a question speaks of, and whether it asks if something still counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.temporal import STILL, asked_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年3月5日还有效吗", date(2025, 3, 5)),
        ("2024年6月还能领吗", date(2024, 6, 30)),
        ("2024年2月底", date(2024, 2, 29)),
        ("到2023年2月", date(2023, 2, 28)),
        ("2025年还有吗", date(2025, 12, 31)),
        ("25年还有吗", date(2025, 12, 31)),
        ("24年5月1号", date(2024, 5, 1)),
        ("2024年最后一天", date(2024, 12, 31)),
        ("2024年2月31日", date(2024, 2, 29)),
        ("2023年的和2025年的", date(2025, 12, 31)),
    ],
)
def test_the_last_day_that_is_named(text: str, day: date) -> None:
    assert asked_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "现在还有吗",
        "满20年的职工",
        "干了25年",
        "25年以上的工龄",
        "25年期贷款",
        "第24条",
        "12345",
        "2024版",
        "1999年",
        "",
        "124年",
    ],
)
def test_no_day_is_named(text: str) -> None:
    assert asked_day(text) is None


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_every_whole_day_is_read(day: date) -> None:
    assert asked_day(f"{day.year}年{day.month}月{day.day}日还有效吗") == day


@pytest.mark.parametrize(
    "text", ["还能领吗", "现在打折吗", "目前执行吗", "过期了吗", "还算数不", "还免费吗", "有效吗"]
)
def test_whether_something_still_counts(text: str) -> None:
    assert STILL.search(text)


@pytest.mark.parametrize("text", ["补多少钱", "还要什么材料", "谁负责", "免费吗"])
def test_nothing_is_asked_of_the_time(text: str) -> None:
    assert not STILL.search(text)
