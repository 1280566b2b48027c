"""A file becomes a parsed policy document: structure, units, metadata and report wired."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index import readers
from index.clauses import make_clauses
from index.departments import home_of
from index.document import PolicyDocument, Span
from index.document_json import to_json
from index.drafts import Structure
from index.identity import document_id
from index.layout import Layout, read_layout
from index.metadata import read_metadata
from index.normalization import simplify_each
from index.overrides import apply_overrides, check_overrides, read_overrides
from index.repeals import read_renewals, read_repeals
from index.report import make_report
from index.script import as_printed
from index.source_text import SourceText
from index.structure import read_structure
from index.titles import Title, read_titles
from index.units import UnitReader
from index.validity import document_validity

__all__ = ["document_id", "parse_document", "parse_file", "to_json"]


def parse_file(path: Path, root: Path | None = None) -> PolicyDocument:
    """Parse a file; its id and source name come from its path below ``root``.

    Raises:
        DocumentError: the file or the ``.yaml`` file beside it cannot be read.
    """
    name = path.relative_to(root).as_posix() if root is not None else path.name
    overrides = read_overrides(path)
    return parse_document(readers.read(path), source_name=name, overrides=overrides)


def parse_document(
    source: SourceText, *, source_name: str, overrides: Mapping[str, Any] | None = None
) -> PolicyDocument:
    """Parse a reader's text into sections, clauses, units, metadata and the ingest report.

    A text in traditional characters is read in simplified ones, and its words come as printed.

    Raises:
        DocumentError: ``overrides`` holds an unknown or ill-typed field.
    """
    overrides = check_overrides(overrides or {}, source_name)
    read = _read(replace(source, text=simplify_each(source.text)), source_name)
    return apply_overrides(as_printed(read, source.text), overrides)


def _read(source: SourceText, source_name: str) -> PolicyDocument:
    layout = read_layout(source)
    structure = read_structure(layout)
    doc_id = document_id(source_name)
    titles = read_titles(structure.frame)
    metadata = read_metadata(structure.frame, titles, Path(source_name).stem)
    units = UnitReader(home_of(metadata.issuers[0] if metadata.issuers else metadata.title))
    clauses, sections = make_clauses(doc_id, source, structure, units)
    frame, unread = _frame(structure, titles)
    held = [*(span for _, span in frame), *unread, *(section.span for section in sections)]
    held += [clause.span for clause in clauses]
    frame += _page_furniture(layout, held)
    covered = [*(span for _, span in frame), *(section.span for section in sections)]
    warnings = (*source.warnings, *metadata.warnings)
    return PolicyDocument(
        doc_id=doc_id,
        source=source_name,
        title=metadata.title,
        source_text=source.text,
        doc_number=metadata.doc_number,
        issuers=metadata.issuers,
        issue_date=metadata.issue_date,
        validity=document_validity(clauses, metadata),
        repeals=read_repeals(clauses, metadata.title),
        renews=read_renewals(clauses),
        cc=metadata.cc,
        sections=tuple(sections),
        clauses=tuple(clauses),
        frame=tuple(sorted(frame, key=lambda piece: piece[1])),
        common_units=units.common,
        report=make_report(source.text, clauses, covered, unread, metadata.dates, warnings),
    )


def _frame(
    structure: Structure, titles: Sequence[Title]
) -> tuple[list[tuple[str, Span]], list[Span]]:
    """Return the frame's parts with what they are, and the lines that are no part of it."""
    in_title = {i for title in titles for i in range(title.first, title.last)}
    frame: list[tuple[str, Span]] = []
    unread: list[Span] = []
    for i, piece in enumerate(structure.frame):
        if i in in_title:
            frame.append(("title", piece.paragraph.span))
        elif piece.role == "other":
            unread.append(piece.paragraph.span)
        else:
            frame.append((piece.role, piece.paragraph.span))
    return frame, unread


def _page_furniture(layout: Layout, held: Sequence[Span]) -> list[tuple[str, Span]]:
    """Return the page numbers and running heads that no other span holds."""
    spans = sorted(held)
    found: list[tuple[str, Span]] = []
    for line in layout.noise:
        before = bisect_right(spans, (line.start, sys.maxsize)) - 1
        if before < 0 or spans[before][1] <= line.start:
            found.append(("page", (line.start, line.end)))
    return found
