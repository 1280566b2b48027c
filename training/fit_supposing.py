"""Fit when a sentence does not say what a question supposes, on development questions.

Logistic regression over the questions that want a yes or no and whose clause was found (the
weights of assistant.supposing). Those that no rule decides are what the model is for and weigh
more. Cross-validated by batch: each batch of questions, told by the letters of its ids, is judged
by a model of the others, since those who wrote them each ask in a way of their own.

    python -m training.fit_supposing [--questions F…] [--index DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut

from assistant.conversation import alone
from assistant.indexing import open_assistant
from assistant.question import read_question
from assistant.service import PolicyAssistant
from assistant.settings import today
from assistant.supposing import SupposingWeights, features_of
from eval.dataset import Case, load_cases
from eval.metrics import same_clause
from index.normalization import normalize

QUESTIONS = Path(__file__).parent.parent / "eval" / "datasets" / "policy_dev.jsonl"
NAMES = [name for name in SupposingWeights._fields if name != "bias"]
STRENGTH = 0.1
#: How much a question that no rule decides weighs beside one that a rule does.
UNDECIDED = 3.0
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Gathered:
    """Of each question its features, whether it is to be denied, if no rule decides, its batch."""

    rows: Matrix
    denied: NDArray[np.bool_]
    undecided: NDArray[np.bool_]
    batch: NDArray[np.str_]


def gather(assistant: PolicyAssistant, cases: Sequence[Case]) -> Gathered:
    """Return the questions that want a yes or no and are read in a clause that answers them."""
    rows, denied, undecided, batch = [], [], [], []
    for case in cases:
        if case.verdict is None or case.question is None:
            continue
        question = read_question(case.question)
        if not question.confirms:
            continue
        reading, _ = assistant.reader.read(alone(question), case.as_of or today())
        if reading is None or reading.judgement is None:
            continue
        if not any(same_clause(key, reading.candidate.clause.clause_id) for key in case.gold):
            continue
        sentence = normalize(reading.statement.sentence_text)
        held = features_of(question.normalized, sentence, reading.statement.coverage)
        rows.append([held[name] for name in NAMES])
        denied.append(case.verdict == "no")
        undecided.append(reading.judgement.unchecked)
        batch.append(case.id.rstrip("0123456789"))
    return Gathered(np.array(rows), np.array(denied), np.array(undecided), np.array(batch))


def fit(data: Gathered, at: NDArray[np.int64] | None = None) -> LogisticRegression:
    """Return a model of all questions, or of some."""
    chosen = np.arange(len(data.denied)) if at is None else at
    weights = np.where(data.undecided[chosen], UNDECIDED, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    return model.fit(data.rows[chosen], data.denied[chosen], sample_weight=weights)


def held_out(data: Gathered) -> Matrix:
    """Return the probability of each question by models that have not seen its batch."""
    found = np.zeros(len(data.denied))
    for seen, unseen in LeaveOneGroupOut().split(data.rows, data.denied, data.batch):
        found[unseen] = fit(data, seen).predict_proba(data.rows[unseen])[:, 1]
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and print one JSON object: the weights, and how often they are right where no rule is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", default=[QUESTIONS])
    parser.add_argument("--index", type=Path, default=None)
    args = parser.parse_args(argv)
    cases = [case for path in args.questions for case in load_cases(path) if case.split == "dev"]
    data = gather(open_assistant(args.index), cases)
    where = data.undecided
    found = held_out(data)
    right = {t: ((found >= t) == data.denied)[where].mean() for t in THRESHOLDS}
    model = fit(data)
    weights = dict(zip(NAMES, model.coef_[0].round(2), strict=True))
    report = {
        "questions": len(where),
        "undecided": int(where.sum()),
        "always_yes": round(float(1 - data.denied[where].mean()), 3),
        "right": {str(key): round(float(value), 3) for key, value in right.items()},
        "weights": {**weights, "bias": round(float(model.intercept_[0]), 2)},
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
