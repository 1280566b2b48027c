"""Retrieved clauses ranked by their evidence, the words of the question weighed by rarity."""

from __future__ import annotations

import pytest

from assistant.conversation import Resolved, alone
from assistant.question import read_question
from assistant.ranking import HOME_WEIGHT, INHERITED_WEIGHT, READ_CLOSELY, Ranker
from assistant.weights import load_weights
from index.filters import Filters
from index.retriever import HybridRetriever


@pytest.fixture(scope="module")
def ranker(policy_retriever: HybridRetriever) -> Ranker:
    return Ranker(policy_retriever, load_weights("").ranking)


def resolved(text: str, **changes) -> Resolved:
    question = alone(read_question(text))
    return Resolved(question.question, question.topic, **changes)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("流感疫苗给多大岁数的老人免费接种", "72"),
        ("加装电梯今年多少台", "71"),
        ("综合保税区归谁管", "50"),
        ("小麦完全成本保险补多少", "52"),
        ("公共充电桩新增多少个", "45"),
        ("林业碳汇谁负责", "56"),
    ],
)
def test_the_clause_with_the_rare_words_is_first(ranker, question: str, number: str) -> None:
    ranked = ranker.rank(resolved(question))
    assert ranked[0].clause.number == number
    assert [each.score for each in ranked] == sorted((c.score for c in ranked), reverse=True)
    assert len({each.clause.clause_id for each in ranked}) == len(ranked) == READ_CLOSELY


def test_features_are_shares(ranker) -> None:
    for candidate in ranker.rank(resolved("加装电梯今年多少台")):
        features = candidate.features
        shares = (features.fused, features.lexical, features.coverage, features.title)
        assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)
        assert features.has_value in (0.0, 1.0)


def test_a_named_unit_favours_its_clauses(ranker) -> None:
    plain = ranker.rank(resolved("支持企业的措施"))
    named = ranker.rank(resolved("支持企业的措施"), ["市体育局"])
    at = {c.clause.number: place for place, c in enumerate(plain)}
    for place, candidate in enumerate(named):
        if candidate.features.unit:
            assert place <= at[candidate.clause.number]


def test_the_clause_just_spoken_of_gains(ranker) -> None:
    question = "支持外贸企业的措施归谁管"
    plain = ranker.rank(resolved(question))
    focus = plain[-1].clause.clause_id
    ranked = ranker.rank(resolved(question, focus=(focus,), lean=1.0))
    held = next(each for each in ranked if each.clause.clause_id == focus)
    gain = load_weights("").ranking.focus
    assert held.features.focus == 1.0
    assert held.score == pytest.approx(plain[-1].score + gain)
    assert [each.features.focus for each in ranked if each is not held] == [0.0] * (len(ranked) - 1)


def test_filters_leave_other_documents_out(ranker) -> None:
    assert ranker.rank(resolved("电梯"), filters=Filters(doc_ids=frozenset({"dother"}))) == []


def test_an_everyday_word_of_no_document_counts_less_than_a_rare_one(ranker) -> None:
    everyday, rare = ("自己", "事情"), ("驾照", "分数线")
    weights = {word: ranker.concepts(resolved(f"{word}的"))[0].weight for word in everyday + rare}
    assert max(weights[word] for word in everyday) < min(weights[word] for word in rare)


def test_general_home_and_inherited_words_count_less(ranker) -> None:
    def weights(text: str, **changes) -> list[float]:
        return [concept.weight for concept in ranker.concepts(resolved(text, **changes))]

    rare, general = weights("电梯")[0], weights("补助")[0]
    assert general < rare
    inherited = weights("电梯", inherited=frozenset({"电梯"}))[0]
    assert inherited == pytest.approx(INHERITED_WEIGHT * rare)
    assert weights("衢州")[0] < weights("龙游")[0]
    assert HOME_WEIGHT < 1
