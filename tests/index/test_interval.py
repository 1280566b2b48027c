from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amounts import find_quantities
from index.interval import Interval, interval_of

numbers = st.fractions(min_value=0, max_value=10**9)


def of(words: str) -> Interval:
    (quantity,) = find_quantities(words)
    return interval_of(quantity)


@pytest.mark.parametrize(
    ("fact", "threshold", "outcome"),
    [
        ("200万元", "200万元以上", True),
        ("199.9万元", "200万元以上", False),
        ("5%", "超过5%", False),
        ("超过200万元", "200万元以上", True),
        ("不到200万元", "200万元以上", False),
        ("不超过200万元", "200万元以上", None),
        ("大约200万元", "200万元以上", None),
        ("大约300万元", "200万元以上", True),
        ("10万元", "10万元以下", True),
        ("100-300万元", "200万元以上", None),
    ],
)
def test_a_figure_against_a_threshold(fact: str, threshold: str, outcome: bool | None) -> None:
    assert of(fact).within(of(threshold)) is outcome


@given(numbers, numbers, st.integers(min_value=1, max_value=10**6))
def test_raising_a_figure_never_breaks_a_met_minimum(value, low, more) -> None:
    threshold = Interval(low, None)
    if Interval(value, value).within(threshold):
        assert Interval(value + more, value + more).within(threshold)


@given(numbers, numbers, numbers, numbers)
def test_within_agrees_with_every_value_inside(a, b, c, d) -> None:
    fact = Interval(min(a, b), max(a, b))
    threshold = Interval(min(c, d), max(c, d))
    inside = [threshold.low <= x <= threshold.high for x in (fact.low, fact.high)]
    if fact.within(threshold) is True:
        assert all(inside)
    if fact.within(threshold) is False:
        assert not any(inside)


@given(numbers, st.fractions(min_value=Fraction(1, 1000), max_value=10**9))
def test_a_share_is_exact(part, whole) -> None:
    ratio = Interval(part, part).over(Interval(whole, whole))
    assert ratio is not None
    assert ratio.exact == part / whole


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    assert of("3元").over(Interval(None, Fraction(5))) is None
    assert of("3元").over(Interval(Fraction(0), Fraction(5))) is None
