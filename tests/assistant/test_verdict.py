"""Yes, no or it depends: what a question supposes, claims or asks, against what a clause says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.binding import bind
from assistant.question import read_question
from assistant.verdict import (
    claimed_values,
    comparable,
    judge_benefit,
    judge_limits,
    judge_named,
    judge_plain,
    judge_quoted,
    judge_units,
    judge_values,
    judge_words,
    of_the_asker,
)
from index.amounts import find_quantities
from index.document import Clause, Unit


def clause(text: str, *units: str, lead: str = "") -> Clause:
    held = tuple(Unit(name, name, "lead" if name == lead else "responsible") for name in units)
    return Clause("d1.m1", "d1", "measure", "（一）", "1", None, text, None, held, (0, len(text)))


def verdict_of(judgement) -> str | None:
    return judgement and judgement.verdict


@pytest.mark.parametrize(
    ("question", "surfaces"),
    [
        ("是补8万吧", ["8万"]),
        ("比例不是七成吗", ["七成"]),
        ("国家级100万、省级30万对吗", ["100万", "30万"]),
        ("2024年安排了2亿元吧", ["2亿元"]),
        ("第19条说补30万吧", ["30万"]),
        ("有一个平台吧", []),
        ("2024年还有效吗", []),
        ("归民政局管吧", []),
    ],
)
def test_the_values_that_a_question_names(question: str, surfaces: list[str]) -> None:
    assert [q.surface for q in claimed_values(read_question(question))] == surfaces


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        ("8万元", "80万元", True),
        ("8万", "80万元", True),
        ("5%", "60%", True),
        ("5%", "60万元", False),
        ("3年", "3个", False),
        ("3家", "5家", True),
        ("3家", "5人", False),
    ],
)
def test_only_the_same_kind_of_thing_is_compared(first: str, second: str, holds: bool) -> None:
    one, other = find_quantities(first)[0], find_quantities(second)[0]
    assert comparable(one, other) is holds
    assert comparable(other, one) is holds


@given(st.integers(1, 10**6), st.sampled_from(["元", "万元", "%", "家", "年", "台", ""]))
def test_a_value_is_comparable_to_itself(number: int, unit: str) -> None:
    for quantity in find_quantities(f"{number}{unit}"):
        assert comparable(quantity, quantity)


SENTENCE = "新认定的甲级工坊，给予60万元的奖励；重新认定的甲级工坊，给予25万元的奖励。"


def judged(question: str, sentence: str = SENTENCE, subject: str = "") -> tuple[str | None, str]:
    bound = bind(sentence)
    best = next((each for each in bound if subject and subject in each.subject), None)
    found = judge_values(read_question(question), bound, best)
    return (found.verdict, found.opening) if found else (None, "")


@pytest.mark.parametrize(
    ("question", "subject", "verdict"),
    [
        ("新认定奖60万吧", "新认定的", "yes"),
        ("新认定奖六十万元吧", "新认定的", "yes"),
        ("新认定奖0.006亿吧", "新认定的", "yes"),
        ("新认定奖25万吧", "新认定的", "no"),
        ("新认定奖59万吧", "新认定的", "no"),
        ("重新认定奖25万对吗", "重新认定的", "yes"),
        ("重新认定奖60万对吗", "重新认定的", "no"),
        ("一次给60万、一次给25万，对吧", "", "yes"),
        ("一次给60万、一次给20万，对吧", "", "no"),
    ],
)
def test_a_claimed_value_holds_for_its_own_subject(question, subject, verdict) -> None:
    assert judged(question, subject=subject)[0] == verdict


def test_a_wrong_value_is_put_right() -> None:
    assert judged("新认定奖80万吧", subject="新认定的") == ("no", "不是80万，是60万元。")
    opening = judged("补七成吧", "对投保农户给予保费85%补贴。", "投保农户")[1]
    assert opening == "不是七成，是85%。"


def test_the_bound_of_a_value_is_told_with_it() -> None:
    sentence = "对保费扶持比例不低于70%。"
    assert judged("扶持比例是60%吧", sentence, "扶持比例")[1] == "不是60%，是不低于70%。"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("我们厂技改投了2000万，能有激励吗", "yes"),
        ("我们厂技改投了2001万，能有激励吗", "yes"),
        ("我们厂技改投了1999万，能有激励吗", "no"),
        ("我公司技改投了二千万，符合吗", "yes"),
    ],
)
def test_the_askers_own_value_is_held_against_the_threshold(question: str, verdict: str) -> None:
    sentence = "对设备技改投资2000万元以上的制造业企业，依法制定激励政策。"
    assert judged(question, sentence, "设备技改")[0] == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("我家一年收入9万，在帮扶范围吗", "yes"), ("我家一年收入11万，在帮扶范围吗", "no")],
)
def test_the_askers_own_value_under_a_ceiling(question: str, verdict: str) -> None:
    sentence = "扩大到家庭年可支配收入在10万元以下的低收入家庭。"
    assert judged(question, sentence)[0] == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("政府补93%，自己出7%对吧", "yes"), ("个人承担7%吧", "yes"), ("个人承担8%吧", "no")],
)
def test_the_share_that_is_left_to_the_asker(question: str, verdict: str) -> None:
    assert judged(question, "给予保费93%补贴政策。", "保费")[0] == verdict


@pytest.mark.parametrize("question", ["归谁管", "补多少", "能叠加吗"])
def test_no_value_is_claimed(question: str) -> None:
    assert judged(question)[0] is None


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("我家能领吗", True), ("我们公司符合条件吗", True), ("我妈六十二了能打吗", True),
        ("企业能叠加享受吗", False), ("一次给三万吧", False), ("听说我们厂能领三万吧", False),
    ],
)  # fmt: skip
def test_the_askers_own_case(question: str, own: bool) -> None:
    assert of_the_asker(read_question(question)) is own


HELD = clause("（一）甲。乙。", "市民政局", "市卫健委", "市财政局")
LED = clause("（一）甲。乙。", "市民政局", "市卫健委", lead="市卫健委")


@pytest.mark.parametrize(
    ("question", "named", "held", "verdict"),
    [
        ("归民政局管吧", ["市民政局"], HELD, "yes"),
        ("财政局有份吗", ["市财政局"], HELD, "yes"),
        ("是教育局负责的吧", ["市教育局"], HELD, "no"),
        ("民政局和教育局负责吧", ["市民政局", "市教育局"], HELD, "no"),
        ("民政局和财政局负责吧", ["市民政局", "市财政局"], HELD, "yes"),
        ("只有民政局负责吗", ["市民政局"], HELD, "no"),
        ("只由民政局、卫健委、财政局负责吧", ["市民政局", "市卫健委", "市财政局"], HELD, "yes"),
        ("民政局牵头吧", ["市民政局"], HELD, "yes"),
        ("财政局牵头吧", ["市财政局"], HELD, "no"),
        ("卫健委牵头吧", ["市卫健委"], LED, "yes"),
        ("民政局牵头吧", ["市民政局"], LED, "no"),
        ("财政局没有份吧", ["市财政局"], HELD, "no"),
        ("不归教育局管吧", ["市教育局"], HELD, "yes"),
        ("归哪个部门管", ["市民政局"], HELD, None),
        ("归民政局管吧", [], HELD, None),
        ("归民政局管吧", ["市民政局"], clause("（一）甲。"), None),
    ],
)
def test_a_claim_on_who_is_responsible(question, named, held, verdict) -> None:
    assert verdict_of(judge_units(read_question(question), named, held)) == verdict


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("国家和市里的奖补只能拿一个吧", "国家级奖补可与市级奖补政策叠加享受。"),
        ("两份奖补不能同时拿吗", "国家级奖补可与市级奖补政策叠加享受。"),
        ("这笔激励每年都发吗", "给予最高不超过五十万元的一次性激励。"),
        ("两项都能拿吧", "同一事项就高享受，不重复奖励。"),
        ("这个上限是死杠吧", "原则上单家企业不超过五十万元。"),
        ("保税区已经获批了吧", "支持申建综合保税区。"),
        ("打疫苗要自己掏钱吗", "为老年人免费接种疫苗。"),
        ("打疫苗要不要花钱", "为老年人免费接种疫苗。"),
        ("体检收不收费", "开展参保居民免费健康体检。"),
        ("我们前年评上过，能再领吗", "对首次入选的给予补助。"),
        ("我们是服务业，不是工业企业，行吗", "对技改的制造业企业给予激励。"),
    ],
)
def test_what_is_supposed_contradicts_the_words(question: str, sentence: str) -> None:
    assert verdict_of(judge_words(read_question(question), sentence)) == "no"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("能不能叠加享受", "国家级奖补可与市级奖补政策叠加享受。"),
        ("可不可以同时享受", "国家级奖补可与市级奖补政策同时享受。"),
        ("不需要掏钱吧", "为老年人免费接种疫苗。"),
        ("不收费对吧", "开展参保居民免费健康体检。"),
        ("是一次性给吧", "给予最高不超过五十万元的一次性激励。"),
        ("打疫苗免费吗", "为老年人免费接种疫苗。"),
        ("每年都发吗", "按月发放补贴。"),
        ("首次入选有补助吗", "对首次入选的给予补助。"),
    ],
)
def test_nothing_contradicts(question: str, sentence: str) -> None:
    assert judge_words(read_question(question), sentence) is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("里面写了“包干制”吗", "yes"),
        ("有没有提“负面清单”和“包干制”", "yes"),
        ("写了“揭榜挂帅”吗", "no"),
        ("写了“包干制”和“揭榜挂帅”吗", "no"),
        ("“包干制”归谁管", None),
        ("写了包干制吗", None),
    ],
)
def test_a_quoted_word_stands_in_the_clause_or_not(question: str, verdict: str | None) -> None:
    held = clause("（一）甲。科研项目实施“负面清单+包干制”。")
    assert verdict_of(judge_quoted(read_question(question), held)) == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("重点领域里有纺织吧", "no"),
        ("也包括储能吗", None),
        ("补多少", None),
        ("重点领域里有哪些", None),
    ],
)
def test_a_thing_that_the_clause_does_not_name(question: str, verdict: str | None) -> None:
    held = clause("（一）甲。重点发展前沿新材料、储能等领域。")
    assert verdict_of(judge_named(read_question(question), held)) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("小店有补贴吗", "对个体户给予补贴。", "yes"),
        ("我家小店有补贴吗", "对符合条件的个体户给予补贴。", "depends"),
        ("个体户有补贴吗", "对符合条件的个体户给予补贴。", "yes"),
        ("能选在边界外吗", "确有需要的允许选址在边界外。", "depends"),
        ("是给个体户的吧", "对符合条件的个体户给予补贴。", "yes"),
        ("补多少", "对个体户给予补贴。", None),
    ],
)
def test_a_plain_question_on_the_subject(question, sentence, verdict) -> None:
    assert verdict_of(judge_plain(read_question(question), sentence)) == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("重新认定的企业能拿30万吗", "no"),
        ("重新认定的企业能拿10万吗", None),
        ("去年重新认定，今年营收3000万，能补吗", None),
        ("国家级的奖一百万、省级的奖三十万，对吗", None),
    ],
)
def test_a_benefit_that_the_clause_does_not_give(question: str, verdict: str | None) -> None:
    bound = bind("重新认定的企业，给予10万元的补助")
    judged = judge_benefit(read_question(question), bound, bound[0])
    assert verdict_of(judged) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("房票只能在本县用吗", "出台市域一体使用房票政策", "no"),
        ("必须是独立法人吗", "支持设立外资研发中心", "no"),
        ("必须是独立法人吗", "申报单位应当具有独立法人资格", None),
        ("是不是所有企业都能用", "支持创新券兑付", "no"),
        ("是不是所有企业都能用", "对所有企业开放", None),
        ("能用吗", "支持创新券兑付", None),
    ],
)
def test_a_limit_that_the_text_does_not_set(question, sentence, verdict) -> None:
    assert verdict_of(judge_limits(read_question(question), sentence)) == verdict
