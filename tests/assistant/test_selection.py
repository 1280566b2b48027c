"""The small grammar of lists: which clauses a question describes, against the parsed policy."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.found import Found
from assistant.listing import ListRoute
from assistant.question import read_question
from assistant.sections import SectionRoute
from index.amounts import find_quantities
from index.document import Clause, PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever
from index.terms import clause_terms

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def lists(policy_retriever: HybridRetriever) -> ListRoute:
    catalogue = Catalogue(policy_retriever.index)
    return ListRoute(catalogue, SectionRoute(catalogue))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


def found(lists: ListRoute, question: str) -> Found:
    told = lists.answer(read_question(question), DAY)
    assert told is not None, question
    return told


def numbers(told: Found) -> list[str]:
    return [citation.clause.number for citation in told.citations]


def holding(document: PolicyDocument, test) -> list[str]:
    return [c.number for c in document.clauses if c.kind == "measure" and test(c)]


def units(clause: Clause) -> set[str]:
    return {unit.canonical for unit in clause.units}


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("发改委跟科技局都挂名的有哪几条", lambda c: {"市发改委", "市科技局"} <= units(c)),
        ("商务局文旅局 共同担责 哪条", lambda c: {"市商务局", "市文旅局"} <= units(c)),
        ("资规局有份但发改委没份的条款",
         lambda c: "市资源规划局" in units(c) and "市发改委" not in units(c)),
        ("不归发改委管的第一部分条款", lambda c: c.section == "一" and "市发改委" not in units(c)),
        ("只有民政局一个责任单位的有哪些", lambda c: units(c) == {"市民政局"}),
        ("责任单位达到6家以上的条款", lambda c: len(units(c)) >= 6),
        ("责任单位不止三家的有几条", lambda c: len(units(c)) > 3),
        ("民生那块只写了一个责任单位的有哪些", lambda c: c.section == "八" and len(units(c)) == 1),
        ("三家单位共同负责的条款里有科技局的",
         lambda c: len(units(c)) == 3 and "市科技局" in units(c)),
        ("由财政局打头的有哪几条", lambda c: c.units and c.units[0].canonical == "市财政局"),
        ("医宝局管的那几条是啥", lambda c: "市医保局" in units(c)),
        ("供消社和农业农村局共同管的有哪几条",
         lambda c: {"市供销社", "市农业农村局"} <= units(c)),
        ("经信和市监两个局都在的条款", lambda c: {"市经信局", "市市场监管局"} <= units(c)),
        ("卫健系统负责哪些条", lambda c: "市卫健委" in units(c)),
        ("人社那边的活有哪些", lambda c: "市人力社保局" in units(c)),
        ("税务局参与的有哪些条，一条都不能漏", lambda c: "市税务局" in units(c)),
    ],
)  # fmt: skip
def test_units_in_every_relation(lists, document, question: str, test) -> None:
    assert numbers(found(lists, question)) == holding(document, test)


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("从第20条数到第29条，经信局参与的有几条",
         lambda c: 20 <= int(c.number) <= 29 and "市经信局" in units(c)),
        ("第50条以后农业农村局管哪几条",
         lambda c: int(c.number) > 50 and "市农业农村局" in units(c)),
        ("第二部分的前三条", lambda c: c.number in ("9", "10", "11")),
        ("倒数三条分别是什么", lambda c: c.number in ("71", "72", "73")),
        ("带“贴息”两个字的，帮我都找出来", lambda c: "贴息" in c.text),
        ("第四到第六部分一共多少条", lambda c: c.section in "四五六"),
        ("除了第十九条，还有哪几条提到高新技术企业",
         lambda c: "高新技术企业" in c.text and c.number != "19"),
    ],
)  # fmt: skip
def test_places(lists, document, question: str, test) -> None:
    assert numbers(found(lists, question)) == holding(document, test)


def sums_given(clause: Clause, role: str) -> list[int]:
    return [
        int(amount.quantity.exact)
        for provision in clause_terms(clause).provisions
        for amount in provision.benefit.amounts
        if amount.role == role and amount.quantity.kind == "money_cny"
    ]


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("哪些条里出现了九成（90%）或更高的比例",
         lambda c: any(q.kind == "percent" and q.exact >= 90 for q in find_quantities(c.text))),
        ("补助里写明最多给几百万几千万的有哪几条",
         lambda c: any(10**6 <= s < 10**8 for s in sums_given(c, "cap"))),
        ("封顶五百万的扶持有哪几项", lambda c: 5_000_000 in sums_given(c, "cap")),
        ("直接给定额的都在哪几条", lambda c: bool(sums_given(c, "fixed"))),
        ("能叠加享受的是哪几条",
         lambda c: any(rule.kind == "stackable" for rule in clause_terms(c).stacking)),
    ],
)  # fmt: skip
def test_amounts_with_how_they_are_compared_and_given(lists, document, question, test) -> None:
    assert numbers(found(lists, question)) == holding(document, test)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("跟残疾人有关的条款有哪些，我儿子是二级肢残", "残疾人"),
        ("孩子跟我来这里念书，提到随迁子女的是哪几条", "随迁子女"),
        ("氟硅，几条提到了？", "氟硅"),
        ("长期护理保险在几条里说到", "长期护理保险"),
        ("哪条讲的是房票", "房票"),
        ("帮我收一下，条文里写了税收优惠四个字的", "税收优惠"),
        ("科技局管的条款里提到知识产权的", "知识产权"),
    ],
)
def test_words_said_without_quotation_marks(lists, document, question: str, word: str) -> None:
    unit = "市科技局" if "科技局" in question else ""
    wanted = holding(document, lambda c: word in c.text and (not unit or unit in units(c)))
    assert numbers(found(lists, question)) == wanted


def test_a_short_word_stands_for_its_long_form_too(lists, document) -> None:
    wanted = holding(document, lambda c: "跨境电商" in c.text or "跨境电子商务" in c.text)
    assert numbers(found(lists, "涉及跨境电商的条文")) == wanted


def test_one_of_several_words(lists, document) -> None:
    wanted = holding(document, lambda c: "贷款" in c.text or "融资" in c.text)
    assert numbers(found(lists, "写了贷款或者融资的条款有几条")) == wanted


def test_words_that_must_not_stand_there(lists, document) -> None:
    wanted = holding(document, lambda c: "企业" not in c.text)
    assert numbers(found(lists, "没提到企业的条款有几条")) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "“衢”系列的标志性科研成果举了哪几样农产品的名字", "专项经费主要花在哪几个方面",
        "临床重点专科在哪条，研究型医院在哪条？", "政府首购看的是哪几条硬杠",
        "180万分几次拨，多久到账", "第十九条归科技局管对吧", "第一部分谁牵头",
        "千亿级产业链聚焦的三条里有纺织对吧", "一共多少条", "政策有效期到什么时候",
    ],
)  # fmt: skip
def test_lists_of_something_else_are_left_to_others(lists, question: str) -> None:
    assert lists.answer(read_question(question), DAY) is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("科技局一共负责16条对吧", "yes"), ("科技局一共负责15条对吧", "no"),
     ("科技局负责几条", None)],
)  # fmt: skip
def test_a_number_of_clauses_taken_for_granted(lists, question: str, verdict) -> None:
    assert found(lists, question).verdict == verdict
