"""The value that answers, a detail that the file leaves out, or nothing."""

from __future__ import annotations

import pytest

from assistant.decision import choose_value, compares, missing_detail
from assistant.evidence import Concept, Statement
from assistant.question import read_question
from index.document import Clause
from index.sentences import split_sentences
from index.tokenization import tokenize


def tokens(text: str) -> frozenset[str]:
    return frozenset(tokenize(text))


def statements(text: str) -> list[Statement]:
    """The sentences of a clause, each a statement that fits equally well."""
    held = Clause("d1.m1", "d1", "measure", "（一）", "1", "甲", text, None, (), (0, len(text)))
    return [
        Statement(held, span, text[slice(*span)], 0.5, 0.5, True, span)
        for span in split_sentences(text)
    ]


def chosen(question: str, text: str, *words: str) -> str | None:
    """The value that answers, where the question speaks of these words."""
    concepts = [Concept(1.0, (tokens(word),)) for word in words]
    value = choose_value(read_question(question), statements(text), concepts, tokens)
    return value.bound.quantity.surface if value else None


GRANTS = "新认定的高新技术企业，给予60万元补助；重新认定的高新技术企业，给予25万元补助。"
MIXED = "对设备投资2000万元以上的企业，按投资额的5%给予补助，最高不超过500万元，可连续支持3年。"


@pytest.mark.parametrize(
    ("question", "text", "words", "surface"),
    [
        ("新认定高企补多少钱", GRANTS, ["新认定"], "60万元"),
        ("重新认定的补多少钱", GRANTS, ["重新认定"], "25万元"),
        ("新认定的补多少钱", "重新认定的补25万元；新认定的补60万元。", ["认定"], "60万元"),
        ("补助比例百分之几", MIXED, ["投资额"], "5%"),
        ("能支持几年", MIXED, ["连续"], "3年"),
        ("助餐覆盖率达到多少", "助餐覆盖率达到75%，床位400张。", ["助餐", "覆盖率"], "75%"),
        ("新增床位多少张", "助餐覆盖率达到75%，新增床位400张。", ["床位"], "400张"),
        ("带动多少个村受益", "新建1个共富项目，明确60个以上受益村。", ["共富", "受益"], "60个"),
        ("机械化补助资金多少", "开展机械化，落实补助资金300万元。", ["机械化"], "300万元"),
        ("民生安排多少亿", "办好民生实事。2024年全市财政预算安排资金43亿元。", ["民生"], "43亿元"),
        ("新装几部电梯", "改造小区6个，加装电梯150台。", ["电梯"], "150台"),
    ],
)
def test_the_value_whose_own_words_fit_best_answers(question, text, words, surface) -> None:
    assert chosen(question, text, *words) == surface


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("补多少钱", "对企业给予一定补助。"),
        ("能支持几年", "给予60万元补助。"),
        ("打几折", "给予60万元补助。"),
        ("归谁管", GRANTS),
    ],
)
def test_no_value_of_the_kind_that_is_asked_for(question: str, text: str) -> None:
    assert chosen(question, text, "补助") is None


@pytest.mark.parametrize(
    ("question", "surface"),
    [("新认定补80万吧", "60万元"), ("新认定补60万吧", "60万元"), ("新认定补六成吧", None)],
)
def test_a_claim_is_held_against_a_comparable_value(question: str, surface: str | None) -> None:
    assert chosen(question, GRANTS, "新认定") == surface


def test_a_value_that_the_question_names_is_not_its_answer() -> None:
    text = "对设备投资2000万元以上的企业，给予500万元补助。"
    assert chosen("设备投资2000万元以上补多少钱", text, "设备投资") == "500万元"


@pytest.mark.parametrize(
    ("question", "text", "surface"),
    [
        ("综合交通要完成投资多少亿", "完成综合交通投资90亿元以上。", "90亿元"),
        ("分给普通公路的至少几亿", "全市争取资金不少于6亿元。", "6亿元"),
        ("基地的补助资金一年落实多少", "落实项目补助资金1500万元以上。", "1500万元"),
        ("新增能耗分给民间投资的最少占几成", "确保支持民间投资的比重不低于80%。", "80%"),
    ],
)
def test_a_target_is_told_to_who_asks_for_no_benefit(question, text, surface) -> None:
    assert chosen(question, text, "综合", "普通", "落实") == surface


def test_a_target_of_the_government_is_no_benefit_to_an_applicant() -> None:
    text = "力争全市投放贷款140亿元左右。"
    assert chosen("我们企业能补多少钱", text, "小微", "企业", "补") is None
    assert chosen("全市要投放多少钱贷款", text, "投放", "贷款") == "140亿元"


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("科技局电话多少", "phone"),
        ("什么时候申报截止", "deadline"),
        ("怎么申请", "procedure"),
        ("要带什么材料", "materials"),
        ("补多少钱", None),
        ("归谁管", None),
    ],
)
def test_a_detail_that_the_words_do_not_state(question: str, detail: str | None) -> None:
    assert missing_detail(read_question(question), "给予30万元补助。") == detail


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("联系电话多少", "咨询电话：0570-3081234。"),
        ("电话多少", "请拨打12345。"),
        ("什么时候申报截止", "应当于每年6月30日前提交申报材料。"),
        ("怎么申请", "由企业向县级主管部门提出申请，经审核后拨付。"),
        ("要带什么材料", "申请人应当提交营业执照复印件等材料。"),
    ],
)
def test_a_detail_that_the_words_state(question: str, text: str) -> None:
    assert missing_detail(read_question(question), text) is None


def test_a_floor_is_told_where_the_least_is_asked_for() -> None:
    text = "市级安排资金3亿元，各县（市、区）安排资金不低于2亿元。"
    assert chosen("各县的资金不能少于多少钱", text, "资金") == "2亿元"


def test_what_is_paid_back_to_an_applicant_is_no_target() -> None:
    text = "力争全市投放贷款140亿元左右。"
    assert chosen("展位费给报多少钱", text, "展位", "费") is None
    assert chosen("市里能补多少钱", text, "市里", "补") is None


def test_nobody_is_paid_in_pieces() -> None:
    text = "组织400家次企业参展。"
    assert chosen("参展的展位费给报多少", text, "参展", "企业") is None
    assert chosen("参展的企业有多少", text, "参展", "企业") == "400家次"


def test_a_sum_without_a_subject_is_of_the_sentence_before() -> None:
    text = "办好民生实事。2024年全市财政预算安排资金43亿元。修路花了1亿元。"
    concepts = [Concept(1.0, (tokens("民生"),))]
    value = choose_value(read_question("民生安排多少亿"), statements(text), concepts, tokens)
    assert value is not None
    assert value.bound.quantity.surface == "43亿元"
    assert value.held
    assert 0 < value.own < 1


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("贷款增速要到多少", "力争科技服务业贷款增速高于各项贷款平均增速。", True),
        ("贷款增速要到多少", "扩大贷款规模。", False),
        ("补多少钱", "力争贷款增速高于各项贷款平均增速。", False),
    ],
)
def test_a_rate_may_be_told_by_another_one(question: str, text: str, told: bool) -> None:
    assert compares(read_question(question), statements(text)[0]) is told
