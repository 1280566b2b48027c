"""The tools ask, get_clause and list_clauses over MCP's streamable HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any

from anyio.to_thread import run_sync
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from assistant.accounts.roles import Principal
from assistant.api.catalogue import clause_page, full_clause
from assistant.api.errors import error_response, status_of
from assistant.api.guard import principal_of
from assistant.api.pool import AnswerPool
from assistant.backend import Backend
from assistant.clause_query import ClauseQuery
from index.errors import AccessError, TiaowenError

_PRINCIPAL = "tiaowen.principal"
_INSTRUCTIONS = (
    "查政策文件。回答里的每个结论都有 citations 中的条款原文为据；"
    "status 为 not_found 或 not_specified 时，文件没有规定，不要自行补充。"
)
_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Words = Annotated[str, Field(max_length=200)]
Page = Annotated[int, Field(ge=1, le=200)]


class McpEndpoint:
    """The ASGI application at ``/mcp``; every request is admitted as the HTTP interface does."""

    def __init__(self, backend: Backend, pool: AnswerPool) -> None:
        self._server = _server(backend, pool)
        # Stateless, so that any of several processes can take any request. Host names are
        # checked at the edge of the whole interface.
        self._app = self._server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=backend.settings.max_body_bytes,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the sessions' tasks while the server runs; once for an endpoint."""
        async with self._server.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request."""
        try:
            principal = await run_sync(principal_of, Request(scope))
        except TiaowenError as error:
            wait = error.retry_after if isinstance(error, AccessError) else None
            response = error_response(status_of(error), str(error), retry_after=wait)
            await response(scope, receive, send)
            return
        await self._app({**scope, "path": "/mcp", _PRINCIPAL: principal}, receive, send)


def _server(backend: Backend, pool: AnswerPool) -> MCPServer[Any]:
    server: MCPServer[Any] = MCPServer(
        "tiaowen", title="条问", instructions=_INSTRUCTIONS, log_level="WARNING"
    )

    @server.tool(title="问政策", annotations=_READ_ONLY, structured_output=True)
    async def ask(
        question: Annotated[str, Field(max_length=20_000, description="问题，用大白话")],
        ctx: Context[Any, Any],
        as_of: Annotated[date | None, Field(description="按哪一天判断有效期")] = None,
        conversation_id: Annotated[
            str | None, Field(max_length=64, description="接着问时写同一个名字")
        ] = None,
    ) -> dict[str, Any]:
        """问一个政策问题，得到直接回答和逐条引用的条款原文。"""
        owner = _principal(ctx).owner

        def answer() -> dict[str, Any]:
            exchange = backend.dialogue.ask(
                question, owner=owner, channel="mcp", conversation=conversation_id, as_of=as_of
            )
            return exchange.to_json()

        try:
            return await pool.run(answer)
        except TiaowenError as error:
            raise ToolError(str(error)) from None

    @server.tool(title="条款全文", annotations=_READ_ONLY, structured_output=True)
    async def get_clause(
        clause_id: Annotated[str, Field(max_length=200, description="引用里的 clause_id")],
    ) -> dict[str, Any]:
        """按 clause_id 取一条条款的全文、责任单位和有效期。"""
        catalogue = backend.assistant.catalogue
        found = await run_sync(catalogue.index.clause, clause_id)
        if found is None:
            raise ToolError("没有这个编号的条款。")
        return full_clause(catalogue, found)

    @server.tool(title="列出条款", annotations=_READ_ONLY, structured_output=True)
    async def list_clauses(
        unit: Words = "", section: Words = "", doc: Words = "", q: Words = "",
        limit: Page = 20, offset: Annotated[int, Field(ge=0)] = 0,
    ) -> dict[str, Any]:  # fmt: skip
        """按责任单位、章节、文件或词语列出条款；total 是总数，列表按 limit 和 offset 分页。"""
        query = ClauseQuery(unit=unit, section=section, document=doc, words=q)
        return await run_sync(clause_page, backend.assistant.catalogue, query, limit, offset)

    return server


def _principal(ctx: Context[Any, Any]) -> Principal:
    request: Any = ctx.request_context.request
    principal: Principal = request.scope[_PRINCIPAL]
    return principal
