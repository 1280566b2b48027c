"""One question in, one checked answer out: the routes, the guard, conversations and time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.conversation import Turn
from assistant.service import PolicyAssistant, turn_of
from assistant.settings import today
from index.errors import QuestionError
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def assistant(policy_retriever: HybridRetriever) -> PolicyAssistant:
    return PolicyAssistant(policy_retriever, max_question_chars=60)


@pytest.mark.parametrize(
    ("question", "intent", "status"),
    [
        ("您好", "greeting", "greeting"),
        ("你觉得房价会涨吗", "other", "not_found"),
        ("第38条", "clause", "answered"),
        ("第138条", "clause", "not_found"),
        ("体育局负责哪些条款", "list", "answered"),
        ("体育局一共管几条", "count", "answered"),
        ("文号是多少", "document", "answered"),
        ("第二部分谁牵头", "section", "answered"),
        ("补多少钱", "facts", "clarify"),
        ("老旧小区新增加装电梯多少台", "facts", "answered"),
        ("孤独症儿童康复打哪个电话", "facts", "not_specified"),
    ],
)
def test_each_kind_of_question_has_its_route(assistant, question, intent, status) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert (answer.intent, answer.status) == (intent, status)


@pytest.mark.parametrize("question", ["", "   \n", "　"])
def test_an_empty_question_is_refused(assistant, question: str) -> None:
    with pytest.raises(QuestionError, match="空的"):
        assistant.ask(question)


def test_too_long_a_question_is_refused(assistant) -> None:
    assert assistant.ask("补" * 60).question == "补" * 60
    with pytest.raises(QuestionError, match="61字.*60字以内"):
        assistant.ask("补" * 61)


def test_half_a_character_is_refused(assistant) -> None:
    with pytest.raises(QuestionError, match="UTF-8"):
        assistant.ask("电梯\ud83d补多少")


def test_an_answer_carries_what_it_rests_on(assistant) -> None:
    answer = assistant.ask(" 老旧小区新增加装电梯多少台 ", as_of=DAY)
    assert answer.question == answer.standalone_question == "老旧小区新增加装电梯多少台"
    assert answer.as_of == DAY
    assert answer.index_version == assistant.retriever.index.version
    assert answer.timings_ms["total"] > 0
    assert answer.retrieved[0] == answer.citations[0].clause.clause_id
    assert answer.confidence is not None
    assert 0 <= answer.confidence <= 1
    cited = {citation.clause.clause_id for citation in answer.citations}
    assert cited.isdisjoint(clause.clause_id for clause in answer.related)


def test_without_a_day_today_counts(assistant) -> None:
    assert assistant.ask("文号是多少").as_of == today()


def test_a_turn_leans_on_what_was_answered(assistant) -> None:
    answer = assistant.ask("第38条", as_of=DAY)
    turn = turn_of(answer)
    assert turn == Turn("第38条", (answer.citations[0].clause.clause_id,), "38")
    assert turn_of(assistant.ask("您好")) == Turn("您好")


def test_a_conversation_is_its_turns_one_after_another(assistant) -> None:
    first = assistant.ask("老旧小区新增加装电梯多少台", as_of=DAY)
    second = assistant.ask("归哪个部门管", as_of=DAY, history=[turn_of(first)])
    whole = assistant.converse(["老旧小区新增加装电梯多少台", "归哪个部门管"], as_of=DAY)
    assert whole.text == second.text
    assert whole.citations == second.citations
    assert whole.departments == ("市住建局",)
    assert assistant.ask("归哪个部门管", as_of=DAY).status == "clarify"


def test_where_the_last_answer_is_written(assistant) -> None:
    answer = assistant.converse(["老旧小区新增加装电梯多少台", "这是第几条写的"], as_of=DAY)
    assert "第（七十一）条" in answer.text


def test_nothing_is_written_where_nothing_was_found(assistant) -> None:
    answer = assistant.converse(["火星探测器怎么报名", "这是第几条写的"], as_of=DAY)
    assert answer.status != "answered"
    assert answer.citations == ()


def test_a_list_with_a_question_beside_it(assistant) -> None:
    answer = assistant.ask("体育局负责哪些条款，另外老旧小区新增加装电梯多少台", as_of=DAY)
    numbers = [citation.clause.number for citation in answer.citations]
    assert {"38", "46"} <= set(numbers)
    assert "共2条" in answer.text


@pytest.mark.parametrize(
    ("question", "cited", "told"),
    [
        ("乡村振兴这一大块是哪两个局牵头？老旧小区新增加装电梯多少台？", {"71"}, "第七部分"),
        ("老旧小区新增加装电梯多少台；提到“流感疫苗”的有哪几条", {"71", "72"}, "共1条"),
    ],
)
def test_what_is_read_off_the_structure_with_a_question_beside_it(
    assistant, question, cited, told
) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert cited <= {citation.clause.number for citation in answer.citations}
    assert told in answer.text


def test_nothing_is_added_to_a_list_that_nothing_is_asked_beside(assistant) -> None:
    whole = assistant.ask("体育局负责哪些条款，帮我列一下，写材料用", as_of=DAY)
    assert [citation.clause.number for citation in whole.citations] == ["38", "46"]


def test_a_question_that_says_so_is_answered_from_two_clauses(assistant) -> None:
    both = assistant.ask("规上企业自主认定高层次人才，不止一条，是哪两条", as_of=DAY)
    assert {citation.clause.number for citation in both.citations} == {"15", "29"}
    one = assistant.ask("规上企业自主认定高层次人才，是哪一条", as_of=DAY)
    assert len(one.citations) == 1


def test_the_same_question_has_the_same_answer(assistant) -> None:
    first, second = (
        assistant.ask("老旧小区新增加装电梯多少台", as_of=DAY).to_json() for _ in range(2)
    )
    first.pop("timings_ms")
    second.pop("timings_ms")
    assert first == second


@example(["38", "部分"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["电梯", "第", "38", "条", "补", "多少", "归谁管", "吗", "，", "？", "吧", "20万",
             "省级", "牵头", "部分", "哪些", "它", "不对", "2025年", "还",
             "宁波", "我家", "“碳汇”", "几条"]
        ),
        min_size=1, max_size=10,
    )
)  # fmt: skip
def test_any_words_are_answered_with_checked_words(assistant, words: list[str]) -> None:
    """Whatever is asked, no number goes out that nothing supports, and quotes are verbatim."""
    try:
        answer = assistant.ask("".join(words), as_of=DAY)
    except QuestionError:
        return
    assert answer.checks.quotes_verbatim
    assert answer.checks.numbers_supported, (answer.question, answer.text)
    assert answer.text
    assert (answer.status == "clarify") == bool(answer.choices)
    assert all(citation.quote in citation.clause.text for citation in answer.citations)


@pytest.mark.parametrize(
    ("turns", "status"),
    [
        (["公积金怎么提"], "not_found"),
        (["外地小孩读公办比例多少", "公积金怎么提"], "not_found"),
        (["面包车年检过期会罚多少"], "not_found"),
    ],
)
def test_a_matter_of_another_office_is_not_found_in_any_turn(assistant, turns, status) -> None:
    assert assistant.converse(turns, as_of=DAY).status == status


def test_where_a_named_programme_stands_is_no_fact_of_the_document(assistant) -> None:
    answer = assistant.ask("民营经济42条写在这份文件第几条里", as_of=DAY)
    assert answer.intent != "document"
