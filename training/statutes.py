"""Load the statutes: articles, the questions asked about them, and the held-out lists."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATASETS = Path(__file__).resolve().parents[1] / "eval" / "datasets"
#: Questions written for training: an article's id and a question that it answers.
WRITTEN = Path(__file__).parent / "data" / "statute_questions.tsv"
#: Articles that begin with the same signs are versions of one another.
_SAME_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``relevant`` holds groups of article rows, any row of a group counts."""

    question_id: str
    text: str
    relevant: tuple[frozenset[int], ...]

    @property
    def right_rows(self) -> frozenset[int]:
        """Return every right article's row."""
        return frozenset().union(*self.relevant)


@dataclass(frozen=True, slots=True)
class Statutes:
    """The articles' passages, as the index embeds them, and the questions by split."""

    passages: list[str]
    train: list[Question]
    dev: list[Question]
    test: list[Question]


def load_statutes(directory: Path) -> Statutes:
    """Read ``articles.jsonl.gz`` and ``questions.jsonl``.

    Train is what no list holds out, and the questions written for training; none of those is
    about an article that answers a held-out question.
    """
    with gzip.open(directory / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    row_of = {article["id"]: row for row, article in enumerate(articles)}
    questions = []
    for line in (directory / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        groups = tuple(frozenset(row_of[key] for key in group) for group in entry["relevant"])
        questions.append(Question(entry["id"], entry["question"], groups))
    dev, test = held_out("dev"), held_out("test")
    kept = [q for q in questions if q.question_id not in dev | test]
    return Statutes(
        passages=[f"{article['title']}\n{article['text']}" for article in articles],
        train=kept + _written_questions(row_of, [article["text"] for article in articles]),
        dev=[q for q in questions if q.question_id in dev],
        test=[q for q in questions if q.question_id in test],
    )


def _written_questions(row_of: dict[str, int], texts: list[str]) -> list[Question]:
    """Return the questions written for training; versions of their article are right as well."""
    versions: dict[str, set[int]] = defaultdict(set)
    beginnings = [re.sub(r"\W", "", text)[:_SAME_BEGINNING] for text in texts]
    for row, beginning in enumerate(beginnings):
        versions[beginning].add(row)
    with WRITTEN.open(encoding="utf-8", newline="") as lines:
        entries = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Question(f"w{number}", text, (frozenset(versions[beginnings[row_of[article]]]),))
        for number, (article, text) in enumerate(entries)
    ]


def held_out(split: str) -> frozenset[str]:
    """Return the ids of a held-out list, ``dev`` or ``test``."""
    listing = json.loads((DATASETS / f"statutes_{split}.json").read_text(encoding="utf-8"))
    return frozenset(listing["ids"])


def figures(scores: NDArray[np.float32], questions: list[Question]) -> dict[str, float]:
    """Return R@10, R@100 and MRR@10 of ``scores`` [questions, articles].

    Recall is the share of a question's groups that are found; MRR looks at the first right article.
    """
    totals = {"R@10": 0.0, "R@100": 0.0, "MRR@10": 0.0}
    for row, question in enumerate(questions):
        top = np.argpartition(-scores[row], 100)[:100]
        ranked = [int(article) for article in top[np.argsort(-scores[row][top], kind="stable")]]
        for depth in (10, 100):
            found = [bool(group.intersection(ranked[:depth])) for group in question.relevant]
            totals[f"R@{depth}"] += sum(found) / len(found)
        ranks = [r for r, article in enumerate(ranked[:10], 1) if article in question.right_rows]
        totals["MRR@10"] += 1 / ranks[0] if ranks else 0.0
    return {name: total / len(questions) for name, total in totals.items()}
