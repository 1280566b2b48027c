"""Nearest vectors by inner product, in FAISS."""

from __future__ import annotations

import errno
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import IndexStoreError

_CORES = faiss.omp_get_max_threads()
# One question is one query: FAISS's threads would only wait for each other, and for the encoder's.
faiss.omp_set_num_threads(1)

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]

#: Up to so many vectors are compared one by one: 2 ms on one core at 384 dimensions.
FLAT_UP_TO = 20_000
#: The same for the rows that a filter allows; an approximate index filters badly.
_EXACT_UP_TO = 20_000
#: Vectors turned to float32 and added at a time.
_CHUNK = 8192
#: An inverted file's probes are raised until so much of the exact top 100 of a sample of its own
#: vectors is found. Real questions lie further off: measured on statutes, they then find 0.995 of
#: their own top 10; at 0.98 it was 0.96 for sentences.
_WANTED_RECALL = 0.995
_RECALL_AT = 100
_RECALL_SAMPLE = 256
_TRAINING_PER_LIST = 64


class VectorIndex(Protocol):
    """Find the rows whose vectors have the largest inner product with a query."""

    @property
    def size(self) -> int:
        """Return the number of vectors."""
        ...

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return at most ``k`` rows and their scores, best first; ``allowed`` restricts them."""
        ...

    def vectors(self, rows: Rows) -> Vectors:
        """Return the stored vectors [n, d] of some rows."""
        ...


@dataclass(frozen=True, slots=True)
class VectorIndexRecord:
    """How an index finds its vectors: its kind, the lists probed of how many, recall at 100."""

    kind: str
    lists: int = 1
    probes: int = 1
    recall: float = 1.0


class FaissVectorIndex:
    """A FAISS index over rows 0..n-1: flat, or an inverted file beyond ``FLAT_UP_TO``."""

    def __init__(self, index: faiss.Index, record: VectorIndexRecord) -> None:
        self._index = index
        self.record = record

    @classmethod
    def build(
        cls, vectors: NDArray[np.floating], *, flat_up_to: int = FLAT_UP_TO
    ) -> FaissVectorIndex:
        """Index unit-norm vectors [n, d], float16 or float32; cosine is the inner product.

        Vectors are kept as float16. An inverted file probes as many lists as a measured recall
        takes.
        """
        size, dimension = vectors.shape
        if size > flat_up_to:
            return cls._build_inverted_file(vectors)
        index = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        _add(index, vectors)
        return cls(index, VectorIndexRecord("flat"))

    @classmethod
    def _build_inverted_file(cls, vectors: NDArray[np.floating]) -> FaissVectorIndex:
        size, dimension = vectors.shape
        lists = 2 ** round(math.log2(2 * math.sqrt(size)))
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension),
            dimension,
            lists,
            faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT,
        )
        with _all_cores():
            index.train(_sample(vectors, lists * _TRAINING_PER_LIST))
            _add(index, vectors)
            index.make_direct_map()
            recall = _raise_probes(index, vectors)
        return cls(index, VectorIndexRecord("inverted file", lists, int(index.nprobe), recall))

    @classmethod
    def load(cls, path: Path, record: VectorIndexRecord) -> FaissVectorIndex:
        """Map a saved index into memory.

        Raises:
            IndexStoreError: the file is absent or no FAISS index.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), record)
        except RuntimeError as error:
            raise IndexStoreError("索引的向量文件损坏，请运行 tiaowen index 重建。") from error

    def save(self, path: Path) -> None:
        """Write the index to a file.

        Raises:
            OSError: it cannot be written.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(errno.EIO, "FAISS could not write the index") from error

    @property
    def size(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> tuple[Rows, Vectors]:
        """See ``VectorIndex.search``."""
        if allowed is not None and len(allowed) <= _EXACT_UP_TO:
            return self._search_exactly(vector, k, allowed)
        k = min(k, self.size)
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(allowed)
            parameters = self._parameters()
            parameters.sel = selector
        scores, rows = self._index.search(vector[np.newaxis], k, params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def _parameters(self) -> faiss.SearchParameters:
        if not isinstance(self._index, faiss.IndexIVF):
            return faiss.SearchParameters()
        parameters = faiss.SearchParametersIVF()
        parameters.nprobe = self._index.nprobe
        return parameters

    def _search_exactly(self, vector: Vectors, k: int, allowed: Rows) -> tuple[Rows, Vectors]:
        scores = self.vectors(allowed) @ vector
        best = np.argsort(-scores, kind="stable")[:k]
        return allowed[best], scores[best]

    def vectors(self, rows: Rows) -> Vectors:
        """See ``VectorIndex.vectors``."""
        # Not ``reconstruct_n``: in an inverted file it reads every list, however few the rows.
        vectors: Vectors = self._index.reconstruct_batch(rows)
        return vectors


@contextmanager
def _all_cores() -> Iterator[None]:
    faiss.omp_set_num_threads(_CORES)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)


def _add(index: faiss.Index, vectors: NDArray[np.floating]) -> None:
    for start in range(0, len(vectors), _CHUNK):
        index.add(np.ascontiguousarray(vectors[start : start + _CHUNK], dtype=np.float32))


def _sample(vectors: NDArray[np.floating], size: int) -> Vectors:
    rows = np.linspace(0, len(vectors) - 1, min(size, len(vectors)), dtype=np.int64)
    return np.ascontiguousarray(vectors[rows], dtype=np.float32)


def _raise_probes(index: faiss.IndexIVF, vectors: NDArray[np.floating]) -> float:
    """Set the least number of probes that reaches the wanted recall; return the recall."""
    queries = _sample(vectors, _RECALL_SAMPLE)
    index.nprobe = index.nlist
    _, exact = index.search(queries, _RECALL_AT)
    probes, recall = 4, 0.0
    while recall < _WANTED_RECALL:
        probes = min(probes + max(1, probes // 2), index.nlist)
        index.nprobe = probes
        recall = _recall(index.search(queries, _RECALL_AT)[1], exact)
    return recall


def _recall(found: Rows, exact: Rows) -> float:
    """Return the share of the exact rows that were found, over all queries."""
    pairs = zip(found.tolist(), exact.tolist(), strict=True)
    return sum(len(set(ours) & set(theirs)) for ours, theirs in pairs) / exact.size
