"""Gather what an answer may take its numbers from, as the contract allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from eval.dataset import Case
from eval.metrics import AnswerJson, Grounds
from eval.record import ClauseCopy, DocumentCopy, RunRecord


def grounds_of(case: Case, answer: AnswerJson, record: RunRecord) -> Grounds:
    """Return the texts and counts that support numbers in this answer.

    They are the cited and related clauses, the metadata of their documents (of every document
    where none is cited), the question, and the day it was asked for.
    """
    citations: list[dict[str, Any]] = answer["citations"]
    related: list[dict[str, Any]] = answer["related"]
    ids = [str(entry["clause_id"]) for entry in (*citations, *related)]
    clauses = [record.clauses[clause_id] for clause_id in ids if clause_id in record.clauses]
    documents = _documents(clauses, record)
    texts = [*case.utterances, str(answer["as_of"]), *_words_of(citations)]
    for clause in clauses:
        texts += [clause.no, clause.number, clause.title or "", clause.text, clause.section or ""]
    for document in documents:
        texts += document.facts
    counts = {len(citations), len(related), len(answer["departments"])}
    counts.update(count for document in documents for count in document.counts)
    if case.count is not None:
        counts.add(case.count)
    return Grounds(tuple(texts), frozenset(counts))


def _documents(clauses: Iterable[ClauseCopy], record: RunRecord) -> list[DocumentCopy]:
    cited = {clause.doc_id for clause in clauses}
    return [
        document for doc_id, document in record.documents.items() if not cited or doc_id in cited
    ]


def _words_of(citations: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a citation's own metadata; its validity may be the clause's own period."""
    for citation in citations:
        for name in ("doc_title", "doc_number", "section", "no", "number", "title"):
            yield str(citation.get(name) or "")
        for day in (citation.get("validity") or {}).values():
            yield str(day or "")
