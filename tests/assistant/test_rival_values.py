"""Of several values of one kind, the one whose own words a question holds."""

from __future__ import annotations

import pytest

from assistant.binding import bind
from assistant.rival_values import told_apart


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("省级的给多少", "30万元"),
        ("国家级工业设计中心", "100万元"),
        ("我们评上了工业设计中心", None),
        ("国家级和省级差多少", None),
        ("", None),
    ],
)
def test_a_question_tells_values_apart(text: str, surface: str | None) -> None:
    bound = bind("国家级工业设计中心奖励100万元；省级工业设计中心奖励30万元。")
    found = told_apart(text, bound)
    assert (found and found.quantity.surface) == surface


def test_what_an_asker_says_of_itself_tells_apart() -> None:
    bound = bind("新认定的工坊给予60万元；重新认定的工坊给予25万元。")
    found = told_apart("上个月头一回评上", bound)
    assert found is not None
    assert found.quantity.surface == "60万元"


def test_one_value_has_no_rival() -> None:
    assert told_apart("给60万", []) is None
