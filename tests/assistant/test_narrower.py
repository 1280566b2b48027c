"""A question that asks for less than a government's figure covers."""

from __future__ import annotations

import pytest

from assistant.decision import choose_value
from assistant.evidence import Concept, Statement
from assistant.narrower import narrower_share
from assistant.question import read_question
from index.document import Clause
from index.tokenization import tokenize

FUND = "各县（市、区）建立县级旅游专项资金不低于2亿元。"
BASES = "建设融合基地，落实项目资金1500万元以上。"
LISTED = "力争新增上市企业3家以上。"
LOWERED = "力争电价再降0.2元/千瓦时。"
GRANT = "新认定的高新技术企业，给予60万元补助。"


def missing(question: str, text: str, *counties: str) -> str:
    """What the sentence leaves out of the question, by the value that fits it best."""
    clause = Clause("d1.m1", "d1", "measure", "（一）", "1", "甲", text, None, (), (0, len(text)))
    span = (0, len(text))
    parsed = read_question(question)
    concepts = [Concept(1.0, (frozenset(tokenize(text)),))]
    value = choose_value(
        parsed,
        [Statement(clause, span, text, 0.5, 0.5, True, span)],
        concepts,
        lambda part: frozenset(tokenize(part)),
    )
    assert value is not None
    return narrower_share(parsed, value, counties)


def test_a_countys_own_figure_is_not_that_of_all_counties() -> None:
    assert missing("开化今年旅游专项资金配了多少", FUND, "开化") == "开化的数额"
    assert missing("县级旅游专项资金不低于多少", FUND) == ""
    assert missing("开化的资金是多少", "开化县安排资金2亿元。", "开化") == ""


def test_an_applicants_benefit_is_the_same_in_every_county() -> None:
    assert missing("开化的新高企能补多少", GRANT, "开化") == ""


@pytest.mark.parametrize(
    ("question", "text", "left_out"),
    [
        ("每个基地安排资金多少", BASES, "单个的数额"),
        ("基地一共落实资金多少", BASES, ""),
        ("去年实际上市了几家", LISTED, "实际完成的情况"),
        ("新增上市企业几家", LISTED, ""),
        ("一个问新增上市企业几家", LISTED, ""),
        ("用电一度几毛钱", LOWERED, "现在的数额"),
        ("用电的价格还能降多少钱", LOWERED, ""),
        ("用电一度几毛钱", "力争电价降至0.6元/千瓦时。", ""),
    ],
)
def test_one_share_or_the_outcome_is_not_the_target(question, text, left_out) -> None:
    assert missing(question, text) == left_out


def test_a_town_of_the_askers_is_not_every_town() -> None:
    assert missing("新增几家里有没有我们石梁镇", LISTED) == "石梁镇的情况"
    assert missing("乡镇（街道）新增几家", LISTED) == ""
