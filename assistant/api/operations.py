"""What those who run the service ask: is it alive, is it ready, its figures, its records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from assistant.api.ask import answer_json
from assistant.api.errors import MissingError
from assistant.api.guard import BackendOf, Pool, Staff
from assistant.api.schemas import PathId
from assistant.audit import Replay, record_json, replay
from assistant.metrics import exposition
from index.errors import TiaowenError

router = APIRouter(tags=["运行"])


@router.get("/healthz", summary="进程是否活着")
def healthz() -> dict[str, str]:
    """Answer as long as the process does."""
    return {"status": "ok"}


@router.get("/readyz", summary="能否回答问题")
def readyz(backend: BackendOf) -> JSONResponse:
    """Tell whether the index is open and the database answers."""
    checks = {"index": _index_is_open(backend), "database": backend.database.ready()}
    ready = all(checks.values())
    body: dict[str, Any] = {"status": "ready" if ready else "not_ready", "checks": checks}
    if not ready:
        body["error"] = {"code": "unavailable", "message": "服务还没有准备好。"}
    return JSONResponse(body, status_code=200 if ready else 503)


def _index_is_open(backend: BackendOf) -> bool:
    try:
        return len(backend.assistant.retriever.index.clauses) > 0
    except TiaowenError:
        return False


@router.get("/metrics", summary="Prometheus 指标（管理员）")
def metrics(_: Staff) -> Response:
    """Return the figures in Prometheus's text format."""
    return Response(exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/api/audit", summary="导出回答记录，每行一个 JSON（管理员）", tags=["审计"])
def audit_export(
    backend: BackendOf, _: Staff, since: Annotated[datetime | None, Query()] = None
) -> StreamingResponse:
    """Export every record, oldest first."""
    moment = since.astimezone() if since is not None else None

    def lines() -> Iterator[str]:
        for record in backend.conversations.exported(since=moment):
            yield json.dumps(record_json(record), ensure_ascii=False) + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.get("/api/audit/{identifier}", summary="一条回答记录（管理员）", tags=["审计"])
def audit_record(identifier: PathId, backend: BackendOf, _: Staff) -> dict[str, Any]:
    """Return one record."""
    found = backend.conversations.record(identifier)
    if found is None:
        raise MissingError("没有这条记录。")
    return record_json(found)


@router.post("/api/audit/{identifier}/replay", summary="按记录重答并比较（管理员）", tags=["审计"])
async def audit_replay(
    identifier: PathId, backend: BackendOf, _: Staff, pool: Pool
) -> dict[str, Any]:
    """Answer a record's question again and tell what differs."""
    found = backend.conversations.record(identifier)
    if found is None:
        raise MissingError("没有这条记录。")
    record = found

    def again() -> Replay:
        return replay(record, backend.assistant)

    result = await pool.run(again)
    return {"kept": answer_json(record), "now": result.answer, "differences": result.differences}


@router.get("/api/feedback", summary="收到的反馈（管理员）", tags=["审计"])
def feedback_list(
    backend: BackendOf, _: Staff,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:  # fmt: skip
    """List opinions, the latest first."""
    found = backend.feedback.recent(limit=limit, offset=offset)
    return {
        "feedback": [
            {
                "id": item.answer_id,
                "question": item.question,
                "answer": item.answer,
                "helpful": item.helpful,
                "reason": item.reason,
                "at": item.at.isoformat(),
            }
            for item in found
        ]
    }


def observed_route(request: Request) -> str:
    """Return the pattern of the route that took a request, never the path itself."""
    return getattr(request.scope.get("route"), "path", "other")
