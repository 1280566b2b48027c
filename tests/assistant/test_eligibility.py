from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asker import parse_facts, read_fact_table
from assistant.eligibility import Match, MatchResult, match
from assistant.fact_list import list_facts
from index.document import Clause, PolicyDocument, Span, Validity
from index.parse import parse_file

AS_OF = date(2024, 6, 1)


def clause(text: str, number: str = "1") -> Clause:
    return Clause(
        f"d.m{number}", "d", "measure", f"（{number}）", number, None, text, None, (), (0, 0)
    )


def judged(text: str, asker: str, *, place: str = "") -> Match | None:
    found = match(
        [clause(text)], parse_facts(asker), AS_OF, lambda _: Validity(), place_of=lambda _: place
    )
    return found.matches[0] if found.matches else None


def outcome(text: str, asker: str, **options: str) -> str:
    found = judged(text, asker, **options)
    return found.outcome if found else "未列出"


RESEARCH = (
    "对研发费用占营业收入比重3%以上且研发费用年增长20%以上的企业，"
    "或研发经费投入达到200万元以上的企业，给予一定补助。"
)


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("营收1亿，研发300万，研发比去年涨20%", "符合"),
        ("营收1亿，研发费用200万", "符合"),
        ("营收1亿，研发费用199万，研发增长50%", "不符合"),
        ("研发费用199万，研发增长50%", "缺信息"),
        ("研发占营收4%，研发费用一年涨了10%，花多少没算", "缺信息"),
        ("营收1亿，研发占2%", "符合"),
        ("研发大约200万", "缺信息"),
        ("打算研发投500万，营收1亿", "缺信息"),
        ("研发从150万涨到了180万，营收5000万", "符合"),
        ("23年营收4260万，23年研发140万，22年研发110万", "符合"),
        ("研发：2023年 88万，2022年 70万。营业收入：2023年 2750万", "符合"),
        ("21年研发90万，23年研发140万，23年营收4260万", "缺信息"),
        ("前年研发一百二十万，去年翻了一番，营收九千来万", "符合"),
        ("去年研发是前年的1.5倍，占营收3.5%", "符合"),
        ("前年研发260万，营收1亿，去年的还没算", "缺信息"),
        ("研发一两百万，营收1亿", "缺信息"),
        ("研发一百八九十万，营收1亿", "不符合"),
        ("研发占比百分之三四，研发增长20%多", "符合"),
        ("研发有没有到200万我不知道，营收1亿", "缺信息"),
        ("老板吹牛说研发投了500万，其实账上只有60万，营收5000万", "不符合"),
        ("请问研发投入要达到200万才有补助吗？我们去年150万，营收8000万", "不符合"),
        ("研发240万是集团给的数，我们子公司实际是140万，营收5000万，跟上年持平", "不符合"),
        ("初创公司，去年研发花了35万，营收50万，前年没有研发", "缺信息"),
        ("占比5.0%整，研发费用比去年涨了五分之一，350万", "符合"),
        ("营业额九百万，研发五十多万，去年同期三十八万", "符合"),
        ("今年1到5月研发已经花了230万，去年全年190万，营收7亿", "缺信息"),
        ("营收1900万，研发费用152万（2022年150万）", "不符合"),
        ("公司刚注册，零营收，零研发", "不符合"),
        ("老板说今年研发要搞到300万，去年是110万，营收5200万", "不符合"),
        ("以前研发有两三百万，这两年缩到七八十万，营收四千万", "不符合"),
        ("研发费用210万里面有虚列的，审计调减到188万，营收1亿", "不符合"),
        ("听说研发占比超过5%才行，我们是2.8%，研发一共180万", "不符合"),
        ("研发费用连200万的一半都没有，营收9000万", "不符合"),
        ("公司近几年研发增长都在30%以上，研发强度2.8%，去年研发170万", "不符合"),
        ("1.研发230万，营收4400万 2.科技保险没有", "符合"),
    ],
)
def test_respects_the_tree_of_alternatives(asker: str, expected: str) -> None:
    assert outcome(RESEARCH, asker) == expected


