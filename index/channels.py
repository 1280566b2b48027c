"""The channels of a search: one interface, answered in this process or by Milvus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.document import Span
from index.filters import Filters
from index.fusion import Ranking
from index.vectors import Rows, Vectors

if TYPE_CHECKING:
    from index.store import PolicyIndex

#: Sentences looked at for each clause wanted: some clauses bring several.
SENTENCES_PER_CLAUSE = 3
#: A clause's sentences, best first, each as its span in the clause's text and its cosine.
SentenceScores = Sequence[tuple[Span, float]]


class Channels(Protocol):
    """Rank the clauses of one index version, by row; a vector is float32 [d] of unit norm."""

    def by_clause(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """Return the ``depth`` clauses nearest to a question, with their cosines."""
        ...

    def by_sentence(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """Return about ``depth`` clauses by the cosine of their best sentence."""
        ...

    def by_words(
        self, tokens: Mapping[str, float], depth: int, filters: Filters | None
    ) -> Ranking:
        """Return at most ``depth`` clauses that hold any of the weighted tokens, by BM25."""
        ...

    def sentences_of(self, rows: Sequence[int], vector: Vectors) -> dict[int, SentenceScores]:
        """Return the scored sentences of some clauses."""
        ...


class EmbeddedChannels:
    """The channels over an index's own FAISS and BM25 files."""

    def __init__(self, index: PolicyIndex) -> None:
        self._index = index
        #: The clause of each sentence, ascending; a column of its own is searched much faster.
        self._clause_of: NDArray[np.int64] = index.sentences[:, 0].astype(np.int64)

    def _allowed(self, filters: Filters | None) -> Rows | None:
        return self._index.clauses.select(filters) if filters else None

    def by_clause(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """See ``Channels.by_clause``."""
        found = self._index.clause_vectors.search(vector, depth, self._allowed(filters))
        return as_ranking(*found)

    def by_sentence(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """See ``Channels.by_sentence``."""
        allowed = self._allowed(filters)
        if allowed is not None:
            allowed = np.flatnonzero(np.isin(self._clause_of, allowed)).astype(np.int64)
        rows, scores = self._index.sentence_vectors.search(
            vector, SENTENCES_PER_CLAUSE * depth, allowed
        )
        return as_ranking(self._clause_of[rows], scores)

    def by_words(
        self, tokens: Mapping[str, float], depth: int, filters: Filters | None
    ) -> Ranking:
        """See ``Channels.by_words``."""
        scores = self._index.lexical.scores(tokens)
        allowed = self._allowed(filters)
        if allowed is not None:
            unmasked, scores = scores, np.zeros_like(scores)
            scores[allowed] = unmasked[allowed]
        rows = np.flatnonzero(scores)
        if len(rows) > depth:
            rows = rows[np.argpartition(-scores[rows], depth)[:depth]]
        rows = rows[np.lexsort((rows, -scores[rows]))]
        return as_ranking(rows, scores[rows])

    def sentences_of(self, rows: Sequence[int], vector: Vectors) -> dict[int, SentenceScores]:
        """See ``Channels.sentences_of``."""
        if not rows:
            return {}
        firsts = np.searchsorted(self._clause_of, rows)
        counts = np.searchsorted(self._clause_of, rows, side="right") - firsts
        places = np.concatenate([np.arange(f, f + n) for f, n in zip(firsts, counts, strict=True)])
        scores = (self._index.sentence_vectors.vectors(places) @ vector).tolist()
        spans = self._index.sentences[places, 1:].tolist()
        found: dict[int, SentenceScores] = {}
        done = 0
        for row, count in zip(rows, counts.tolist(), strict=True):
            part = slice(done, done := done + count)
            scored = zip(spans[part], scores[part], strict=True)
            found[row] = sorted(
                (((start, end), score) for (start, end), score in scored),
                key=lambda entry: -entry[1],
            )
        return found


def open_channels(index: PolicyIndex, vectors_url: str | None = None) -> Channels:
    """Return the channels in this process, or those of the Milvus database at ``vectors_url``.

    Raises:
        IndexStoreError: the database cannot be reached or lacks this version.
    """
    if vectors_url is None:
        return EmbeddedChannels(index)
    from index.milvus import MilvusChannels

    return MilvusChannels(vectors_url, index)


def as_ranking(rows: NDArray[np.integer], scores: Vectors) -> dict[int, float]:
    """Return row → best score in ranking order; a row's later appearances are dropped."""
    ranking: dict[int, float] = {}
    for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
        ranking.setdefault(row, score)
    return ranking
