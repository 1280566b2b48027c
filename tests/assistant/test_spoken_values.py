"""Shares and prices as people speak them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spoken_values import write_spoken_values


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("涨一成五,是吧", "涨15%,是吧"),
        ("降了两成半", "降了25%"),
        ("有一半的县过就行", "有50%的县过就行"),
        ("民生支出得过半吧", "民生支出得过50%吧"),
        ("降一毛钱一度", "降0.1元/千瓦时"),
        ("两毛五一度电", "0.25元/千瓦时"),
        ("另一半给谁", "另一半给谁"),
        ("一半天就办好", "一半天就办好"),
        ("三成", "三成"),
        ("去年完成五百户", "去年完成五百户"),
        ("温度升一度", "温度升一度"),
    ],
)
def test_spoken_values_are_written_in_figures(spoken: str, written: str) -> None:
    assert write_spoken_values(spoken) == written


@given(st.text(alphabet="一二五十百半毛成度钱元万吗补%0123456789", max_size=12))
def test_what_is_written_stays_as_it_is(text: str) -> None:
    once = write_spoken_values(text)
    assert isinstance(once, str)
