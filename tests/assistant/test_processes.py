"""Two processes share one published index and one database."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from assistant.accounts.keys import ApiKeys
from assistant.storage.database import Database
from index.build import build_index

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ready(url, deadline):
    while time.monotonic() < deadline:
        try:
            return httpx2.get(f"{url}/readyz", timeout=2).status_code == 200
        except httpx2.TransportError:
            time.sleep(0.1)
    return False


@pytest.fixture
def sources(tmp_path, default_source, letters):
    (tmp_path / "docs").mkdir()
    shutil.copy(default_source, tmp_path / "docs")
    build_index(tmp_path / "docs", tmp_path / "index", letters)
    return tmp_path / "docs"


@pytest.fixture
def processes(tmp_path, sources):
    """Start two at the same moment on a database that has no tables yet."""
    database = f"sqlite:///{tmp_path}/shared.db"
    ports = [free_port(), free_port()]
    command = [sys.executable, "-m", "tests.assistant.serve_process", tmp_path / "index", database]
    running = [subprocess.Popen([*command, str(port)], cwd=ROOT) for port in ports]
    urls = [f"http://127.0.0.1:{port}" for port in ports]
    deadline = time.monotonic() + 120
    assert all(ready(url, deadline) for url in urls)
    yield urls, running, database
    for process in running:
        process.kill()
        process.wait(timeout=10)


def test_processes_share_conversations_limits_and_new_indexes(
    processes, sources, tmp_path, letters
):
    (one, other), running, database = processes
    first = {"question": "第十九条由谁负责？", "conversation_id": "c"}
    httpx2.post(f"{one}/api/ask", json=first, timeout=20)
    follow = {"question": "那它的补助多少？", "conversation_id": "c"}
    assert "第十九条" in httpx2.post(f"{other}/api/ask", json=follow, timeout=20).json()[
        "standalone_question"
    ]

    key = ApiKeys(Database(database)).issue("两边").secret
    headers = {"Authorization": f"Bearer {key}"}
    if time.time() % 60 > 50:  # limits count whole minutes of the clock
        time.sleep(60 - time.time() % 60)
    statuses = [
        httpx2.get(f"{url}/v1/models", headers=headers, timeout=20).status_code
        for url in (one, other, one, other, one, other)
    ]
    assert statuses == [200] * 4 + [429] * 2

    text = "甲市人民政府关于支持养蜂业的意见\n甲政发〔2024〕9号\n一、政策\n（一）养蜂户奖励3万元。"
    (sources / "养蜂.txt").write_text(text, encoding="utf-8")
    version = build_index(sources, tmp_path / "index", letters).version
    for url in (one, other):
        assert eventually(lambda url=url: documents(url)["index_version"] == version)
        assert documents(url)["total"] == 2

    running[0].send_signal(signal.SIGTERM)
    assert running[0].wait(timeout=20) in (0, -signal.SIGTERM)
    assert httpx2.get(f"{other}/healthz", timeout=5).status_code == 200


def documents(url):
    return httpx2.get(f"{url}/api/documents", timeout=20).json()


def eventually(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.2)
    return False
