"""The ingest report: gaps, duplicates, clauses without units, words that no clause holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.document import NUMBERED_KINDS, Clause, IngestReport, Leftover, Span

#: Where at least this share of the numbered clauses name units, one without any is a finding.
_MOST_HAVE_UNITS = 0.5
_DATES_DISAGREE = "日期不一致"


def make_report(
    source_text: str,
    clauses: Sequence[Clause],
    framed: Iterable[Span],
    unread: Iterable[Span],
    dates: Sequence[tuple[str, date]],
    warnings: Sequence[str],
) -> IngestReport:
    """Return what the parse found and what it did not account for.

    ``framed`` are the spans of headings and of the document's head and foot, ``unread`` lines
    that are none of these; they and the words that no span covers are leftovers.
    """
    left = [Leftover(span, "不属于正文、标题或文件头尾的文字") for span in unread]
    covered = [*(clause.span for clause in clauses), *framed, *(item.span for item in left)]
    left += _uncovered(source_text, covered)
    numbered = [clause for clause in clauses if clause.kind in NUMBERED_KINDS]
    gaps, duplicates = _number_findings(numbered)
    return IngestReport(
        measures=len(numbered),
        gaps=gaps,
        duplicates=duplicates,
        without_units=_without_units(numbered),
        unassigned_chars=sum(
            sum(1 for character in source_text[start:end] if character.isalnum())
            for start, end in (leftover.span for leftover in left)
        ),
        leftovers=tuple(sorted(left, key=lambda leftover: leftover.span)),
        warnings=(*warnings, *_date_findings(dates)),
    )


def strict_findings(report: IngestReport) -> tuple[str, ...]:
    """Return the findings for which ``index --strict`` refuses a document, a line each."""
    findings = []
    if report.gaps:
        findings.append(f"条款编号不连续，缺第{'、'.join(report.gaps)}条")
    if report.duplicates:
        findings.append(f"条款编号重复：{'、'.join(report.duplicates)}")
    if report.without_units:
        findings.append(f"缺少责任单位的条款：{'、'.join(report.without_units)}")
    if report.unassigned_chars:
        findings.append(f"有{report.unassigned_chars}个字没有归入任何条款")
    findings.extend(line for line in report.warnings if line.startswith(_DATES_DISAGREE))
    return tuple(findings)


def _uncovered(source_text: str, covered: Iterable[Span]) -> list[Leftover]:
    found, at = [], 0
    for start, end in [*sorted(covered), (len(source_text), len(source_text))]:
        piece = source_text[at:start]
        if piece.strip():
            begin = at + len(piece) - len(piece.lstrip())
            found.append(Leftover((begin, at + len(piece.rstrip())), "未归入任何条款"))
        at = max(at, end)
    return found


def _number_findings(numbered: Sequence[Clause]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers that are missing or printed twice; a restart at 1 begins anew."""
    gaps: list[str] = []
    duplicates: list[str] = []
    before = 0
    for clause in numbered:
        number, _, sub = clause.number.partition("-")
        # The parts of 1.1 begin anew below every heading; they are counted by their last number.
        value = int(number.rpartition(".")[2])
        if value == 1 and before > 1 and not sub:
            before = 0
        if sub:
            before = max(before, value)
        elif value == before:
            duplicates.append(clause.number)
        else:
            gaps.extend(str(missing) for missing in range(before + 1, min(value, before + 50)))
            before = value
    return tuple(gaps), tuple(duplicates)


def _without_units(numbered: Sequence[Clause]) -> tuple[str, ...]:
    bare = [clause.number for clause in numbered if not clause.units]
    return tuple(bare) if len(bare) < len(numbered) * (1 - _MOST_HAVE_UNITS) else ()


def _date_findings(dates: Sequence[tuple[str, date]]) -> tuple[str, ...]:
    """Return where two dates of one kind, or the signed and the catalogued date, disagree."""
    own = {day: kind for kind, day in dates if kind in ("成文日期", "落款日期")}
    if len(own) < 2:
        return ()
    named = "、".join(f"{kind}{day.isoformat()}" for day, kind in sorted(own.items()))
    return (f"{_DATES_DISAGREE}：{named}",)