def test_shows_the_arithmetic_of_derived_figures() -> None:
    found = judged(RESEARCH, "营收8000万，去年研发310万，前年250万")
    assert found is not None
    facts = [condition.fact for condition in found.conditions]
    assert "研发费用310万元÷营业收入8000万元=3.875%" in facts
    assert "研发费用：(310万元－250万元)÷250万元=24%" in facts


@given(st.integers(min_value=1, max_value=500), st.integers(min_value=0, max_value=500))
def test_raising_a_fact_never_breaks_a_met_minimum(value: int, more: int) -> None:
    text = "对设备投资200万元以上的企业，给予奖励。"
    if outcome(text, f"企业设备投资{value}万元") == "符合":
        assert outcome(text, f"企业设备投资{value + more}万元") == "符合"


@pytest.mark.parametrize(
    ("text", "asker", "expected"),
    [
        ("新认定的国家高新技术企业，给予30万元补助。", "今年刚认定为国家高新技术企业", "符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "我们2022年认定的高企", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "高企今年重新认定通过", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "我们是高新技术企业", "缺信息"),
        ("新认定的国家高新技术企业，给予30万元补助。", "高企还在申报，没批下来", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "第一次申报高企，还没发文", "不符合"),
        ("对新认定的省级工业设计中心给予30万元奖励。", "市级工业设计中心刚批下来", "不符合"),
        ("对省级以上重大文化旅游项目，纳入用地审批绿色通道。", "国家级重大文旅项目", "符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "公司没买过科技保险", "不符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "公司打算买科技保险", "缺信息"),
        ("对购买科技保险产品的企业给予保费补贴。", "我们给新机器投了科技保险", "符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "我个人买了科技保险", "不符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "公司来推销过科技保险，老板嫌贵没要", "不符合"),
        ("对购买科技保险产品的规上企业给予补贴。", "规上企业想买科技保险，现在还没签", "不符合"),
        ("对投保水稻完全成本保险的农户给予补贴。", "农户，今年忘了投保水稻完全成本保险", "不符合"),
        ("对投保水稻完全成本保险的农户给予补贴。",
         "稻农，投的是普通水稻保险还是完全成本的搞不清", "缺信息"),
        ("对投保水稻完全成本保险的农户给予补贴。",
         "水稻完全成本保险投了的，我家种了十几亩", "符合"),
        ("对购买科技保险产品的企业给予保费补贴。",
         "公司咨询过科技保险，没有下文，最后没买成", "不符合"),
        ("对购买科技保险产品的企业给予保费补贴。",
         "公司以前没买过科技保险，今年第一次买了", "符合"),
        ("对参保城乡居民给予免费体检。",
         "单位交的职工医保，老婆是居民医保，我自己想做免费体检", "不符合"),
        ("对参保城乡居民给予免费体检。", "我是职工医保，老婆是居民医保，想免费体检", "缺信息"),
        ("新认定的国家高新技术企业，给予30万元补助。",
         "我表弟的公司今年新认定了高企，我们公司连申报都没报过", "不符合"),
        ("重新认定的国家高新技术企业，给予10万元的补助。",
         "国家高新技术企业2018年认定，2021年重新认定，2024年5月又重新认定成功", "符合"),
        ("对制造业行业A类、B类企业给予奖补。", "我们是B类企业", "缺信息"),
        ("对茶叶种植户给予奖补。", "本来种茶叶，现在改种玉米", "不符合"),
        ("对使用ETC记账卡的1类客车免收通行费。", "1类客车，ETC记账卡，但是车子卖了", "不符合"),
        ("对使用ETC记账卡的1类客车免收通行费。",
         "1类客车，原来是储值卡，上个月换成ETC记账卡了", "符合"),
        ("对制造业行业A类、B类企业给予奖补。", "我们是制造业B类企业", "符合"),
        ("对短期出口信用保险保费给予扶持。", "开店的个体户，没做外贸", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "国高在公示期，还没正式认定下来", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "高企是21年认定的", "不符合"),
        ("对新认定的省级工业设计中心给予30万元奖励。", "省级工业设计中心前年认定的", "不符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "公司给机器上了财产险，科技保险没碰过",
         "不符合"),
        ("对投保水稻完全成本保险的农户给予补贴。", "农户，水稻完全成本保险保费八百块", "符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "企业买了科技保险，后来退保了", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "被取消高新技术企业资格", "不符合"),
        ("对投保水稻完全成本保险的农户给予补贴。", "农户，投了小麦完全成本保险", "不符合"),
        ("对符合条件的规上工业企业给予奖励。", "我们是规上工业企业", "缺信息"),
        ("对规上工业企业给予奖励。", "我们是规下小作坊", "不符合"),
        ("对设备投资2000万元以上的制造业企业，给予奖补。", "物流公司，设备投资3000万", "不符合"),
        ("对在茶叶品牌建设、科技创新的企业给予奖励。",
         "茶叶公司，品牌、新技术这些都没搞过", "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。", "中介说包我们今年把高企认定拿下来",
         "不符合"),
        ("新认定的国家高新技术企业，给予30万元补助。",
         "国家高新技术企业证书今年4月才到手，之前从来没认定过", "符合"),
        ("新认定的国家高新技术企业，给予30万元补助。",
         "高企材料去年就交了，今年刚刚认定为国家高新技术企业", "符合"),
        ("重新认定的国家高新技术企业，给予10万元的补助。", "高企是前年认定的", "不符合"),
        ("对参保城乡居民给予免费体检。", "以前是城乡居民医保，上班以后转成职工医保了", "不符合"),
        ("对参保城乡居民给予免费体检。", "城乡居民医保交在老家，人在这里打工", "缺信息"),
        ("对新认定的省级工业设计中心给予30万元奖励。",
         "今年刚认定的省级工业设计中心是集团的，我们自己没有", "不符合"),
        ("对投保水稻完全成本保险的农户给予补贴。",
         "农户，去年投过水稻完全成本保险，今年水稻不种了", "不符合"),
        ("对使用ETC记账卡的1类客车免收通行费。", "1类客车，准备去办ETC记账卡", "不符合"),
        ("对使用ETC记账卡的1类客车免收通行费。", "1类客车，ETC记账卡注销了又重新办好了", "符合"),
        ("对投保水稻完全成本保险的农户给予补贴。",
         "农户，去年种水稻投了完全成本保险，今年改种西瓜", "不符合"),
        ("新认定的省级科技型中小企业，给予5万元的补助。", "省科小去年没评上，今年评上了", "符合"),
        ("对新认定的省级工业设计中心给予30万元奖励。",
         "省级工业设计中心今年新认定，但后来被撤销了", "不符合"),
        ("对购买科技保险产品的企业给予保费补贴。", "科技保险是集团统一买的", "不符合"),
        ("对鲜活农产品运输免收通行费。", "拉水果罐头", "未列出"),
        ("对投保水稻完全成本保险的农户给予补贴。",
         "农户，种小麦也种水稻，小麦投了完全成本保险", "缺信息"),
        ("对设备投资2000万元以上的制造业企业，给予奖补。",
         "做汽配的，想上一套2300万的设备，设备投资款还没谈拢", "缺信息"),
    ],
)
def test_judges_what_the_asker_is_has_and_does(text: str, asker: str, expected: str) -> None:
    assert outcome(text, asker) == expected


@pytest.mark.parametrize(
    ("text", "asker", "expected"),
    [
        ("对年产值同比增长超过1000万元的规上工业企业给予奖励。",
         "规上工业企业，年产值同比增长1500万元", "符合"),
        ("对年产值同比增长超过1000万元的规上工业企业给予奖励。",
         "规上工业企业，年产值今年9000万元，去年8000万元", "不符合"),
        ("缴存职工连续足额缴存住房公积金6个月以上的，可申请贷款。",
         "缴存职工，连续足额缴存住房公积金7个月", "符合"),
        ("缴存职工连续足额缴存住房公积金6个月以上的，可申请贷款。",
         "缴存职工，住房公积金连续缴了5个月", "不符合"),
        ("缴存职工连续足额缴存住房公积金6个月以上的，可申请贷款。",
         "缴存职工，公积金交了8个月", "缺信息"),
        ("2024年7月1日至2024年12月31日期间，个人购买首套新建住宅的，给予补贴。",
         "2024年8月个人买了首套新建住宅", "符合"),
        ("2024年7月1日至2024年12月31日期间，个人购买首套新建住宅的，给予补贴。",
         "2025年3月个人买了首套新建住宅", "不符合"),
        ("2024年7月1日至2024年12月31日期间，个人购买首套新建住宅的，给予补贴。",
         "2024年8月个人买了第二套新建住宅", "不符合"),
        ("对按政策生育二孩、三孩的家庭，给予补贴。", "按政策生育了三孩的家庭", "符合"),
        ("对投资额500万元以上的项目，给予补助。", "投资额600万元", "符合"),
        ("对研发费用占营业收入比重3%以上的企业给予补助。", "我们公司没有研发", "不符合"),
        ("对2025年购置适老化产品的，给予补贴。", "2025年3月买了适老化产品", "符合"),
        ("对2025年购置适老化产品的，给予补贴。", "2024年买了适老化产品", "不符合"),
        ("对2025年购置适老化产品的，给予补贴。", "买了适老化产品", "缺信息"),
        ("对工业项目（不含采矿、水泥项目），给予10万元奖励。", "我们是采矿的工业项目", "不符合"),
        ("对工业项目（不含采矿、水泥项目），给予10万元奖励。", "工业项目", "缺信息"),
        ("对规上工业企业给予10万元奖励。失信企业不享受本政策。",
         "规上工业企业，失信企业", "不符合"),
        ("对规上工业企业给予10万元奖励。失信企业不享受本政策。", "规上工业企业", "缺信息"),
    ],
)  # fmt: skip
def test_judges_periods_increases_dates_and_exclusions(
    text: str, asker: str, expected: str
) -> None:
    assert outcome(text, asker) == expected


SUPPORT = "对规上工业企业给予保险补偿，最多可连续支持3年。"


@pytest.mark.parametrize(
    ("text", "asker", "expected"),
    [
        (SUPPORT, "规上工业企业，已经补三年了，第四年还有吗", "不符合"),
        (SUPPORT, "规上工业企业，补偿已经拿了两年", "符合"),
        (SUPPORT, "规上工业企业，连续三年营收增长", "符合"),
        ("对规上工业企业给予一次性奖励5万元。", "规上工业企业，去年已经领过这笔奖励了", "不符合"),
        ("对规上工业企业给予一次性奖励5万元。", "规上工业企业，去年拿到了证书", "符合"),
    ],
)  # fmt: skip
def test_what_was_given_long_enough_is_used_up(text: str, asker: str, expected: str) -> None:
    assert outcome(text, asker) == expected


@pytest.mark.parametrize(
    "asker",
    [
        "隔壁厂今年新认定了国家高新技术企业",
        "隔壁厂新认定了国高，我们还没有",
        "听说新认定国高的有补助",
    ],
)
def test_what_others_have_is_not_the_askers(asker: str) -> None:
    assert outcome("新认定的国家高新技术企业，给予30万元补助。", asker) != "符合"


def test_a_no_to_several_demands_denies_none_of_them_alone() -> None:
    facts = read_fact_table({"新认定的国家高新技术企业": False, "购买科技保险产品": False})
    texts = ["对高新技术企业给予奖励。", "对重大科技项目给予奖励。",
             "对购买科技保险产品的企业给予补贴。"]  # fmt: skip
    clauses = [clause(text, str(number)) for number, text in enumerate(texts, start=1)]
    found = match(clauses, facts, AS_OF, lambda _: Validity()).matches
    assert {(each.clause.number, each.outcome) for each in found} == {("3", "不符合")}


def test_tells_how_benefits_add_up() -> None:
    found = judged("对规上工业企业给予奖励。同一项目不重复享受。", "规上工业企业")
    assert found is not None
    assert [rule.text for rule in found.stacking] == ["同一项目不重复享受"]


DESIGN = "对新认定的国家级、省级工业设计中心分别给予100万元、30万元的奖励。"


@pytest.mark.parametrize(
    ("asker", "value"),
    [
        ("我们国家级工业设计中心是今年新认定的，省级的那个前年就有了", 1_000_000),
        ("我们国家级工业设计中心前年就有了，省级的那个是今年新认定的", 300_000),
    ],
)
def test_things_of_one_name_are_told_apart_by_their_rank(asker: str, value: int) -> None:
    found = judged(DESIGN, asker)
    assert found is not None
    assert found.outcome == "符合"
    assert found.amount is not None
    assert found.amount.value == value


def test_growth_follows_from_what_came_on_top() -> None:
    asker = "营收3200万，研发费用98万，同比多了19万"
    assert outcome(RESEARCH, asker) == "符合"
    assert outcome(RESEARCH, asker.replace("19", "16")) == "不符合"


VACCINE = "为全市60岁以上老年人免费接种流感疫苗。"


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("60岁，住衢州", "符合"),
        ("59岁11个月，住柯城", "不符合"),
        ("1964年6月1日出生，开化人", "符合"),
        ("1964年6月2日出生，龙游人", "不符合"),
        ("1964年出生，衢州人", "缺信息"),
        ("65岁", "缺信息"),
        ("70岁，住在上海", "不符合"),
        ("80岁，人不在衢州", "不符合"),
        ("我妈虚岁60，衢州的", "不符合"),
        ("我儿子58岁，我82，都住衢江", "符合"),
        ("爷爷69，江西上饶的，来衢州玩", "不符合"),
        ("老太太古稀之年，住衢州", "符合"),
        ("70岁，一直住金华，能去衢州打吗", "不符合"),
        ("80后，衢州人", "不符合"),
        ("我老爸1964年5月的，江山人", "符合"),
        ("出生日期1964-06-02，户籍衢江区", "不符合"),
        ("老伴63，我58，都是开化的，我打要钱吗", "不符合"),
        ("我妈71，我52，都住龙游，我妈想打", "符合"),
        ("我七月份满六十，家在衢江", "不符合"),
        ("我三月份满的六十，家在衢江", "符合"),
        ("我下个月满六十，家在衢江", "不符合"),
    ],
)
def test_judges_age_and_place(asker: str, expected: str) -> None:
    assert outcome(VACCINE, asker, place="衢州") == expected


