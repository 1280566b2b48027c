"""Puts the pages together and mounts them on the server."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# Read when gradio is imported: it must not call home.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.backend import Backend
from assistant.library.drafts import Drafts
from assistant.library.publisher import Publisher
from assistant.web.chat import ChatPage
from assistant.web.checkup import Checkup
from assistant.web.checkup_page import CheckupPage
from assistant.web.clause_page import ClausePage
from assistant.web.downloads import downloads
from assistant.web.figures_page import FiguresPage
from assistant.web.finder import Finder
from assistant.web.gatekeeper import Gatekeeper
from assistant.web.library_page import LibraryPage
from assistant.web.shell import PageShell
from assistant.web.staff_routes import staff_routes

STATIC = Path(__file__).parent / "static"
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

#: Questions that are answered at the same time; further ones wait in the queue.
_CONCURRENCY = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages and the downloads share."""

    finder: Finder
    checkup: Checkup
    drafts: Drafts
    publisher: Publisher

    @classmethod
    def of(cls, backend: Backend) -> Parts:
        """Make them for a server."""
        settings, live = backend.settings, backend.live
        drafts = Drafts(settings.uploads_dir)
        publisher = Publisher(settings, live, drafts, backend.publications)
        return cls(Finder(live), Checkup(live), drafts, publisher)


class Page(Protocol):
    """One page: first its interface, then the events on it."""

    def build(self) -> None:
        """Lay the page out."""

    def bind(self) -> None:
        """Bind its events."""


def _place(page: Page) -> None:
    page.build()
    page.bind()


def build_site(backend: Backend, parts: Parts) -> gr.Blocks:
    """Build the pages, one route each."""
    with gr.Blocks(title="条问", analytics_enabled=False, fill_width=True) as site:
        _place(ChatPage(backend))
    with site.route("条款检索", "/clauses", show_in_navbar=False):
        _place(ClausePage(parts.finder))
    with site.route("政策体检", "/checkup", show_in_navbar=False):
        _place(CheckupPage(backend, parts.checkup))
    with site.route("文档管理", "/documents", show_in_navbar=False):
        _place(LibraryPage(backend, parts.drafts, parts.publisher))
    with site.route("运行与评测", "/figures", show_in_navbar=False):
        _place(FiguresPage(backend))
    site.queue(default_concurrency_limit=_CONCURRENCY, max_size=200, api_open=False)
    return site


def mount_site(app: FastAPI, backend: Backend) -> None:
    """Mount the static files and the pages; ``/`` and all below it that no router took."""
    parts = Parts.of(backend)
    app.include_router(downloads(backend, parts.finder, parts.checkup))
    app.include_router(staff_routes(backend, parts.drafts))
    app.mount("/web", StaticFiles(directory=STATIC), name="web")
    with warnings.catch_warnings():
        # Said of every site of several pages, server-side rendering asked for or not.
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        gr.mount_gradio_app(
            app,
            build_site(backend, parts),
            path="/",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            theme=gr.themes.Base(font=_FONTS, font_mono=("monospace",)),
            favicon_path=str(STATIC / "favicon.png"),
        )
    app.add_middleware(PageShell)
    app.add_middleware(Gatekeeper)
