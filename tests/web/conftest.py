"""The real server on the real policy, and a real browser that may reach nothing else.

Only the embedding model is a double: it makes the index in a second.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from assistant.backend import Backend
from assistant.settings import Settings
from index.build import build_index
from tests.conftest import LettersEmbedder

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    # The network is cut: no other host has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


_WINDOW = {"locale": "zh-CN", "reduced_motion": "reduce"}


@dataclass
class Site:
    """A running server with the settings it runs on."""

    url: str
    settings: Settings
    backend: Backend = field(repr=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def embedder() -> LettersEmbedder:
    return LettersEmbedder()


def make_settings(home: Path, source: Path, embedder: LettersEmbedder) -> Settings:
    """Return the settings of an installation of its own, with the index of one document."""
    sources = home / "source_docs"
    sources.mkdir()
    shutil.copy(source, sources)
    build_index(sources, home / "index", embedder)
    return Settings(
        source_dir=sources,
        index_dir=home / "index",
        uploads_dir=home / "uploads",
        eval_dir=home / "eval",
        port=free_port(),
        database_url=f"sqlite:///{home / 'tiaowen.db'}",
        per_minute_address=0,
    )


@contextmanager
def serving(settings: Settings, embedder: LettersEmbedder) -> Iterator[Site]:
    """Run the server until the block ends."""
    from assistant import live
    from assistant.server import build_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "embedder_of", lambda settings: embedder)
        app = build_app(settings)
    with listening(app, settings.port) as url:
        yield Site(url, settings, app.state.backend)


@contextmanager
def listening(app: object, port: int) -> Iterator[str]:
    """Run an application in a thread until the block ends."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, default_source: Path, embedder: LettersEmbedder
) -> Iterator[Site]:
    """The server of the public pages, running for the whole session; nobody changes its index."""
    settings = make_settings(tmp_path_factory.mktemp("site"), default_source, embedder)
    with serving(settings, embedder) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The distribution's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium of the distribution is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield running
        running.close()


@dataclass
class Visitor:
    """One person's browser window; ``outside`` and ``problems`` are what must stay empty."""

    page: object
    outside: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def window(browser):
    """A window that the tests take in turn, so that the scripts are loaded once."""
    context = browser.new_context(**_WINDOW)
    yield context
    context.close()


@pytest.fixture
def visitor(browser, window, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Open a page as a person of one's own; what it asks of other hosts is noted."""
    contexts = []

    def open_window(
        path: str = "/", *, width: int = 1280, height: int = 860, at: Site = site
    ) -> Visitor:
        context = browser.new_context(**_WINDOW) if contexts else window
        contexts.append(context)
        seen = Visitor(context.new_page())
        # A busy machine is slow, not broken.
        seen.page.set_default_timeout(90_000)
        seen.page.set_viewport_size({"width": width, "height": height})

        def note(request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in ("http", "https") and parts.netloc != urlsplit(at.url).netloc:
                seen.outside.append(request.url)

        seen.page.on("request", note)
        seen.page.on("pageerror", lambda error: seen.problems.append(str(error)))
        seen.page.on(
            "console",
            lambda line: seen.problems.append(line.text) if line.type == "error" else None,
        )
        seen.page.goto(at.url + path)
        return seen

    yield open_window
    for context in contexts[1:]:
        context.close()
    for page in window.pages:
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.close()
    window.clear_cookies()


@pytest.fixture
def shot() -> Callable[..., None]:
    """Keep a picture of a page in docs/, where ``make screenshots`` asks for it."""
    folder = os.environ.get("TIAOWEN_SCREENSHOTS")

    def keep(page, name: str, *, top: bool = False) -> None:
        if not folder:
            return
        from PIL import Image

        if top:
            page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        # Small files that keep a chart's small patches of colour.
        few = picture.quantize(128, method=Image.Quantize.MAXCOVERAGE)
        few.save(Path(folder) / f"{name}.png", optimize=True)

    return keep
