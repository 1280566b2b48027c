"""Embed with a served model directory on ONNX Runtime's CPU path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding import Progress, Vectors
from index.errors import ModelError
from index.model_export import MODEL_FILE, TOKENIZER_FILE, read_card

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding

#: Padded tokens in one batch: more leave the cache and cost up to twice the time per text.
_BATCH_TOKENS = 512


class OnnxEmbedder:
    """A served model directory (see ``index.model_export``) on ONNX Runtime's CPU path."""

    def __init__(self, directory: Path, *, threads: int | None = None) -> None:
        """Load the model.

        Args:
            directory: A served model directory.
            threads: CPU threads; all that this process may use if ``None``.

        Raises:
            ModelError: If the directory holds no whole served model.
        """
        from tokenizers import Tokenizer

        card = read_card(directory)
        self._directory = directory
        self._threads = threads or _available_cores()
        try:
            self._session = self._open_session(self._threads)
            self._tokenizer = Tokenizer.from_file(str(directory / TOKENIZER_FILE))
        # Both libraries raise bare Exceptions of their own for a file that they cannot read.
        except Exception as error:  # noqa: BLE001
            raise ModelError(
                f"模型“{directory.name}”无法加载，请删除后重新运行：make setup"
            ) from error
        self._tokenizer.enable_truncation(card["max_tokens"])
        self._tokenizer.no_padding()
        self._prefixes = card["query_prefix"], card["passage_prefix"]
        self.name: str = card["name"]
        self.dimension: int = card["dimension"]
        digests = "".join(entry["sha256"] for entry in card["files"].values())
        self.fingerprint = hashlib.sha256(digests.encode("ascii")).hexdigest()[:16]

    def _open_session(self, threads: int) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self._directory / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _batch_session(self) -> InferenceSession:
        """One thread to a batch: many batches side by side never wait for each other."""
        return self._session if self._threads == 1 else self._open_session(1)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder.embed_queries``; a lone question's vector never depends on others."""
        encodings = self._tokenizer.encode_batch([self._prefixes[0] + text for text in texts])
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for rows in _batches([len(encoding.ids) for encoding in encodings]):
            vectors[rows] = _run(self._session, [encodings[row] for row in rows])
        return vectors

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See ``Embedder.embed_passages``; batches hold texts of like length."""
        encodings = self._tokenizer.encode_batch([self._prefixes[1] + text for text in texts])
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        session = self._batch_session
        done = 0

        def embed(rows: list[int]) -> int:
            vectors[rows] = _run(session, [encodings[row] for row in rows])
            return len(rows)

        with ThreadPoolExecutor(self._threads) as pool:
            for count in pool.map(embed, _batches([len(encoding.ids) for encoding in encodings])):
                done += count
                if progress is not None:
                    progress(done, len(texts))
        return vectors

    def token_ids(self, text: str) -> list[int]:
        """Return the ids that ``text`` is read as, with no prefix put before it."""
        return list(self._tokenizer.encode(text).ids)


def _run(session: InferenceSession, encodings: list[Encoding]) -> Vectors:
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.ones((len(encodings), longest), dtype=np.int64)  # 1 is <pad>
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    (output,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    result: Vectors = output
    return result


def _available_cores() -> int:
    """Return the CPU cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield rows in batches of at most ``_BATCH_TOKENS`` padded tokens, longest texts first."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
