"""Fit where a question is cut in two (``cut`` in assistant/weights.json), on development questions.

Logistic regression over the places to cut of each question. A cut is right where its halves'
clauses are both among those of a question that needs several; every cut of a question that needs
one clause is wrong. Cross-validated by question.

    python -m training.fit_cuts [--questions F…] [--index DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.conversation import alone
from assistant.indexing import open_assistant
from assistant.question import read_question
from assistant.service import PolicyAssistant
from assistant.several import CutFeatures, SeveralSubjects
from eval.dataset import Case, load_cases
from eval.metrics import same_clause

QUESTIONS = Path(__file__).parent.parent / "eval" / "datasets" / "policy_dev.jsonl"
#: Kinds that are read off the structure and are never cut.
STRUCTURAL = {"list", "count", "lookup", "document"}
FOLDS, SEED = 10, 1
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Gathered:
    """A row of features for each cut, whether it is right, and which question it is of.

    ``several`` tells of each question whether it needs several clauses; ``harmless`` of each cut
    whether its clauses are all among those that its question accepts.
    """

    rows: Matrix
    right: NDArray[np.bool_]
    harmless: NDArray[np.bool_]
    question: NDArray[np.int64]
    several: NDArray[np.bool_]


def gather(assistant: PolicyAssistant, cases: Sequence[Case]) -> Gathered:
    """Return the cuts of all questions that stand alone and reach the ranking."""
    cutter = SeveralSubjects(assistant.retriever, assistant.reader)
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    harmless: list[bool] = []
    question: list[int] = []
    several: list[bool] = []
    for case in cases:
        if case.turns or case.question is None or case.kind in STRUCTURAL:
            continue
        several.append(len(case.gold) > 1)
        accepted = [key for key in (*case.gold, *case.accept) if key != "doc"]
        for cut in cutter.cuts(alone(read_question(case.question))):
            fits = all(any(same_clause(key, c) for key in accepted) for c in cut.clauses)
            rows.append(astuple(cut.features))
            right.append(fits and several[-1])
            harmless.append(fits)
            question.append(len(several) - 1)
    return Gathered(
        np.array(rows), np.array(right), np.array(harmless), np.array(question), np.array(several)
    )


def held_out(data: Gathered) -> Matrix:
    """Return the probability of each cut by models that have not seen its question."""
    found = np.zeros(len(data.right))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(data.rows, data.right, data.question):
        mean, spread = data.rows[seen].mean(0), data.rows[seen].std(0) + 1e-9
        model = LogisticRegression().fit((data.rows[seen] - mean) / spread, data.right[seen])
        found[unseen] = model.predict_proba((data.rows[unseen] - mean) / spread)[:, 1]
    return found


def report(data: Gathered, probabilities: Matrix) -> None:
    """Print what each threshold does to the questions of several clauses and to those of one."""
    places = [np.flatnonzero(data.question == at) for at in range(len(data.several))]
    best = [int(cuts[np.argmax(probabilities[cuts])]) if len(cuts) else -1 for cuts in places]
    total, single = int(data.several.sum()), int((~data.several).sum())
    for threshold in THRESHOLDS:
        chosen = [
            (cut, several)
            for cut, several in zip(best, data.several, strict=True)
            if cut >= 0 and probabilities[cut] >= threshold
        ]
        right = sum(bool(data.right[cut]) for cut, several in chosen if several)
        wrong = sum(not data.right[cut] for cut, several in chosen if several)
        extra = sum(not data.harmless[cut] for cut, several in chosen if not several)
        print(f"threshold {threshold}: of {total} right {right}, wrong {wrong}; "
              f"of {single} of one clause cut {extra}")  # fmt: skip


def fit(data: Gathered) -> dict[str, float]:
    """Return one weight for each feature of a cut, and the bias."""
    mean, spread = data.rows.mean(0), data.rows.std(0) + 1e-9
    model = LogisticRegression().fit((data.rows - mean) / spread, data.right)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (model.coef_[0] * mean / spread).sum())
    names = [field.name for field in fields(CutFeatures)]
    fitted = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
    return {**fitted, "bias": round(bias, 3)}


def main() -> None:
    """Gather, cross-validate, fit and print the numbers for weights.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", default=[QUESTIONS])
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    cases = [c for path in options.questions for c in load_cases(path) if c.split == "dev"]
    data = gather(open_assistant(options.index), cases)
    report(data, held_out(data))
    print(json.dumps({"cut": fit(data)}))


if __name__ == "__main__":
    main()
