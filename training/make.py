"""Make the retrieval model, from the packaged base to checkpoints: one command, one seed.

``python -m training.make --shared ../shared --out var/training`` prunes the base, mines hard
negatives, trains, mines again with the model under training, and trains on.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import tempfile
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from index.bundled_model import WEIGHTS_DIRECTORY, build
from index.model_export import export_served_model
from index.onnx_embedding import OnnxEmbedder
from training.mining import hard_negatives, lexical_scores
from training.policy import load_documents, make_pairs
from training.prune import prune
from training.statutes import Question, Statutes, load_statutes
from training.train import Recipe, StatuteExamples, Trainer

_LEXICAL_DEPTH = 30
#: How many of BM25's wrong articles per question join the pool that the encoder ranks.
_POOLED = 6
#: The first ranks of an encoder are often right answers that nobody marked.
_DENSE_RANKS = (4, 40)


def lexical_negatives(statutes: Statutes, kept: Path) -> list[list[int]]:
    """Return BM25's first wrong articles for each training question; found once, then ``kept``."""
    if kept.is_file():
        found: list[list[int]] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    scores = lexical_scores(statutes.passages, [q.text for q in statutes.train])
    mined = hard_negatives(scores, statutes.train, first=1, last=_LEXICAL_DEPTH)
    kept.write_text(json.dumps(mined), encoding="utf-8")
    return mined


def dense_negatives(
    encoder: SentenceTransformer, statutes: Statutes, lexical: list[list[int]]
) -> list[list[int]]:
    """Return the encoder's near misses among what is right or BM25's first for any question."""
    right = (q.right_rows for q in statutes.train)
    candidates = sorted(set().union(*right, *(words[:_POOLED] for words in lexical)))
    place = {article: column for column, article in enumerate(candidates)}
    with tempfile.TemporaryDirectory() as scratch:
        export_served_model(
            copy.deepcopy(encoder).eval(), Path(scratch), name="checkpoint", licence="MIT"
        )
        served = OnnxEmbedder(Path(scratch), threads=torch.get_num_threads())
        passages = served.embed_passages([statutes.passages[row] for row in candidates])
        scores = served.embed_queries([q.text for q in statutes.train]) @ passages.T
    local = [
        Question(q.question_id, q.text, (frozenset(place[row] for row in q.right_rows),))
        for q in statutes.train
    ]
    mined = hard_negatives(scores, local, first=_DENSE_RANKS[0], last=_DENSE_RANKS[1])
    return [[candidates[column] for column in row] for row in mined]


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(description="Train the retrieval model.")
    parser.add_argument("--shared", type=Path, required=True, help="holds statutes/ and realdocs/")
    parser.add_argument("--out", type=Path, default=Path("var/training"))
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    recipe = Recipe()
    random.seed(recipe.seed)
    np.random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    base = prune(
        SentenceTransformer(str(build(arguments.models) / WEIGHTS_DIRECTORY), device="cpu")
    )
    base.save(str(arguments.out / "base"), create_model_card=False)
    statutes = load_statutes(arguments.shared / "statutes")
    documents = load_documents(
        [
            *sorted((arguments.shared / "realdocs").glob("*.txt")),
            *sorted(Path("source_docs").glob("*.txt")),
        ]
    )
    pairs = make_pairs(documents, random.Random(recipe.seed))
    print(f"{len(statutes.train)} questions about statutes, {len(pairs)} policy pairs", flush=True)
    lexical = lexical_negatives(statutes, arguments.out / "lexical.json")
    encoder = copy.deepcopy(base)
    trainer = Trainer(encoder, base, recipe)
    first, second = (
        range(1, recipe.mine_again_after + 1),
        range(recipe.mine_again_after + 1, recipe.steps + 1),
    )
    examples = StatuteExamples(statutes.train, lexical, statutes.passages)
    trainer.run(examples, pairs, first, arguments.out)
    dense = dense_negatives(encoder, statutes, lexical)
    mixed = [near + words[:10] for near, words in zip(dense, lexical, strict=True)]
    trainer.run(
        StatuteExamples(statutes.train, mixed, statutes.passages), pairs, second, arguments.out
    )


if __name__ == "__main__":
    main()
