"""Measure llama-index's usual recipe on the same documents, model and questions, on torch."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.machine import memory_mb
from benchmarks.serving import latencies
from benchmarks.workload import Questions, mean_recall
from eval.usual_recipe import ChunkRetriever
from index.embedding import SERVED_MODELS, load_embedder
from index.store import open_index

#: The model that both sides use: the only one that comes as a sentence-transformers directory.
MODEL = "bundled"


def torch_model(models_dir: Path) -> Path:
    """Return where the model lies in sentence-transformers' form."""
    return models_dir / SERVED_MODELS[MODEL] / "sentence-transformers"


def measure_usual_recipe(
    questions: Questions, index_dir: Path, models_dir: Path
) -> dict[str, Any]:
    """Cut, embed and search the documents of an index by the recipe."""
    index = open_index(index_dir)
    started = time.perf_counter()
    embedder = load_embedder(
        f"sentence-transformers:{torch_model(models_dir)}", models_dir=models_dir
    )
    loaded = time.perf_counter()
    recipe = ChunkRetriever(index, embedder, depth=10)
    indexed = time.perf_counter()

    def search(text: str) -> list[str]:
        chunks = recipe.search(text)
        return [clause.clause_id for _, clauses in chunks for clause in clauses]

    return {
        "load_seconds": loaded - started,
        "index_seconds": indexed - loaded,
        "retrieval": latencies(search, [text for text, _ in questions]),
        "memory_mb": memory_mb(),
        "recall_at_10": mean_recall(search, questions),
    }
