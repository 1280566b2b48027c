"""Match an asker's facts against the clauses of an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Citation
from assistant.asker import Facts, load_facts, parse_facts
from assistant.eligibility import MatchResult, match
from assistant.fact_list import FactSpec, list_facts
from assistant.place_match import governing_place
from index.document import NUMBERED_KINDS, Clause, Span
from index.errors import InputError
from index.provision import ClauseTerms
from index.retriever import HybridRetriever
from index.store import PolicyIndex
from index.terms import clause_terms

#: Up to so many clauses are all read; of more only the nearest to the facts, so that an asker
#: never waits for the terms of a whole statute book.
READ_ALL = 2000
_NEAREST = 200


def read_facts(text: str | None, path: Path | None) -> Facts:
    """Return the facts in an asker's words, in a fact file, or in both together.

    Raises:
        InputError: neither is given, or one cannot be used.
    """
    if text is None and path is None:
        raise InputError(
            "请用 --text 写明情况，或用 --facts 给出事实文件；--list-facts 列出可用的名称。"
        )
    facts = Facts() if text is None else parse_facts(text)
    return facts if path is None else facts.joined(load_facts(path))


def match_index(
    retriever: HybridRetriever,
    facts: Facts,
    as_of: date,
    *,
    terms_of: Callable[[Clause], ClauseTerms] = clause_terms,
) -> MatchResult:
    """Return the clauses of an index that some fact bears on, the most useful first.

    ``terms_of`` may serve terms that were read before.
    """
    documents = retriever.index.documents
    return match(
        _candidates(retriever, facts),
        facts,
        as_of,
        lambda clause: documents[clause.doc_id].validity_of(clause),
        place_of=lambda clause: governing_place(documents[clause.doc_id]),
        terms_of=terms_of,
    )


def _candidates(retriever: HybridRetriever, facts: Facts) -> Sequence[Clause]:
    clauses: Sequence[Clause] = retriever.index.clauses
    if len(clauses) > READ_ALL:
        words = "，".join(statement.text for statement in facts.statements)
        clauses = [found.clause for found in retriever.search(words, k=_NEAREST)]
    return _numbered(clauses)


def _numbered(clauses: Sequence[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.kind in NUMBERED_KINDS]


def asked_facts(
    index: PolicyIndex, *, terms_of: Callable[[Clause], ClauseTerms] = clause_terms
) -> list[FactSpec]:
    """Return the facts that the clauses of an index ask for.

    Raises:
        InputError: the index is too large to read all of its clauses.
    """
    if len(index.clauses) > READ_ALL:
        raise InputError(f"索引超过{READ_ALL}条，不能列出全部事实；请直接用 --text 写明情况。")
    return list_facts(_numbered(index.clauses), terms_of)


def result_json(result: MatchResult, index: PolicyIndex, as_of: date) -> dict[str, Any]:
    """Return the shape of ``match --json``, the citations numbered as the matches stand."""
    order = {each.clause.clause_id: n for n, each in enumerate(result.matches, start=1)}

    def cite(clause: Clause, span: Span) -> Mapping[str, Any]:
        citation = Citation(clause, index.documents[clause.doc_id], span, as_of)
        return citation.to_json(order[clause.clause_id])

    return result.to_json(cite)