AMOUNTS = [
    ("对短期出口信用保险保费扶持比例不低于70%，单家企业不超过500万元。", "短期出口信用险保费80万",
     560_000, "80万元×70%=56万元，未超上限500万元"),
    ("对短期出口信用保险保费扶持比例不低于70%，单家企业不超过500万元。", "短期出口信用险保费715万",
     5_000_000, "715万元×70%=500.5万元，超过上限500万元，按上限500万元计"),
    ("对投保水稻完全成本保险的农户给予保费93%补贴。", "农户，投保水稻完全成本保险，保费一千整",
     930, "1000元×93%=930元"),
    ("新认定的国家高新技术企业，给予30万元补助。", "新认定的高企", 300_000, "定额30万元"),
    ("对企业开展资信调查的，给予资信调查费50%支持，最高10万元。",
     "企业开展了资信调查，资信调查费16万", 80_000,
     "16万元×50%=8万元，未超上限10万元"),
    ("对规上服务业企业给予10万元奖励(第一年奖励5万元，第二年奖励5万元)。", "规上服务业企业",
     100_000, "定额10万元"),
    ("对规上工业企业，年产值达到1亿元的，给予10万元奖励；每增加5000万元，再奖励5万元，最高不超过100万元。",
     "规上工业企业，年产值2.6亿元", 250_000,
     "（2.6亿元－1亿元）÷5000万元，满3个；10万元+3×5万元=25万元，未超上限100万元"),
    ("对规上工业企业，产值每增加1000万元奖励2万元，最高50万元。",
     "规上工业企业，产值今年2.3亿元，去年2亿元", 60_000,
     "（产值：2.3亿元－2亿元=3000万元）÷1000万元，满3个；3×2万元=6万元，未超上限50万元"),
    ("对规上工业企业年产值同比增长超过1000万元的，给予企业超出额0.5%的奖励，最高不超过20万元。",
     "规上工业企业，产值同比增长1200万元", 10_000, "200万元×0.5%=1万元，未超上限20万元"),
    ("对年销售额首次达到1亿元、5亿元、10亿元的企业，分别给予20万元、50万元、100万元奖励。",
     "企业年销售额6亿", 500_000, "6亿元达到5亿元一档，50万元"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "asker", "value", "arithmetic"), AMOUNTS)
