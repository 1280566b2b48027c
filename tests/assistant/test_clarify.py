"""A question without a subject is asked back once, with choices from the document."""

from __future__ import annotations

import pytest

from assistant.clarify import MOST_CHOICES, ask_back, choices_for, is_vague
from assistant.question import read_question
from index.document import Clause


def clause(title: str, text: str, section: str) -> Clause:
    return Clause(f"d1.{title}", "d1", "measure", "（一）", "1", title, text, section, (), (0, 1))


RANKED = [
    clause("推进宣传", "组织宣传。", "一"),
    clause("支持民宿", "给予奖励。", "一"),
    clause("支持老字号", "给予补助。", "一"),
    clause("支持外贸", "给予补贴。", "二"),
    clause("降低成本", "免收费用。", "三"),
    clause("支持养老", "给予补贴。", "四"),
]


@pytest.mark.parametrize(
    "question",
    [
        "补贴多少",
        "我们公司能拿多少钱？",
        "要什么条件",
        "归哪个部门管",
        "怎么申请啊",
        "有没有优惠",
        "最多能补几个钱呀",
    ],
)
def test_a_question_that_names_no_subject(question: str) -> None:
    assert is_vague(read_question(question))


@pytest.mark.parametrize(
    "question",
    [
        "民宿补贴多少", "外贸企业能拿多少钱", "你好", "第八条", "第二部分谁牵头", "电梯归谁管",
        "老字号要什么条件", "写首诗吧",
    ],
)  # fmt: skip
def test_a_question_with_a_subject_or_of_another_kind(question: str) -> None:
    assert not is_vague(read_question(question))


@pytest.mark.parametrize(
    ("question", "ending"),
    [
        ("补贴多少", "补助多少？"),
        ("归哪个部门管", "归哪个部门负责？"),
        ("要什么条件", "要什么条件？"),
        ("有没有优惠", "有什么规定？"),
    ],
)
def test_the_choices_ask_what_was_asked(question: str, ending: str) -> None:
    choices = choices_for(read_question(question), RANKED)
    assert 2 <= len(choices) <= MOST_CHOICES
    assert len(set(choices)) == len(choices)
    assert all(choice.endswith(ending) for choice in choices)
    titles = {held.title for held in RANKED}
    assert {choice.removesuffix(ending) for choice in choices} <= titles


def test_the_choices_come_from_several_sections() -> None:
    choices = choices_for(read_question("有没有优惠"), RANKED)
    assert {c.removesuffix("有什么规定？") for c in choices} == {
        "推进宣传", "支持外贸", "降低成本", "支持养老",
    }  # fmt: skip


def test_who_asks_for_money_is_offered_what_grants_it() -> None:
    assert "推进宣传补助多少？" not in choices_for(read_question("补贴多少"), RANKED)


def test_one_question_is_asked_back() -> None:
    found = ask_back(read_question("补贴多少"), RANKED)
    assert found is not None
    assert (found.status, found.citations, found.verdict) == ("clarify", (), None)
    assert found.text.count("？") == 1
    assert found.choices


def test_nothing_is_asked_back_without_a_choice() -> None:
    assert ask_back(read_question("补贴多少"), []) is None
    assert ask_back(read_question("补贴多少"), RANKED[:1]) is None
