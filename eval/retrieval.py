"""Measure the product's own search on the public task of finding articles of law."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from eval.dataset import Split
from eval.ranking import STATUTE_CUTOFFS, Values, score_groups
from eval.runs import Progress
from eval.statistics import Estimate, estimate, quantile
from index.build import Progress as BuildProgress
from index.build import build_index
from index.embedding import Embedder
from index.errors import InputError
from index.retriever import HybridRetriever
from index.store import PolicyIndex, open_index

DEPTH = max(STATUTE_CUTOFFS)
#: The product's fused search, and each of its channels alone.
SYSTEMS = {
    "hybrid": "条问检索",
    "lexical": "只用 BM25",
    "clause": "只用整条向量",
    "sentence": "只用单句向量",
}
MEASURES = (*(f"R@{k}" for k in STATUTE_CUTOFFS), "MRR@10")

_Group = Annotated[tuple[str, ...], Field(min_length=1)]


class StatuteQuestion(BaseModel):
    """A lay person's question; any one article of a group answers for the group."""

    id: str
    question: str
    relevant: Annotated[tuple[_Group, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Figures of one way of searching over the same questions."""

    system: str
    label: str
    questions: int
    estimates: dict[str, Estimate]
    latency_ms: dict[str, float | None]


def load_statute_questions(
    path: Path, *, split: Split | None = None, limit: int | None = None
) -> list[StatuteQuestion]:
    """Read the questions of one part, in order.

    Args:
        path: JSON lines of ``id``, ``question`` and ``relevant``.
        split: A fixed list of ids in ``eval/datasets``; all questions for ``None``.
        limit: Only the first so many.

    Raises:
        InputError: the file cannot be read, a line does not fit, or nothing is left.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了问题文件 {path.name}，请确认文件存在且是 UTF-8 编码。") from error
    found: list[StatuteQuestion] = []
    for number, line in enumerate(lines, start=1):
        try:
            found += [StatuteQuestion.model_validate_json(line)] if line.strip() else []
        except ValidationError as error:
            reason = "须是含 id、question、relevant 的 JSON"
            raise InputError(f"{path.name} 第 {number} 行：{reason}。") from error
    if split is not None:
        kept = split_ids(split)
        found = [question for question in found if question.id in kept]
    if not found[:limit]:
        raise InputError(f"{path.name} 里没有符合条件的问题。")
    return found[:limit]


def split_ids(split: Split) -> frozenset[str]:
    """Return the ids of the statutes' questions kept for tuning or for the final measurement."""
    path = resources.files("eval") / "datasets" / f"statutes_{split}.json"
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["ids"])


def open_articles(
    articles: Path, index_dir: Path, embedder: Embedder, progress: BuildProgress | None = None
) -> PolicyIndex:
    """Index the articles with the product's own build, which skips what it did before.

    Raises:
        InputError: the articles cannot be read.
        IndexStoreError: the directory cannot be written.
    """
    build_index(articles, index_dir, embedder, strict=True, progress=progress)
    return open_index(index_dir)


def measure_retrieval(
    retriever: HybridRetriever,
    questions: Sequence[StatuteQuestion],
    *,
    channels: bool = True,
    progress: Progress | None = None,
) -> list[RetrievalReport]:
    """Search every question with the product's retriever, and with each of its channels alone.

    Args:
        retriever: The product's retriever over the articles.
        questions: What to search for.
        channels: Whether to measure the channels too.
        progress: Told after each question.
    """
    rankings: dict[str, dict[str, list[str]]] = {name: {} for name in SYSTEMS}
    latencies: list[float] = []
    for done, question in enumerate(questions, start=1):
        started = time.perf_counter()
        found = retriever.search(question.question, k=DEPTH)
        latencies.append((time.perf_counter() - started) * 1000)
        rankings["hybrid"][question.id] = [f.clause.clause_id for f in found]
        if channels:
            apart = retriever.channel_rankings(question.question, k=DEPTH)
            for name, ranking in apart.items():
                rankings[name][question.id] = ranking
        if progress is not None:
            progress("检索", done, len(questions))
    groups = {question.id: question.relevant for question in questions}
    spread = {"p50": quantile(latencies, 0.5), "p95": quantile(latencies, 0.95)}
    return [
        RetrievalReport(
            system=name,
            label=SYSTEMS[name],
            questions=len(questions),
            estimates=_estimates(score_groups(groups, found)),
            latency_ms=spread if name == "hybrid" else {"p50": None, "p95": None},
        )
        for name, found in rankings.items()
        if name == "hybrid" or channels
    ]


def _estimates(values: Mapping[str, Values]) -> dict[str, Estimate]:
    found = {name: estimate([row[name] for row in values.values()]) for name in MEASURES}
    return {name: value for name, value in found.items() if value is not None}
