"""The fitted numbers: one set for each model, and a safe one for any other."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ranking import ClauseFeatures
from assistant.weights import RankingWeights, SubjectWeights, load_weights

SHARES = st.floats(0, 1)
MODELS = ["tiaowen-e5-small", "multilingual-e5-small", "another-model", ""]


def test_every_feature_has_a_weight_of_its_own_name() -> None:
    assert {f.name for f in fields(ClauseFeatures)} == {f.name for f in fields(RankingWeights)}


def test_an_unknown_model_is_judged_without_its_similarities() -> None:
    weights = load_weights("a-model-that-no-one-fitted")
    assert weights.ranking.clause_cosine == weights.ranking.sentence_cosine == 0
    assert weights.subject.clause_cosine == weights.subject.sentence_cosine == 0


def test_the_shipped_model_has_numbers_of_its_own() -> None:
    assert load_weights("tiaowen-e5-small") != load_weights("another-model")


@pytest.mark.parametrize("model", MODELS)
def test_no_feature_counts_against_a_clause(model: str) -> None:
    ranking = load_weights(model).ranking
    assert all(getattr(ranking, field.name) >= 0 for field in fields(ranking))


@pytest.mark.parametrize("model", MODELS)
def test_the_threshold_is_a_probability_that_words_can_reach(model: str) -> None:
    subject = load_weights(model).subject
    assert 0 < subject.threshold < 1
    assert subject.probability(1, 1, 1, 1) > subject.threshold
    assert subject.probability(0, 0, 0, 0) < subject.threshold


@given(SHARES, SHARES, SHARES, SHARES, SHARES)
def test_more_words_in_common_are_never_less_on_the_subject(
    less: float, more: float, other: float, clause: float, sentence: float
) -> None:
    subject = load_weights("multilingual-e5-small").subject
    low, high = sorted((less, more))
    below = subject.probability(low, other, clause, sentence)
    above = subject.probability(high, other, clause, sentence)
    assert 0 <= below <= above <= 1
    assert subject.probability(other, low, clause, sentence) <= subject.probability(
        other, high, clause, sentence
    )


def test_no_number_is_too_large_to_judge() -> None:
    subject = SubjectWeights(1e6, 0, 0, 0, 0, 0.5)
    assert subject.probability(1, 0, 0, 0) == pytest.approx(1)
    assert subject.probability(-1, 0, 0, 0) == pytest.approx(0)
