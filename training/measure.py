"""Measure served models while tuning: held-out questions about statutes and about the default file.

Statutes are ranked in a pool, all right articles with BM25's first and a random sample, since the
whole corpus takes half an hour; ``tiaowen-eval retrieval`` measures that. Policy questions are
ranked over the default document's clauses by whole clause, by sentence, by both fused by rank, and
by the product's own search, whose BM25 and lexicon make up for much of what a model lacks.
``python -m training.measure MODEL …`` prints the figures of policy questions of served models.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.build import build_index
from index.document import Clause, PolicyDocument
from index.embedding import Embedder
from index.onnx_embedding import OnnxEmbedder
from index.parse import parse_file
from index.passages import clause_passage, sentence_passages
from index.retriever import HybridRetriever
from index.store import open_index
from training.mining import lexical_scores
from training.statutes import DATASETS, Question, Statutes, figures

_LEXICAL_DEPTH = 25
_RANDOM_ARTICLES = 2000
_FUSION_CONSTANT = 60
#: Questions that the structure answers, not the ranking.
_STRUCTURAL_KINDS = frozenset(
    {"lookup", "list", "count", "document", "section", "greeting", "followup"}
)


@dataclass(frozen=True, slots=True)
class StatutePool:
    """A part of the articles, with questions whose rows count in it."""

    passages: list[str]
    questions: list[Question]


def dev_pool(statutes: Statutes, seed: int) -> StatutePool:
    """Return the pool of the development questions."""
    scores = lexical_scores(statutes.passages, [q.text for q in statutes.dev])
    first = np.argpartition(-scores, _LEXICAL_DEPTH, axis=1)[:, :_LEXICAL_DEPTH]
    rows = set(first.ravel().tolist()).union(*(q.right_rows for q in statutes.dev))
    rows |= set(random.Random(seed).sample(range(len(statutes.passages)), _RANDOM_ARTICLES))
    kept = sorted(rows)
    place = {row: index for index, row in enumerate(kept)}
    questions = [
        Question(q.question_id, q.text, tuple(frozenset(place[r] for r in g) for g in q.relevant))
        for q in statutes.dev
    ]
    return StatutePool([statutes.passages[row] for row in kept], questions)


def statute_figures(embedder: Embedder, pool: StatutePool) -> dict[str, float]:
    """Return R@10, R@100 and MRR@10 within the pool."""
    queries = embedder.embed_queries([question.text for question in pool.questions])
    return figures(queries @ embedder.embed_passages(pool.passages).T, pool.questions)


def policy_figures(embedder: Embedder, document: Path) -> dict[str, dict[str, float]]:
    """Return, per kind of development question and over ``all``, how often ranking is right.

    ``first``: the first clause is right; ``three``: one of the first three is. Each for the ranking
    by whole clauses, by sentences, by both fused by reciprocal rank, and by the product's search;
    ``questions``: how many there are of the kind.
    """
    entries = [entry for entry in _policy_questions() if entry["kind"] not in _STRUCTURAL_KINDS]
    parsed = parse_file(document)
    names = [_name(clause) for clause in parsed.clauses]
    questions = [entry["question"] for entry in entries]
    rankings = _rankings(embedder, parsed, questions)
    rankings["product"] = _product_scores(embedder, document, parsed, questions)
    totals: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for way, scores in rankings.items():
        for entry, row in zip(entries, scores, strict=True):
            top = [names[clause] for clause in np.argsort(-row, kind="stable")[:3]]
            right = {*entry["gold"], *entry["accept"]}
            for kind in (entry["kind"], "all"):
                totals[kind][f"{way} first"].append(top[0] in right)
                totals[kind][f"{way} three"].append(not right.isdisjoint(top))
    return {
        kind: {
            "questions": len(ways["product first"]),
            **{name: sum(hits) / len(hits) for name, hits in ways.items()},
        }
        for kind, ways in totals.items()
    }


def _policy_questions() -> list[dict[str, Any]]:
    """Return the development questions of one turn that a clause answers."""
    lines = (DATASETS / "policy_dev.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [entry for entry in entries if entry.get("question") and entry["gold"]]


def _rankings(
    embedder: Embedder, document: PolicyDocument, questions: list[str]
) -> dict[str, NDArray[np.float32]]:
    """Return scores [questions, clauses] by each way of ranking."""
    queries = embedder.embed_queries(questions)
    whole = queries @ embedder.embed_passages([clause_passage(c) for c in document.clauses]).T
    owners, sentences = [], []
    for row, clause in enumerate(document.clauses):
        for _, text in sentence_passages(clause):
            owners.append(row)
            sentences.append(text)
    scores = queries @ embedder.embed_passages(sentences).T
    best = np.full_like(whole, -1)
    for column, owner in enumerate(owners):
        best[:, owner] = np.maximum(best[:, owner], scores[:, column])
    return {"clause": whole, "sentence": best, "fused": fused(whole, best)}


def _product_scores(
    embedder: Embedder, file: Path, document: PolicyDocument, questions: list[str]
) -> NDArray[np.float32]:
    """Return scores [questions, clauses] by the product's search over an index of the one file."""
    rows = {clause.clause_id: row for row, clause in enumerate(document.clauses)}
    scores = np.zeros((len(questions), len(rows)), dtype=np.float32)
    with tempfile.TemporaryDirectory() as scratch:
        build_index(file, Path(scratch), embedder)
        retriever = HybridRetriever(open_index(Path(scratch)), embedder)
        for row, question in enumerate(questions):
            for found in retriever.search(question, k=len(rows)):
                scores[row, rows[found.clause.clause_id]] = found.score
    return scores


def fused(*ways: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return reciprocal rank fusion of scores [questions, clauses]."""
    total = sum(1 / (_FUSION_CONSTANT + _ranks(way)) for way in ways)
    return np.asarray(total, dtype=np.float32)


def _name(clause: Clause) -> str:
    """Return the name that questions call a clause by: 19, s2, p1."""
    return clause.number if clause.kind == "measure" else clause.clause_id.rpartition(".")[2]


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1) + 1


def print_figures(label: str, figures_by_name: dict[str, dict[str, float]]) -> None:
    """Print one line for each named row of figures."""
    for name, row in figures_by_name.items():
        shown = "  ".join(f"{key} {value:.4g}" for key, value in row.items())
        print(f"{label}  {name:12}  {shown}", flush=True)


def main() -> None:
    """Print the figures of the served models that the command line names."""
    parser = argparse.ArgumentParser(description="Measure served models on policy questions.")
    parser.add_argument("models", type=Path, nargs="+", help="served model directories")
    parser.add_argument("--document", type=Path, default=next(Path("source_docs").glob("*.txt")))
    arguments = parser.parse_args()
    for model in arguments.models:
        print_figures(model.name, policy_figures(OnnxEmbedder(model), arguments.document))


if __name__ == "__main__":
    main()
