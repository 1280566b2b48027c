"""Turns the framework's page shell into ours: language, style, no foreign metadata or requests."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.gatekeeper import PROGRAM_PATHS
from assistant.web.rendering import render
from assistant.web.visitor import VISITOR_COOKIE, new_visitor_cookie

_METADATA = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')
_HEAD = """
<meta name="description" content="条问：用大白话问政策文件，逐条引用原文。">
<link rel="stylesheet" href="/web/site.css">
<link rel="stylesheet" href="/web/staff.css">
<script src="/web/common.js"></script>
<script src="/web/day.js"></script>
<script src="/web/failures.js"></script>
<noscript>请在浏览器中允许运行脚本，然后刷新本页。</noscript>
"""
#: The page may talk to this server alone. Gradio compiles its templates in the browser.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)

#: The framework's scripts carry a digest in their names: what was loaded once need not be again.
_HASHED = "/assets/"


def reshape(page: str) -> str:
    """Return a page of the framework as a page of ours."""
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    page = _METADATA.sub("", page)
    # Our rules begin with this name, which outweighs the framework's.
    page = page.replace("<body", '<body id="ti"', 1)
    return page.replace("</head>", f"{_HEAD}</head>", 1)


class PageShell:
    """ASGI middleware that rewrites HTML pages and sets the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and rewrite its answer where that is a page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given, path = Headers(scope=scope), str(scope["path"])
        by_hand = "text/html" in given.get("accept", "") and not path.startswith(PROGRAM_PATHS)
        started: Message | None = None
        body = bytearray()
        missing = False

        async def rewrite(message: Message) -> None:
            nonlocal started, missing
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # A page that brings its own policy is no page of the framework's.
                foreign = "content-security-policy" in headers
                _set_headers(headers, path)
                missing = message["status"] == 404 and by_hand
                if missing:
                    headers["content-type"] = "text/html; charset=utf-8"
                if not foreign and headers.get("content-type", "").startswith("text/html"):
                    if VISITOR_COOKIE not in given.get("cookie", ""):
                        secure = scope.get("scheme") == "https"
                        headers.append("set-cookie", new_visitor_cookie(secure=secure))
                    started = message
                    return
            elif started is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = render("missing.html") if missing else reshape(body.decode("utf-8"))
                content = page.encode("utf-8")
                MutableHeaders(scope=started)["content-length"] = str(len(content))
                await send(started)
                message = {"type": "http.response.body", "body": content}
            await send(message)

        await self._app(scope, receive, rewrite)


def _set_headers(headers: MutableHeaders, path: str) -> None:
    headers.setdefault("content-security-policy", _POLICY)
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"
    headers["x-frame-options"] = "SAMEORIGIN"
    if path.startswith(_HASHED):
        headers["cache-control"] = "public, max-age=31536000, immutable"
