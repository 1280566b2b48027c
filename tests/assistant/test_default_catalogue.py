"""Exact look-ups over the default document: complete against the parsed clauses."""

from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue, short_names
from index.amounts import find_quantities
from index.document import PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever


@pytest.fixture(scope="module")
def catalogue(policy_retriever: HybridRetriever) -> Catalogue:
    return Catalogue(policy_retriever.index)


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


def measures(document: PolicyDocument):
    return [clause for clause in document.clauses if clause.kind == "measure"]


def numbers(clauses) -> list[str]:
    return [clause.number for clause in clauses]


def test_every_number_is_found_once(catalogue, document) -> None:
    for clause in measures(document):
        assert numbers(catalogue.by_number(clause.number)) == [clause.number]
        assert catalogue.by_number(clause.number)[0].text == clause.text
    assert catalogue.by_number("74") == catalogue.by_number("0") == []
    assert catalogue.highest_number() == max(int(c.number) for c in measures(document))


def test_the_numbered_clauses_are_all_and_in_order(catalogue, document) -> None:
    assert numbers(catalogue.numbered) == numbers(measures(document))


def test_every_unit_has_all_its_clauses(catalogue, document) -> None:
    units = {unit.canonical for clause in measures(document) for unit in clause.units}
    assert len(units) > 30
    for name in units:
        wanted = [c.number for c in measures(document) if name in {u.canonical for u in c.units}]
        assert numbers(catalogue.by_units([name])) == wanted


def test_every_unit_is_read_by_its_printed_name(catalogue, document) -> None:
    for clause in measures(document):
        for unit in clause.units:
            assert catalogue.units_in(f"请问{unit.name}管什么") == (unit.canonical,)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("科技局管什么", ("市科技局",)),
        ("海关负责哪些", ("衢州海关",)),
        ("体育局、经信局和文旅局", ("市体育局", "市经信局", "市文旅局")),
        ("供电公司", ("国网衢州供电公司",)),
        ("谁负责这件事", ()),
        ("高新技术企业补多少", ()),
    ],
)
def test_units_are_read_by_the_names_that_people_use(catalogue, text, units) -> None:
    assert catalogue.units_in(text) == units


def test_together_alone_and_first_narrow_the_list(catalogue, document) -> None:
    pair = ["市财政局", "市农业农村局"]
    held = {c.number: [u.canonical for u in c.units] for c in measures(document)}
    assert numbers(catalogue.by_units(pair, together=True)) == [
        number for number, units in held.items() if set(pair) <= set(units)
    ]
    assert numbers(catalogue.by_units(pair, alone=True)) == [
        number for number, units in held.items() if units and set(units) <= set(pair)
    ]
    assert numbers(catalogue.by_units(["市财政局"], first=True)) == [
        number for number, units in held.items() if units[:1] == ["市财政局"]
    ]


@pytest.mark.parametrize("word", ["链主", "流感疫苗", "碳汇", "首台（套）", "ETC", "R&D", "5A"])
def test_every_clause_with_a_word_is_found(catalogue, document, word: str) -> None:
    wanted = [c.number for c in measures(document) if word in c.text]
    assert numbers(catalogue.with_words([word])) == wanted


def test_a_word_is_found_without_its_brackets_or_for_short(catalogue, document) -> None:
    printed = [c.number for c in measures(document) if "首台（套）" in c.text]
    assert numbers(catalogue.with_words(["首台套"])) == printed
    assert catalogue.with_words(["没有这个词儿"]) == []


def test_several_words_must_all_stand_in_a_clause(catalogue, document) -> None:
    wanted = [c.number for c in measures(document) if "养老" in c.text and "医保" in c.text]
    assert wanted
    assert numbers(catalogue.with_words(["养老", "医保"])) == wanted


@pytest.mark.parametrize("spoken", ["500万", "五百万元", "0.05亿元", "5000000元"])
def test_every_clause_with_an_amount_is_found_however_it_is_said(catalogue, document, spoken):
    wanted = [c.number for c in measures(document) if "500万元" in c.text.replace(" ", "")]
    assert len(wanted) >= 3
    assert numbers(catalogue.with_value(find_quantities(spoken)[0])) == wanted


def test_every_section_has_all_its_clauses(catalogue, document) -> None:
    assert len(catalogue.sections) == len(document.sections)
    listed = []
    for held, section in catalogue.sections:
        inside = catalogue.in_section(held, section)
        assert all(clause.section == section.no for clause in inside)
        listed += numbers(inside)
    assert listed == numbers(measures(document))


def test_shorter_names_of_a_unit() -> None:
    assert "科技局" in short_names("市科技局")
    assert "海关" in short_names("衢州海关")
