"""What is read off the structure: clauses judged together, what a clause states, how files open."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import PolicyAssistant

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def assistant(policy_retriever) -> PolicyAssistant:
    return PolicyAssistant(policy_retriever)


def numbers(answer) -> list[str | None]:
    return [citation.clause.number for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "cited", "verdict"),
    [
        ("12条和19条都归科技局管吗", ["12", "19"], "yes"),
        ("12条和20条都归市财政局管吗", ["12", "20"], "no"),
        ("第50条有没有写具体金额", ["50"], "no"),
        ("第19条有没有写明补助金额", ["19"], "yes"),
    ],
)
def test_claims_on_clauses_by_number(assistant, question, cited, verdict) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert numbers(answer) == cited
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("第六大部分的名称是什么", "扩大内需和对外开放政策"),
        ("引言里服务业目标是多少", "7%左右"),
        ("结尾讲强化政策协同，确保什么", "形成合力"),
        ("投资政策牵头的是哪家", "市发改委"),
        ("末尾印发是几月几日", "2024年3月27日"),
        ("市委各部门是主送单位吗", "列在抄送里：市委各部门"),
    ],
)
def test_sections_openings_and_ends(assistant, question, words) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.status == "answered"
    assert words in answer.text


def test_a_misspelt_unit_is_read_by_its_sound(assistant) -> None:
    right, misspelt = (
        assistant.ask(question, as_of=DAY) for question in ("资规局管几条", "资规菊管几条")
    )
    assert numbers(misspelt) == numbers(right)


def test_rank_alone_does_not_carry_a_value(assistant) -> None:
    """The amount for a 省级 design centre is none for a 省级 factory of the future."""
    answer = assistant.ask("评上省级未来工厂给奖金吗，多少", as_of=DAY)
    assert answer.status != "answered"
