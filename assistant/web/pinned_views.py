"""What the staff see of pinned answers: which still hold, and the clauses to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.pinning import pinned_clauses
from assistant.storage.tables import PinnedAnswer
from assistant.wording import document_label

#: Clauses offered for a pinned answer.
_MOST_CHOICES = 1000


@dataclass(frozen=True, slots=True)
class PinnedRow:
    """One pinned answer; it is given only while it holds."""

    identifier: str
    question: str
    text: str
    author: str
    clauses: str
    holds: bool


def pinned_rows(pinned: Sequence[PinnedAnswer], catalogue: Catalogue) -> list[PinnedRow]:
    """Return the pinned answers, those whose clauses have changed marked as set aside."""
    rows = []
    for entry in pinned:
        clauses = pinned_clauses(entry, catalogue)
        named = "、".join(clause.no or clause.title or "" for clause in clauses or ())
        rows.append(
            PinnedRow(
                entry.id, entry.question, entry.text, entry.author, named, clauses is not None
            )
        )
    return rows


def clause_choices(catalogue: Catalogue) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the clauses that a pinned answer may rest on, by document: id and printed name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for clause in catalogue.numbered[:_MOST_CHOICES]:
        label = document_label(catalogue.document_of(clause))
        groups.setdefault(label, []).append((clause.clause_id, f"{clause.no}{clause.title or ''}"))
    return list(groups.items())
