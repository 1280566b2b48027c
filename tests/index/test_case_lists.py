"""Cases that a clause lists behind a colon, rewards by increment, and deductions by rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.terms_shown import read, shown

MARKS = ("①②③④⑤", "（一）（二）（三）（四）（五）", "1.2.3.4.5.")
CASES = ["年产值1亿元以上", "上年度纳税100万元以上", "新认定的高新技术企业", "招用残疾人10人以上",
         "新引进的总部企业"]  # fmt: skip


def listed(cases: list[str], style: int, separator: str) -> str:
    width = len(MARKS[style]) // 5
    marks = [MARKS[style][width * at : width * (at + 1)] for at in range(5)]
    return separator.join(f"{mark}{case}" for mark, case in zip(marks, cases, strict=False))


@given(
    st.permutations(CASES),
    st.integers(min_value=2, max_value=5),
    st.integers(min_value=0, max_value=2),
    st.sampled_from(["；", "；\n"]),
    st.sampled_from([("符合下列条件之一的企业", "或"), ("同时符合以下条件的企业", "且")]),
)
def test_listed_cases_are_conditions_whatever_their_marks(
    cases: list[str], number: int, style: int, separator: str, lead: tuple[str, str]
) -> None:
    who, joint = lead
    body = listed(cases[:number], style, separator)
    (provision,) = read(f"对{who}，给予10万元奖励：{body}。").provisions
    tree = shown(provision.condition)
    assert tree.count("产值at_least100000000元") == ("年产值1亿元以上" in cases[:number])
    assert tree.count("高新技术企业") == ("新认定的高新技术企业" in cases[:number])
    assert ("<" in tree) == (joint == "或")
    assert [a.quantity.surface for a in provision.benefit.amounts] == ["10万元"]


@given(st.lists(st.integers(min_value=1, max_value=99), min_size=2, max_size=4, unique=True))
def test_every_listed_case_keeps_its_own_gift(sums: list[int]) -> None:
    ranks = ["国家级", "省级", "市级", "县级"]
    pairs = zip(ranks, sums, strict=False)
    cases = [f"新认定的{rank}重点实验室奖励{sum_}万元" for rank, sum_ in pairs]
    terms = read(f"对下列平台给予奖励：{listed(cases, 0, '；')}。")
    told = [(shown(p.condition), p.benefit.amounts[0].quantity.surface) for p in terms.provisions]
    assert [sum_ for _, sum_ in told] == [f"{sum_}万元" for sum_ in sums]
    assert all(rank in tree for rank, (tree, _) in zip(ranks, told, strict=False))


def test_what_the_lead_demands_is_demanded_of_every_case() -> None:
    terms = read("购房人满足以下条件的，可以享受补贴：①硕士及以上学历补贴2万元/套；"
                 "②本县农村人口补贴1万元/套。")  # fmt: skip
    assert ["购房人" in shown(p.condition) for p in terms.provisions] == [True, True]


def test_a_sentence_after_the_list_is_none_of_its_cases() -> None:
    terms = read("对符合下列条件之一的企业，给予10万元奖励：①年产值1亿元以上；"
                 "②纳税100万元以上。同一企业不重复享受。")  # fmt: skip
    assert [rule.kind for rule in terms.stacking] == ["exclusive"]
    assert "不重复" not in shown(terms.provisions[0].condition)


INCREMENTS = [
    ("对年产值超过1亿元的企业，产值每增加1000万元奖励2万元，最高50万元。",
     "1000万元", "2万元", "rise"),
    ("对年产值达到1亿元的企业，给予10万元奖励；每增加5000万元，再奖励5万元。",
     "5000万元", "5万元", "over"),
    ("对年出口额1000万元以上的企业奖励5万元，超出部分每500万元奖励2万元。",
     "500万元", "2万元", "over"),
    ("对吸纳脱贫劳动力的企业，按每10人1万元的标准给予一次性奖补。", "10人", "1万元", "all"),
    ("对企业每引进1名博士，奖励3万元。", "1名", "3万元", "all"),
    ("对规上企业，营业收入每增长10%，奖励5万元。", "10%", "5万元", "rise"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "step", "gift", "counted"), INCREMENTS)
def test_reads_a_reward_by_increment(text: str, step: str, gift: str, counted: str) -> None:
    (provision,) = read(text).provisions
    (each,) = provision.benefit.increments
    assert (each.step.surface, each.gift.surface, each.counted) == (step, gift, counted)
    assert text[slice(*each.step.span)] == step
    assert not any(amount.role == "unparsed" for amount in read(text).amounts)


@given(st.integers(min_value=1, max_value=9000), st.integers(min_value=1, max_value=900))
def test_no_step_is_taken_for_a_sum(step: int, gift: int) -> None:
    text = f"对规上企业，产值每增加{step}万元奖励{gift}万元。"
    (provision,) = read(text).provisions
    roles = {a.quantity.surface: a.role for a in reversed(provision.benefit.amounts)}
    assert "fixed" not in roles.values()
    assert provision.benefit.kind == "per_unit"


@pytest.mark.parametrize("text", [
    "对仿制药企业，每个品种奖励300万元。",
    "对充电站，每千瓦补贴200元，每个最高5万元。",
    "对规上企业，每年给予10万元奖励。",
])  # fmt: skip
def test_what_is_counted_by_one_thing_is_no_increment(text: str) -> None:
    assert all(not p.benefit.increments for p in read(text).provisions)


@given(st.integers(min_value=1, max_value=300), st.sampled_from(["扣除", "摊销"]))
def test_a_share_left_untaxed_is_an_exemption_left_to_tax_law(rate: int, verb: str) -> None:
    (provision,) = read(f"形成无形资产的，按照无形资产成本的{rate}%在税前{verb}。").provisions
    assert provision.benefit.kind == "exemption"
    assert [(a.role, a.base) for a in provision.benefit.amounts] == [("rate", "无形资产成本")]
    assert f"待定:税前{verb}" in shown(provision.condition)


@given(st.integers(min_value=1, max_value=100), st.sampled_from(["扣减", "核减", "扣回"]))
def test_what_is_taken_off_a_gift_is_a_rule_and_no_gift(rate: int, verb: str) -> None:
    terms = read(f"对评估不合格的企业，{verb}补助资金的{rate}%。")
    assert terms.provisions == ()
    assert [each.role for each in terms.amounts] == ["requirement"]


def test_a_bound_before_the_gift_is_its_condition() -> None:
    (provision, *_) = read(
        "凡购买新建商品住房的，建筑面积在90平方米以上按照10000元/套标准发放消费券。"
    ).provisions
    assert "建筑面积at_least90平方米" in shown(provision.condition)
