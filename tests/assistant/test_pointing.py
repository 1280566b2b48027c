"""A turn that points at one of the clauses told before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pointing import pointed_at

LIST = ("a", "b", "c")
PAIR = ("a", "b")


@pytest.mark.parametrize(
    ("turn", "clause", "rest"),
    [
        ("第二个归谁管", "b", "归谁管"),
        ("那第3个呢", "c", "那"),
        ("最后一个是什么内容", "c", "是什么内容"),
        ("最后那个归谁", "c", "归谁"),
        ("头一个叫什么", "a", "叫什么"),
    ],
)
def test_a_place_in_the_list(turn: str, clause: str, rest: str) -> None:
    assert pointed_at(turn, [LIST]) == (clause, rest)


@pytest.mark.parametrize(
    ("turn", "clause"),
    [
        ("前者归谁", "a"),
        ("后者呢", "b"),
        ("前一条归谁", "a"),
        ("后面那条呢", "b"),
        ("后一个呢", "b"),
    ],
)
def test_of_two_the_former_and_the_latter(turn: str, clause: str) -> None:
    found = pointed_at(turn, [PAIR])
    assert found is not None
    assert found[0] == clause


def test_of_a_longer_list_the_clause_before_is_not_one_of_it() -> None:
    assert pointed_at("前一条归谁", [LIST]) is None


@pytest.mark.parametrize(
    "turn", ["第二个孩子补多少", "第二条归谁管", "第五个归谁管", "归谁管", "第0个呢", ""]
)
def test_what_points_at_nothing(turn: str) -> None:
    assert pointed_at(turn, [LIST]) is None


def test_a_list_stays_pointed_at_while_its_clauses_are_told() -> None:
    assert pointed_at("第三个呢", [LIST, ("b",)]) == ("c", "")
    assert pointed_at("第三个呢", [LIST, ("x",)]) is None
    assert pointed_at("第三个呢", [("b",)]) is None
    assert pointed_at("第三个呢", []) is None


@given(st.text(max_size=30), st.lists(st.lists(st.sampled_from("abc"), max_size=3), max_size=3))
def test_whatever_is_pointed_at_was_told(turn: str, told: list[list[str]]) -> None:
    found = pointed_at(turn, told)
    assert found is None or any(found[0] in cited for cited in told)
