"""Facts of the document itself, against what was parsed of it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.document_route import DocumentRoute
from assistant.question import read_question
from assistant.wording import chinese_day
from index.document import PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever

IN_FORCE, AFTER, BEFORE = date(2024, 6, 1), date(2025, 1, 1), date(2023, 12, 31)


@pytest.fixture(scope="module")
def route(policy_retriever: HybridRetriever) -> DocumentRoute:
    return DocumentRoute(Catalogue(policy_retriever.index))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


def found(route: DocumentRoute, text: str, day: date = IN_FORCE):
    return route.answer(read_question(text), day)


@pytest.mark.parametrize("question", ["文号是多少", "这个文件的文号", "文件是几号文", "发文字号"])
def test_the_number(route, document, question: str) -> None:
    assert document.doc_number in found(route, question).text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("文号是衢政发〔2024〕7号吗", "yes"), ("文号是衢政发〔2024〕9号吧", "no"),
     ("文号是衢政发[2024]7号对吧", "yes")],
)  # fmt: skip
def test_a_claim_on_the_number(route, question: str, verdict: str) -> None:
    assert found(route, question).verdict == verdict


@pytest.mark.parametrize("question", ["这文件谁发的", "通知是哪个单位印发的", "发文机关是谁"])
def test_the_issuer(route, document, question: str) -> None:
    assert document.issuers[0] in found(route, question).text


@pytest.mark.parametrize("question", ["文件什么时候印发的", "印发日期", "这份通知哪天发的"])
def test_the_day_of_issue(route, document, question: str) -> None:
    assert chinese_day(document.issue_date) in found(route, question).text


@pytest.mark.parametrize(
    ("question", "verdict"), [("文件是3月印发的吗", "yes"), ("文件是5月份印发的吧", "no")]
)
def test_a_claim_on_the_month_of_issue(route, question: str, verdict: str) -> None:
    assert found(route, question).verdict == verdict


def test_who_was_sent_copies(route, document) -> None:
    told = found(route, "文件抄送给谁了").text
    assert document.cc
    assert all(name in told for name in document.cc)


@pytest.mark.parametrize("question", ["文件分几个部分", "这个方案分成哪几大块"])
def test_the_parts(route, document, question: str) -> None:
    told = found(route, question).text
    assert f"{len(document.sections)}个部分" in told
    assert all(section.title in told for section in document.sections)


def test_the_title(route, document) -> None:
    assert document.title in found(route, "文件的全称叫什么").text


@pytest.mark.parametrize(
    ("day", "words", "verdict"),
    [(IN_FORCE, "在有效期内", "yes"), (AFTER, "已过期失效", "no"), (BEFORE, "尚未开始施行", "no"),
     (date(2024, 12, 31), "在有效期内", "yes")],
)  # fmt: skip
@pytest.mark.parametrize("question", ["这个文件还有效吗", "政策还在有效期吗", "文件现在还能用吗"])
def test_whether_it_is_in_force(route, question, day, words, verdict) -> None:
    told = found(route, question, day)
    assert words in told.text
    assert told.verdict == verdict
    assert "2024年1月1日至2024年12月31日" in told.text
    assert [c.clause.kind for c in told.citations] == ["closing"]


@pytest.mark.parametrize(("day", "verdict"), [(IN_FORCE, "no"), (AFTER, "yes")])
def test_whether_it_has_ended(route, day, verdict) -> None:
    assert found(route, "政策过期了吗", day).verdict == verdict


def test_the_day_that_is_named_counts(route) -> None:
    told = found(route, "这个文件2025年3月还有效吗", IN_FORCE)
    assert told.verdict == "no"
    assert "已过期失效" in told.text
    assert found(route, "文件2024年8月还有效吗", AFTER).verdict == "yes"


def test_that_it_is_public(route) -> None:
    assert found(route, "这份文件公开吗").verdict == "yes"


@pytest.mark.parametrize(
    "question",
    [
        "电梯补多少", "第八条", "高企认定有效期几年", "谁发放养老补贴", "公共充电桩什么时候开始建",
        "科技局发布了什么", "养老服务体系的期限",
    ],
)  # fmt: skip
def test_a_question_on_something_inside_is_left_to_others(route, question: str) -> None:
    assert found(route, question) is None


def test_to_whom_it_is_addressed(route) -> None:
    assert "市政府各部门" in found(route, "主送单位都有谁").text
    assert found(route, "我们县政府在不在主送范围里").verdict == "yes"
    assert found(route, "市财政局是不是主送单位").verdict == "yes"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("市公安局在抄送名单里吗", "no"), ("军分区收到抄送没有", "yes"),
     ("市委宣传部收到抄送了吗", "yes"),
     ("全文一共75条？", "no"), ("一共73条对不对", "yes"), ("是去年发的文件吗", "no"),
     ("2024年3月发的对吗", "yes"), ("是市政府发的吗", "yes"), ("这是县政府发的文件吧", "no"),
     ("有没有附件", "no"), ("这文件保密吗", "no"),
     ("里面每一项政策都只管2024这一年，没有例外，对吧", "no"),
     ("12月31日当天办的业务还算在有效期里面吗", "yes")],
)  # fmt: skip
def test_what_is_taken_for_granted_of_it(route, question: str, verdict: str) -> None:
    assert found(route, question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "words"),
    [("和国家政策冲突了怎么办", "遵照执行"), ("制定依据是什么", "经济工作会议"),
     ("出台这个文件的目的", "四省边际中心城市"),
     ("政策管的是哪一年，原文怎么讲", "2024年全年实施有效")],
)  # fmt: skip
def test_what_a_sentence_of_it_states_is_quoted(route, question: str, words: str) -> None:
    told = found(route, question)
    assert words in told.text
    assert told.status == "answered"


@pytest.mark.parametrize(
    "question",
    ["解释权归谁", "跟省里的规定对不上的时候以谁为准", "文件适用范围"],
)  # fmt: skip
def test_what_it_does_not_say_of_itself(route, question: str) -> None:
    told = found(route, question)
    assert told.status == "not_specified"
    assert told.citations


@pytest.mark.parametrize(
    "question",
    ["衢城畅行现在还有没有了", "残联负责几条", "哪几条是打折优惠的"],
)  # fmt: skip
def test_what_is_asked_of_something_it_names(route, question: str) -> None:
    assert found(route, question) is None


def test_a_sentence_that_points_at_the_document_asks_of_it_inside_a_story(route) -> None:
    told = found(route, "想把全文放进我们的小册子给客户看，又怕出岔子，这份文件是公开的吧")
    assert told.verdict == "yes" and "公开发布" in told.text


def test_the_rules_that_a_clause_follows_are_not_the_documents_own_grounds(route) -> None:
    assert found(route, "管重大项目按哪个办法落实") is None
    assert found(route, "这个文件是根据什么文件制定的").status == "answered"
