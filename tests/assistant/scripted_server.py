"""A double of an OpenAI-compatible server: it says what a script tells it, well or badly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

#: What a script gets, the request's body, and returns: words, or a whole response.
Script = Callable[[dict[str, Any]], str | Response]


@dataclass
class ScriptedServer:
    """The server; ``requests`` are the bodies that came, ``keys`` their authorizations."""

    script: Script = lambda body: ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def application(self) -> Starlette:
        return Starlette(routes=[Route("/v1/chat/completions", self._complete, methods=["POST"])])

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        self.requests.append(body)
        self.keys.append(request.headers.get("authorization", ""))
        said = self.script(body)
        return stream([said]) if isinstance(said, str) else said


def chunk(text: str, reason: str | None = None) -> bytes:
    """One event of a stream."""
    delta = {"role": "assistant", "content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    event = {
        "id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m",
        "choices": [choice],
    }  # fmt: skip
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def stream(pieces: list[str], *, end: bool = True, pause: float = 0.0) -> Response:
    """A stream of pieces; without its end it is cut off."""

    async def events() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield chunk(piece)
            await asyncio.sleep(pause)
        if end:
            yield chunk("", "stop") + b"data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


def endless(text: str, pause: float = 0.0) -> Response:
    """A stream that never ends by itself."""

    async def events() -> AsyncIterator[bytes]:
        while True:
            yield chunk(text)
            await asyncio.sleep(pause)

    return StreamingResponse(events(), media_type="text/event-stream")


def raw(content: bytes, media_type: str = "text/event-stream", status: int = 200) -> Response:
    return Response(content, media_type=media_type, status_code=status)


def broken_off() -> Response:
    """A stream whose connection breaks in the middle of an event."""

    async def events() -> AsyncIterator[bytes]:
        yield chunk("补助")
        yield b'data: {"id": "c", "cho'
        raise ConnectionResetError

    return StreamingResponse(events(), media_type="text/event-stream")
