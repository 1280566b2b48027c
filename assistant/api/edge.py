"""The outermost layer of the interface: host names, unknown addresses, figures of requests."""

from __future__ import annotations

import asyncio
import time

from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.errors import error_response
from assistant.api.guard import host_is_known
from assistant.api.operations import observed_route
from assistant.backend import Backend
from assistant.metrics import REQUEST_SECONDS, REQUESTS

#: What belongs to the interface; every other path is the web site's.
PREFIXES = (
    "/api/", "/v1/", "/mcp", "/channels/", "/healthz", "/readyz", "/metrics", "/openapi.json",
)  # fmt: skip
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]


class TooLargeError(Exception):
    """A request's body is larger than the settings allow."""


async def _whole_body(receive: Receive, limit: int) -> Receive:
    """Read a body of at most ``limit`` bytes and return a ``receive`` that gives it at once."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return _replay([message], receive)
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooLargeError
        more = message.get("more_body", False)
    return _replay([{"type": "http.request", "body": bytes(body), "more_body": False}], receive)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    async def give() -> Message:
        return messages.pop(0) if messages else await receive()

    return give


class Edge:
    """ASGI middleware for the interface alone: host names, the size of bodies, figures."""

    def __init__(self, app: ASGIApp, backend: Backend) -> None:
        self._app = app
        self._backend = backend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIXES):
            await self._app(scope, receive, send)
            return
        if not host_is_known(Headers(scope=scope).get("host", ""), self._backend):
            await error_response(421)(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._backend.settings.request_timeout_s):
                receive = await _whole_body(receive, self._backend.settings.max_body_bytes)
        except TooLargeError:
            await error_response(413)(scope, receive, send)
            return
        except TimeoutError:
            await error_response(408)(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = observed_route(Request(scope))
            REQUESTS.labels(route, scope["method"], str(status)).inc()
            REQUEST_SECONDS.labels(route).observe(time.perf_counter() - started)


def install_unknown(app: FastAPI) -> None:
    """Answer unknown addresses of the interface in its own shape; add it after every route."""
    known = tuple(app.router.routes)

    async def unknown(request: Request) -> Response:
        allowed = [
            method
            for method in _METHODS
            for scope in [{**request.scope, "method": method}]
            if any(route.matches(scope)[0] is Match.FULL for route in known)
        ]
        if not allowed:
            return error_response(404)
        response = error_response(405)
        response.headers["Allow"] = ", ".join(allowed)
        return response

    for prefix in ("/api", "/v1", "/mcp", "/channels", "/healthz", "/readyz", "/metrics"):
        app.add_route(prefix, unknown, methods=_METHODS, include_in_schema=False)
        app.add_route(f"{prefix}/{{rest:path}}", unknown, methods=_METHODS, include_in_schema=False)
