"""The subject that is left of a question without its words of asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.topic import GENERIC, topic_of
from index.tokenization import normalize


@pytest.mark.parametrize(
    ("question", "kept", "gone"),
    [
        ("请问加装电梯能补多少钱？", "加装电梯", "多少"),
        ("听说流感疫苗免费打，对吧", "流感疫苗免费打", "听说"),
        ("你们文件里规定小麦保险补百分之几", "小麦保险", "百分之"),
        ("麻烦帮我查下外资研发中心归谁管", "外资研发中心", "归谁"),
        ("公共充电桩是不是有补贴", "公共充电桩", "是不是"),
        ("未来农业园区找谁", "未来农业园区", "找谁"),
        ("一般公共预算占几分之几", "一般公共预算占", "分之"),
        ("房票的事我该问哪家", "房票", "哪家"),
        ("要怎样才能享受保费补贴", "保费补贴", "怎样"),
        ("加装电梯归谁管", "加装电梯", "管"),
        ("流感疫苗是哪个部门负责", "流感疫苗", "负责"),
        ("托位数要达到几个", "托位数", "几个点"),
        ("孤独症儿童康复写在第几条", "孤独症儿童康复", "第几条"),
    ],
)
def test_the_subject_stays_and_the_asking_goes(question: str, kept: str, gone: str) -> None:
    topic = topic_of(normalize(question))
    assert kept in topic
    assert gone not in topic


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("今年刚入省科小，不是高企哈，补贴几个W", "高企"),
        ("研发补助不到账，找哪个局？不是税务", "税务"),
        ("普通厢货，除了集装箱车，还有谁能打折", "集装箱"),
    ],
)
def test_what_is_said_not_to_be_meant_goes(question: str, gone: str) -> None:
    assert gone not in topic_of(normalize(question))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("补贴的标准，不是80万元吗", "80万元"),
        ("我们不是高企，能补多少钱", "高企"),
        ("流感疫苗，不是说免费打的", "免费"),
    ],
)
def test_what_may_be_meant_stays(question: str, kept: str) -> None:
    assert kept in topic_of(normalize(question))


@pytest.mark.parametrize("question", ["多少钱？", "归谁管", "对吧", "请问"])
def test_a_question_without_a_subject_stays_as_it_is(question: str) -> None:
    assert topic_of(question) == question


@given(st.text(alphabet="补多少钱请问归谁管电梯养老，。？ 5%", max_size=40))
def test_no_character_is_invented_and_nothing_is_lost_to_nothing(text: str) -> None:
    topic = topic_of(text)
    assert set(topic) <= set(text) | {" "}
    assert topic or not text


def test_words_of_benefit_are_general_and_subjects_are_not() -> None:
    assert {"补助", "奖励", "企业", "申请"} <= GENERIC
    assert not {"电梯", "养老", "外贸", "高新技术企业"} & GENERIC
