"""The clause that answers, read for one question: what it says, lacks and decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from assistant.catalogue import Catalogue
from assistant.conversation import alone
from assistant.doubt import HELD_FOR_NO, HELD_FOR_YES
from assistant.question import read_question
from assistant.reading import ClauseReader
from assistant.reading_result import Reading
from assistant.scope import ScopeReader
from index.retriever import HybridRetriever

IN_FORCE, EXPIRED = date(2024, 6, 1), date(2025, 6, 1)


@pytest.fixture(scope="module")
def reader(policy_retriever: HybridRetriever) -> ClauseReader:
    index = policy_retriever.index
    return ClauseReader(policy_retriever, Catalogue(index), ScopeReader(index))


def read_on(reader: ClauseReader, number: str, text: str, day: date = IN_FORCE) -> Reading:
    """Read one given clause, so that only the reading is tested and not the search."""
    clause = Catalogue(reader._catalogue.index).by_number(number)[0]
    reading, _ = reader.read_on(clause, alone(read_question(text)), day)
    assert reading is not None
    assert reading.candidate.clause.number == number
    return reading


@pytest.mark.parametrize(
    ("number", "question", "value"),
    [
        ("35", "省级工业设计中心奖多少钱", "30万元"),
        ("52", "水稻保险保费补百分之几", "93%"),
        ("71", "加装电梯多少台", "150台"),
        ("72", "认知障碍床位新增几张", "400张"),
        ("34", "保险补偿最多连续支持几年", "3年"),
        ("73", "慈善组织新增几家", "5家"),
    ],
)
def test_the_value_that_is_asked_for(reader, number: str, question: str, value: str) -> None:
    reading = read_on(reader, number, question)
    assert reading.status == "answered"
    assert reading.value is not None
    assert reading.value.bound.quantity.surface == value
    assert value in reading.statement.sentence_text


@pytest.mark.parametrize(
    ("number", "question", "missing"),
    [
        ("35", "工业设计中心打哪个电话", "联系方式"),
        ("35", "工业设计中心申报什么时候截止", "时间安排"),
        ("35", "工业设计中心怎么申请", "办理流程"),
        ("35", "工业设计中心要什么材料", "所需材料"),
        ("42", "司机之家运营补贴给多少钱", "具体数额"),
    ],
)
def test_a_detail_that_the_clause_leaves_out(reader, number, question, missing) -> None:
    reading = read_on(reader, number, question)
    assert (reading.status, reading.missing) == ("not_specified", missing)
    assert reading.judgement is None


@pytest.mark.parametrize(
    ("number", "question", "verdict"),
    [
        ("35", "省级工业设计中心奖30万吧", "yes"),
        ("35", "省级工业设计中心奖100万吧", "no"),
        ("71", "电梯归住建局管吧", "yes"),
        ("71", "电梯归商务局管吧", "no"),
        ("49", "外资研发中心的激励每年都有吧", "no"),
        ("42", "补贴归谁管", None),
    ],
)
def test_a_claim_is_judged(reader, number: str, question: str, verdict: str | None) -> None:
    judgement = read_on(reader, number, question).judgement
    assert (judgement and judgement.verdict) == verdict


@pytest.mark.parametrize(
    ("question", "day", "verdict"),
    [
        ("省级工业设计中心现在还能领奖励吗", EXPIRED, "no"),
        ("省级工业设计中心2025年还能领奖励吗", IN_FORCE, "no"),
        ("省级工业设计中心2024年8月还能领奖励吗", EXPIRED, "yes"),
    ],
)
def test_whether_it_still_counts(reader, question: str, day: date, verdict: str) -> None:
    judgement = read_on(reader, "35", question, day).judgement
    assert judgement is not None
    assert judgement.verdict == verdict


def test_a_question_on_nothing_in_the_documents_is_not_read(reader) -> None:
    reading, candidates = reader.read(alone(read_question("火星探测器怎么报名")), IN_FORCE)
    assert reading is None
    assert reader.on_subject(candidates[0]) < 0.5


def test_what_is_told_already_is_passed_over(reader) -> None:
    resolved = alone(read_question("新认定的高新技术企业补助多少"))
    first, _ = reader.read(resolved, IN_FORCE)
    assert first is not None and first.value is not None
    other, _ = reader.read(resolved, IN_FORCE, avoid=first.tells)
    assert other is None or other.tells != first.tells


def test_another_places_question_is_not_answered_from_here(reader) -> None:
    reading, _ = reader.read(alone(read_question("宁波老旧小区加装电梯多少台")), IN_FORCE)
    assert reading is None or (reading.status, reading.elsewhere) == ("not_specified", "宁波")


def test_two_readings_of_the_same_words_tell_the_same(reader) -> None:
    first = read_on(reader, "35", "省级工业设计中心奖多少钱")
    again = read_on(reader, "35", "省级的工业设计中心给多少奖励")
    other = read_on(reader, "35", "国家级工业设计中心奖多少钱")
    assert first.tells == again.tells
    assert first.tells != other.tells


@pytest.mark.parametrize(
    ("question", "alone_sure", "told", "holds", "leans"),
    [
        ("市属国企怎么参照执行", 0.9, "d.m17", "市属 国企", True),  # the clause told holds as much
        ("市属国企怎么参照执行", 0.1, "d.m17", "市属 国企", True),  # as much as well
        ("市属国企怎么参照执行", 0.1, "d.m17", "农业", False),  # nothing of it was told
        ("市属国企能不能参照执行", 0.1, "d.m17", "市属 国企", False),  # no yes or no on so little
        ("市属国企能不能参照执行", 0.4, "d.m17", "市属 国企", True),
        ("市属国企怎么参照执行", 0.9, "d.m17", "市属", False),  # alone more of it is answered
        ("市属国企怎么参照执行", 0.4, "d.m99", "市属 国企", False),  # found anew
    ],
)
def test_a_turn_leans_on_the_clause_told_that_holds_as_much(
    reader: ClauseReader, monkeypatch: pytest.MonkeyPatch, question, alone_sure, told, holds, leans
) -> None:
    apart = alone(read_question(question))
    leaning = replace(apart, focus=("d.m17",), lean=0.15)
    by_chance = SimpleNamespace(clause=SimpleNamespace(clause_id="d.m23"), sure=alone_sure)
    again = SimpleNamespace(clause=SimpleNamespace(clause_id=told), sure=0.9)
    held = {told: frozenset(holds.split()), "d.m23": frozenset({"市属", "国企"})}
    monkeypatch.setattr(reader, "_subject", SimpleNamespace(threshold=0.3))
    monkeypatch.setattr(reader, "ranked", lambda r: [again] if r.focus else [by_chance])
    monkeypatch.setattr(reader, "on_subject", lambda candidate: candidate.sure)
    monkeypatch.setattr(reader, "tokens_of", lambda clause: held[clause.clause_id])
    assert reader.surer(apart, leaning) is (leaning if leans else apart)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("流感疫苗是不是免费", True),
        ("动物园海洋馆门票老年人是不是免费", False),
    ],
)
def test_a_yes_wants_a_clause_that_holds_what_is_asked(reader, question: str, told: bool) -> None:
    reading, candidates = reader.read(alone(read_question(question)), IN_FORCE)
    assert (candidates[0].features.coverage >= HELD_FOR_YES) is told
    assert (reading is not None) is told
    if reading:
        assert reading.judgement and reading.judgement.verdict == "yes"


def test_a_no_wants_a_clause_that_holds_something_of_what_is_asked(reader) -> None:
    question = alone(read_question("娃38度5了，脸发红，要挂急诊不"))
    reading, candidates = reader.read(question, IN_FORCE)
    assert candidates[0].features.coverage < HELD_FOR_NO
    assert reading is None


def test_how_to_apply_is_left_out_only_by_a_clause_surely_on_the_subject(reader) -> None:
    reading, _ = reader.read(alone(read_question("腾笼换鸟专项经费怎么申请")), IN_FORCE)
    assert reading is not None and reading.missing == "办理流程"
    question = alone(read_question("租了个门面想开早点铺，卫生许可怎么办理，材料带哪些"))
    reading, _ = reader.read(question, IN_FORCE)
    assert reading is None


def test_the_asking_part_of_a_story_keeps_the_storys_subject(reader) -> None:
    story = "我们在芬兰租了个海外仓，一年租金三十六万欧，市里补得了多少"
    reading, _ = reader.read(alone(read_question(story)), IN_FORCE)
    assert reading is None or reading.candidate.clause.number == "48"


def test_a_matter_of_another_office_is_on_no_clause(reader) -> None:
    reading, _ = reader.read(alone(read_question("公积金贷款能贷多少")), IN_FORCE)
    assert reading is None
    beside = alone(read_question("我有驾照，衢城畅行免费的收费站有多少个"))
    reading, _ = reader.read(beside, IN_FORCE)
    assert reading is not None
    assert reading.candidate.clause.number == "43"


def test_two_values_asked_of_one_clause_are_both_read(reader) -> None:
    text = "地方政府专项债券资金需求多少，开发性银行中长期项目贷款多少"
    resolved = alone(read_question(text))
    first = read_on(reader, "3", text)
    values = reader.read_apart(resolved, first)
    assert {r.value.bound.quantity.surface for r in values if r.value} == {"300亿元", "140亿元"}


def test_a_value_of_another_kind_answers_where_no_rate_is_stated(reader) -> None:
    reading = read_on(reader, "73", "慈善信托规模打算涨多少")
    assert reading.value is not None
    assert reading.value.bound.quantity.surface == "100万元"
