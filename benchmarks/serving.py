"""Measure what an opened index gives: load time, latencies, throughput, memory, recall."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.machine import memory_mb
from benchmarks.workload import Questions, mean_recall
from index.channels import EmbeddedChannels
from index.embedding import Embedder, load_embedder
from index.vectors import VectorIndex

if TYPE_CHECKING:
    from index.retriever import HybridRetriever

USERS = 8
#: How long the users ask.
SECONDS = 10.0
#: Vectors compared with all questions at a time.
_CHUNK = 20_000
#: How many clauses each channel lends to the fusion.
_DEPTH = 100


def measure_serving(
    questions: Questions, index_dir: Path, embedder_spec: str, models_dir: Path
) -> dict[str, Any]:
    """Open an index and ask: load time, latencies, answers a second, memory, recall."""
    started = time.perf_counter()
    from assistant.service import PolicyAssistant
    from index.retriever import HybridRetriever
    from index.store import open_index

    imported = time.perf_counter()
    embedder = load_embedder(embedder_spec, models_dir=models_dir)
    loaded = time.perf_counter()
    index = open_index(index_dir)
    retriever = HybridRetriever(index, embedder)
    opened = time.perf_counter()
    assistant = PolicyAssistant(retriever)
    assistant.ask(questions[0][0])
    ready = time.perf_counter()
    texts = [question for question, _ in questions]
    return {
        "import_seconds": imported - started,
        "model_seconds": loaded - imported,
        "index_seconds": opened - loaded,
        "first_answer_seconds": ready - opened,
        "steps_ms": _steps(retriever, embedder, texts),
        "retrieval": latencies(lambda text: retriever.search(text, k=10), texts),
        "answer": latencies(assistant.ask, texts),
        **_throughput(assistant.ask, texts),
        # Read before the exact comparison below, which needs all vectors at once.
        "memory_mb": memory_mb(),
        "recall_at_10": mean_recall(
            lambda text: [s.clause.clause_id for s in retriever.search(text, k=10)], questions
        ),
        "vector_indexes": {
            name.removesuffix(".faiss"): [record.kind, record.lists, record.probes]
            for name, record in index.manifest.vectors.items()
        },
        "vector_recall_at_10": {
            "clauses": _vector_recall(index.clause_vectors, embedder, texts),
            "sentences": _vector_recall(index.sentence_vectors, embedder, texts),
        },
    }


def _steps(retriever: HybridRetriever, embedder: Embedder, texts: list[str]) -> dict[str, float]:
    """Return the median milliseconds of what a retrieval is made of."""
    channels = EmbeddedChannels(retriever.index)
    read = {text: retriever.reader.read(text) for text in texts}
    vectors = dict(zip(texts, embedder.embed_queries(texts), strict=True))
    steps: dict[str, Callable[[str], object]] = {
        "embed": lambda text: embedder.embed_queries([text]),
        "clause": lambda text: channels.by_clause(vectors[text], _DEPTH, None),
        "sentence": lambda text: channels.by_sentence(vectors[text], _DEPTH, None),
        "lexical": lambda text: channels.by_words(read[text].tokens, _DEPTH, None),
    }
    return {name: latencies(step, texts)["p50_ms"] for name, step in steps.items()}


def latencies(ask: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    """Return the median and the 95th percentile in milliseconds, one question at a time."""
    for text in texts[:5]:
        ask(text)
    taken = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - started) * 1000)
    return {"p50_ms": float(np.percentile(taken, 50)), "p95_ms": float(np.percentile(taken, 95))}


def _throughput(ask: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    """Ask as eight users who each ask again as soon as they are answered."""
    ends = time.perf_counter() + SECONDS

    def use(user: int) -> list[float]:
        taken: list[float] = []
        while time.perf_counter() < ends:
            started = time.perf_counter()
            ask(texts[(user * 31 + len(taken)) % len(texts)])
            taken.append((time.perf_counter() - started) * 1000)
        return taken

    with ThreadPoolExecutor(USERS) as users:
        taken = [one for each in users.map(use, range(USERS)) for one in each]
    return {
        "answers_per_second": len(taken) / SECONDS,
        "busy_p95_ms": float(np.percentile(taken, 95)),
    }


def _vector_recall(vectors: VectorIndex, embedder: Embedder, texts: list[str]) -> float:
    """Return the share of the exact top 10 that an index finds for real questions."""
    queries = embedder.embed_queries(texts)
    chunks = np.array_split(np.arange(vectors.size), vectors.size // _CHUNK + 1)
    scores = np.concatenate([queries @ vectors.vectors(chunk).T for chunk in chunks], axis=1)
    exact = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    shares = [
        len(np.intersect1d(rows, vectors.search(query, 10)[0])) / len(rows)
        for query, rows in zip(queries, exact, strict=True)
    ]
    return float(np.mean(shares))
