"""What a route found: whole citations without number, title and units; two answers as one."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole, departments_of, joined
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def catalogue(policy_retriever: HybridRetriever) -> Catalogue:
    return Catalogue(policy_retriever.index)


def test_a_clause_is_cited_by_its_own_words_alone(catalogue: Catalogue) -> None:
    for clause in catalogue.index.clauses:
        quote = cite_whole(catalogue, clause, DAY).quote
        assert quote.strip()
        assert quote in clause.text
        assert "责任单位" not in quote
        if clause.title:
            assert not quote.startswith(clause.no)
            assert not quote.startswith(clause.title)


def found(catalogue: Catalogue, number: str, status="answered") -> Found:
    citation = cite_whole(catalogue, catalogue.by_number(number)[0], DAY)
    return Found("list", status, f"文{number}", (citation,), tuple(citation.departments))


def test_two_answers_become_one(catalogue: Catalogue) -> None:
    first, second = found(catalogue, "35"), found(catalogue, "38")
    both = joined(first, second)
    assert both.text == "文35\n文38"
    assert [c.clause.number for c in both.citations] == ["35", "38"]
    assert both.departments == ("市经信局", "市体育局")
    assert both.intent == "list"


def test_no_clause_or_unit_is_told_twice(catalogue: Catalogue) -> None:
    both = joined(found(catalogue, "35"), found(catalogue, "35"))
    assert [c.clause.number for c in both.citations] == ["35"]
    assert both.departments == ("市经信局",)


@pytest.mark.parametrize("status", ["not_found", "not_specified", "clarify"])
def test_nothing_is_added_that_was_not_found(catalogue: Catalogue, status: str) -> None:
    first = found(catalogue, "35")
    assert joined(first, found(catalogue, "38", status)) is first


def test_the_units_of_several_citations_once_in_order(catalogue: Catalogue) -> None:
    cited = [cite_whole(catalogue, catalogue.by_number(n)[0], DAY) for n in ("35", "8", "38")]
    assert departments_of(cited) == ("市经信局", "市体育局")
