"""What every embedder offers, and the choice of one by settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

Vectors = NDArray[np.float32]
#: Called with (texts done, texts in all) after each batch.
Progress = Callable[[int, int], None]

#: The model that each short name stands for, as a directory under the models directory.
SERVED_MODELS = {"tiaowen": "tiaowen", "bundled": "multilingual-e5-small"}
#: Models that come with the source; one of the same name in the models directory goes first.
_SHIPPED = Path(__file__).resolve().parents[1] / "models"


class Embedder(Protocol):
    """Texts → unit vectors; two embedders of one fingerprint give the same vectors.

    Attributes:
        name: The model's name, as messages and index manifests show it.
        dimension: Numbers per vector.
        fingerprint: Changes whenever the vectors would; an index is bound to it.
    """

    name: str
    dimension: int
    fingerprint: str

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; float32 [len(texts), dimension] of unit norm.

        Raises:
            ModelError: If the model cannot be called.
        """
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed clauses or sentences; float32 [len(texts), dimension] of unit norm.

        Raises:
            ModelError: If the model cannot be called.
        """
        ...


def load_embedder(
    spec: str,
    *,
    models_dir: Path,
    base_url: str | None = None,
    api_key: str | None = None,
    threads: int | None = None,
) -> Embedder:
    """Return the embedder that ``spec`` names.

    Args:
        spec: ``tiaowen``, which comes with the source; ``bundled``, which
            ``index.bundled_model`` builds; ``sentence-transformers:NAME_OR_PATH``; or
            ``openai:MODEL``.
        models_dir: Where built models lie.
        base_url: The endpoint's address, for ``openai:``.
        api_key: The endpoint's key, for ``openai:``.
        threads: CPU threads of a served model; all available if ``None``.

    Only what the spec needs is imported.

    Raises:
        ModelError: If the spec is unknown or its model cannot be used.
    """
    kind, _, model = spec.partition(":")
    if kind == "sentence-transformers" and model:
        from index.external_embedding import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(model)
    if kind == "openai" and model:
        if not base_url:
            raise ModelError("使用 openai: 向量模型时必须设置服务地址（base_url）。")
        from index.external_embedding import EndpointEmbedder

        return EndpointEmbedder(model, base_url=base_url, api_key=api_key)
    if spec in SERVED_MODELS:
        from index.onnx_embedding import OnnxEmbedder

        name = SERVED_MODELS[spec]
        directory = models_dir / name
        if not directory.exists() and (_SHIPPED / name).exists():
            directory = _SHIPPED / name
        return OnnxEmbedder(directory, threads=threads)
    known = "、".join([*SERVED_MODELS, "sentence-transformers:名称或路径", "openai:模型名"])
    raise ModelError(f"不认识的向量模型“{spec[:80]}”，可用：{known}")
