"""An answer and its citations, in the shapes of the public contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.document import Clause, PolicyDocument, Span, Validity

Intent = Literal[
    "facts", "clause", "list", "count", "document", "section", "eligibility", "greeting", "other"
]
Status = Literal["answered", "not_specified", "not_found", "clarify", "greeting"]
Verdict = Literal["yes", "no", "depends"]


def section_label(document: PolicyDocument, number: str | None) -> str | None:
    """Return a section as printed, ``二、科技创新政策``."""
    for section in document.sections:
        if section.no == number:
            return f"{section.no}、{section.title}" if section.no else section.title
    return None


def clause_name(clause: Clause, document: PolicyDocument) -> str:
    """Name a clause the way it is printed: 第（十九）条, 第三十八条, or the part it belongs to."""
    if clause.kind in ("measure", "article") and clause.no:
        no = clause.no.strip().rstrip("、.．﹒ ")
        return no if no.startswith("第") else f"第{no}条"
    if clause.kind == "section_intro":
        label = section_label(document, clause.section)
        return f"“{label}”的引言" if label else "引言"
    names = {"preamble": "文件开头部分", "closing": "文件结尾部分", "annex": "附件"}
    return names.get(clause.kind, "正文")


def quoted_title(clause: Clause) -> str:
    """Return a clause's title in quotation marks; empty where it has none."""
    return f"“{clause.title}”" if clause.title else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause with the verbatim piece of it that supports the answer."""

    clause: Clause
    document: PolicyDocument
    quote_span: Span
    as_of: date

    @property
    def quote(self) -> str:
        """The verbatim piece of the clause."""
        start, end = self.quote_span
        return self.clause.text[start:end]

    @property
    def validity(self) -> Validity:
        """The period that counts for this clause."""
        return self.document.validity_of(self.clause)

    @property
    def departments(self) -> list[str]:
        """The responsible units as printed, in order."""
        return list(dict.fromkeys(unit.name for unit in self.clause.units))

    def to_json(self, n: int) -> dict[str, Any]:
        """Return the contract's citation, numbered ``n``."""
        clause, document, validity = self.clause, self.document, self.validity
        return {
            "n": n,
            "clause_id": clause.clause_id,
            "doc_id": document.doc_id,
            "source": document.source,
            "doc_title": document.title,
            "doc_number": document.doc_number,
            "section": section_label(document, clause.section),
            "no": clause.no,
            "number": clause.number,
            "kind": clause.kind,
            "title": clause.title,
            "page": clause.page,
            "quote": self.quote,
            "quote_span": list(self.quote_span),
            "departments": self.departments,
            "validity": {
                "status": validity.status(self.as_of),
                "from": validity.effective_from.isoformat() if validity.effective_from else None,
                "until": validity.until.isoformat() if validity.until else None,
            },
        }


@dataclass(frozen=True, slots=True)
class Checks:
    """What was verified before the answer left."""

    quotes_verbatim: bool = True
    numbers_supported: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question; ``text`` is what a person reads."""

    question: str
    standalone_question: str
    as_of: date
    intent: Intent
    status: Status
    text: str
    verdict: Verdict | None = None
    departments: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Clause, ...] = ()
    choices: tuple[str, ...] = ()
    checks: Checks = field(default_factory=Checks)
    answered_by: Literal["extractive", "llm"] = "extractive"
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    index_version: str = ""
    #: Clause ids that retrieval brought up, best first: for evaluation, not for people.
    retrieved: tuple[str, ...] = ()
    #: The probability that the documents speak of the subject, where that was weighed.
    confidence: float | None = None

    def to_json(self, identifier: str | None = None) -> dict[str, Any]:
        """Return the contract's answer line."""
        return {
            "id": identifier,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "as_of": self.as_of.isoformat(),
            "intent": self.intent,
            "status": self.status,
            "verdict": self.verdict,
            "answer": self.text,
            "departments": list(self.departments),
            "citations": [c.to_json(n) for n, c in enumerate(self.citations, start=1)],
            "related": [
                {"clause_id": c.clause_id, "no": c.no, "title": c.title} for c in self.related
            ],
            "choices": list(self.choices),
            "checks": {
                "quotes_verbatim": self.checks.quotes_verbatim,
                "numbers_supported": self.checks.numbers_supported,
            },
            "answered_by": self.answered_by,
            "timings_ms": dict(self.timings_ms),
            "index_version": self.index_version,
            "retrieved": list(self.retrieved),
            "confidence": self.confidence,
        }
