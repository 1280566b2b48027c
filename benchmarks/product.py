"""Measure the product from outside: a lone command, and the service under eight users."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.serving import SECONDS, USERS
from benchmarks.workload import ROOT

_RUNS = 5
_START_SECONDS = 300


def measure_command(
    question: str, index_dir: Path, embedder_spec: str, models_dir: Path
) -> dict[str, float]:
    """Return the median seconds of ``tiaowen ask``, from its start to its end."""
    command = [sys.executable, "-m", "assistant", "ask", question, "--index", str(index_dir)]
    taken = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(
            command,
            cwd=ROOT,
            env=_environment(embedder_spec, models_dir),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        taken.append(time.perf_counter() - started)
    return {"seconds": float(np.median(taken)), "first_seconds": taken[0]}


def measure_service(
    texts: list[str], index_dir: Path, embedder_spec: str, models_dir: Path
) -> dict[str, Any]:
    """Ask a service of one process over HTTP as eight users; the users share its cores."""
    with _service(index_dir, embedder_spec, models_dir) as (url, start_seconds):
        ends = time.perf_counter() + SECONDS

        def use(user: int) -> tuple[list[float], Counter[int]]:
            taken: list[float] = []
            statuses: Counter[int] = Counter()
            with httpx.Client(base_url=url, timeout=30) as client:
                while time.perf_counter() < ends:
                    question = texts[(user * 31 + len(taken)) % len(texts)]
                    started = time.perf_counter()
                    response = client.post("/api/ask", json={"question": question})
                    taken.append((time.perf_counter() - started) * 1000)
                    statuses[response.status_code] += 1
            return taken, statuses

        with ThreadPoolExecutor(USERS) as users:
            results = list(users.map(use, range(USERS)))
    taken = [one for each, _ in results for one in each]
    statuses = sum((each for _, each in results), Counter[int]())
    return {
        "start_seconds": start_seconds,
        "answers_per_second": statuses[200] / SECONDS,
        "errors": statuses.total() - statuses[200],
        "p50_ms": float(np.percentile(taken, 50)),
        "p95_ms": float(np.percentile(taken, 95)),
    }


@contextmanager
def _service(
    index_dir: Path, embedder_spec: str, models_dir: Path
) -> Iterator[tuple[str, float]]:
    """Run the service on a free port with a database of its own; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as held:
        environment = _environment(embedder_spec, models_dir) | {
            "TIAOWEN_DATABASE_URL": f"sqlite:///{held}/bench.db",
            "TIAOWEN_PER_MINUTE_ADDRESS": "0",
        }
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", str(port),
             "--index", str(index_dir)],
            cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/readyz", process)
            yield url, time.perf_counter() - started
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass  # It has not begun to listen.
        time.sleep(0.05)
    raise RuntimeError(f"the service did not become ready, exit status {process.poll()}")


def _environment(embedder_spec: str, models_dir: Path) -> dict[str, str]:
    return os.environ | {
        "TIAOWEN_EMBEDDER": embedder_spec,
        "TIAOWEN_MODELS_DIR": str(models_dir.resolve()),
    }
