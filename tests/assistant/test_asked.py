"""Which kind of value a question wants, read off the unit it asks in."""

from __future__ import annotations

import pytest

from assistant.asked import Asked, asked_value
from assistant.question import read_question
from index.amounts import find_quantities
from index.tokenization import normalize

MONEY = {"money_cny", "money_usd"}
SHARE = {"percent", "percent_point", "ratio", "discount"}


def asked(question: str) -> Asked:
    return read_question(question).asked


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("装一台电梯补多少钱", MONEY),
        ("一台给几万", MONEY),
        ("预算有多少个亿", MONEY),
        ("奖励金额是多少钱", MONEY),
        ("补几块钱", {"money_cny"}),
        ("能拿几个钱", MONEY),
        ("大商贸政策盘子多大", MONEY),
        ("首次入选的有好多补助", MONEY),
        ("今年要修好多公里", {"length"}),
        ("保费补百分之多少", SHARE),
        ("通行费打几折", SHARE),
        ("能支持几年", {"duration"}),
        ("发多少个月", {"duration"}),
        ("补贴多久", {"duration"}),
        ("盘活多少亩地", {"area"}),
        ("要建几家", {"count"}),
        ("岗位要开发多少个", {"count"}),
        ("试点有几个？", {"count"}),
        ("添多少张床位", {"count"}),
    ],
)
def test_the_unit_tells_the_kind(question: str, kinds: set[str]) -> None:
    assert asked(question).kinds >= kinds


@pytest.mark.parametrize("question", ["补贴几个W", "给几w"])
def test_typed_ten_thousands_are_money(question: str) -> None:
    assert asked(question).kinds >= MONEY


@pytest.mark.parametrize("question", ["那个计划的全名是多少", "计划的年份是多少", "文号多少"])
def test_a_name_is_no_value(question: str) -> None:
    assert not asked(question)


@pytest.mark.parametrize(
    ("question", "unit"),
    [("要建几家", "家"), ("改造几栋楼", "栋"), ("培训多少人", "人"), ("改造几座桥", "座")],
)
def test_a_classifier_of_its_own_is_kept(question: str, unit: str) -> None:
    assert asked(question).unit == unit


@pytest.mark.parametrize("question", ["要建几个", "打造多少个", "有多少项目标"])
def test_a_classifier_for_anything_is_not_kept(question: str) -> None:
    assert asked(question).unit is None


@pytest.mark.parametrize(
    "question",
    ["补贴多少？", "今年要达到多少", "一共安排多少，归谁管", "人才项目也给个数", "报一下数"],
)
def test_an_open_question_takes_any_kind_or_the_aspects(question: str) -> None:
    found = asked(question)
    assert found
    assert found.any_kind or found.kinds


@pytest.mark.parametrize(
    "question",
    [
        "归哪个部门管",
        "怎么申请",
        "有没有补贴",
        "哪几家单位负责",
        "什么叫链主企业",
        "补助给企业吗",
        "养老写在第几条",
        "老字号认到第几批了",
        "它是第几个国家公园",
    ],
)
def test_a_question_of_something_else_asks_for_no_value(question: str) -> None:
    assert not asked(question)


@pytest.mark.parametrize(
    "question", ["国家级和省级分别补多少", "大学生和残疾人各有多少岗位", "建几家，改几家"]
)
def test_several_values_are_asked_for(question: str) -> None:
    assert asked(question).several


@pytest.mark.parametrize("question", ["国家级补多少", "建几家"])
def test_one_value_is_asked_for(question: str) -> None:
    assert not asked(question).several


@pytest.mark.parametrize(
    ("question", "value", "fits"),
    [
        ("补多少钱", "80万元", True),
        ("补多少钱", "80%", False),
        ("补多少钱", "3年", False),
        ("比例是多少", "0.5%", True),
        ("打几折", "六五折", True),
        ("支持几年", "3年", True),
        ("支持几年", "300万元", False),
        ("有几家", "12家", True),
        ("有几家企业参展", "400家次", True),
        ("有几家", "12个", False),
        ("新装多少部", "150台", True),
        ("有几家", "3所", True),
        ("有几台", "150家", False),
        ("容积率最低多少", "不低于1.5", True),
        ("有几个", "12家", True),
        ("办几场活动", "100场以上", True),
        ("达到多少", "850万吨", True),
        ("达到多少", "95%", True),
    ],
)
def test_a_value_fits_what_is_asked(question: str, value: str, fits: bool) -> None:
    quantity = find_quantities(value)[0]
    assert asked(question).fits(quantity) is fits


def test_a_day_or_a_bare_number_answers_no_how_many() -> None:
    question = asked("达到多少")
    assert question.any_kind
    for text in ("2024年3月27日", "25"):
        for quantity in find_quantities(text):
            assert not question.fits(quantity)


def test_the_name_of_a_value_asks_only_with_a_word_of_asking() -> None:
    assert asked_value(normalize("担保费率怎么定"), frozenset({"rate"})).kinds >= SHARE
    assert not asked_value(normalize("费率优惠归人行管"), frozenset({"rate"}))


@pytest.mark.parametrize(
    ("question", "noun"),
    [("要带多少个村受益", "村"), ("建几个社区医院", "社区医院"), ("新增几家", ""), ("补多少", "")],
)
def test_what_the_number_is_asked_of(question: str, noun: str) -> None:
    assert asked(question).noun == noun


def test_a_verb_of_growth_only_suggests_a_rate() -> None:
    assert asked("信托规模打算涨多少").loose
    assert not asked("社零增长百分之几").loose


@pytest.mark.parametrize("question", ["省里那几条高速打几折", "集聚点几加几", "那几个“一”念一遍"])
def test_some_are_no_number_that_is_asked_for(question: str) -> None:
    assert not asked(question).several
    assert "count" not in asked(question).kinds - SHARE or "折" in question


def test_another_thing_may_be_counted_otherwise() -> None:
    assert asked("装几台").of_another().loose
    assert not asked("补几万").of_another().loose
