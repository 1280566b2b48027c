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
        ("科技创新那块谁牵头", "扩大内需那块呢", "扩大内需那块谁牵头", "科技创新"),
        ("国家级的给多少", "省级呢", "省级的给多少", "国家级"),
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


LISTED = Turn("市供销社负责哪些条款", ("d1.m57", "d1.m58", "d1.m59"), "57")


@pytest.fixture(scope="session")
def pointing(policy_retriever: HybridRetriever) -> FollowUps:
    reader = policy_retriever.reader
    return FollowUps(
        lambda text: [term.surface for term in reader.read(text).terms],
        ScopeReader(policy_retriever.index).places_in,
        lambda clause_id: clause_id.partition(".m")[2] or None,
    )


@pytest.mark.parametrize(
    ("text", "number"), [("第二个叫什么名字", "58"), ("最后一个归谁", "59"), ("那第三个呢", "59")]
)
def test_a_turn_points_at_one_of_the_listed(pointing, text, number) -> None:
    assert resolved(pointing, text, LISTED).question.clause_numbers == (number,)


def test_a_list_without_printed_numbers_is_not_pointed_at(pointing) -> None:
    turn = resolved(pointing, "第二个归谁", Turn("导言有哪些", ("d1.s1", "d1.s2")))
    assert not turn.question.clause_numbers


def test_a_turn_on_this_thing_is_asked_of_the_clause_told(follow_ups) -> None:
    before = Turn("汇率避险有人给担保没", ("d1.m47",), "47")
    turn = resolved(follow_ups, "这额度只能用一回吧", before)
    assert turn.focus == before.cited
    assert turn.lean == 1.0
    assert "汇率" in turn.inherited  # the turn's own words tell which sentence is meant
    assert turn.question.claim


@pytest.mark.parametrize("text", ["这样的厂房租金补助归哪个部门管", "这些充电桩建设任务有多少个"])
def test_no_single_thing_is_meant(follow_ups, text) -> None:
    assert not resolved(follow_ups, text).lean == 1.0


def test_what_is_counted_may_change_with_the_subject(follow_ups) -> None:
    turn = resolved(follow_ups, "自然村呢，整个村搬的", Turn("今年要搬多少人", ("d1.m64",), "64"))
    assert turn.question.asked
    assert turn.question.asked.unit is None


def test_a_turn_that_asks_whether_something_else_holds_too(follow_ups) -> None:
    before = Turn("服务业领军企业能争取啥资金", ("d1.m33",), "33")
    turn = resolved(follow_ups, "制定标准也支持？", before)
    assert turn.question.yes_no
    assert not turn.question.asked


@pytest.mark.parametrize("greeting", ["您好", "在吗", "谢谢"])
def test_a_greeting_is_no_subject(follow_ups, greeting: str) -> None:
    assert resolved(follow_ups, "请问这个能补多少", Turn(greeting)) == alone(
        read_question("请问这个能补多少")
    )
    assert resolved(follow_ups, "归谁管", SUBJECT, Turn(greeting)).focus == SUBJECT.cited


def test_a_turn_that_may_stand_alone_or_lean_is_given_to_who_chooses(policy_retriever) -> None:
    terms = policy_retriever.reader
    seen: list[tuple[Resolved, Resolved]] = []

    def choose(apart: Resolved, leaning: Resolved) -> Resolved:
        seen.append((apart, leaning))
        return leaning

    follow_ups = FollowUps(
        lambda text: [term.surface for term in terms.read(text).terms], lambda text: (),
        surer=choose,
    )  # fmt: skip
    turn = resolved(follow_ups, "市属国企能不能参照执行", SUBJECT)
    [(apart, leaning)] = seen
    assert turn is leaning
    assert not apart.follows
    assert leaning.focus == SUBJECT.cited
    assert resolved(follow_ups, "市属国企能不能参照执行", Turn("火星移民")) == apart


def test_what_was_told_before_stays_where_only_the_case_was_named(follow_ups) -> None:
    turn = resolved(follow_ups, "省级呢", Turn("国家级的给多少", ("d1.m35",), "35"))
    assert (turn.focus, turn.lean) == (("d1.m35",), 1.0)


def test_two_new_things_take_the_places_of_two(follow_ups) -> None:
    before = Turn("发改委跟财政局一起管的有哪些", ("d.m31",))
    resolved = follow_ups.resolve("换成财政局跟科技局呢", (before,))
    assert "科技局" in resolved.question.text
    assert "财政局" in resolved.question.text
    assert "发改委" not in resolved.question.text


def test_a_turn_without_a_subject_is_none_to_lean_on(follow_ups) -> None:
    resolved = follow_ups.resolve("归哪个部门管", (Turn("我想咨询个政策"),))
    assert not resolved.follows
