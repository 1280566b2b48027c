"""The parts behind the faces on the real policy; only the embedding model is a double."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from numpy.typing import NDArray
from starlette.types import ASGIApp

from assistant import backend as backend_module
from assistant import live
from assistant.api import install, lifespan
from assistant.backend import Backend, open_backend
from assistant.settings import Settings
from assistant.storage.database import Database
from index.build import build_index
from index.retriever import HybridRetriever
from index.store import open_index

LOCAL = ("127.0.0.1", 50000)
REMOTE = ("203.0.113.7", 50000)


class LettersEmbedder:
    """Embeds a text as its hashed pairs of letters: near where words are shared, and instant."""

    name = "letters"
    dimension = 64
    fingerprint = "letters-1"

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in enumerate(texts):
            for pair in zip(text, text[1:], strict=False):
                vectors[row, zlib.crc32("".join(pair).encode()) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_passages(self, texts, progress=None) -> NDArray[np.float32]:
        return self.embed_queries(texts)


@pytest.fixture(scope="session")
def letters() -> LettersEmbedder:
    return LettersEmbedder()


@pytest.fixture(scope="session")
def policy_retriever(policy_index: Path, letters: LettersEmbedder) -> HybridRetriever:
    return HybridRetriever(open_index(policy_index), letters)


@pytest.fixture(scope="session")
def policy_index(tmp_path_factory: pytest.TempPathFactory, default_source: Path) -> Path:
    """The index of the default policy."""
    home = tmp_path_factory.mktemp("policy")
    (home / "docs").mkdir()
    shutil.copy(default_source, home / "docs")
    build_index(home / "docs", home / "index", LettersEmbedder())
    return home / "index"


@pytest.fixture(scope="session")
def policy_assistant(policy_index: Path, letters: LettersEmbedder) -> live.LiveAssistant:
    """The assistant on the default policy, opened once: whoever shares it only reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "embedder_of", lambda settings: letters)
        return live.LiveAssistant(Settings(_env_file=None, index_dir=policy_index))


@pytest.fixture
def open_with(
    tmp_path: Path,
    policy_index: Path,
    policy_assistant: live.LiveAssistant,
    letters: LettersEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[..., Backend]]:
    """Open the parts on a database of their own, with settings changed as given."""
    monkeypatch.setattr(live, "embedder_of", lambda settings: letters)
    monkeypatch.setattr(
        backend_module,
        "LiveAssistant",
        lambda settings, given: live.LiveAssistant(settings, given)
        if settings.llm_base_url
        else policy_assistant,
    )
    opened: list[Backend] = []

    def open_them(**changes: object) -> Backend:
        given = {
            "database_url": f"sqlite:///{tmp_path}/tiaowen.db",
            "index_dir": policy_index,
            **changes,
        }
        opened.append(open_backend(Settings(_env_file=None, **given)))
        return opened[-1]

    yield open_them
    for backend in opened:
        backend.close()


@pytest.fixture
def backend(open_with: Callable[..., Backend]) -> Backend:
    return open_with()


def application(backend: Backend) -> FastAPI:
    """The interface alone, without the web pages."""
    app = FastAPI(docs_url=None, redoc_url=None, lifespan=lifespan)
    install(app, backend)
    return app


@pytest.fixture
def application_of() -> Callable[[Backend], FastAPI]:
    return application


@pytest.fixture
def served() -> Iterator[Callable[[ASGIApp], str]]:
    """Serve an application on a free port of this machine and return its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(app: ASGIApp) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started
        return f"http://127.0.0.1:{port}"

    yield serve
    for server, thread in running:
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)


@pytest.fixture
def client_of() -> Iterator[Callable[..., TestClient]]:
    """Give a client of a backend, on this machine or on another."""
    clients: list[TestClient] = []

    def client(backend: Backend, *, remote: bool = False, **options: object) -> TestClient:
        made = TestClient(
            application(backend),
            base_url="http://policy.example" if remote else "http://127.0.0.1:7860",
            client=REMOTE if remote else LOCAL,
            raise_server_exceptions=False,
            **options,
        )
        clients.append(made.__enter__())
        return made

    yield client
    for made in clients:
        made.__exit__(None, None, None)


@pytest.fixture
def client(backend: Backend, client_of: Callable[..., TestClient]) -> TestClient:
    return client_of(backend)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/tiaowen.db")
    yield opened
    opened.close()
