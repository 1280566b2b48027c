import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.assertions import facts_found, squeeze, states, wrong_statements


def test_facts_are_compared_without_spaces_and_in_one_width():
    answer = "供应建设用地 3 万亩，争取国家指标 5000 亩（第（四）条）。"
    assert facts_found(answer, ["3万亩", "5000亩", "第(四)条", "7000亩"]) == [
        True,
        True,
        True,
        False,
    ]


def test_any_wording_of_a_fact_will_do():
    assert facts_found("补助三十万元", [["30万元", "三十万元"], ["50万元", "五十万元"]]) == [
        True,
        False,
    ]


def test_a_number_inside_a_longer_number_is_another_number():
    text = squeeze("奖励130万元，比例13.5%，第2024号")
    assert not states(text, "30万元")
    assert not states(text, "3.5%")
    assert not states(text, "13")
    assert not states(text, "202")
    assert states(text, "130万元")


@pytest.mark.parametrize(
    ("answer", "asserted"),
    [
        ("补助80万元。", True),
        ("可以拿到80万元的补助。", True),
        ("不超过80万元。", True),
        ("是80万元，不是30万元。", True),
        ("不是80万元，是30万元。", False),
        ("并非您说的80万元，而是30万元。", False),
        ("您说的80万元有误，应为30万元。", False),
        ("80万元的说法不对。", False),
        ("不是80万元；重点企业为80万元。", True),
        ("180万元。", False),
        ("不得超过80万元。", True),
        ("没有80万元。", False),
    ],
)
def test_a_denied_statement_is_not_asserted(answer, asserted):
    assert wrong_statements(answer, ["80万元"]) == (("80万元",) if asserted else ())


def test_a_negative_statement_can_be_wrong_too():
    assert wrong_statements("外地企业不能享受。", ["不能享受"]) == ("不能享受",)
    assert wrong_statements("外地企业可以享受。", ["不能享受"]) == ()


@given(st.text(min_size=1, max_size=20).filter(lambda s: squeeze(s) != ""))
def test_a_text_states_itself(text):
    assert states(squeeze(text), text)