def test_computes_the_benefit(text: str, asker: str, value: int, arithmetic: str) -> None:
    found = judged(text, asker)
    assert found is not None
    assert found.amount is not None
    assert found.amount.to_json() == {"value": value, "unit": "元", "arithmetic": arithmetic}


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=300))
def test_a_larger_figure_never_earns_fewer_steps(value: int, more: int) -> None:
    text = "对规上企业，年产值达到1000万元的，给予5万元奖励；每增加100万元，再奖励1万元。"
    sums = []
    for figure in (1000 + value * 10, 1000 + (value + more) * 10):
        found = judged(text, f"规上企业，年产值{figure}万元")
        assert found is not None
        assert found.amount is not None
        sums.append(found.amount.value)
    assert sums[0] == 50_000 + value // 10 * 10_000
    assert sums[0] <= sums[1]


def test_a_deduction_before_tax_is_no_sum_paid() -> None:
    text = "企业设备器具，单位价值的100%可在当年一次性税前扣除。"
    found = judged(text, "企业买了设备器具，单位价值600万元")
    assert found is None or (found.amount is None and found.outcome != "符合")


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("企业年产值1.2亿", "符合"),
        ("今年新认定的高新技术企业", "符合"),
        ("企业年产值8000万，没认定高新技术企业", "不符合"),
        ("企业年产值8000万", "缺信息"),
    ],
)
def test_judges_by_the_cases_that_a_clause_lists(asker: str, expected: str) -> None:
    text = "对符合下列条件之一的企业，给予10万元奖励：①年产值1亿元以上；②新认定的高新技术企业。"
    assert outcome(text, asker) == expected


