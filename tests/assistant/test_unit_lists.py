"""What is asked of units and sections over all clauses."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.question import read_question
from assistant.section_overview import SectionOverview
from assistant.sections import SectionRoute
from assistant.unit_lists import UnitLists
from index.document import PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def catalogue(policy_retriever: HybridRetriever) -> Catalogue:
    return Catalogue(policy_retriever.index)


@pytest.fixture(scope="module")
def lists(catalogue: Catalogue) -> UnitLists:
    return UnitLists(catalogue, SectionRoute(catalogue))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


@pytest.fixture(scope="module")
def held(document: PolicyDocument) -> Counter[str]:
    return Counter(
        unit
        for clause in document.clauses
        if clause.kind == "measure"
        for unit in {unit.canonical for unit in clause.units}
    )


def told(route: UnitLists | SectionOverview, question: str):
    found = route.answer(read_question(question), DAY)
    assert found is not None, question
    return found


@pytest.mark.parametrize("question", ["哪个部门负责的条款最多", "哪个局管的最多"])
def test_who_has_most(lists, held, question: str) -> None:
    unit, count = held.most_common(1)[0]
    assert told(lists, question).text.startswith(f"{unit}负责的条款最多，共{count}条")


def test_two_units_compared_and_apart(lists, held) -> None:
    more = told(lists, "农业农村局和林业局谁管的条款多")
    assert more.departments == ("市农业农村局",)
    assert f"市林业局{held['市林业局']}条" in more.text
    apart = told(lists, "科技局和经信局分别负责几条")
    assert f"市科技局负责的条款共{held['市科技局']}条" in apart.text
    assert f"市经信局负责的条款共{held['市经信局']}条" in apart.text


def test_all_units_of_the_document_and_of_a_section(lists, document, held) -> None:
    assert f"共涉及{len(held)}个责任单位" in told(lists, "文件里总共涉及多少个部门").text
    section = document.sections[5]
    inside = {u.canonical for c in document.clauses if c.section == section.no for u in c.units}
    assert f"共涉及{len(inside)}个" in told(lists, "第六部分涉及哪些部门").text


def test_the_sections_in_which_a_unit_has_clauses(lists, document) -> None:
    found = told(lists, "市财政局出现在哪几个部分")
    names = {
        c.section for c in document.clauses
        if c.kind == "measure" and "市财政局" in {u.canonical for u in c.units}
    }  # fmt: skip
    assert f"在{len(names)}个部分" in found.text


@pytest.mark.parametrize("question", ["科技局负责哪些条款", "谁负责电梯", "哪些部门给企业补贴"])
def test_other_questions_are_left_to_others(lists, question: str) -> None:
    assert lists.answer(read_question(question), DAY) is None


def test_sections_side_by_side(catalogue, document) -> None:
    overview = SectionOverview(catalogue)
    leads = told(overview, "八个领域各由谁牵头")
    assert all(unit.name in leads.text for s in document.sections for unit in s.lead_units)
    assert len(leads.citations) == len(document.sections)
    sizes = told(overview, "各部分分别有几条").text
    assert all(f"{s.title}：{len(s.clause_ids)}条" in sizes.replace("\n", "") or
               f"{s.no}、{s.title}：" in sizes for s in document.sections)  # fmt: skip
    assert document.sections[6].title in told(overview, "哪个部分条款最多").text
    assert document.sections[4].title in told(overview, "哪部分条数最少").text
    pair = told(overview, "第一部分和第二部分各有几条").text
    assert pair.count("\n") == 2
    assert overview.answer(read_question("第三部分有几条"), DAY) is None
