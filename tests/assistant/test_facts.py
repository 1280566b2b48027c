"""The words of the main route: what was found, lacking or denied, always with its grounds."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.conversation import alone
from assistant.facts import FactRoute
from assistant.found import Found
from assistant.question import read_question
from assistant.reading import ClauseReader
from assistant.rivals import Rivals
from assistant.scope import ScopeReader
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def catalogue(policy_retriever: HybridRetriever) -> Catalogue:
    return Catalogue(policy_retriever.index)


@pytest.fixture(scope="module")
def route(policy_retriever: HybridRetriever, catalogue: Catalogue) -> FactRoute:
    scope = ScopeReader(policy_retriever.index)
    reader = ClauseReader(policy_retriever, catalogue, scope)
    return FactRoute(reader, catalogue, Rivals(reader, catalogue, scope))


def on(route: FactRoute, catalogue: Catalogue, number: str, text: str) -> Found:
    """Answer a question on one given clause."""
    clause = catalogue.by_number(number)[0]
    found = route.answer_on(clause, alone(read_question(text)), DAY)
    assert found is not None
    assert [citation.clause.number for citation in found.citations] == [number]
    return found


def test_a_value_is_told_in_the_words_of_the_clause(route, catalogue) -> None:
    found = on(route, catalogue, "71", "加装电梯多少台")
    assert "新增加装电梯不少于150台" in found.text
    assert found.text.endswith("依据：第（七十一）条“支持推进“住有宜居””。责任单位：市住建局。")
    assert found.citations[0].quote.rstrip("。") in found.text


def test_who_is_responsible_comes_first_and_once(route, catalogue) -> None:
    found = on(route, catalogue, "50", "综保区归谁管")
    assert found.text.startswith("责任单位：智造新城管委会、市商务局。")
    assert found.text.count("责任单位") == 1


def test_what_is_not_specified_is_told_with_whom_to_ask(route, catalogue) -> None:
    found = on(route, catalogue, "42", "司机之家运营补贴给多少钱")
    assert found.status == "not_specified"
    assert found.text.startswith("文件没有写明具体数额，只规定：")
    assert "详情请咨询责任单位或12345。" in found.text
    assert found.departments == ("市交通运输局",)


def test_a_wrong_claim_is_put_right_before_the_words(route, catalogue) -> None:
    found = on(route, catalogue, "35", "省级工业设计中心奖50万吧")
    assert found.verdict == "no"
    assert found.text.startswith("不是50万，是30万元。")


def test_of_two_cases_the_one_that_is_asked_for_is_told(route, catalogue) -> None:
    found = on(route, catalogue, "35", "省级工业设计中心奖多少钱")
    assert "省级工业设计中心：30万元" in found.text
    assert "100万元" not in found.text


def test_several_questions_have_an_answer_each(route) -> None:
    parts = [
        alone(read_question(t)) for t in ("老旧小区新增加装电梯多少台", "慈善信托规模扩大多少万")
    ]
    found = route.answer(parts, DAY)
    assert [c.clause.number for c in found.citations] == ["71", "73"]
    assert found.departments == ("市住建局", "市民政局")
    first, second = found.text.splitlines()
    assert "150台" in first
    assert "100万元" in second


def test_nothing_on_the_subject_is_said_plainly(route) -> None:
    found = route.answer([alone(read_question("火星探测器怎么报名"))], DAY)
    assert (found.status, found.citations, found.verdict) == ("not_found", (), None)
    assert "12345" in found.text
    assert found.confidence is not None
    assert "最接近" not in found.text


def test_a_clause_that_is_near_is_named_for_comparison(route) -> None:
    text = "我家在山里头老房子120平，搬下来房票给多少钱"
    found = route.answer([alone(read_question(text))], DAY)
    assert (found.status, found.citations) == ("not_found", ())
    nearest = found.related[0]
    assert f"最接近的是第{nearest.no}条“{nearest.title}”，供对照。责任单位：" in found.text
    assert "12345" in found.text


@pytest.mark.parametrize("number", ["5", "24", "34", "47", "62", "73"])
def test_the_words_told_are_the_clauses(route, catalogue, number: str) -> None:
    clause = catalogue.by_number(number)[0]
    found = on(route, catalogue, number, f"{clause.title}有什么规定")
    told = found.text.split("依据：")[0].removeprefix("有规定。")
    assert told
    assert all(words in clause.text for words in told.split("。"))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("研发投入190万能补吗", "depends"),
        ("规上企业研发增长20%有补助吗", "depends"),
        ("研发费用占营收3.5%，比去年涨了15%，能拿补助吗", "depends"),
        ("研发投入刚好200万能补吗", "yes"),
    ],
)
def test_figures_that_leave_another_way_open_decide_nothing(
    route: FactRoute, catalogue: Catalogue, text: str, verdict: str
) -> None:
    found = on(route, catalogue, "12", text)
    assert found.verdict == verdict
    assert "研发经费投入达到200万元以上" in found.text
