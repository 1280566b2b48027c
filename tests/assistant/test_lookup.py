"""A clause by its number: read out as printed, by item, several at once, or told to be missing."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.lookup import ClauseLookup
from assistant.question import read_question
from index.build import build_index
from index.document import PolicyDocument
from index.parse import parse_file
from index.retriever import HybridRetriever
from index.store import open_index

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def lookup(policy_retriever: HybridRetriever) -> ClauseLookup:
    return ClauseLookup(Catalogue(policy_retriever.index))


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


def found(lookup: ClauseLookup, text: str):
    return lookup.answer(read_question(text), DAY)


def test_every_clause_is_read_out_with_its_words_title_and_units(lookup, document) -> None:
    for clause in document.clauses:
        if clause.kind != "measure":
            continue
        told = found(lookup, f"第{clause.number}条")
        assert [c.clause.number for c in told.citations] == [clause.number]
        assert told.citations[0].quote.strip() in told.text
        assert clause.no in told.text
        assert f"“{clause.title}”" in told.text
        assert set(told.departments) == {unit.name for unit in clause.units}
        assert all(name in told.text for name in told.departments)


def test_who_is_responsible_is_told_without_the_words(lookup) -> None:
    told = found(lookup, "（三十五） 责任单位")
    assert told.text == "第（三十五）条“推动工业设计产业提升发展”：责任单位：市经信局。"
    assert told.departments == ("市经信局",)


def test_several_clauses_in_the_order_asked(lookup) -> None:
    told = found(lookup, "第38条和第6条是什么")
    assert [c.clause.number for c in told.citations] == ["38", "6"]


@pytest.mark.parametrize("number", [74, 99, 150])
def test_a_number_that_does_not_exist_is_told_so_with_how_many_there_are(
    lookup, document, number: int
) -> None:
    total = sum(clause.kind == "measure" for clause in document.clauses)
    told = found(lookup, f"第{number}条写了什么")
    assert told.status == "not_found"
    assert told.citations == ()
    assert told.text.startswith(f"没有第{number}条：文件共有{total}条")


def test_the_numbers_that_exist_are_told_beside_one_that_does_not(lookup) -> None:
    told = found(lookup, "第38条和第91条")
    assert [c.clause.number for c in told.citations] == ["38"]
    assert "没有第91条" in told.text


def test_an_item_that_the_clause_does_not_have(lookup) -> None:
    told = found(lookup, "第38条第（三）项")
    assert told.status == "not_found"
    assert "没有分项" in told.text


def test_no_number_is_named(lookup) -> None:
    assert found(lookup, "电梯补多少") is None


def test_the_clauses_just_spoken_of_are_told_by_their_numbers(lookup, document) -> None:
    clauses = [c for c in document.clauses if c.number in ("38", "41") and c.kind == "measure"]
    told = lookup.where([clause.clause_id for clause in clauses], DAY)
    assert told.text.startswith("写在第（三十八）条“推动体育产业高质量发展”；第（四十一）条")
    assert told.status == "answered"


@pytest.fixture(scope="module")
def articles(tmp_path_factory, letters) -> ClauseLookup:
    """A regulation of articles, one with items, one inserted later."""
    home = tmp_path_factory.mktemp("articles")
    text = (
        "某某市民宿管理办法\n\n第一条　为了规范民宿管理，制定本办法。\n\n"
        "第二条　申请民宿补助应当符合下列条件：\n\n（一）依法登记；\n\n（二）客房不少于五间；\n\n"
        "（三）消防合格。\n\n第二条之一　同一民宿只补助一次。\n\n"
        "第三条　本办法自2031年5月1日起施行。\n"
    )
    (home / "docs").mkdir()
    (home / "docs" / "办法.txt").write_text(text, encoding="utf-8")
    build_index(home / "docs", home / "index", letters)
    return ClauseLookup(Catalogue(open_index(home / "index")))


def test_an_article_and_one_inserted_after_it(articles) -> None:
    assert "客房不少于五间" in found(articles, "第二条").text
    inserted = found(articles, "第二条之一怎么说")
    assert [c.clause.number for c in inserted.citations] == ["2-1"]
    assert "只补助一次" in inserted.text


def test_an_item_is_read_out_alone(articles) -> None:
    told = found(articles, "第二条第（二）项")
    assert "客房不少于五间" in told.text
    assert "消防合格" not in told.text
    assert "客房不少于五间" in told.citations[0].quote


def test_an_item_beyond_the_last(articles) -> None:
    told = found(articles, "第二条第（七）项")
    assert told.status == "not_found"
    assert "只分3项" in told.text


@pytest.mark.parametrize(
    ("text", "number", "all_of_it"),
    [
        ("第19条给多少钱", "19", True),
        ("19条里新认定的给多少", "19", True),
        ("19条里重新认定的给多少", "19", False),
        ("第35条国家级的奖多少", "35", False),
        ("第71条装几台电梯", "71", False),
    ],
)
def test_a_clause_is_read_out_where_several_of_its_values_may_be_meant(
    lookup: ClauseLookup, document: PolicyDocument, text: str, number: str, all_of_it: bool
) -> None:
    clause = next(c for c in document.clauses if c.number == number)
    assert lookup.tells_all(read_question(text), clause) is all_of_it
