"""``tiaowen serve``: what stops it before it serves."""

import socket


def test_a_taken_port_is_told(complains):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        complains("serve", "--port", port, saying=f"不能监听 127.0.0.1:{port}")


def test_a_given_index_must_exist(complains, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    index = tmp_path / "nowhere"
    complains("serve", "--port", port, "--index", index, saying="tiaowen index")
