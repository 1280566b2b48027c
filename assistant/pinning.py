"""Puts the staff's own wording in place of an answer, while its clauses still say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.catalogue import Catalogue
from assistant.settings import today
from assistant.storage.pinned import PinnedAnswers, digest
from assistant.storage.tables import PinnedAnswer
from assistant.verify import check, unsupported_numbers
from assistant.wording import validity_notice
from index.document import Clause


def with_pinned(answer: Answer, pinned: PinnedAnswers, catalogue: Catalogue) -> Answer:
    """Return the pinned answer to the same question where one holds, else the answer itself.

    It holds where every clause that it was pinned with is in the index with the same words, and
    its numbers stand in them.
    """
    found = pinned.find(answer.standalone_question)
    clauses = None if found is None else pinned_clauses(found, catalogue)
    if found is None or clauses is None:
        return answer
    worded = _worded(answer, found.text, clauses, catalogue)
    return worded if worded.checks.numbers_supported else answer


def pinned_clauses(found: PinnedAnswer, catalogue: Catalogue) -> list[Clause] | None:
    """Return the clauses of a pinned answer, ``None`` once one is gone or says something else."""
    clauses = [catalogue.index.clause(identifier) for identifier in found.clause_ids]
    present = [clause for clause in clauses if clause is not None]
    if len(present) < len(clauses) or digest(present) != found.clauses_digest:
        return None
    return present


def foreign_numbers(
    question: str, text: str, clauses: Sequence[Clause], catalogue: Catalogue
) -> list[str]:
    """Return the numbers of a wording that stand in none of its clauses."""
    asked = Answer(question, question, today(), "facts", "answered", text)
    return unsupported_numbers(_worded(asked, text, clauses, catalogue))


def _worded(answer: Answer, text: str, clauses: Sequence[Clause], catalogue: Catalogue) -> Answer:
    citations = tuple(
        Citation(clause, catalogue.document_of(clause), (0, len(clause.text)), answer.as_of)
        for clause in clauses
    )
    units = [name for citation in citations for name in citation.departments]
    notice = validity_notice(citations, answer.as_of)
    worded = replace(
        answer,
        status="answered",
        text=f"{text}\n{notice}" if notice else text,
        departments=tuple(dict.fromkeys(units)),
        citations=citations,
        related=(),
        choices=(),
    )
    return replace(worded, checks=check(worded))
