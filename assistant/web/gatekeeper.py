"""Turns away what the pages never ask for: the framework's spare routes, and bodies too large."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from index.readers import MAX_FILE_BYTES

_FRAMEWORK = "/gradio_api/"
#: What the pages' own scripts call of the framework; its proxy, file and upload routes stay shut.
_USED = (
    "/gradio_api/queue/", "/gradio_api/run/", "/gradio_api/heartbeat/", "/gradio_api/app_id",
    "/gradio_api/startup-events", "/gradio_api/cancel", "/gradio_api/reset",
)  # fmt: skip
_SHUT = ("/monitoring", "/login", "/logout", "/pwa_icon")
_UPLOAD = "/staff/upload"
#: An event carries at most a question or a form of facts.
_MOST_BYTES = 512 * 1024
#: What multipart adds to a file.
_FRAME_BYTES = 64 * 1024
#: The interface for programs has limits and errors of its own.
PROGRAM_PATHS = ("/api/", "/v1/", "/mcp", "/channels/")


class Gatekeeper:
    """ASGI middleware in front of the pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(PROGRAM_PATHS):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(_SHUT) or (path.startswith(_FRAMEWORK) and not path.startswith(_USED)):
            await PlainTextResponse("没有这个页面。", status_code=404)(scope, receive, send)
            return
        if scope["method"] == "POST":
            most = MAX_FILE_BYTES + _FRAME_BYTES if path == _UPLOAD else _MOST_BYTES
            length = Headers(scope=scope).get("content-length", "")
            if not length.isdecimal() or int(length) > most:
                refusal = PlainTextResponse("提交的内容太大。", status_code=413)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
