"""The listener of the server."""

from __future__ import annotations

import asyncio
import socket

import pytest

from assistant import server
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
