"""Offer the hybrid retriever to llama-index applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

if TYPE_CHECKING:
    from index.retriever import HybridRetriever, ScoredClause


class LlamaRetriever(BaseRetriever):
    """A llama-index retriever whose nodes are clauses; a node's id is the clause's id."""

    def __init__(self, retriever: HybridRetriever, k: int) -> None:
        self._retriever = retriever
        self._k = k
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._retriever.search(query_bundle.query_str, k=self._k)
        return [self._node(scored) for scored in found]

    def _node(self, scored: ScoredClause) -> NodeWithScore:
        clause = scored.clause
        document = self._retriever.index.documents[clause.doc_id]
        node = TextNode(
            id_=clause.clause_id,
            text=clause.text,
            metadata={
                "no": clause.no,
                "title": clause.title or "",
                "units": "、".join(unit.canonical for unit in clause.units),
                "document": document.title,
                "doc_number": document.doc_number or "",
                "source": document.source,
            },
        )
        return NodeWithScore(node=node, score=scored.score)
