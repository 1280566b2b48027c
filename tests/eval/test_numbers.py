from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.numbers import find_numbers, plain_text, states_count, unsupported_numbers

CLAUSE = (
    "（十九）加快创新主体培育。对首次认定的国家高新技术企业给予 30 万元奖励，研发投入占比超过3%，"
    "按1亿/5亿/10亿元分别奖励20、50、100万元；三年内不得迁出。"
)


def values(text):
    return [
        {(int(v) if v == int(v) else float(v), p) for v, p in n.readings}
        for n in find_numbers(plain_text(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30万元", [{(300000, False)}]),
        ("30w", [{(300000, False)}]),
        ("三十万", [{(300000, False)}]),
        ("1.5亿元", [{(150000000, False)}]),
        ("6%", [{(6, True)}]),
        ("百分之六", [{(6, True)}]),
        ("两成", [{(20, True)}]),
        ("5‰", [{(0.5, True)}]),
        ("1,000,000元", [{(1000000, False)}]),
        ("20、50、100万元", [{(20, False), (200000, False)}, {(50, False), (500000, False)},
                          {(1000000, False)}]),
        ("5-10%", [{(5, False), (5, True)}, {(10, True)}]),
        ("四十三亿五", [{(4350000000, False)}]),
        ("80个亿", [{(80, False), (8000000000, False)}, {(100000000, False)}]),
        ("3000～5000元", [{(3000, False)}, {(5000, False)}]),
        ("PM2.5和100m2", [{(100, False)}]),
        ("10\t20", [{(10, False)}, {(20, False)}]),
    ],
)  # fmt: skip
def test_reads_numbers_as_written_and_as_spoken(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "补助30万元（第（十九）条）。",
        "补助三十万元，见第19条。",
        "补助300000元。",
        "10亿元的奖励100万元，1亿元的奖励20万元。",
        "研发投入占比要超过百分之三。",
        "3年内不得迁出。",
        "没有查到，可以拨打12345。",
        "1. 首次认定奖励30万元[1]\n2. 占比超过3%[2]",
        "这一条由市科技局负责，一次性发放。",
    ],
)
def test_accepts_what_the_clause_says_in_any_spelling(answer):
    assert unsupported_numbers(answer, [CLAUSE, "19"]) == ()


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("补助50万元。", ()),
        ("补助80万元。", ("80万",)),
        ("补助八十万元。", ("八十万",)),
        ("补助30元。", ("30",)),
        ("占比超过30%。", ("30%",)),
        ("占比超过四成。", ("四成",)),
        ("五年内不得迁出，第（二十一）条。", ("五", "二十一")),
    ],
)
def test_names_what_no_source_holds(answer, missing):
    assert unsupported_numbers(answer, [CLAUSE, "19"]) == missing


def test_a_right_count_supports_a_number_of_clauses_alone():
    assert unsupported_numbers("共有73条。", [], counts=[73]) == ()
    assert unsupported_numbers("共有七十三条。", [], counts=[73]) == ()
    assert unsupported_numbers("共有73万元。", [], counts=[73]) == ("73万",)
    assert unsupported_numbers("奖励73元。", [], counts=[73]) == ("73",)


def test_a_result_is_supported_by_its_printed_arithmetic():
    sources = ["按不超过6%给予补助", "我投了500万元"]
    # 500万 × 6% = 5,000,000 × 0.06 = 300,000
    assert unsupported_numbers("500万元×6%=30万元", sources) == ()
    assert unsupported_numbers("500万元×6%=35万元", sources) == ("35万",)
    assert unsupported_numbers("可得30万元", sources) == ("30万",)
    # operands must be supported too
    assert unsupported_numbers("600万元×6%=36万元", sources) == ("600万", "36万")


@given(st.integers(min_value=2, max_value=9999), st.sampled_from(["万元", "%", "亿元", "年"]))
def test_a_text_supports_its_own_numbers(value, unit):
    text = f"不超过{value}{unit}"
    assert unsupported_numbers(text, [text]) == ()


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    for number in find_numbers(plain_text(text)):
        assert all(isinstance(value, Decimal) for value, _ in number.readings)


def test_a_count_may_be_written_either_way():
    assert states_count("共73条。", 73)
    assert states_count("一共七十三条。", 73)
    assert not states_count("1. 第（七）条\n2. 第（三）条", 73)
    assert not states_count("73万元", 73)
