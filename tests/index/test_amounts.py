import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amounts import Quantity, find_quantities, same_quantity


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "comparator"),
    [
        ("投资2000万元以上", "money_cny", "20000000", "元", "at_least"),
        ("最高不超过500万元", "money_cny", "5000000", "元", "at_most"),
        ("占比超过 5% 的企业", "percent", "5", "%", "above"),
        ("比例不低于70％", "percent", "70", "%", "at_least"),
        ("不高于实际成交价格20%的补贴", "percent", "20", "%", "at_most"),
        ("低于6500万美元", "money_usd", "65000000", "美元", "below"),
        ("营收8000万", "number", "80000000", "", "equal"),
        ("不到三十万", "number", "300000", "", "below"),
        ("三成", "percent", "30", "%", "equal"),
        ("百分之三点五", "percent", "3.5", "%", "equal"),
        ("通行费六五折", "discount", "65", "%", "equal"),
        ("8折", "discount", "80", "%", "equal"),
        ("引进亿元以上项目", "money_cny", "100000000", "元", "at_least"),
        ("3万亩", "area", "20000000", "平方米", "equal"),
        ("安排资金50亿元左右", "money_cny", "5000000000", "元", "about"),
        ("8000多万", "number", "80000000", "", "above"),
        ("20余家", "count", "20", "家", "above"),
        ("60岁以上", "age", "60", "岁", "at_least"),
        ("最多可连续支持3年", "duration", "36", "月", "equal"),
        ("三年内", "duration", "36", "月", "at_most"),
        ("10个工作日内", "duration", "10", "工作日", "at_most"),
        ("再降0.1分/千瓦时", "price", "0.001", "元/千瓦时", "equal"),
        ("2024年3月27日", "date", "20240327", "日", "equal"),
        ("2024年度", "date", "20240000", "年", "equal"),
        ("容积率一般不低于1.5", "number", "1.5", "", "at_least"),
        ("10万元以下（含本数）", "money_cny", "100000", "元", "at_most"),
        ("10万元以下（不含本数）", "money_cny", "100000", "元", "below"),
        ("90平方米（含90平方米）以下", "area", "90", "平方米", "at_most"),
    ],
)
def test_types_an_amount(text: str, kind: str, value: str, unit: str, comparator: str) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.value, quantity.unit, quantity.comparator) == (
        kind,
        Decimal(value),
        unit,
        comparator,
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3000～5000元", 3000, 5000),
        ("5-10万元", 50_000, 100_000),
        ("5万-10万元", 50_000, 100_000),
        ("1000万元及以上至2000万元", 10_000_000, 20_000_000),
        ("16 至24 周岁", 16, 24),
        ("（2024-2027 年）", 20240000, 20270000),
    ],
)
def test_reads_a_range(text: str, low: int, high: int) -> None:
    quantity = only(text)
    assert (quantity.comparator, quantity.exact, quantity.upper) == ("range", low, high)


def test_lends_scale_and_unit_along_a_list() -> None:
    found = find_quantities("分别给予20/50/100万元")
    assert [(q.kind, q.exact) for q in found] == [
        ("money_cny", 200_000),
        ("money_cny", 500_000),
        ("money_cny", 1_000_000),
    ]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("100元/平方米", ("平方米",)),
        ("2000元/人/年", ("人", "年")),
        ("每平方米补贴100元", ("平方米",)),
        ("100元每平方米", ("平方米",)),
    ],
)
def test_reads_what_an_amount_is_counted_by(text: str, per: tuple[str, ...]) -> None:
    assert only(text).per == per


@pytest.mark.parametrize(
    "text",
    [
        *("衢政发〔2024〕7号", "（十九）", "第19条", "3D打印", "5A级景区", "1类客车", "百场万企"),
        *("统一安排", "一批项目", "三成本", "第一年", "千万工程", "一次性奖励"),
    ],
)
def test_leaves_codes_ordinals_and_words_alone(text: str) -> None:
    assert find_quantities(text) == ()


def test_keeps_growth_apart_from_a_share() -> None:
    share, growth = find_quantities("占比3%以上且年增长20%以上")
    assert (share.trend, growth.trend) == (None, "growth")


def test_bare_number_equals_the_amount_it_abbreviates() -> None:
    assert same_quantity(only("80万"), only("80万元"))
    assert not same_quantity(only("80万美元"), only("80万元"))
    assert not same_quantity(only("30万元"), only("三十万元至五十万元"))


@given(st.integers(min_value=1, max_value=10**7))
def test_units_convert_exactly(number: int) -> None:
    assert same_quantity(only(f"{number}万元"), only(f"{number}0000元"))
    assert same_quantity(only(f"{number}亿元"), only(f"{number}0000万元"))
    assert same_quantity(only(f"{number}公顷"), only(f"{number * 15}亩"))
    assert same_quantity(only(f"{number}成"), only(f"{number}0%"))


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=10**6))
def test_raising_a_value_never_breaks_a_met_minimum(threshold: int, more: int) -> None:
    value = Fraction(threshold)
    for words in ("{}元以上", "不低于{}元", "达到{}元", "超过{}元"):
        quantity = only(words.format(threshold))
        if quantity.admits(value):
            assert quantity.admits(value + more)


def test_boundaries_follow_the_civil_code() -> None:
    edge = Fraction(5)
    assert only("5元以上").admits(edge) is True
    assert only("5元以下").admits(edge) is True
    assert only("超过5元").admits(edge) is False
    assert only("不满5元").admits(edge) is False
    assert only("5元左右").admits(edge) is None


ALPHABET = "0123456789.,%％万亿元个家年月日成至-/、（）()含以上下超过百十千一二三 第分之折每\n"


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_spans_are_sound_on_any_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert quantity.surface == text[slice(*quantity.span)]
        assert end <= quantity.span[0] < quantity.span[1]
        assert quantity.phrase_span[0] <= quantity.span[0] < quantity.span[1]
        assert quantity.span[1] <= quantity.phrase_span[1]
        end = quantity.span[1]


def test_long_hostile_runs_are_bounded() -> None:
    for run in ("9", "万", "一", "1.", "每", "以上", "1/"):
        started = time.process_time()
        find_quantities(run * 20_000)
        assert time.process_time() - started < 10
