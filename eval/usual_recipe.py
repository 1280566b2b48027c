"""Cut documents into chunks of 512 tokens and search those: the recipe of most tutorials."""

from __future__ import annotations

from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import NodeWithScore, TextNode
from pydantic import PrivateAttr

from index.document import Clause, PolicyDocument, Span
from index.embedding import Embedder
from index.store import PolicyIndex

#: The splitter's tokens per chunk; its overlap is llama-index's default.
CHUNK_TOKENS = 512


class LlamaEmbedding(BaseEmbedding):
    """The product's embedder as llama-index wants it."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._listed(self._embedder.embed_queries([query]))[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._listed(self._embedder.embed_passages(texts))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    @staticmethod
    def _listed(vectors: Any) -> list[list[float]]:  # noqa: ANN401 - a numpy array
        rows: list[list[float]] = vectors.tolist()
        return rows


class ChunkRetriever:
    """Search chunks by vector; a chunk holds the clauses whose text it overlaps.

    The recipe knows no clauses. To score it all the same, a chunk counts as citing every clause
    in it, the one that fills most of it first: the reading that favours the recipe most without
    knowing the right answer.
    """

    def __init__(self, index: PolicyIndex, embedder: Embedder, *, depth: int) -> None:
        self._texts = {
            doc_id: _located(index.document(doc_id)) for doc_id in index.documents
        }
        documents = [
            Document(text=text, doc_id=doc_id, metadata={"doc_id": doc_id})
            for doc_id, (text, _) in self._texts.items()
            if text.strip()
        ]
        for document in documents:  # the model reads the text alone
            document.excluded_embed_metadata_keys = ["doc_id"]
        nodes = SentenceSplitter(chunk_size=CHUNK_TOKENS).get_nodes_from_documents(documents)
        store = VectorStoreIndex(nodes, embed_model=LlamaEmbedding(embedder))
        self._retriever = store.as_retriever(similarity_top_k=depth)

    def search(self, query: str) -> list[tuple[str, tuple[Clause, ...]]]:
        """Return the best chunks, best first: the text and the clauses in it."""
        return [self._chunk(found) for found in self._retriever.retrieve(query)]

    def _chunk(self, found: NodeWithScore) -> tuple[str, tuple[Clause, ...]]:
        node = found.node
        assert isinstance(node, TextNode)  # the splitter makes no others
        _, clauses = self._texts[node.metadata["doc_id"]]
        start, end = node.start_char_idx or 0, node.end_char_idx or 0
        shares = [(min(e, end) - max(s, start), clause) for (s, e), clause in clauses]
        held = sorted((share for share in shares if share[0] > 0), key=lambda share: -share[0])
        return node.text, tuple(clause for _, clause in held)


def _located(document: PolicyDocument) -> tuple[str, list[tuple[Span, Clause]]]:
    """Return the document's text with each clause's place; ready clauses are set one a line."""
    if document.source_text:
        return document.source_text, [(clause.span, clause) for clause in document.clauses]
    text, located = "", []
    for clause in document.clauses:
        start = len(text)
        text += clause.text + "\n"
        located.append(((start, len(text) - 1), clause))
    return text, located


