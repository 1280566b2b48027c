"""Drafts become clauses and sections: ids, responsible units, own periods, pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.document import NUMBERED_KINDS, Clause, Section, Unit
from index.drafts import SectionDraft, Structure
from index.identity import ClauseNamer
from index.numerals import parse_numeral
from index.source_text import SourceText
from index.units import UnitReader, UnitStatement
from index.validity import clause_validity


def make_clauses(
    doc_id: str, source: SourceText, structure: Structure, reader: UnitReader
) -> tuple[list[Clause], list[Section]]:
    """Return a document's clauses and sections, in order.

    A clause that names no units has those of its section's heading, or those that a later clause
    of its section names for all of them (以上措施责任单位：…).
    """
    headings: dict[int | None, list[UnitStatement]] = {}
    namer = ClauseNamer(doc_id)
    clauses: list[Clause] = []
    for draft in structure.clauses:
        if draft.section is not None and draft.section not in headings:
            heading = structure.sections[draft.section].heading
            headings[draft.section] = reader.read(heading)
        section = None if draft.section is None else structure.sections[draft.section].no
        statements = reader.read(draft.unit_text) if draft.kind in NUMBERED_KINDS else []
        number = draft.number
        if draft.kind == "section_intro":
            number = str(parse_numeral(section or "") or 0)
        clause = Clause(
            clause_id=namer.name(draft.kind, number),
            doc_id=doc_id,
            kind=draft.kind,
            no=draft.no,
            number=draft.number,
            title=draft.title,
            text=draft.text,
            section=section,
            units=_units(statement for statement in statements if not statement.group),
            span=draft.span,
            page=source.page_at(draft.span[0]),
        )
        clauses.append(replace(clause, validity=clause_validity(clause)))
        shared = _units(statement for statement in statements if statement.group)
        if shared:
            _share(clauses, structure, draft.section, shared)
    for number_of_section, statements in headings.items():
        _share(clauses, structure, number_of_section, _units(statements))
    sections = [
        _section(draft, i, clauses, structure, reader) for i, draft in enumerate(structure.sections)
    ]
    return clauses, sections


def _units(statements: Iterable[UnitStatement]) -> tuple[Unit, ...]:
    """Return the units of several statements, each once."""
    found: dict[str, Unit] = {}
    for statement in statements:
        for unit in statement.units:
            found.setdefault(unit.name, unit)
    return tuple(found.values())


def _share(
    clauses: list[Clause], structure: Structure, section: int | None, units: tuple[Unit, ...]
) -> None:
    """Give the units to the numbered clauses of a section that have none so far."""
    if not units:
        return
    for i, (clause, draft) in enumerate(zip(clauses, structure.clauses, strict=False)):
        if draft.section == section and clause.kind in NUMBERED_KINDS and not clause.units:
            clauses[i] = replace(clause, units=units)


def _section(
    draft: SectionDraft,
    index: int,
    clauses: Sequence[Clause],
    structure: Structure,
    reader: UnitReader,
) -> Section:
    title = draft.heading
    statements = reader.read(title)
    for statement in reversed(statements):
        title = title[: statement.span[0]] + title[statement.span[1] :]
    members = [
        clause.clause_id
        for clause, clause_draft in zip(clauses, structure.clauses, strict=True)
        if clause_draft.section == index
    ]
    return Section(draft.no, title.strip(), _units(statements), draft.span, tuple(members))
