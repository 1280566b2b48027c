from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import FusionWeights, fuse

EVEN = FusionWeights(clause=1, sentence=1, lexical=1)


def test_scores_are_standardised_sums_above_the_lowest() -> None:
    # clause: mean 0.8, spread 0.1 → +1, -1; lexical: mean 3, spread 3 → -1 (absent), +1.
    fused = fuse({"clause": {7: 0.9, 4: 0.7}, "lexical": {4: 6.0, 7: 0.0}}, EVEN)
    assert fused == pytest.approx({4: 0.0, 7: 0.0})
    fused = fuse({"clause": {7: 0.9, 4: 0.7}, "sentence": {7: 0.9, 4: 0.7}}, EVEN)
    assert fused == pytest.approx({7: 4.0, 4: 0.0})


def test_a_row_that_a_channel_lacks_has_its_lowest_score() -> None:
    fused = fuse({"clause": {1: 0.9, 2: 0.5}, "lexical": {3: 8.0, 1: 2.0}}, EVEN)
    same = fuse({"clause": {1: 0.9, 2: 0.5, 3: 0.5}, "lexical": {3: 8.0, 1: 2.0, 2: 2.0}}, EVEN)
    assert fused == pytest.approx(same)


def test_scale_of_a_channel_does_not_count() -> None:
    clause = {1: 0.9, 2: 0.85, 3: 0.8}
    lexical = {3: 2.0, 2: 1.0}
    tenfold = {row: 10 * score for row, score in lexical.items()}
    fused = fuse({"clause": clause, "lexical": lexical}, EVEN)
    assert fused == pytest.approx(fuse({"clause": clause, "lexical": tenfold}, EVEN))


def test_weights_decide_between_channels() -> None:
    channels = {"clause": {1: 0.9, 2: 0.1}, "lexical": {2: 0.9, 1: 0.1}}
    assert next(iter(fuse(channels, FusionWeights(clause=2, lexical=1)))) == 1
    assert next(iter(fuse(channels, FusionWeights(clause=1, lexical=2)))) == 2


def test_nothing_found_fuses_to_nothing() -> None:
    assert fuse({"clause": {}, "lexical": {}}, EVEN) == {}


rankings = st.dictionaries(st.integers(0, 20), st.floats(-1, 1), max_size=8)


@given(rankings, rankings)
def test_every_candidate_is_ranked_best_first(clause: dict, lexical: dict) -> None:
    fused = fuse({"clause": clause, "lexical": lexical}, EVEN)
    assert set(fused) == {*clause, *lexical}
    scores = list(fused.values())
    assert scores == sorted(scores, reverse=True)
    assert not scores or scores[-1] >= 0
