"""Turns of a conversation made to stand alone: what is asked anew, changed, or referred to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation import FollowUps, Resolved, Turn, alone
from assistant.question import read_question
from assistant.scope import ScopeReader
from index.retriever import HybridRetriever

SUBJECT = Turn("老旧小区加装电梯补多少钱", ("d1.m71",), "71")


@pytest.fixture(scope="session")
def follow_ups(policy_retriever: HybridRetriever) -> FollowUps:
    reader = policy_retriever.reader
    return FollowUps(
        lambda text: [term.surface for term in reader.read(text).terms],
        ScopeReader(policy_retriever.index).places_in,
    )


def resolved(follow_ups: FollowUps, text: str, *history: Turn) -> Resolved:
    return follow_ups.resolve(text, history or (SUBJECT,))


def test_a_first_question_stands_alone(follow_ups) -> None:
    first = follow_ups.resolve("流感疫苗免费吗", ())
    assert first == alone(read_question("流感疫苗免费吗"))
    assert not first.follows


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("归哪个部门管？", "unit"),
        ("那要什么条件呢", "condition"),
        ("怎么申请", "procedure"),
        ("最高多少", "cap"),
        ("这是第几条", "clause_number"),
        ("那它归谁管", "unit"),
    ],
)
def test_a_turn_that_only_asks_is_asked_of_the_old_subject(follow_ups, text, aspect) -> None:
    turn = resolved(follow_ups, text)
    assert turn.follows
    assert turn.focus == SUBJECT.cited
    assert turn.lean == 1.0
    assert "电梯" in turn.topic
    assert "电梯" in turn.question.text
    assert turn.question.asks(aspect)


@pytest.mark.parametrize(
    ("before", "text", "kept", "gone"),
    [
        ("国家级工业设计中心奖多少钱", "省级的呢", "工业设计中心", "国家级"),
        ("新认定的高新技术企业补多少钱", "那重新认定的呢", "补多少钱", ""),
    ],
)
def test_a_turn_that_names_only_what_changed(follow_ups, before, text, kept, gone) -> None:
    turn = resolved(follow_ups, text, Turn(before, ("d1.m1",), "1"))
    assert kept in turn.question.text
    assert not gone or gone not in turn.question.text or gone in text
    assert turn.follows


@pytest.mark.parametrize(
    "text",
    [
        "跨境电商海外仓有什么支持",
        "外贸企业参展归哪个部门管",
        "换个问题，流感疫苗免费吗",
        "另外问下农村公路修多少公里",
    ],
)
def test_a_change_of_subject_stands_alone(follow_ups, text: str) -> None:
    turn = resolved(follow_ups, text)
    assert not turn.follows
    assert "电梯" not in turn.topic


@pytest.mark.parametrize(
    ("text", "subject"),
    [("不对，我问的是公共充电桩建多少", "充电桩"), ("我说的是流感疫苗归谁接种", "流感疫苗")],
)
def test_a_correction_drops_the_old_subject(follow_ups, text: str, subject: str) -> None:
    turn = resolved(follow_ups, text)
    assert subject in turn.topic
    assert "电梯" not in turn.question.text


@pytest.mark.parametrize("text", ["第38条", "（七）讲什么", "第三部分谁牵头", "谢谢"])
def test_a_named_clause_a_section_and_thanks_stand_alone(follow_ups, text: str) -> None:
    assert not resolved(follow_ups, text).follows


@pytest.mark.parametrize(
    ("text", "number"),
    [("上一条呢", "70"), ("下一条", "72"), ("前一条讲什么", "70"), ("再往后呢", "72")],
)
def test_a_step_from_the_clause_just_read(follow_ups, text: str, number: str) -> None:
    assert resolved(follow_ups, text).question.clause_numbers == (number,)


def test_a_bare_number_after_a_look_up_is_another_look_up(follow_ups) -> None:
    looked_up = Turn("第38条讲什么", ("d1.m38",), "38")
    assert resolved(follow_ups, "那41呢", looked_up).question.clause_numbers == ("41",)
    assert resolved(follow_ups, "四十一条呢", looked_up).question.clause_numbers == ("41",)


def test_a_new_value_takes_the_place_of_the_old_one(follow_ups) -> None:
    before = Turn("我们厂技改投了2500万能拿激励吗", ("d1.m8",), "8")
    turn = resolved(follow_ups, "那1800万呢", before)
    assert "1800万" in turn.question.text
    assert "2500万" not in turn.question.text


def test_a_fact_of_the_askers_own_asks_whether_it_fits(follow_ups) -> None:
    turn = resolved(follow_ups, "我家住六楼")
    assert turn.question.intent == "eligibility"
    assert turn.question.yes_no
    assert turn.focus == SUBJECT.cited


@settings(max_examples=40)
@given(st.text(alphabet="那呢第条它多少钱归谁电梯上一不对我问的是，。？ 3五", max_size=24))
def test_any_turn_resolves_to_a_question(follow_ups, text: str) -> None:
    turn = follow_ups.resolve(text, (SUBJECT,))
    assert 0.0 <= turn.lean <= 1.0
    assert set(turn.focus) <= set(SUBJECT.cited)
    assert turn.question.normalized or not text.strip()
