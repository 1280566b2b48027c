"""Fit the numbers of assistant/weights.json for one embedding model, on development questions only.

Ranking: conditional logistic regression over the closely read clauses of each question. Subject:
logistic regression of "the best clause is on the subject", with the development questions whose
best clause is right as positives and laymen's questions on other law, questions near the
document's subjects (near_misses.txt) and the development questions without an answer as negatives.

    python -m training.fit_answering --shared ../shared [--index DIR]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant.conversation import alone
from assistant.indexing import open_assistant
from assistant.question import read_question
from assistant.ranking import Candidate, ClauseFeatures
from assistant.reading import ClauseReader
from eval.dataset import load_cases
from eval.metrics import same_clause

HERE = Path(__file__).parent
DATASETS = HERE.parent / "eval" / "datasets"
#: Kinds that are read off the structure and never reach the ranking.
STRUCTURAL = {"list", "count", "lookup", "document", "multi"}
#: Strength of the pull towards zero, chosen by five-fold cross-validation.
RIDGE = 0.01
SUBJECT = ("coverage", "strongest", "clause_cosine", "sentence_cosine")
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """One question's candidates: a feature row each, and which of them are right."""

    features: Matrix
    right: Matrix


def rank(reader: ClauseReader, question: str) -> list[Candidate]:
    """Return the closely read clauses of a question that stands alone."""
    return reader.ranked(alone(read_question(question)))


def gather(reader: ClauseReader) -> tuple[list[Ranked], list[list[float]], list[list[float]]]:
    """Return the questions for ranking, and the features of best clauses on and off the subject."""
    questions: list[Ranked] = []
    on: list[list[float]] = []
    off: list[list[float]] = []
    for case in load_cases(DATASETS / "policy_dev.jsonl"):
        if case.turns or case.question is None or case.kind in STRUCTURAL:
            continue
        candidates = rank(reader, case.question)
        if not candidates:
            continue
        if case.status == "not_found":
            off.append(subject_row(candidates[0]))
        gold = [key for key in (*case.gold, *case.accept) if key != "doc"]
        if not gold or case.status not in ("answered", "not_specified"):
            continue
        right = np.array(
            [float(any(same_clause(k, c.clause.clause_id) for k in gold)) for c in candidates]
        )
        if right[0]:
            on.append(subject_row(candidates[0]))
        if right.any():
            rows = np.array([astuple(candidate.features) for candidate in candidates])
            questions.append(Ranked(rows, right))
    return questions, on, off


def subject_row(candidate: Candidate) -> list[float]:
    """Return the features by which the subject is judged."""
    features = candidate.features
    cosines = (features.clause_cosine, features.sentence_cosine)
    return [features.coverage, candidate.strongest, *cosines]


def fit_ranking(questions: list[Ranked]) -> dict[str, float]:
    """Return one weight for each feature of a clause; none counts against it."""
    names = [field.name for field in fields(ClauseFeatures)]
    spread = np.concatenate([q.features - q.features.mean(0) for q in questions]).std(0) + 1e-6

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros(len(names))
        for question in questions:
            rows = question.features / spread
            scores = rows @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            hit = float((shares * question.right).sum()) + 1e-12
            total -= float(np.log(hit))
            slope -= rows.T @ (shares * question.right / hit - shares)
        count = len(questions)
        return total / count + RIDGE * float(weights @ weights), slope / count + 2 * RIDGE * weights

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(names)
    )
    return {name: round(float(w), 3) for name, w in zip(names, found.x / spread, strict=True)}


def fit_subject(
    on: list[list[float]], off: list[list[float]], names: tuple[str, ...] = SUBJECT
) -> dict[str, float]:
    """Return the logistic model of the subject, and print what thresholds would refuse.

    ``names`` are the first of :data:`SUBJECT`, those that the model may use.
    """
    rows = np.array([*on, *off])[:, : len(names)]
    labels = np.array([1] * len(on) + [0] * len(off))
    mean, spread = rows.mean(0), rows.std(0)
    model = LogisticRegression()
    held_out = cross_val_predict(
        model, (rows - mean) / spread, labels, cv=5, method="predict_proba"
    )[:, 1]
    print(f"by {', '.join(names)}:")
    for threshold in (0.2, 0.3, 0.35, 0.4, 0.5, 0.6):
        wrongly_refused = float((held_out[labels == 1] < threshold).mean())
        wrongly_kept = float((held_out[labels == 0] >= threshold).mean())
        print(f"threshold {threshold}: refused {wrongly_refused:.3f}, kept {wrongly_kept:.3f}")
    model.fit((rows - mean) / spread, labels)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (model.coef_[0] * mean / spread).sum())
    fitted = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
    return {**fitted, "bias": round(bias, 3)}


def main() -> None:
    """Gather, fit and print the two sets of numbers for weights.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    reader = open_assistant(options.index).reader
    questions, on, off = gather(reader)
    near = (HERE / "near_misses.txt").read_text(encoding="utf-8").splitlines()
    held = set(json.loads((DATASETS / "statutes_dev.json").read_text(encoding="utf-8"))["ids"])
    statutes = (options.shared / "statutes" / "questions.jsonl").read_text(encoding="utf-8")
    others = [json.loads(line) for line in statutes.splitlines()]
    asked = [line for line in near if line and not line.startswith("#")]
    asked += [each["question"] for each in others if each["id"] in held]
    off += [subject_row(found[0]) for text in asked if (found := rank(reader, text))]
    print(json.dumps({"ranking": fit_ranking(questions), "subject": fit_subject(on, off)}))
    print(json.dumps({"without cosines": fit_subject(on, off, SUBJECT[:2])}))


if __name__ == "__main__":
    main()
