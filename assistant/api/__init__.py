"""The interface for other programs: HTTP, OpenAI's shape, MCP and channels on one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.routing import Route

from assistant.api import ask, catalogue, channels, openai, operations
from assistant.api.edge import Edge, install_unknown
from assistant.api.errors import install_errors
from assistant.api.pool import AnswerPool
from assistant.backend import Backend
from assistant.mcp_server import McpEndpoint
from assistant.upkeep import Upkeep


def install(app: FastAPI, backend: Backend) -> None:
    """Put every route of the interface on an application, before the web site takes the rest."""
    settings = backend.settings
    app.state.backend = backend
    app.state.pool = AnswerPool(
        concurrency=settings.concurrency,
        waiting=settings.waiting,
        timeout_s=settings.request_timeout_s,
    )
    app.state.upkeep = Upkeep(
        backend.conversations, retention_days=settings.retention_days
    )
    install_errors(app)
    for module in (ask, catalogue, openai, operations, channels):
        app.include_router(module.router)
    app.state.mcp = McpEndpoint(backend, app.state.pool)
    app.router.routes.append(Route("/mcp", app.state.mcp, include_in_schema=False))
    install_unknown(app)
    app.add_middleware(Edge, backend=backend)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run the interface; answers that have begun finish before the server stops."""
    upkeep: Upkeep = app.state.upkeep
    upkeep.start()
    async with app.state.mcp.running():
        yield
    upkeep.stop()
    app.state.pool.close()
    app.state.backend.close()
