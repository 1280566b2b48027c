"""Measure a model on the held-out questions over every article: vectors alone, and with BM25.

    python -m training.corpus --shared ../shared --model models/tiaowen [--split dev|test]

Sentence vectors are left out: ``tiaowen-eval retrieval`` measures the whole retriever and takes
three times as long. The article vectors are kept under ``--out`` for a second run.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.onnx_embedding import OnnxEmbedder
from training.measure import fused
from training.mining import lexical_scores
from training.statutes import Statutes, figures, load_statutes


def article_vectors(model: OnnxEmbedder, statutes: Statutes, out: Path) -> NDArray[np.float32]:
    """Return the vectors of all articles, computed once for each model."""
    kept = out / f"articles-{model.fingerprint[:16]}.npy"
    if kept.is_file():
        held: NDArray[np.float32] = np.load(kept).astype(np.float32)
        return held

    def tell(done: int, total: int) -> None:
        print(f"\r{done}/{total}", end="", flush=True)

    vectors = model.embed_passages(statutes.passages, progress=tell)
    out.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors.astype(np.float16))
    return vectors


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="a served model's directory")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--out", type=Path, default=Path("var/training"))
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    statutes = load_statutes(options.shared / "statutes")
    questions = statutes.dev if options.split == "dev" else statutes.test
    model = OnnxEmbedder(options.model, threads=options.threads)
    texts = [question.text for question in questions]
    dense = model.embed_queries(texts) @ article_vectors(model, statutes, options.out).T
    lexical = lexical_scores(statutes.passages, texts)
    shown = {
        "vectors": figures(dense, questions),
        "BM25": figures(lexical, questions),
        "fused": figures(fused(dense, lexical), questions),
    }
    print("\n" + json.dumps({"split": options.split, "questions": len(questions), **shown}))


if __name__ == "__main__":
    main()
