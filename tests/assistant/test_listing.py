"""Lists and counts: every clause that the document has for what is described, and no other."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.found import Found
from assistant.listing import LONG_LIST, ListRoute
from assistant.question import read_question
from assistant.sections import SectionRoute
from index.document import Clause, PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def lists(policy_retriever: HybridRetriever) -> ListRoute:
    catalogue = Catalogue(policy_retriever.index)
    return ListRoute(catalogue, SectionRoute(catalogue))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


def numbers(found: Found | None) -> list[str]:
    assert found is not None
    return [citation.clause.number for citation in found.citations]


def holding(document: PolicyDocument, test) -> list[str]:
    return [c.number for c in document.clauses if c.kind == "measure" and test(c)]


def units(clause: Clause) -> set[str]:
    return {unit.canonical for unit in clause.units}


@pytest.mark.parametrize(
    ("spoken", "unit"),
    [
        ("体育局", "市体育局"), ("市林业局", "市林业局"), ("卫健委", "市卫健委"),
        ("海关", "衢州海关"), ("文旅局", "市文旅局"), ("教育局", "市教育局"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ask", ["{}负责哪些条款", "{}一共管几条", "把{}名下的条款列个清单"])
def test_all_clauses_of_a_unit(lists, document, spoken: str, unit: str, ask: str) -> None:
    found = lists.answer(read_question(ask.format(spoken)), DAY)
    wanted = holding(document, lambda c: unit in units(c))
    assert numbers(found) == wanted
    assert f"共{len(wanted)}条" in found.text
    for citation in found.citations:
        assert citation.clause.no in found.text


def test_several_units_together_or_any_of_them(lists, document) -> None:
    pair = {"市财政局", "市商务局"}
    together = lists.answer(read_question("财政局和商务局共同负责哪几条"), DAY)
    assert numbers(together) == holding(document, lambda c: pair <= units(c))
    either = lists.answer(read_question("财政局、商务局负责哪些条款"), DAY)
    assert numbers(either) == holding(document, lambda c: pair & units(c))


def test_a_unit_alone(lists, document) -> None:
    found = lists.answer(read_question("有哪些条款只由民政局负责"), DAY)
    assert numbers(found) == holding(document, lambda c: units(c) == {"市民政局"})
    assert "单独负责" in found.text


def test_a_unit_in_a_section(lists, document) -> None:
    found = lists.answer(read_question("第三部分里科技局负责哪些条款"), DAY)
    section = document.sections[2]
    wanted = holding(document, lambda c: "市科技局" in units(c) and c.section == section.no)
    assert numbers(found) == wanted


@pytest.mark.parametrize("place", range(1, 9))
def test_all_clauses_of_a_section(lists, document, place: int) -> None:
    section = document.sections[place - 1]
    found = lists.answer(read_question(f"第{place}部分一共有几条"), DAY)
    assert numbers(found) == holding(document, lambda c: c.section == section.no)
    assert found.intent == "count"


@pytest.mark.parametrize("word", ["链主", "流感疫苗", "碳汇", "跨境电商", "首店", "绿色通道"])
def test_all_clauses_with_a_word(lists, document, word: str) -> None:
    found = lists.answer(read_question(f"提到“{word}”的有哪几条"), DAY)
    assert numbers(found) == holding(document, lambda c: word in c.text)


@pytest.mark.parametrize(("spoken", "printed"), [("500万", "500万元"), ("1亿元", "1亿元")])
def test_all_clauses_with_an_amount(lists, document, spoken: str, printed: str) -> None:
    found = lists.answer(read_question(f"哪些条款里有{spoken}"), DAY)
    exact = re.compile(rf"(?<![\d.]){printed}")
    assert numbers(found) == holding(document, lambda c: exact.search(c.text.replace(" ", "")))


def test_a_clause_is_listed_with_the_phrase_that_holds_the_word(lists) -> None:
    found = lists.answer(read_question("提到“流感疫苗”的有哪几条"), DAY)
    assert "为全市60岁以上老年人免费接种流感疫苗" in found.text


def test_a_long_list_is_told_by_its_numbers(lists, document) -> None:
    everyone = "经信局、发改委、财政局、农业农村局、科技局、商务局负责哪些条款"
    found = lists.answer(read_question(everyone), DAY)
    assert len(found.citations) > LONG_LIST
    assert all(citation.clause.no in found.text for citation in found.citations)
    assert found.citations[0].clause.title not in found.text


def test_nothing_of_what_is_described(lists) -> None:
    found = lists.answer(read_question("第一部分里体育局负责哪些条款"), DAY)
    assert (found.status, found.citations, found.counted) == ("not_found", (), ("0",))


@pytest.mark.parametrize(
    "question", ["电梯补多少", "第八条", "哪些企业能领", "提到“揭榜挂帅”的有哪几条"]
)
def test_no_list_or_nothing_that_the_document_has(lists, question: str) -> None:
    assert lists.answer(read_question(question), DAY) is None
