"""What a route found: the one shape that every route returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Citation, Intent, Status, Verdict
from assistant.catalogue import Catalogue
from assistant.phrases import body_span, title_end
from index.document import Clause


@dataclass(frozen=True, slots=True)
class Found:
    """What a route found: the words, the citations and the numbers it took from the index."""

    intent: Intent
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    departments: tuple[str, ...] = ()
    related: tuple[Clause, ...] = ()
    choices: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    verdict: Verdict | None = None
    retrieved: tuple[str, ...] = ()
    #: The probability that the documents speak of the subject, where that was weighed.
    confidence: float | None = None


def cite_whole(catalogue: Catalogue, clause: Clause, as_of: date) -> Citation:
    """Cite a clause whole: its own words without number, title and unit bracket."""
    start, end = title_end(clause.text, clause.title), body_span(clause.text)[1]
    if start >= end:
        start, end = 0, len(clause.text)
    return Citation(clause, catalogue.document_of(clause), (start, end), as_of)


def joined(first: Found, second: Found) -> Found:
    """Return two answers as one; nothing is added where the second found nothing."""
    if second.status != "answered":
        return first
    cited = {citation.clause.clause_id for citation in first.citations}
    return replace(
        first,
        text=f"{first.text}\n{second.text}",
        citations=(
            *first.citations,
            *(c for c in second.citations if c.clause.clause_id not in cited),
        ),
        departments=tuple(dict.fromkeys((*first.departments, *second.departments))),
        counted=(*first.counted, *second.counted),
    )


def departments_of(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Return the units of several citations, each once, in order."""
    return tuple(dict.fromkeys(name for c in citations for name in c.departments))
