"""Fixtures that every test package shares."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from assistant.indexing import open_assistant
from assistant.service import PolicyAssistant
from assistant.settings import Settings

# Times on a shared machine say nothing of the code.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_SOURCE = ROOT / "source_docs" / "衢政发〔2024〕7号.txt"

Articles = Callable[..., Path]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real documents and statutes that stands beside the checkout."""
    path = Path(os.environ.get("TIAOWEN_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("the shared documents are not beside this checkout")
    return path


@pytest.fixture(scope="session")
def default_source() -> Path:
    """The policy file that the product answers on by default."""
    return DEFAULT_SOURCE


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The directory of built models."""
    path = Path(os.environ.get("TIAOWEN_MODELS_DIR") or ROOT / "var" / "models")
    if not (path / "multilingual-e5-small" / "model.json").is_file():
        pytest.skip("the base model is not built: python -m index.bundled_model")
    return path


class LettersEmbedder:
    """Embeds a text as its hashed pairs of letters: near where words are shared, and instant."""

    name = "letters"
    dimension = 64
    fingerprint = "letters-1"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for pair in zip(text, text[1:] + " ", strict=True):
                vectors[row, zlib.crc32("".join(pair).encode()) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_passages(self, texts, progress=None) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        return self.embed_queries(texts)


@pytest.fixture
def embedder() -> LettersEmbedder:
    return LettersEmbedder()


@pytest.fixture(scope="module")
def module_embedder() -> LettersEmbedder:
    return LettersEmbedder()


@pytest.fixture
def articles(tmp_path: Path) -> Articles:
    """Write ready clauses, given as id → (title, text), to a file and return its path."""

    def write(entries: dict[str, tuple[str, str]], name: str = "laws.jsonl") -> Path:
        path = tmp_path / name
        lines = [
            json.dumps({"id": key, "title": title, "text": text}, ensure_ascii=False)
            for key, (title, text) in entries.items()
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def default_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the product as it is shipped, with an index of its own."""
    return Settings(
        source_dir=DEFAULT_SOURCE.parent,
        index_dir=tmp_path_factory.mktemp("default") / "index",
        models_dir=ROOT / "var" / "models",
    )


@pytest.fixture(scope="session")
def default_assistant(default_settings: Settings) -> PolicyAssistant:
    """The product on its default document, as it is shipped; built once for the whole session."""
    return open_assistant(settings=default_settings)
