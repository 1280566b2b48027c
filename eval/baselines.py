"""Answer the way simpler systems do, in the same shape, so that the gain is seen side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.answer import Answer, Citation
from assistant.settings import today
from eval.metrics import AnswerJson
from eval.runs import Asker
from eval.usual_recipe import ChunkRetriever
from index.document import Clause
from index.embedding import Embedder
from index.store import PolicyIndex

#: Clauses that a baseline brings up per question, and that each side lends to a fusion.
DEPTH, FUSED_DEPTH = 10, 100
#: The usual constant of reciprocal rank fusion.
RRF_CONSTANT = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved piece of text with the clauses that it holds, the one it holds most of first."""

    text: str
    clauses: tuple[Clause, ...]


class PassageAsker:
    """Answer with the text of the best passage, and cite the clauses that it holds.

    The turns of a conversation are joined into one query. Such a system never declines while
    anything is found, and gives no verdict: that is what it is.
    """

    def __init__(
        self, name: str, label: str, index: PolicyIndex, search: Callable[[str], list[Passage]]
    ) -> None:
        self.name = name
        self.label = label
        self._index = index
        self._search = search

    def ask(self, utterances: Sequence[str], as_of: date | None) -> AnswerJson:
        """Answer the last utterance in the contract's shape."""
        query, day = " ".join(utterances), as_of or today()
        passages = self._search(query)
        best = passages[0] if passages else Passage("没有找到相关内容。", ())
        cited = [
            Citation(clause, self._index.documents[clause.doc_id], (0, len(clause.text)), day)
            for clause in best.clauses
        ]
        ranked = dict.fromkeys(c.clause_id for passage in passages for c in passage.clauses)
        answer = Answer(
            question=utterances[-1],
            standalone_question=query,
            as_of=day,
            intent="other",
            status="answered" if passages else "not_found",
            text=best.text,
            departments=tuple(dict.fromkeys(unit for c in cited for unit in c.departments)),
            citations=tuple(cited),
            index_version=self._index.version,
            retrieved=tuple(ranked),
        )
        return answer.to_json()


class PlainSearch:
    """Search clauses the simple way: no synonyms, no sentences, equal weights.

    ``bm25`` and ``model`` rank by one score alone; ``fusion`` adds their reciprocal ranks.
    """

    def __init__(self, index: PolicyIndex, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder

    def bm25(self, query: str) -> list[Passage]:
        """Return the best clauses by BM25 over jieba words; only those that share a word."""
        return self._passages(self._by_words(query))

    def model(self, query: str) -> list[Passage]:
        """Return the best clauses by the model's cosine over whole clauses."""
        return self._passages(self._by_vector(query))

    def fusion(self, query: str) -> list[Passage]:
        """Return the best clauses by the reciprocal rank fusion of both."""
        fused: dict[int, float] = {}
        for ranking in (self._by_words(query), self._by_vector(query)):
            for rank, row in enumerate(ranking, start=1):
                fused[row] = fused.get(row, 0.0) + 1 / (RRF_CONSTANT + rank)
        return self._passages(sorted(fused, key=lambda row: (-fused[row], row)))

    def _by_words(self, query: str) -> list[int]:
        tokens = dict.fromkeys(self._index.tokenizer.tokenize(query), 1.0)
        scores = self._index.lexical.scores(tokens)
        best = np.argsort(-scores, kind="stable")[:FUSED_DEPTH]
        return [int(row) for row in best if scores[row] > 0]

    def _by_vector(self, query: str) -> list[int]:
        vector = self._embedder.embed_queries([query])[0]
        rows, _ = self._index.clause_vectors.search(vector, FUSED_DEPTH)
        return [int(row) for row in rows]

    def _passages(self, rows: Sequence[int]) -> list[Passage]:
        clauses = [self._index.clauses[row] for row in rows[:DEPTH]]
        return [Passage(clause.text, (clause,)) for clause in clauses]


def clause_baselines(index: PolicyIndex, embedder: Embedder) -> list[Asker]:
    """Return BM25 alone, the model alone (over whole clauses) and their plain fusion."""
    plain = PlainSearch(index, embedder)
    return [
        PassageAsker("bm25", "只用 BM25", index, plain.bm25),
        PassageAsker("model", "只用向量模型", index, plain.model),
        PassageAsker("fusion", "两者简单融合", index, plain.fusion),
    ]


def usual_recipe(index: PolicyIndex, embedder: Embedder) -> Asker:
    """Return the usual recipe: fixed-size chunks, the best by the model, no structure."""
    chunks = ChunkRetriever(index, embedder, depth=DEPTH)

    def search(query: str) -> list[Passage]:
        return [Passage(text, clauses) for text, clauses in chunks.search(query)]

    return PassageAsker("usual", "常见做法：512 词元切块", index, search)
