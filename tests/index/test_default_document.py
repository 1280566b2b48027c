from datetime import date
from pathlib import Path

import pytest

from index.document import PolicyDocument
from index.parse import parse_file, to_json

SOURCE = next((Path(__file__).resolve().parents[2] / "source_docs").glob("衢政发*7号.txt"))


@pytest.fixture(scope="module")
def document() -> PolicyDocument:
    return parse_file(SOURCE)


def test_every_measure_is_found_once_and_in_order(document):
    measures = [clause for clause in document.clauses if clause.kind == "measure"]
    assert [clause.number for clause in measures] == [str(n) for n in range(1, 74)]
    assert measures[18].no == "（十九）"
    assert measures[18].title == "加快创新主体培育"
    assert measures[18].text.startswith("（十九）加快创新主体培育。深入实施高新技术企业")
    assert "给予30万元的补助；重新认定" in measures[18].text
    assert all(measure.text.endswith("）") for measure in measures)


def test_sections_carry_their_lead_units_and_clauses(document):
    sections = document.sections
    assert [section.no for section in sections] == list("一二三四五六七八")
    assert sections[1].title == "科技创新政策"
    assert [unit.name for unit in sections[6].lead_units] == ["市农业农村局", "市发改委"]
    assert {unit.role for section in sections for unit in section.lead_units} == {"lead"}
    counts = [len(section.clause_ids) - 1 for section in sections]
    assert counts == [8, 11, 10, 9, 5, 7, 14, 9]
    assert all(section.clause_ids[0].endswith(f".s{i}") for i, section in enumerate(sections, 1))


def test_units_come_in_order_under_one_name(document):
    units = {clause.number: [unit.name for unit in clause.units] for clause in document.clauses}
    assert units["16"] == ["衢控集团", "市人行", "市金融监管局", "市科技局"]
    assert units["30"] == ["市发改委", "市现代服务业发展工作领导小组成员单位"]
    assert units["12"] == ["市科技局"]
    for clause in document.clauses:
        assert [unit.canonical for unit in clause.units] == [unit.name for unit in clause.units]


def test_notice_introductions_and_closing_are_clauses_too(document):
    kinds = [clause.kind for clause in document.clauses if clause.kind != "measure"]
    assert kinds == ["preamble"] * 2 + ["section_intro"] * 8 + ["closing"] * 2
    assert "均为2024年全年实施有效" in document.clauses[-1].text


def test_words_torn_by_page_breaks_are_whole_again(document):
    texts = {clause.number: clause.text for clause in document.clauses}
    assert "文化旅游融合、重大民生设施等领域" in texts["2"]
    assert "支持省重大建设项目用能应保尽保" in texts["5"]
    assert "允许加计扣除研发费用（扣除政府补助、委托外部机构研发费用部分）给予" in texts["12"]
    assert not any(" " in text for text in texts.values())


def test_metadata(document):
    assert document.doc_number == "衢政发〔2024〕7号"
    assert document.issuers == ("衢州市人民政府",)
    assert document.issue_date == date(2024, 3, 27)
    assert document.validity.effective_from == date(2024, 1, 1)
    assert document.validity.until == date(2024, 12, 31)
    assert document.cc[0] == "市委各部门"
    assert document.cc[-1] == "各群众团体"
    assert document.repeals == ()
    assert all(clause.validity is None for clause in document.clauses)


def test_the_report_has_no_findings(document):
    assert to_json(document)["report"] == {
        "measures": 73,
        "gaps": [],
        "duplicates": [],
        "without_units": [],
        "unassigned_chars": 0,
        "leftovers": [],
        "warnings": [],
    }
