"""What pages show of a clause: its heading, its units, its validity, its marked words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import section_label
from index.document import Clause, PolicyDocument, Span, UnitRole, ValidityStatus

VALIDITY_LABELS: dict[ValidityStatus, str] = {
    "in_force": "现行有效",
    "expired": "已过期",
    "not_yet": "尚未施行",
    "repealed": "已废止",
    "unknown": "未载明有效期",
}
ROLE_LABELS: dict[UnitRole, str] = {
    "lead": "牵头单位", "responsible": "责任单位", "support": "配合单位",
}  # fmt: skip
#: Characters of a clause shown around its quote before the rest is folded away.
_CONTEXT = 70


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A clause's whole text in five pieces; ``before`` and ``after`` may be folded away."""

    before: str
    near_before: str
    quote: str
    near_after: str
    after: str


def mark(text: str, span: Span) -> MarkedText:
    """Split a clause's text around its quote; the pieces joined are the text again."""
    start, end = span
    near_start, near_end = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    if near_start < _CONTEXT:
        near_start = 0
    if len(text) - near_end < _CONTEXT:
        near_end = len(text)
    return MarkedText(
        text[:near_start],
        text[near_start:start],
        text[start:end],
        text[end:near_end],
        text[near_end:],
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    """The units of one role."""

    label: str
    names: str


def unit_lines(clause: Clause) -> tuple[UnitLine, ...]:
    """Return a clause's units by role, leading ones first."""
    lines = []
    for role, label in ROLE_LABELS.items():
        names = dict.fromkeys(unit.name for unit in clause.units if unit.role == role)
        if names:
            lines.append(UnitLine(label, "、".join(names)))
    return tuple(lines)


def clause_heading(clause: Clause, document: PolicyDocument) -> tuple[str, str]:
    """Return a clause's printed number and its title; for a part without a number, its section."""
    number = clause.no.strip().rstrip("、.．")
    title = clause.title or (section_label(document, clause.section) or "" if not number else "")
    return number, title
