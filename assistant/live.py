"""Keeps one assistant for a server, and moves to a newly published index without a pause."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.indexing import (
    assistant_on,
    embedder_of,
    language_model_of,
    published_dir,
    retriever_on,
)
from assistant.service import PolicyAssistant
from assistant.settings import Settings
from index.store import LiveIndex, PolicyIndex
from index.tokenization import default_tokenizer


class LiveAssistant:
    """Hand out the assistant on the published index; safe to share between threads.

    Whoever holds an assistant keeps the version it was made on, so that a publication never
    interrupts an answer.
    """

    def __init__(self, settings: Settings, given_index: Path | None = None) -> None:
        """Open the index; raises what ``open_retriever`` raises."""
        embedder, model = embedder_of(settings), language_model_of(settings)
        self.embedder = embedder

        def opened(index: PolicyIndex) -> PolicyAssistant:
            return assistant_on(retriever_on(index, embedder, settings), settings, model)

        self._live = LiveIndex(published_dir(given_index, settings, embedder), opened)
        # The first asker who tells of his own case would wait a second for the general dictionary.
        threading.Thread(target=default_tokenizer, name="dictionary", daemon=True).start()

    @property
    def current(self) -> PolicyAssistant:
        """The assistant on the newest version that is open.

        A newer one is opened in the background; until then the old one answers.
        """
        return self._live.get()
