"""From a question to ranked clauses and their sentences: vectors and BM25, fused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.channels import Channels, EmbeddedChannels
from index.document import Clause, Span
from index.embedding import Embedder
from index.errors import IndexStoreError
from index.filters import Filters
from index.fusion import FusionWeights, Ranking, fuse
from index.query import QueryReader, SearchQuery
from index.store import PolicyIndex
from index.vectors import Vectors

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever

#: Up to this many clauses the texts are searched for the long forms of abbreviations.
_FEW_CLAUSES = 2000


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a clause with its cosine to the question."""

    span: Span
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class ScoredClause:
    """A clause with its fused score, and per channel its rank (from 1) and own score.

    Channels are ``clause`` and ``sentence`` (cosines) and ``lexical`` (BM25); a clause that a
    channel did not return has no entry there. ``sentences`` are best first.
    """

    clause: Clause
    score: float
    sentences: tuple[ScoredSentence, ...]
    ranks: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)


class HybridRetriever:
    """Search an index by clause vectors, sentence vectors and BM25.

    ``channels`` answer from the index's own files unless others are given.

    Raises:
        IndexStoreError: the index was made with another embedding model.
    """

    def __init__(
        self,
        index: PolicyIndex,
        embedder: Embedder,
        weights: FusionWeights | None = None,
        channels: Channels | None = None,
    ) -> None:
        if index.manifest.embedder_fingerprint != embedder.fingerprint:
            raise IndexStoreError(
                f"索引的向量模型是 {index.manifest.embedder}，与当前的 {embedder.name} 不同，"
                "请运行 tiaowen index 重建。"
            )
        self.index = index
        self._embedder = embedder
        self.reader = QueryReader(index.tokenizer, index.lexical, _texts(index))
        self._weights = weights or FusionWeights()
        self._channels = channels or EmbeddedChannels(index)

    def search(
        self, query: str, *, k: int = 10, filters: Filters | None = None
    ) -> list[ScoredClause]:
        """Return the best ``k`` clauses, best first; none for a question without words."""
        if k <= 0 or not query.strip():
            return []
        read = self.reader.read(query)
        vector = self._embed(read)
        found = self._rank(read, vector, max(k, self._weights.depth), filters)
        return self._fuse(found, vector, k)

    def channel_rankings(self, query: str, *, k: int) -> dict[str, list[str]]:
        """Return each channel's own best ``k`` clause ids, to measure the channels apart."""
        read = self.reader.read(query)
        return {
            name: [self.index.clauses[row].clause_id for row in list(ranking)[:k]]
            for name, ranking in self._rank(read, self._embed(read), k, None).items()
        }

    def _rank(
        self, query: SearchQuery, vector: Vectors, depth: int, filters: Filters | None
    ) -> dict[str, Ranking]:
        return {
            "clause": self._channels.by_clause(vector, depth, filters),
            "sentence": self._channels.by_sentence(vector, depth, filters),
            "lexical": self._channels.by_words(query.tokens, depth, filters),
        }

    def _embed(self, query: SearchQuery) -> Vectors:
        """Return one unit vector [d]: between the question and its wording in official terms."""
        texts = list(dict.fromkeys((query.text, query.official)))
        mean = self._embedder.embed_queries(texts).mean(axis=0)
        vector: Vectors = mean / np.linalg.norm(mean)
        return vector

    def _fuse(
        self, channels: Mapping[str, Ranking], vector: Vectors, k: int
    ) -> list[ScoredClause]:
        ranks = {
            name: {row: rank for rank, row in enumerate(ranking, start=1)}
            for name, ranking in channels.items()
        }
        fused = fuse(channels, self._weights)
        best = list(fused)[:k]
        sentences = self._channels.sentences_of(best, vector)
        return [
            ScoredClause(
                clause=(clause := self.index.clauses[row]),
                score=fused[row],
                sentences=tuple(
                    ScoredSentence(span, clause.text[slice(*span)], score)
                    for span, score in sentences[row]
                ),
                ranks={name: rank[row] for name, rank in ranks.items() if row in rank},
                scores={name: found[row] for name, found in channels.items() if row in found},
            )
            for row in best
        ]

    def as_llama_retriever(self, k: int = 10) -> BaseRetriever:
        """Return a llama-index retriever over this one; imports llama-index."""
        from index.llama import LlamaRetriever

        return LlamaRetriever(self, k)


def _texts(index: PolicyIndex) -> Iterator[str]:
    """Yield the clauses' texts of a small index; a large one has too many to be searched."""
    if len(index.clauses) <= _FEW_CLAUSES:
        yield from (clause.text for clause in index.clauses)
