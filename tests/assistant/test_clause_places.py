"""Clauses by their place, and claims on their structure."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.catalogue import Catalogue
from assistant.clause_claims import ClauseClaims
from assistant.clause_places import ClausePlaces
from assistant.found import Found
from assistant.question import ParsedQuestion, read_question
from assistant.sections import SectionRoute
from index.retriever import HybridRetriever

IN_FORCE, AFTER = date(2024, 6, 1), date(2025, 6, 1)


@pytest.fixture(scope="module")
def catalogue(policy_retriever: HybridRetriever) -> Catalogue:
    return Catalogue(policy_retriever.index)


@pytest.fixture(scope="module")
def places(catalogue: Catalogue) -> ClausePlaces:
    return ClausePlaces(catalogue, SectionRoute(catalogue))


@pytest.fixture(scope="module")
def claims(catalogue: Catalogue) -> ClauseClaims:
    return ClauseClaims(catalogue, SectionRoute(catalogue))


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第三部分第二条", ("21",)), ("三部分第2条讲什么", ("21",)), ("民生部分第一条", ("65",)),
        ("第一部分最后一条是谁的责任", ("8",)), ("科技创新部分倒数第二条叫啥", ("18",)),
        ("第二部分第十二条", ("12",)), ("第四十条的上一条标题是什么", ("39",)),
        ("第19条后面一条的标题", ("20",)), ("七十三条再往下一条是啥", ("74",)),
        ("首条是什么", ("1",)), ("第一条和最后一条", ("1", "73")), ("第19条", ("19",)),
    ],
)  # fmt: skip
def test_the_numbers_that_places_mean(places, question: str, numbers: tuple[str, ...]) -> None:
    placed = places.numbered(read_question(question))
    assert isinstance(placed, ParsedQuestion)
    assert placed.clause_numbers == numbers


def test_a_place_that_a_section_lacks_is_told_so(places) -> None:
    told = places.numbered(read_question("第五部分第9条"))
    assert isinstance(told, Found)
    assert told.status == "not_found"
    assert "共5条，即第39条至第43条" in told.text


@pytest.mark.parametrize(
    ("question", "number", "verdict"),
    [
        ("第十九条归科技局管对吧", "19", "yes"), ("第十九条是不是科技局负责的", "19", "yes"),
        ("第19条归市财政局管吧", "19", "no"), ("第十九条不归财政局管吧", "19", "yes"),
        ("第三条是发改委单独负责的吗", "3", "no"), ("第三条是发改委牵头吗", "3", "yes"),
        ("第三条是人行牵头吗", "3", "no"), ("第62条有7个责任单位对吧", "62", "yes"),
        ("第62条有6个责任单位对吧", "62", "no"), ("第七十三条是最后一条吗", "73", "yes"),
        ("第72条是最后一条吗", "72", "no"), ("第12条在第二部分对吗", "12", "yes"),
        ("第12条在第三部分对吗", "12", "no"),
        ("第八条的标题是不是支持企业技改投资和设备更新", "8", "yes"),
    ],
)  # fmt: skip
def test_claims_on_the_structure(claims, catalogue, question, number, verdict) -> None:
    (clause,) = catalogue.by_number(number)
    assert claims.judge(read_question(question), clause, IN_FORCE).verdict == verdict


@pytest.mark.parametrize(
    ("question", "day", "verdict"),
    [("第19条还有效吗", IN_FORCE, "yes"), ("第19条还有效吗", AFTER, "no"),
     ("第19条过期了吗", AFTER, "yes"), ("第19条什么时候失效", AFTER, None)],
)  # fmt: skip
def test_the_force_of_a_clause(claims, catalogue, question, day, verdict) -> None:
    (clause,) = catalogue.by_number("19")
    told = claims.judge(read_question(question), clause, day)
    assert told.verdict == verdict
    assert "2024年12月31日" in told.text


@pytest.mark.parametrize(
    "question",
    ["第十九条给科技局补钱吗", "第19条重新认定给10万对吧", "第十九条讲什么"],
)  # fmt: skip
def test_claims_on_the_words_are_left_to_others(claims, catalogue, question: str) -> None:
    (clause,) = catalogue.by_number("19")
    assert claims.judge(read_question(question), clause, IN_FORCE) is None
