"""Reading the documents: clauses, units, documents; lists are complete and in pages."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.answer import section_label
from assistant.api.errors import MissingError
from assistant.api.guard import Asker, BackendOf
from assistant.catalogue import Catalogue
from assistant.clause_query import ClauseQuery
from assistant.settings import today
from index.document import Clause, PolicyDocument
from index.document_json import clause_json, document_json

router = APIRouter(prefix="/api", tags=["条款"])
Limit = Annotated[int, Query(ge=1, le=1000, description="一页多少条")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="从第几条起")]
Word = Annotated[str, Query(max_length=200)]


@router.get("/clauses", summary="按责任单位、章节、文件和词语列出条款")
def clauses(
    backend: BackendOf, _: Asker, unit: Word = "", section: Word = "", q: Word = "",
    doc: Word = "", number: Word = "", limit: Limit = 100, offset: Offset = 0,
) -> dict[str, Any]:  # fmt: skip
    """List every clause that fulfils all conditions; ``total`` counts them all."""
    query = ClauseQuery(unit=unit, section=section, document=doc, words=q, number=number)
    return clause_page(backend.assistant.catalogue, query, limit, offset)


@router.get("/clauses/{clause_id:path}", summary="一条条款的全文")
def clause(clause_id: str, backend: BackendOf, _: Asker) -> dict[str, Any]:
    """Return one clause."""
    catalogue = backend.assistant.catalogue
    found = catalogue.index.clause(clause_id)
    if found is None:
        raise MissingError("没有这个编号的条款。")
    return full_clause(catalogue, found)


@router.get("/units", summary="责任单位和各自的条款数")
def units(backend: BackendOf, _: Asker, limit: Limit = 1000, offset: Offset = 0) -> dict[str, Any]:
    """List the units by how many clauses name them."""
    uses = backend.assistant.catalogue.unit_uses
    rows = [
        {"canonical": use.canonical, "names": list(use.names), "clauses": use.clauses}
        for use in uses[offset : offset + limit]
    ]
    return {"total": len(uses), "units": rows}


@router.get("/documents", summary="文件和它们的效力")
def documents(
    backend: BackendOf, _: Asker, limit: Limit = 100, offset: Offset = 0
) -> dict[str, Any]:
    """List the documents of the index."""
    catalogue = backend.assistant.catalogue
    identifiers = sorted(catalogue.index.documents)
    rows = [
        _document(catalogue, catalogue.index.documents[key])
        for key in identifiers[offset : offset + limit]
    ]
    return {
        "total": len(identifiers),
        "index_version": catalogue.index.version,
        "documents": rows,
    }


def clause_page(
    catalogue: Catalogue, query: ClauseQuery, limit: int, offset: int
) -> dict[str, Any]:
    """Return one page of a complete list."""
    found = query.find(catalogue)
    page = [full_clause(catalogue, item) for item in found[offset : offset + limit]]
    return {"total": len(found), "clauses": page}


def full_clause(catalogue: Catalogue, clause: Clause) -> dict[str, Any]:
    """Return a clause as in ``parse``, with where it stands and whether it is in force today."""
    document = catalogue.document_of(clause)
    validity = document.validity_of(clause)
    return {
        **clause_json(clause),
        "doc_id": clause.doc_id,
        "doc_title": document.title,
        "doc_number": document.doc_number,
        "source": document.source,
        "section_label": section_label(document, clause.section),
        "validity": {
            "status": validity.status(today()),
            "from": validity.effective_from.isoformat() if validity.effective_from else None,
            "until": validity.until.isoformat() if validity.until else None,
        },
    }


def _document(catalogue: Catalogue, document: PolicyDocument) -> dict[str, Any]:
    return {
        **document_json(document),
        "validity_status": document.validity.status(today()),
        "clauses": document.report.measures,
        "sections": [
            {"no": s.no, "title": s.title, "clauses": len(s.clause_ids)} for s in document.sections
        ],
    }