def test_another_premium_is_not_the_base_of_a_rate() -> None:
    found = judged(
        "对首版次软件的企业，按首年度实际保费的70%给予补偿。",
        "企业，首版次软件，出口信用险保费80万",
    )
    assert found is not None
    assert found.amount is None


def test_asks_only_for_what_decides() -> None:
    found = judged(RESEARCH, "研发费用150万，比前一年涨三成")
    assert found is not None
    assert found.ask == ("去年的营业收入是多少？", "是否属于“企业”？") or found.ask == (
        "去年的营业收入是多少？",
    )
    settled = judged(RESEARCH, "企业研发费用300万")
    assert settled is not None
    assert settled.ask == ()


@pytest.fixture(scope="module")
def document() -> PolicyDocument:
    root = Path(__file__).resolve().parents[2]
    return parse_file(root / "source_docs" / "衢政发〔2024〕7号.txt")


def on_document(document: PolicyDocument, text: str, as_of: date) -> MatchResult:
    return match(
        document.clauses, parse_facts(text), as_of, document.validity_of, place_of=lambda _: "衢州"
    )


@pytest.mark.parametrize("as_of", [date(2024, 6, 1), date(2026, 11, 23), date(2023, 1, 1)])
def test_nobody_is_told_to_enjoy_what_is_not_in_force(
    document: PolicyDocument, as_of: date
) -> None:
    result = on_document(document, "新认定的国家高企，研发占营收6%，研发300万", as_of)
    assert any(each.outcome == "符合" for each in result.matches)
    for each in result.matches:
        enjoys = "可以享受" in each.advice
        assert enjoys == (each.outcome == "符合" and as_of.year == 2024)


