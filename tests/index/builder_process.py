"""What the tests of publishing run in processes of their own, to be killed there."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.build import build_index
from index.errors import IndexStoreError
from index.tokenization import default_tokenizer

# Loaded once, in the server from which the processes are forked.
default_tokenizer()


class SlowEmbedder:
    """Embeds a chunk of texts in ``seconds``; the vectors say nothing."""

    name = "slow"
    dimension = 8
    fingerprint = "slow-1"

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.array([[1 + len(text), *[1.0] * 7] for text in texts], np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_passages(self, texts, progress=None) -> NDArray[np.float32]:
        time.sleep(self._seconds)
        return self.embed_queries(texts)


def build(source: Path, index_dir: Path, seconds: float = 0.0) -> None:
    """Build once."""
    build_index(source, index_dir, SlowEmbedder(seconds))


def build_for_ever(sources: Sequence[Path], index_dir: Path) -> None:
    """Publish the sources in turn until killed."""
    while True:
        for source in sources:
            build_index(source, index_dir, SlowEmbedder())


def build_and_die_at(call: str, source: Path, index_dir: Path) -> None:
    """Build, and be killed in place of the named call of ``os``: rename or replace."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(os, call, die)
    build_index(source, index_dir, SlowEmbedder())


def build_with_little_room(source: Path, index_dir: Path, limit_bytes: int, answer) -> None:
    """Build where no file may grow beyond a size, and send what the builder raises."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    try:
        build_index(source, index_dir, SlowEmbedder())
    except IndexStoreError as error:
        answer.send(str(error))
    else:
        answer.send("")
