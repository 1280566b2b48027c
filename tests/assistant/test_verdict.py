"""Yes, no or it depends: what a question supposes, claims or asks, against what a clause says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import read_question
from assistant.verdict import (
    claimed_values,
    comparable,
    judge_meant,
    judge_named,
    judge_plain,
    judge_quoted,
    judge_units,
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
        ("是不是就办一场", ["一场"]),
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
        ("4亿", "342", False),
        ("4亿", "5000万", True),
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
    ("question", "verdict"),
    [
        ("里面写了“包干制”吗", "yes"),
        ("有没有提“负面清单”和“包干制”", "yes"),
        ("写了“揭榜挂帅”吗", "no"),
        ("写了“包干制”和“揭榜挂帅”吗", "no"),
        ("“包干制”归谁管", None),
        ("“包干制”是专门给医院的吧", None),
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
        ("双高建设，说的是甲学院吧", "no"),
        ("双高建设，说的是乙学院吧", None),
        ("双高建设，说的是丙学院吧", None),
    ],
)
def test_what_only_another_sentence_is_about(question: str, verdict: str | None) -> None:
    held = clause("（一）高校。支持甲学院办学。支持乙学院推进双高建设。")
    judged = judge_meant(read_question(question), held, "支持乙学院推进双高建设。")
    assert verdict_of(judged) == verdict
