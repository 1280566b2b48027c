from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue
from assistant.service import PolicyAssistant
from index.amounts import find_quantities
from index.document import NUMBERED_KINDS, Clause
from index.normalization import letters
from index.quantity import same_quantity


@pytest.fixture(scope="module")
def catalogue(default_assistant: PolicyAssistant) -> Catalogue:
    return default_assistant.catalogue


@pytest.fixture(scope="module")
def numbered(catalogue: Catalogue) -> list[Clause]:
    """All numbered clauses, read one by one: what every look-up is compared with."""
    return [clause for clause in catalogue.index.clauses if clause.kind in NUMBERED_KINDS]


def test_numbers_find_what_reading_all_finds(catalogue, numbered) -> None:
    assert list(catalogue.numbered) == numbered
    for number in ("1", "19", "73", "74", "0"):
        assert catalogue.by_number(number) == [c for c in numbered if c.number == number]
    assert catalogue.highest_number() == max(int(c.number) for c in numbered)


def test_units_find_what_reading_all_finds(catalogue, numbered) -> None:
    for use in catalogue.unit_uses:
        held = [c for c in numbered if use.canonical in {unit.canonical for unit in c.units}]
        assert catalogue.by_units([use.canonical]) == held
        assert use.clauses == len(held)
        assert catalogue.units_in(f"{use.names[0]}负责什么") == (use.canonical,)
    assert catalogue.by_units([]) == []


@pytest.mark.parametrize("words", [["首台套"], ["高新技术企业", "研发"], ["没有这个词"], []])
def test_words_find_what_reading_all_finds(catalogue, numbered, words) -> None:
    expected = [c for c in numbered if all(letters(w) in letters(c.text) for w in words)]
    assert catalogue.with_words(words) == expected


@pytest.mark.parametrize("said", ["30万元", "三十万", "50万", "1亿元", "12345元"])
def test_values_find_what_reading_all_finds(catalogue, numbered, said: str) -> None:
    (value,) = find_quantities(said)
    expected = [
        c
        for c in numbered
        if any(
            same_quantity(value, q) and q.kind in (value.kind, "money_cny")
            for q in find_quantities(c.text)
        )
    ]
    assert catalogue.with_value(value) == expected


def test_sections_hold_their_clauses(catalogue, numbered) -> None:
    found = [
        clause
        for document, section in catalogue.sections
        for clause in catalogue.in_section(document, section)
    ]
    assert found == [clause for clause in numbered if clause.section]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("科技部门管什么", ("市科技局",)),
        ("教育、民政和财政三家一起管的", ("市教育局", "市民政局", "市财政局")),
        ("科技创新有什么政策", ()),
        ("公安系统的责任", ("市公安局",)),
        ("数据系统建设补多少", ()),
        ("农科院和外管局", ("市农林科学院", "市外汇管理局")),
    ],
)
def test_a_department_without_its_last_word(catalogue, text: str, units: tuple[str, ...]) -> None:
    assert catalogue.units_in(text) == units
