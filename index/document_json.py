"""A parsed document in the shape that ``parse --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from index.document import Clause, IngestReport, PolicyDocument, Section, Unit
from index.sub_items import sub_items


def to_json(document: PolicyDocument) -> dict[str, Any]:
    """Return a document as plain values: metadata, source text, sections, clauses, report."""
    return {
        "document": document_json(document),
        "source_text": document.source_text,
        "sections": [_section(section) for section in document.sections],
        "clauses": [clause_json(clause) for clause in document.clauses],
        "frame": [{"role": role, "span": list(span)} for role, span in document.frame],
        "report": _report(document.report),
    }


def document_json(document: PolicyDocument) -> dict[str, Any]:
    """Return a document's metadata as plain values."""
    validity = document.validity
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        "title": document.title,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "issue_date": _iso(document.issue_date),
        "effective_from": _iso(validity.effective_from),
        "valid_until": _iso(validity.until),
        "validity_text": validity.text,
        "repealed_by": validity.repealed_by,
        "repeals": list(document.repeals),
        "renews": [
            {"name": renewal.name, "until": _iso(renewal.until)} for renewal in document.renews
        ],
        "cc": list(document.cc),
        "common_units": _units(document.common_units),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "no": section.no,
        "title": section.title,
        "lead_units": [unit.name for unit in section.lead_units],
        "span": list(section.span),
        "clause_ids": list(section.clause_ids),
    }


def clause_json(clause: Clause) -> dict[str, Any]:
    """Return a clause as plain values."""
    own = clause.validity
    return {
        "clause_id": clause.clause_id,
        "kind": clause.kind,
        "no": clause.no,
        "number": clause.number,
        "title": clause.title,
        "text": clause.text,
        "section": clause.section,
        "units": _units(clause.units),
        "span": list(clause.span),
        "page": clause.page,
        "items": [
            {"marker": item.marker, "path": list(item.path), "span": list(item.span)}
            for item in sub_items(clause)
        ],
        "validity": own
        and {"from": _iso(own.effective_from), "until": _iso(own.until), "text": own.text},
    }


def _units(units: Iterable[Unit]) -> list[dict[str, str]]:
    return [
        {"name": unit.name, "canonical": unit.canonical, "role": unit.role} for unit in units
    ]


def _report(report: IngestReport) -> dict[str, Any]:
    return {
        "measures": report.measures,
        "gaps": list(report.gaps),
        "duplicates": list(report.duplicates),
        "without_units": list(report.without_units),
        "unassigned_chars": report.unassigned_chars,
        "leftovers": [
            {"span": list(leftover.span), "reason": leftover.reason}
            for leftover in report.leftovers
        ],
        "warnings": list(report.warnings),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
