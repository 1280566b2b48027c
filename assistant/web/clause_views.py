"""What the search page shows of a clause: a line of the list, the whole clause, the 口径卡."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answer import clause_name, quoted_title, section_label
from assistant.clause_search import Hit
from assistant.phrases import body_span, title_end
from assistant.web.views import VALIDITY_LABELS, UnitLine, clause_heading, unit_lines
from assistant.wording import chinese_day, document_label, period
from index.document import Span, ValidityStatus

#: Characters of the clause that a line of the list shows.
_SNIPPET = 76

#: A piece of text, and whether it is a word that was searched for.
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause in a list."""

    clause_id: str
    number: str
    title: str
    section: str
    units: str
    validity: ValidityStatus
    validity_label: str
    document: str
    doc_number: str
    snippet: tuple[Piece, ...]


def pieces(
    text: str, spans: tuple[Span, ...], start: int = 0, end: int | None = None
) -> tuple[Piece, ...]:
    """Cut a stretch of a text at the spans of the words in it."""
    end = len(text) if end is None else end
    cut: list[Piece] = []
    at = start
    for first, last in spans:
        if last <= at or first >= end:
            continue
        cut.append((text[at:first], False))
        cut.append((text[max(first, at) : min(last, end)], True))
        at = min(last, end)
    cut.append((text[at:end], False))
    return tuple(piece for piece in cut if piece[0])


def _snippet(hit: Hit) -> tuple[Piece, ...]:
    text = hit.clause.text
    title = start = title_end(text, hit.clause.title)
    if hit.nearest:
        start = max(text.find(hit.nearest), 0)
    inside = [span for span in hit.words if span[0] >= start]
    if inside and inside[0][1] > start + _SNIPPET:
        start = inside[0][0] - _SNIPPET // 3
    end = min(len(text), start + _SNIPPET)
    shown = pieces(text, hit.words, start, end)
    before: tuple[Piece, ...] = (("…", False),) if start > title else ()
    return before + shown + ((("…", False),) if end < len(text) else ())


def row_of(hit: Hit, as_of: date) -> ClauseRow:
    """Return a clause as a line of a list."""
    clause, document = hit.clause, hit.document
    number, title = clause_heading(clause, document)
    status = document.validity_of(clause).status(as_of)
    return ClauseRow(
        clause_id=clause.clause_id,
        number=number,
        title=title,
        section=section_label(document, clause.section) or "",
        units="、".join(dict.fromkeys(unit.name for unit in clause.units)),
        validity=status,
        validity_label=VALIDITY_LABELS[status],
        document=document.title,
        doc_number=document.doc_number or "",
        snippet=_snippet(hit),
    )


@dataclass(frozen=True, slots=True)
class ClauseDetail:
    """A whole clause with the card to read out; ``card`` is ready to copy."""

    row: ClauseRow
    text: tuple[Piece, ...]
    units: tuple[UnitLine, ...]
    period: str
    page: int | None
    as_of: str
    card: str


def detail_of(hit: Hit, as_of: date) -> ClauseDetail:
    """Return a whole clause with its card."""
    clause, document = hit.clause, hit.document
    return ClauseDetail(
        row=row_of(hit, as_of),
        text=pieces(clause.text, hit.words),
        units=unit_lines(clause),
        period=period(document.validity_of(clause)),
        page=clause.page,
        as_of=chinese_day(as_of),
        card=card_text(hit, as_of),
    )


def card_text(hit: Hit, as_of: date) -> str:
    """Return the words to read out: source, clause, verbatim text, units, validity."""
    clause, document = hit.clause, hit.document
    validity = document.validity_of(clause)
    start, end = title_end(clause.text, clause.title), body_span(clause.text)[1]
    body = clause.text[start:end] if start < end else clause.text
    title = quoted_title(clause)
    status = VALIDITY_LABELS[validity.status(as_of)]
    stated = period(validity)
    return "\n".join(
        [
            f"【依据】{document_label(document)}{clause_name(clause, document)}{title}",
            f"【原文】{body.strip()}",
            *(f"【{line.label}】{line.names}" for line in unit_lines(clause)),
            f"【有效期】{stated + '，' if stated else ''}按{chinese_day(as_of)}：{status}",
        ]
    )
