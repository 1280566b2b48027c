"""What is asked of a section: named by number or title, who leads it, what it holds."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.question import read_question
from assistant.sections import SectionRoute
from index.document import PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def route(policy_retriever: HybridRetriever) -> SectionRoute:
    return SectionRoute(Catalogue(policy_retriever.index))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("第三部分谁牵头", 3),
        ("第八大块是啥", 8),
        ("最后一个部分谁牵头", 8),
        ("民生那一大块归谁牵头", 8),
        ("乡村振兴部分谁牵头", 7),
        ("科技创新政策由谁牵头", 2),
        ("综合交通枢纽建设谁牵头", 5),
    ],
)
def test_a_section_is_named_by_number_or_title(route, document, question, place) -> None:
    held = route.section_in(read_question(question))
    assert held is not None
    assert held[1].no == document.sections[place - 1].no


def test_words_of_the_title_before_its_short_name_belong_to_it(route) -> None:
    text = "保障民生那一块总共几条"
    held = route.mention_in(read_question(text), text)
    assert held is not None
    (start, end), _, section = held
    assert (text[start:end], section.no) == ("保障民生那一块", "八")


@pytest.mark.parametrize(
    "question", ["电梯补多少", "第十二部分谁牵头", "一部分企业能领吗", "第三条"]
)
def test_no_section_is_named(route, question: str) -> None:
    assert route.section_in(read_question(question)) is None


@pytest.mark.parametrize("place", range(1, 9))
def test_who_leads_a_section(route, document, place: int) -> None:
    section = document.sections[place - 1]
    found = route.answer(read_question(f"第{place}部分谁牵头"), DAY)
    leads = tuple(unit.name for unit in section.lead_units)
    assert leads
    assert found.departments == leads
    assert all(name in found.text for name in leads)
    assert section.title in found.text
    assert [c.clause.kind for c in found.citations] == ["section_intro"]
    assert found.citations[0].clause.section == section.no


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("第二部分是科技局牵头吗", "yes"), ("第二部分由财政局牵头吧", "no")],
)
def test_a_claim_on_who_leads(route, question: str, verdict: str) -> None:
    found = route.answer(read_question(question), DAY)
    assert found.verdict == verdict
    assert "市科技局" in found.text


@pytest.mark.parametrize("place", [1, 5, 8])
def test_what_a_section_holds(route, document, place: int) -> None:
    section = document.sections[place - 1]
    found = route.answer(read_question(f"第{place}部分讲的是什么内容"), DAY)
    held = [c for c in document.clauses if c.section == section.no and c.kind == "measure"]
    listed = [c.clause.number for c in found.citations if c.clause.kind == "measure"]
    assert listed == [clause.number for clause in held]
    assert f"共{len(held)}条" in found.text
    assert all(clause.title in found.text for clause in held)


@pytest.mark.parametrize("unit", ["市发改委", "市农业农村局", "市商务局"])
def test_all_sections_that_a_unit_leads(route, document, unit: str) -> None:
    found = route.led_by([unit], DAY)
    led = [s for s in document.sections if unit in {u.canonical for u in s.lead_units}]
    assert led
    assert [c.clause.section for c in found.citations] == [section.no for section in led]
    assert f"共{len(led)}个" in found.text


def test_a_unit_that_leads_no_section(route) -> None:
    found = route.led_by(["市林业局"], DAY)
    assert found.status == "not_found"
    assert found.citations == ()


def test_what_is_asked_of_something_inside_is_no_question_of_the_section(route) -> None:
    assert route.answer(read_question("第八部分里床位新增多少张"), DAY) is None
