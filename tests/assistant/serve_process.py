"""Serves the interface as a process of its own; only the embedding model is a double.

Arguments: index directory, database URL, port.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from assistant import live
from assistant.backend import open_backend
from assistant.settings import Settings
from tests.assistant.conftest import LettersEmbedder, application


def main() -> None:
    index_dir, url, port = sys.argv[1:]
    live.embedder_of = lambda settings: LettersEmbedder()
    settings = Settings(
        _env_file=None, index_dir=Path(index_dir), database_url=url, port=int(port),
        host="127.0.0.1", per_minute_key=4,
    )  # fmt: skip
    app = application(open_backend(settings))
    uvicorn.run(app, host="127.0.0.1", port=settings.port, log_level="error")


if __name__ == "__main__":
    main()
