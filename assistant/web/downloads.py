"""Files that a page offers for download."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.backend import Backend
from assistant.web.checkup import Checkup, read_checkup
from assistant.web.checkup_files import as_docx as checkup_docx
from assistant.web.clause_views import row_of
from assistant.web.conversation_files import as_docx, as_markdown
from assistant.web.finder import Finder, FinderResult, read_query
from assistant.web.spreadsheet import workbook
from assistant.web.talk import Talks
from assistant.web.visitor import visitor_of
from index.errors import InputError, TiaowenError

_MAX_FACTS = 60_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES = {"docx": (as_docx, _DOCX), "md": (as_markdown, "text/markdown; charset=utf-8")}
_COLUMNS = (
    ("条款", 10), ("标题", 28), ("原文", 90), ("责任单位", 26), ("所属部分", 22), ("有效状态", 12),
    ("文件", 40), ("文号", 20),
)  # fmt: skip


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to save under a Chinese name."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})


def _as_table(result: FinderResult) -> bytes:
    rows = []
    for hit in result.hits:
        row = row_of(hit, result.query.as_of)
        rows.append(
            (row.number, row.title, hit.clause.text, row.units, row.section, row.validity_label,
             row.document, row.doc_number)
        )  # fmt: skip
    day = result.query.as_of.isoformat()
    return workbook(f"{result.heading}（有效状态按{day}）", _COLUMNS, rows)


def _parsed(facts: str) -> dict[str, Any]:
    try:
        fields = json.loads(facts)
    except ValueError as error:
        raise InputError("填写的内容读不出来，请回到页面重新导出。") from error
    return fields if isinstance(fields, dict) else {}


def downloads(backend: Backend, finder: Finder, checkup: Checkup) -> APIRouter:
    """Return the routes of the downloads."""
    router = APIRouter(prefix="/download", include_in_schema=False)
    talks = Talks(backend)

    @router.get("/clauses.xlsx")
    def clauses(request: Request) -> Response:
        try:
            result = finder.run(read_query(request.query_params))
        except TiaowenError as error:
            return PlainTextResponse(str(error), status_code=400)
        return attachment(_as_table(result), _XLSX, "条款.xlsx")

    @router.post("/checkup.docx")
    def checked(request: Request, facts: Annotated[str, Form(max_length=_MAX_FACTS)]) -> Response:
        try:
            visitor_of(request, backend)
            view = checkup.run(read_checkup(_parsed(facts)))
        except TiaowenError as error:
            return PlainTextResponse(str(error), status_code=400)
        return attachment(checkup_docx(view), _DOCX, "政策体检结果.docx")

    @router.get("/conversation.{kind}")
    def conversation(kind: str, request: Request, c: str = "", share: str = "") -> Response:
        if kind not in _FILES:
            return PlainTextResponse("没有这种文件。", status_code=404)
        try:
            owner = visitor_of(request, backend).owner
            talk = talks.shared(share) if share else talks.of(owner, c)
        except TiaowenError as error:
            return PlainTextResponse(str(error), status_code=400)
        if not talk.turns:
            return PlainTextResponse("找不到这段对话。", status_code=404)
        write, media_type = _FILES[kind]
        return attachment(write(talk.turns), media_type, f"条问对话.{kind}")

    return router
