"""What lies on the shelf: the published documents with their terms, the warnings, the drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.document import PolicyDocument, ValidityStatus
from index.store import PolicyIndex

#: A warning stands beside a document that expires within so many days.
WARN_DAYS = 30


@dataclass(frozen=True, slots=True)
class ShelvedDocument:
    """One published document; ``days_left`` is known where it states an end."""

    source: str
    title: str
    doc_number: str
    clauses: int
    status: ValidityStatus
    until: date | None
    days_left: int | None

    @property
    def warning(self) -> str:
        """What the staff should know about its end, empty where there is nothing."""
        if self.status == "expired" and self.days_left is not None:
            return f"已过期{-self.days_left}天，回答里会注明，请考虑撤下或更新"
        if self.days_left is not None and 0 <= self.days_left <= WARN_DAYS:
            return "今天到期" if self.days_left == 0 else f"还有{self.days_left}天到期"
        return ""


def shelf(index: PolicyIndex, today: date, *, limit: int) -> list[ShelvedDocument]:
    """Return the published documents, those with a warning first, at most ``limit``."""
    identifiers = list(index.documents)[:limit]
    rows = [_shelved(index.documents[identifier], today) for identifier in identifiers]
    return sorted(rows, key=lambda row: (not row.warning, row.source))


def _shelved(document: PolicyDocument, today: date) -> ShelvedDocument:
    until = document.validity.until
    return ShelvedDocument(
        source=document.source,
        title=document.title,
        doc_number=document.doc_number or "",
        clauses=document.report.measures,
        status=document.validity.status(today),
        until=until,
        days_left=(until - today).days if until else None,
    )
