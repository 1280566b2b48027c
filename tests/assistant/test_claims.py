"""The values that a question claims, held against those of the clause."""

from __future__ import annotations

import pytest

from assistant.binding import bind
from assistant.claims import judge_benefit, judge_over_cap, judge_values
from assistant.question import read_question


def verdict_of(judgement) -> str | None:
    return judgement and judgement.verdict


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
    judged = judge_benefit(read_question(question), bound, bound[0], bound)
    assert verdict_of(judged) == verdict


@pytest.mark.parametrize("question", ["研发能补200万对吧", "研发补助最高1000万，是真的吗"])
def test_what_must_be_spent_is_not_what_is_given(question: str) -> None:
    bound = bind("对研发经费投入达到200万元以上的企业，给予一定补助")
    judged = judge_benefit(read_question(question), bound, bound[0], given=[])
    assert judged is not None
    assert (judged.verdict, judged.opening) == ("no", "条文没有写明给这个数。")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("国家级的5家、省级的6家，对吧", "yes"),
        ("国家级的6家、省级的5家，对吧", "no"),
        ("省级建6家吧", "yes"),
        ("省级建5家吧", "no"),
        ("省级的和国家级一样也是5家吧", "no"),
    ],
)
def test_values_that_change_places_are_denied(question: str, verdict: str) -> None:
    assert judged(question, "建设国家级生活圈5家、省级生活圈6家。", "国家级")[0] == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("10%是封顶的数吧", "按不低于食材份额10%的比例采购。", "no"),
        ("至少采购10%对吧", "按不低于食材份额10%的比例采购。", "yes"),
        ("保底给500万吧", "单家企业不超过500万元。", "no"),
        ("最多500万吧", "单家企业不超过500万元。", "yes"),
        ("减7个亿吧", "计划减免7000万元以上。", "no"),
    ],
)
def test_a_floor_is_no_ceiling(question: str, sentence: str, verdict: str) -> None:
    assert judged(question, sentence, "")[0] == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("两类加起来11家对吧", "建设国家级5家、省级6家。", "yes"),
        ("两类加起来12家对吧", "建设国家级5家、省级6家。", "no"),
        ("新认和重认差20万吧", "新认定给予30万元；重新认定给予10万元。", "yes"),
        ("帮扶一百六十个吧", "康复救助孤独症儿童160人。", "yes"),
        ("电费打七折吧", "按收费标准的70%执行。", "yes"),
        ("电费打三折吧", "按收费标准的70%执行。", "no"),
        ("今年要开十条线路吧", "开通线路3条。", "no"),
        ("有没有五千万以上", "安排资金6000万元以上。", "yes"),
        ("不少于五千万吧", "安排资金6000万元以上。", "no"),
        ("1650万是省里给的吧", "安排市级资金1650万元。", "no"),
    ],
)
def test_values_told_in_other_ways(question: str, sentence: str, verdict: str) -> None:
    assert judged(question, sentence, "")[0] == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("按比例是700万，能全拿到吗", "no"),
        ("按比例是400万，能全拿到吗", None),
        ("700万吧", None),
    ],
)
def test_a_sum_over_the_cap(question: str, verdict: str | None) -> None:
    bound = bind("单家企业不超过500万元。")
    assert verdict_of(judge_over_cap(read_question(question), bound)) == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("65岁打疫苗不用自己出钱吧", "yes"),
        ("59岁打疫苗不用自己出钱吧", "no"),
        ("免费疫苗是65岁才能打的对不", "no"),
    ],
)
def test_an_age_is_somebodys_unless_it_is_the_rules(question: str, verdict: str) -> None:
    assert judged(question, "为全市60岁以上老年人免费接种疫苗。", "老年人")[0] == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("设备投了1900多万，算够上了，是不", "no"), ("设备投了2000多万，够得上吗", "yes")],
)
def test_a_rough_figure_is_no_bound(question: str, verdict: str) -> None:
    assert judged(question, "对设备投资2000万元以上的企业给予激励。", "设备投资")[0] == verdict


def test_what_a_story_tells_is_no_claim() -> None:
    question = "包了三百亩田种稻，种植补贴今年还发不发"
    assert judged(question, "划定储备区3万亩以上。", "储备区")[0] is None
