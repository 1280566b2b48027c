"""Clauses found by number, words, amounts, units and validity on the default document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.catalogue import Catalogue
from assistant.clause_search import ClauseFilter, ClauseSearch
from index.build import build_index
from index.retriever import HybridRetriever
from index.store import open_index
from tests.web.conftest import LettersEmbedder

IN_2024 = date(2024, 6, 1)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory, default_source: Path) -> ClauseSearch:
    directory = tmp_path_factory.mktemp("index")
    build_index(default_source, directory, LettersEmbedder())
    index = open_index(directory)
    return ClauseSearch(Catalogue(index), HybridRetriever(index, LettersEmbedder()))


def numbers(search: ClauseSearch, query: str, wanted: ClauseFilter | None = None) -> list[str]:
    found = search.find(query, wanted or ClauseFilter(), IN_2024)
    return [hit.clause.number for hit in found.hits[: found.exact]]


@pytest.mark.parametrize("query", ["19", "十九", "第十九条", "（十九）", "１９"])
def test_a_number_is_that_clause_however_it_is_written(search, query):
    assert numbers(search, query) == ["19"]


def test_clauses_with_every_word_come_first_and_the_words_are_marked_where_they_stand(search):
    found = search.find("研发费用 补助", ClauseFilter(), IN_2024)
    assert found.exact == 1
    first = found.hits[0]
    marked = {first.clause.text[start:end] for start, end in first.words}
    assert marked == {"研发费用", "补助"}
    assert len(found.hits) > found.exact


def test_an_empty_query_lists_what_the_filters_leave(search):
    assert len(numbers(search, "")) == 73
    unit = ClauseFilter(unit="市科技局")
    assert len(numbers(search, "", unit)) == 16
    sums = ClauseFilter(unit="市科技局", least=Decimal(300_000), most=Decimal(300_000))
    assert numbers(search, "", sums) == ["19"]
    assert numbers(search, "", ClauseFilter(validity="expired")) == []
    section = ClauseFilter(section="科技创新政策")
    assert "19" in numbers(search, "", section) and "1" not in numbers(search, "", section)


def test_a_query_of_any_length_and_kind_is_answered(search):
    for query in ("字" * 5000, "((((", "\\", "%_", "　"):
        search.find(query, ClauseFilter(), IN_2024)


def test_a_large_index_is_searched_without_reading_it_through(search, monkeypatch):
    monkeypatch.setattr("assistant.clause_search._READ_THROUGH", 10)
    found = search.find("研发费用 补助", ClauseFilter(), IN_2024)
    assert found.cut and [hit.clause.number for hit in found.hits[: found.exact]] == ["12"]
    listed = search.find("", ClauseFilter(), IN_2024)
    assert listed.cut and len(listed.hits) == 10
    assert search.documents() == () and search.sections() == ()
