"""The nouns that every package shares: document, section, clause, unit, validity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Span = tuple[int, int]
ClauseKind = Literal["measure", "article", "section_intro", "preamble", "closing", "annex"]
UnitRole = Literal["lead", "responsible", "support"]
ValidityStatus = Literal["in_force", "expired", "not_yet", "repealed", "unknown"]

#: The kinds that a document numbers: what lists and counts speak of.
NUMBERED_KINDS: tuple[ClauseKind, ...] = ("measure", "article")


@dataclass(frozen=True, slots=True)
class Unit:
    """One responsible unit: ``name`` as printed, ``canonical`` the one name of all its aliases."""

    name: str
    canonical: str
    role: UnitRole = "responsible"


@dataclass(frozen=True, slots=True)
class Validity:
    """A period of force; ``None`` leaves that end open, both ``None`` means not stated."""

    effective_from: date | None = None
    until: date | None = None
    text: str | None = None
    repealed_by: str | None = None

    def status(self, as_of: date) -> ValidityStatus:
        """Return the status on a day; ``unknown`` where no period is stated."""
        if self.repealed_by is not None:
            return "repealed"
        if self.effective_from is None and self.until is None:
            return "unknown"
        if self.until is not None and as_of > self.until:
            return "expired"
        if self.effective_from is not None and as_of < self.effective_from:
            return "not_yet"
        return "in_force"


@dataclass(frozen=True, slots=True)
class Clause:
    """One citable piece of a document; ``span`` counts characters in the document's source text."""

    clause_id: str
    doc_id: str
    kind: ClauseKind
    no: str
    number: str
    title: str | None
    text: str
    section: str | None
    units: tuple[Unit, ...]
    span: Span
    page: int | None = None
    #: The clause's own period where it states one; otherwise the document's counts.
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the clauses below it; ``no`` is the bare numeral as printed ("一")."""

    no: str
    title: str
    lead_units: tuple[Unit, ...]
    span: Span
    clause_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leftover:
    """Source text that neither a clause, a heading nor the document's head or foot holds."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """Another document whose last day this one moves: its 文号 or 《title》, and the new day."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What the parse found, and what it did not account for."""

    measures: int = 0
    gaps: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    without_units: tuple[str, ...] = ()
    unassigned_chars: int = 0
    leftovers: tuple[Leftover, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """A parsed policy file; ``source`` is its path relative to the source directory."""

    doc_id: str
    source: str
    title: str
    source_text: str
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    issue_date: date | None = None
    validity: Validity = field(default_factory=Validity)
    repeals: tuple[str, ...] = ()
    renews: tuple[Renewal, ...] = ()
    cc: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    #: The parts of head and foot and the page furniture, each with what it is.
    frame: tuple[tuple[str, Span], ...] = ()
    #: Units that the document says take part in every clause from then on (以下均需…，不再列出).
    common_units: tuple[Unit, ...] = ()
    report: IngestReport = field(default_factory=IngestReport)

    def validity_of(self, clause: Clause) -> Validity:
        """Return the clause's own period where it states one, else the document's."""
        if clause.validity is None or self.validity.repealed_by is not None:
            return self.validity
        return clause.validity
