"""One server for every face: the HTTP interface and the web pages on one port."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant.api import install, lifespan
from assistant.backend import open_backend
from assistant.settings import Settings
from assistant.stopping import EndlessStreams, GentleServer
from assistant.web.site import mount_site
from index.errors import InputError


def build_app(settings: Settings, given_index: Path | None = None) -> FastAPI:
    """Return the application; the index opens first, so that a bad one is told before serving."""
    backend = open_backend(settings, given_index)
    # The interactive API pages of FastAPI load scripts from a CDN; they stay off.
    app = FastAPI(title="条问", docs_url=None, redoc_url=None, lifespan=lifespan)
    # The routers come before the site: its mount at "/" takes every other path.
    install(app, backend)
    mount_site(app, backend)
    return app


def serve(settings: Settings, given_index: Path | None = None) -> None:
    """Serve until stopped; what has begun is answered first.

    Raises:
        InputError: the address cannot be listened on.
    """
    # Bound first, so that a taken port is told at once and not after the index is open.
    with _bound(settings.host, settings.port) as listener:
        server_for(build_app(settings, given_index), settings).run(sockets=[listener])


def server_for(app: FastAPI, settings: Settings) -> GentleServer:
    """Return the server of an application; it is not started."""
    stopping = asyncio.Event()
    app.add_middleware(EndlessStreams, stopping=stopping)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=int(settings.request_timeout_s) + 5,
    )
    return GentleServer(config, stopping)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named. With it on, an answer's
    # body waits 40 ms for the client to acknowledge the head, on every connection kept open.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"不能监听 {host}:{port}：端口已被占用，或者地址不属于本机，请换一个再试。"
        ) from error
    return listener
