"""Keep passage vectors on disk by text, so that a build embeds only what is new."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder

_KEY_BYTES = 16
#: Texts embedded between two writes: a kill loses at most this much work.
_CHUNK = 512
Progress = Callable[[int, int], None]


class VectorCache:
    """Vectors of passages by text for one embedder, appended to two files in chunks.

    Vectors are written before their keys and both are cut to whole records when opened, so a
    kill at any moment leaves the complete records usable.
    """

    def __init__(self, directory: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        directory.mkdir(parents=True, exist_ok=True)
        stem = hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:16]
        self._keys_path = directory / f"{stem}.keys"
        self._vectors_path = directory / f"{stem}.f16"
        self._record = 2 * embedder.dimension
        self._places = self._open()

    def _open(self) -> dict[bytes, int]:
        self._keys_path.touch()
        self._vectors_path.touch()
        complete = min(
            self._keys_path.stat().st_size // _KEY_BYTES,
            self._vectors_path.stat().st_size // self._record,
        )
        os.truncate(self._keys_path, complete * _KEY_BYTES)
        os.truncate(self._vectors_path, complete * self._record)
        keys = self._keys_path.read_bytes()
        return {
            keys[place * _KEY_BYTES : (place + 1) * _KEY_BYTES]: place
            for place in range(complete)
        }

    def __len__(self) -> int:
        """Return how many texts have a vector."""
        return len(self._places)

    def add_missing(self, texts: Sequence[str], progress: Progress | None = None) -> int:
        """Embed the texts that have no vector yet, in chunks of like length; return how many.

        The chunks come mixed, so that the rate at any moment tells when all will be done.
        ``progress`` is called with the texts done and the texts to do, first and after every chunk.
        """
        missing = {key: text for text in texts if (key := _key(text)) not in self._places}
        pending = sorted(missing.items(), key=lambda item: len(item[1]))
        done = 0
        if pending and progress is not None:
            progress(done, len(pending))
        chunks = list(_chunks(pending))
        Random(0).shuffle(chunks)
        for chunk in chunks:
            self._append([key for key, _ in chunk], [text for _, text in chunk])
            done += len(chunk)
            if progress is not None:
                progress(done, len(pending))
        return len(pending)

    def _append(self, keys: list[bytes], texts: list[str]) -> None:
        vectors = self._embedder.embed_passages(texts).astype(np.float16)
        first = len(self._places)
        for path, content in (
            (self._vectors_path, vectors.tobytes()),
            (self._keys_path, b"".join(keys)),
        ):
            with path.open("ab") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        self._places.update((key, first + place) for place, key in enumerate(keys))

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """Return the vectors [n, d] of texts that were added."""
        if not texts:
            return np.empty((0, self._embedder.dimension), np.float16)
        stored = np.memmap(self._vectors_path, np.float16, "r").reshape(
            -1, self._embedder.dimension
        )
        places = np.fromiter((self._places[_key(text)] for text in texts), np.int64, len(texts))
        vectors: NDArray[np.float16] = stored[places]
        return vectors


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_KEY_BYTES]


def _chunks(items: list[tuple[bytes, str]]) -> Iterator[list[tuple[bytes, str]]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