def test_only_clauses_that_a_fact_bears_on_are_listed(document: PolicyDocument) -> None:
    result = on_document(document, "浙H 1类客车 ETC记账卡，13个站间", AS_OF)
    assert [each.clause.number for each in result.matches][0] == "43"
    assert "52" not in {each.clause.number for each in result.matches}
    assert on_document(document, "你好，今天天气不错", AS_OF).matches == ()


def test_a_yes_in_the_facts_own_words_meets_its_condition(document: PolicyDocument) -> None:
    specs = list_facts(document.clauses)
    assert "新认定的国家高新技术企业" in {spec.name for spec in specs}
    facts = read_fact_table({"新认定的国家高新技术企业": True, "研发费用": {"value": "310万元"}})
    found = match(document.clauses, facts, AS_OF, document.validity_of)
    outcomes = {each.clause.number: each.outcome for each in found.matches}
    assert (outcomes["19"], outcomes["12"]) == ("符合", "符合")


def test_every_listed_fact_decides_something(document: PolicyDocument) -> None:
    for spec in list_facts(document.clauses):
        value: Any = True if spec.kind == "yes_no" else f"1{spec.unit}"
        facts = read_fact_table({spec.name: {"value": value}})
        listed = match(document.clauses, facts, AS_OF, document.validity_of).matches
        assert {each.clause.clause_id for each in listed} & set(spec.clause_ids), spec.name


