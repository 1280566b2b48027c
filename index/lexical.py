"""BM25 over tokens: weighed by bm25s, saved as arrays that are mapped into memory."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexStoreError

Scores = NDArray[np.float32]

_WEIGHTS, _ROWS, _STARTS, _TOKENS = "weights.npy", "rows.npy", "starts.npy", "tokens.json"


class LexicalIndex:
    """Score every row against weighted query tokens.

    A token's postings are ``rows[starts[id]:starts[id + 1]]`` with their ``weights``.
    """

    def __init__(
        self,
        tokens: Mapping[str, int],
        weights: NDArray[np.float32],
        rows: NDArray[np.int32],
        starts: NDArray[np.int64],
        size: int,
    ) -> None:
        self._vocabulary = tokens
        self._data, self._rows, self._starts = weights, rows, starts
        self.size = size

    @classmethod
    def build(cls, token_lists: Sequence[Sequence[str]]) -> LexicalIndex:
        """Index one token list per row."""
        # Only a build needs it: it brings scipy and more, a fifth of what a question imports.
        import bm25s

        # On import bm25s turns its own debug lines on, whatever the application logs.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        model = bm25s.BM25(method="lucene")
        model.index([list(tokens) for tokens in token_lists], show_progress=False)
        # bm25s adds an empty token that has no postings.
        tokens = {token: int(number) for token, number in model.vocab_dict.items() if token}
        scores = model.scores
        return cls(
            tokens, scores["data"], scores["indices"], scores["indptr"], len(token_lists)
        )

    @classmethod
    def load(cls, directory: Path) -> LexicalIndex:
        """Map a saved index into memory.

        Raises:
            IndexStoreError: files are absent or damaged.
        """
        try:
            held = json.loads((directory / _TOKENS).read_text(encoding="utf-8"))
            weights, rows, starts = (
                np.load(directory / name, mmap_mode="r") for name in (_WEIGHTS, _ROWS, _STARTS)
            )
            return cls(held["tokens"], weights, rows, starts, held["size"])
        except (OSError, ValueError, KeyError) as error:
            raise IndexStoreError("索引的词项文件损坏，请运行 tiaowen index 重建。") from error

    def save(self, directory: Path) -> None:
        """Write the index into a directory."""
        directory.mkdir(exist_ok=True)
        for name, array in ((_WEIGHTS, self._data), (_ROWS, self._rows), (_STARTS, self._starts)):
            np.save(directory / name, array)
        held = {"size": self.size, "tokens": dict(self._vocabulary)}
        (directory / _TOKENS).write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")

    def __contains__(self, token: str) -> bool:
        """Tell whether any row holds the token."""
        return token in self._vocabulary

    def document_frequency(self, token: str) -> int:
        """Return how many rows hold the token."""
        token_id = self._vocabulary.get(token)
        if token_id is None:
            return 0
        return int(self._starts[token_id + 1]) - int(self._starts[token_id])

    def rows_with(self, token: str) -> NDArray[np.int32]:
        """Return the rows that hold the token, ascending."""
        token_id = self._vocabulary.get(token)
        if token_id is None:
            return np.empty(0, np.int32)
        held: NDArray[np.int32] = np.sort(
            self._rows[int(self._starts[token_id]) : int(self._starts[token_id + 1])]
        )
        return held

    def document_frequencies(self) -> Iterator[tuple[str, int]]:
        """Yield every token with the number of rows that hold it."""
        return ((token, self.document_frequency(token)) for token in self._vocabulary)

    def weights_by_id(self, weighted_tokens: Mapping[str, float]) -> dict[int, float]:
        """Return the weights of the known tokens by their numbers in ``rows``."""
        return {
            self._vocabulary[token]: weight
            for token, weight in weighted_tokens.items()
            if token in self._vocabulary
        }

    def rows(self) -> Iterator[dict[int, float]]:
        """Yield every row's BM25 weights by token number; a question's score is their product."""
        tokens = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        order = np.argsort(self._rows, kind="stable")
        ends = np.searchsorted(self._rows[order], np.arange(self.size + 1))
        for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            places = order[first:last]
            yield dict(zip(tokens[places].tolist(), self._data[places].tolist(), strict=True))

    def scores(self, weighted_tokens: Mapping[str, float]) -> Scores:
        """Return one BM25 score per row; unknown tokens add nothing."""
        scores = np.zeros(self.size, np.float32)
        for token, weight in weighted_tokens.items():
            token_id = self._vocabulary.get(token)
            if token_id is not None:
                piece = slice(int(self._starts[token_id]), int(self._starts[token_id + 1]))
                scores[self._rows[piece]] += weight * self._data[piece]
        return scores
