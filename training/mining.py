"""Mine hard negatives: articles that BM25 or an encoder ranks high and that are not right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalIndex
from index.tokenization import default_tokenizer
from training.statutes import Question


def lexical_scores(passages: list[str], queries: list[str]) -> NDArray[np.float32]:
    """Return BM25 scores [queries, passages]."""
    tokenizer = default_tokenizer()
    index = LexicalIndex.build([tokenizer.tokenize(passage) for passage in passages])
    rows = [index.scores(dict.fromkeys(tokenizer.tokenize(query), 1.0)) for query in queries]
    return np.stack(rows).astype(np.float32)


def hard_negatives(
    scores: NDArray[np.float32], questions: list[Question], *, first: int, last: int
) -> list[list[int]]:
    """Return, per question, the wrong articles at ranks ``first`` to ``last`` (from 1)."""
    mined = []
    for row, question in enumerate(questions):
        top = np.argpartition(-scores[row], last)[:last]
        ranked = top[np.argsort(-scores[row][top], kind="stable")][first - 1 :]
        mined.append([int(article) for article in ranked if article not in question.right_rows])
    return mined
