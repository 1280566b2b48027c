"""Reads the places by which a question describes clauses: section, range of numbers, exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import Among, ClauseFilter, Except
from assistant.question import ParsedQuestion
from assistant.references import clause_references, read_numeral, section_references
from assistant.sections import SectionRoute
from assistant.unread import Unread
from index.document import Clause

#: Beyond any clause's number.
_NO_END = 10**6
_RANGES: tuple[tuple[re.Pattern[str], Callable[[list[int]], tuple[int, int]]], ...] = (
    (cues.RANGE, lambda numbers: (numbers[0], numbers[1])),
    (cues.AFTER, lambda numbers: (numbers[0] + 1, _NO_END)),
    (cues.BEFORE, lambda numbers: (1, numbers[0] - 1)),
)


def read_exception(unread: Unread, catalogue: Catalogue) -> ClauseFilter | None:
    """Read 除了第十九条, and strike it out."""
    match = cues.EXCEPT_NUMBERS.search(unread.text)
    numbers = clause_references(match.group(1)) if match else ()
    clauses = tuple(c for number in numbers for c in catalogue.by_number(number))
    if match is None or not clauses:
        return None
    unread.strike(match.span())
    label = "、".join(clause.no for clause in clauses)
    return Except(Among(clauses, label), f"除{label}外")


def read_range(unread: Unread, catalogue: Catalogue) -> ClauseFilter | None:
    """Read 第20条到第29条 or 第五十条以后, and strike it out."""
    for pattern, bounds in _RANGES:
        match = pattern.search(unread.text)
        values = [read_numeral(group) or 0 for group in match.groups() if group] if match else []
        if match and values and all(values):
            low, high = bounds(values)
            unread.strike(match.span())
            held = (c for c in catalogue.numbered if low <= _number(c) <= high)
            return Among(tuple(held), match.group().strip("从自"))
    return None


def read_section(
    unread: Unread, question: ParsedQuestion, catalogue: Catalogue, sections: SectionRoute
) -> ClauseFilter | None:
    """Read a section, and 前三条 or 最后两条 of it or of all, and strike them out."""
    several = _several_sections(unread, catalogue)
    if several is not None:
        return several
    named = sections.mention_in(question, unread.text)
    clauses, label = None, ""
    if named is not None:
        span, document, section = named
        clauses, label = catalogue.in_section(document, section), f"“{section.no}、{section.title}”部分"
        unread.strike(span)
    for pattern, last in ((cues.FIRST, False), (cues.LAST, True)):
        match = pattern.search(unread.text)
        count = read_numeral(match.group(1)) if match else None
        if match and count and count > 1:
            whole = list(catalogue.numbered) if clauses is None else clauses
            clauses, label = whole[-count:] if last else whole[:count], label + match.group()
            unread.strike(match.span())
    return None if clauses is None else Among(tuple(clauses), label)


def _several_sections(unread: Unread, catalogue: Catalogue) -> ClauseFilter | None:
    """Read 第四到第八部分 or 第一部分和第二部分, of one document."""
    document = catalogue.documents[0] if len(catalogue.documents) == 1 else None
    match, named = cues.SECTION_RANGE.search(unread.text), section_references(unread.text)
    numbers = [number for number, _ in named]
    spans = [span for _, span in named]
    if match:
        ends = [read_numeral(group) or 0 for group in match.groups()]
        numbers, spans = list(range(ends[0], ends[1] + 1)), [match.span()]
    if document is None or len(set(numbers)) < 2:
        return None
    held = [s for n, s in enumerate(document.sections, start=1) if n in numbers]
    unread.strike(*spans)
    clauses = [clause for section in held for clause in catalogue.in_section(document, section)]
    label = "、".join(section.no for section in held)
    return Among(tuple(clauses), f"第{label}部分") if clauses else None


def _number(clause: Clause) -> int:
    return int(clause.number.split("-")[0])
