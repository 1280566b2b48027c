"""Embed with a model of the user's own: sentence-transformers or an OpenAI-compatible endpoint."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

from index.embedding import Progress, Vectors
from index.errors import ModelError

_ENDPOINT_BATCH = 64
_TORCH_BATCH = 256
_ENDPOINT_TIMEOUT = 60.0


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by name or path; torch is loaded here and only here."""

    def __init__(self, name_or_path: str) -> None:
        """Load the model, on a GPU where torch sees one.

        Raises:
            ModelError: If the library or the model is missing.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                "未安装 sentence-transformers，请运行：pip install 'tiaowen[model]'"
            ) from error
        try:
            self._model = SentenceTransformer(name_or_path)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"无法加载句向量模型“{Path(name_or_path).name}”，请检查名称或路径。"
            ) from error
        self.name = Path(name_or_path).name
        self.dimension = int(self._model.get_embedding_dimension())
        # e5 models were taught with prefixes but do not say so in their configuration.
        prompts = {name: text for name, text in self._model.prompts.items() if text}
        self._query_prompt = prompts.get("query", "query: " if "e5" in self.name else "")
        self._passage_prompt = prompts.get(
            "document", prompts.get("passage", "passage: " if "e5" in self.name else "")
        )
        probe = self._encode(["条问"], self._query_prompt)
        self.fingerprint = _fingerprint(name_or_path, np.round(probe, 3))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder.embed_queries``."""
        return self._encode(texts, self._query_prompt)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See ``Embedder.embed_passages``."""
        return _in_parts(
            texts,
            _TORCH_BATCH,
            self.dimension,
            lambda part: self._encode(part, self._passage_prompt),
            progress,
        )

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


class EndpointEmbedder:
    """An OpenAI-compatible ``/embeddings`` endpoint; texts are sent without prefixes."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str,
        api_key: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Call the endpoint once, to learn the dimension.

        Args:
            model: The model's name at the endpoint.
            base_url: The address before ``/embeddings``, such as ``http://host:8000/v1``.
            api_key: Sent as a bearer token where given.
            transport: Replaces the network, for tests.

        Raises:
            ModelError: If the endpoint cannot be used.
        """
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._client = httpx.Client(
            base_url=base_url.rstrip("/"),
            headers=headers,
            timeout=httpx.Timeout(_ENDPOINT_TIMEOUT, connect=5.0),
            transport=transport,
        )
        self._model = model
        self.name = model
        self.dimension = self._request(["条问"]).shape[1]
        self.fingerprint = _fingerprint(model, np.array([self.dimension]))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder.embed_queries``."""
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See ``Embedder.embed_passages``."""
        return _in_parts(texts, _ENDPOINT_BATCH, self.dimension, self._request, progress)

    def _request(self, texts: Sequence[str]) -> Vectors:
        """Embed one batch; float32 [len(texts), dimension] of unit norm."""
        try:
            answer = self._client.post(
                "/embeddings", json={"model": self._model, "input": list(texts)}
            )
        except httpx.TimeoutException as error:
            raise ModelError("向量服务超时未响应，请稍后再试或检查其地址。") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelError("无法连接向量服务，请检查其地址与网络。") from error
        if answer.status_code != 200:
            raise ModelError(f"向量服务返回错误（HTTP {answer.status_code}），请检查模型名与密钥。")
        try:
            items: list[dict[str, Any]] = answer.json()["data"]
            ordered = sorted(items, key=lambda item: int(item["index"]))
            vectors = np.array([item["embedding"] for item in ordered], dtype=np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError("向量服务返回的内容无法识别。") from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise ModelError("向量服务返回的内容无法识别。")
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(norms, 1e-12)
        return unit


def _in_parts(
    texts: Sequence[str],
    size: int,
    dimension: int,
    embed: Callable[[Sequence[str]], Vectors],
    progress: Progress | None,
) -> Vectors:
    """Embed ``size`` texts at a time and report each part."""
    parts = [np.empty((0, dimension), dtype=np.float32)]
    for start in range(0, len(texts), size):
        parts.append(embed(texts[start : start + size]))
        if progress is not None:
            progress(min(start + size, len(texts)), len(texts))
    return np.concatenate(parts)


def _fingerprint(name: str, evidence: NDArray[Any]) -> str:
    """Return 16 hex digits of a model's name and of something that it computed."""
    return hashlib.sha256(name.encode("utf-8") + evidence.tobytes()).hexdigest()[:16]
