"""Where questions are cut, fitted on cuts of which the right ones stand out."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from assistant.several import CutFeatures
from assistant.weights import CutWeights
from training.fit_cuts import Gathered, fit, held_out, report

QUESTIONS = 60


@pytest.fixture
def gathered() -> Gathered:
    """Two cuts of each question; every other question needs two clauses, and its first cut."""
    chance = np.random.default_rng(0)
    several = np.arange(QUESTIONS) % 2 == 0
    question = np.repeat(np.arange(QUESTIONS), 2)
    right = np.repeat(several, 2) & (np.arange(2 * QUESTIONS) % 2 == 0)
    rows = chance.normal(size=(2 * QUESTIONS, len(fields(CutFeatures))))
    rows[:, 0] += 6 * right
    return Gathered(rows, right, right, question, several)


def test_the_fitted_numbers_are_those_of_the_weights(gathered: Gathered) -> None:
    fitted = fit(gathered)
    weights = CutWeights(**fitted, threshold=0.4)
    assert weights.halves_sure > max(abs(weights.own), abs(weights.behind))
    assert fit(gathered) == fitted


def test_unseen_questions_are_told_apart(
    gathered: Gathered, capsys: pytest.CaptureFixture[str]
) -> None:
    found = held_out(gathered)
    assert found[gathered.right].min() > np.median(found[~gathered.right])
    report(gathered, found)
    assert f"of {QUESTIONS // 2} right" in capsys.readouterr().out
