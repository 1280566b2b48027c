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


@pytest.mark.parametrize(
    ("question", "cited", "words"),
    [
        ("第2条安排了多少亿", ["2"], "50亿元"),
        ("十八条是说研发费要超过营收的百分之几", ["18"], "超过5%"),
        ("六四条里头讲今年要搬多少人", ["64"], "3万人"),
        ("第三部分打头那条叫什么", ["20"], "千亿级产业链"),
        ("资源规划局同林业局搭伙的是哪两条", ["4", "53"], "共2条"),
    ],
)
def test_what_is_asked_of_a_clause_is_answered_from_it(assistant, question, cited, words) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.status == "answered"
    assert numbers(answer) == cited
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "小孩打流感疫苗，市里今年也免费吗",
        "农村产权交易平台的运营经费，文件硬性要求县里掏吗",
        "全市的老小区今年都改一遍吗",
        "衢州现在是区域性数据要素市场改革的试点了吗",
        "“342”说的是制造业产业体系，对不",
        "随便办个马拉松，体育局都给奖补，群里都这么说",
    ],
)
def test_what_the_words_do_not_bear_out_is_denied(assistant, question) -> None:
    assert assistant.ask(question, as_of=DAY).verdict == "no"


def test_the_last_clauses_of_a_section_are_named(assistant) -> None:
    assert numbers(assistant.ask("第八部分最后两条的名称", as_of=DAY)) == ["72", "73"]