def cite(found: Clause, span: Span) -> dict[str, Any]:
    return {"no": found.no, "quote": found.text[slice(*span)], "departments": ["市科技局"],
            "doc_title": "实施方案", "doc_number": "衢政发〔2024〕7号",
            "validity": {"status": "in_force", "until": "2024-12-31"}}  # fmt: skip


def test_json_has_the_shape_of_the_contract(document: PolicyDocument) -> None:
    result = on_document(document, "去年营收8000万，研发310万，规上工业企业", AS_OF).to_json(cite)
    assert json.loads(json.dumps(result, ensure_ascii=False)) == result
    assert result["facts"]["研发费用"] == {
        "value": 3_100_000, "unit": "元", "period": None, "from": "研发310万",
    }  # fmt: skip
    first = result["matches"][0]
    assert {"clause_id", "number", "title", "outcome", "benefit", "amount", "conditions", "ask",
            "citation"} <= set(first)  # fmt: skip
    texts = {c.clause_id: c.text for c in document.clauses}
    for each in result["matches"]:
        for condition in each["conditions"]:
            assert texts[each["clause_id"]][slice(*condition["span"])] == condition["text"]


@given(st.text(max_size=120))
def test_any_words_are_matched_without_failing(document_text: str) -> None:
    if document_text.strip():
        match([clause(RESEARCH), clause(VACCINE, "2")], parse_facts(document_text), AS_OF,
              lambda _: Validity())  # fmt: skip


@pytest.mark.parametrize(
    ("asker", "expected"),
    [
        ("我们是高新技术企业", "符合"),
        ("高新技术企业证书过期了", "不符合"),
        ("高新技术企业证书去年过期了，今年又重新认定", "符合"),
        ("高新技术企业证书快过期了", "符合"),
        ("高新技术企业初审过了，等科技部备案", "不符合"),
    ],
)
def test_what_has_expired_or_is_still_awaited_is_not_had(asker: str, expected: str) -> None:
    assert outcome("对高新技术企业，给予10万元奖励。", asker) == expected
