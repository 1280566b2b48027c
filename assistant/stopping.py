"""Stops a server gently: answers end by themselves, streams that only wait are ended."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: An open page and a connected MCP client each hold one for as long as they are there.
_ENDLESS = ("/gradio_api/heartbeat/", "/mcp")


class EndlessStreams:
    """ASGI middleware that ends the streams without an end once the server stops."""

    def __init__(self, app: ASGIApp, stopping: asyncio.Event) -> None:
        self._app = app
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        endless = scope["type"] == "http" and scope["method"] == "GET"
        if not endless or not scope["path"].startswith(_ENDLESS):
            await self._app(scope, receive, send)
            return
        open_ended = False

        async def noted(message: Message) -> None:
            nonlocal open_ended
            await send(message)
            open_ended = bool(message.get("more_body", message["type"] == "http.response.start"))

        stream = asyncio.ensure_future(self._app(scope, receive, noted))
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((stream, stop), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            ended = stream.done()
            stream.cancel()
        if ended:
            stream.result()
            return
        await asyncio.wait((stream,))
        if open_ended:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class GentleServer(uvicorn.Server):
    """A server that tells the streams when it stops; by itself it waits for them to end."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take nothing new, end the waiting streams, let the rest finish."""
        self._stopping.set()
        await super().shutdown(sockets)
