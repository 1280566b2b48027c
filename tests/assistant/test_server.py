"""The server: its listener, whose word it takes for an address, how it stops."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from assistant import server
from assistant.settings import Settings
from index.errors import InputError


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_answers_body_never_waits_for_its_head_to_be_acknowledged(host):
    async def no_delay_of_an_accepted_connection():
        seen = asyncio.get_running_loop().create_future()

        async def accept(_, writer):
            told = writer.get_extra_info("socket")
            seen.set_result(told.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with server._bound(host, 0) as listener:
            async with await asyncio.start_server(accept, sock=listener):
                _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
                told = await asyncio.wait_for(seen, 10)
                writer.close()
                return told

    try:
        assert asyncio.run(no_delay_of_an_accepted_connection())
    except InputError:
        pytest.skip(f"this machine has no address {host}")


def test_a_taken_port_is_told_in_one_line():
    with server._bound("127.0.0.1", 0) as listener:
        listener.listen()
        with pytest.raises(InputError, match="端口已被占用"):
            server._bound("127.0.0.1", listener.getsockname()[1])


@pytest.fixture
def app():
    """An application with a slow answer, a stream without an end, and the asker's address."""
    app = FastAPI()
    app.state.answering = threading.Event()

    @app.get("/mcp")
    def endless():
        async def events():
            while True:
                yield "data: ALIVE\n\n"
                await asyncio.sleep(600)

        return StreamingResponse(events())

    @app.get("/slow")
    async def slow():
        app.state.answering.set()
        await asyncio.sleep(1)
        return "answered"

    @app.get("/address")
    def address(request: Request):
        return request.client.host

    return app


@pytest.fixture
def running(app):
    """Serve the application for as long as the test lasts; give the server and its address."""
    with server._bound("127.0.0.1", 0) as listener:
        made = server.server_for(app, Settings(_env_file=None))
        thread = threading.Thread(target=made.run, args=([listener],))
        thread.start()
        while not made.started:
            time.sleep(0.02)
        yield made, thread, f"http://127.0.0.1:{listener.getsockname()[1]}"
        made.should_exit = made.force_exit = True
        thread.join(timeout=10)


def test_an_open_page_does_not_hold_up_a_stop_and_answers_are_finished(app, running):
    made, thread, url = running
    with ThreadPoolExecutor(1) as asker, httpx.stream("GET", f"{url}/mcp") as page:
        lines = page.iter_lines()
        assert next(lines) == "data: ALIVE"
        answer = asker.submit(httpx.get, f"{url}/slow")
        assert app.state.answering.wait(10)
        made.should_exit = True

        assert answer.result().json() == "answered"
        assert list(lines) == [""]  # the stream ends whole, it is not cut off
        thread.join(timeout=20)  # 35 s pass before the server cuts what is left
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("trusted", "proxy", "seen"),
    [
        ("127.0.0.1,::1", "127.0.0.1", "203.0.113.7"),
        ("127.0.0.1,::1", "172.18.0.1", "172.18.0.1"),
        ("172.16.0.0/12", "172.18.0.1", "203.0.113.7"),
    ],
)
def test_only_a_trusted_proxy_tells_who_asks(app, trusted, proxy, seen):
    made = server.server_for(app, Settings(_env_file=None, trusted_proxies=trusted))
    made.config.load()

    async def ask():
        transport = httpx.ASGITransport(made.config.loaded_app, client=(proxy, 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.get("/address", headers={"X-Forwarded-For": "203.0.113.7"})

    assert asyncio.run(ask()).json() == seen
