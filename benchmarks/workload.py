"""What is indexed and asked at each size."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
#: The default policy file has so many clauses; larger sizes are the first articles of the statutes.
DEFAULT_SIZE = 80
ALL = 65_000
#: Groups of equivalent clause ids, one of each of which answers the question.
Relevant = list[list[str]]
Questions = list[tuple[str, Relevant]]


@dataclass(frozen=True, slots=True)
class Workload:
    """A source of about ``size`` clauses, and questions on it with what answers them.

    ``relevant`` is empty where the source lacks the answer or none is known.
    """

    size: int
    source: Path
    questions: Questions


def prepare(size: int, shared: Path, folder: Path, limit: int) -> Workload:
    """Return the workload of a size with at most ``limit`` questions.

    Statutes are cut to size into ``folder``; all of them are indexed from where they lie, so that
    the evaluation of retrieval finds the same index.

    Raises:
        FileNotFoundError: the statutes do not lie in ``shared``.
    """
    if size == DEFAULT_SIZE:
        return Workload(size, ROOT / "source_docs", _policy_questions()[:limit])
    articles = shared / "statutes" / "articles.jsonl.gz"
    with gzip.open(articles, "rt", encoding="utf-8") as stream:
        lines = list(islice(stream, None if size >= ALL else size))
    held = {json.loads(line)["id"] for line in lines}
    source = articles
    if size < ALL:
        source = folder / f"statutes-{size}.jsonl"
        source.write_text("".join(lines), encoding="utf-8")
    return Workload(size, source, _statute_questions(shared, held)[:limit])


def _policy_questions() -> Questions:
    path = ROOT / "eval" / "datasets" / "policy_dev.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(case["question"], []) for case in cases if case.get("question")]


def _statute_questions(shared: Path, held: set[str]) -> Questions:
    """Return the development questions, with the groups whose articles are indexed."""
    listing = ROOT / "eval" / "datasets" / "statutes_dev.json"
    wanted = set(json.loads(listing.read_text(encoding="utf-8"))["ids"])
    lines = (shared / "statutes" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    found: Questions = []
    for entry in map(json.loads, lines):
        if entry["id"] in wanted:
            groups = [group for group in entry["relevant"] if held.intersection(group)]
            found.append((entry["question"], groups))
    return found


def recall_at(k: int, ranked: list[str], relevant: Relevant) -> float:
    """Return the share of the groups of which one is among the first ``k``."""
    top = set(ranked[:k])
    return sum(bool(top.intersection(group)) for group in relevant) / len(relevant)


def mean_recall(search: Callable[[str], list[str]], questions: Questions) -> float | None:
    """Return the mean recall at 10 of a search over the questions whose answer is indexed."""
    found = [recall_at(10, search(text), relevant) for text, relevant in questions if relevant]
    return float(np.mean(found)) if found else None
