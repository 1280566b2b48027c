from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexStoreError
from index.vectors import FaissVectorIndex, VectorIndexRecord


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Vectors in loose groups, as texts on common subjects are."""
    random = np.random.default_rng(7)
    centres = random.normal(size=(40, 32))
    found = centres[random.integers(40, size=3000)] + 0.7 * random.normal(size=(3000, 32))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float16)


@pytest.fixture(scope="module", params=[100_000, 100], ids=["flat", "inverted file"])
def index(request, vectors) -> FaissVectorIndex:
    return FaissVectorIndex.build(vectors, flat_up_to=request.param)


def exact(vectors: np.ndarray, query: np.ndarray, k: int) -> list[int]:
    return np.argsort(-(vectors.astype(np.float32) @ query), kind="stable")[:k].tolist()


def test_nearly_all_of_the_exact_top_ten_is_found(index, vectors) -> None:
    assert index.record.recall >= 0.98
    queries = vectors[::100].astype(np.float32)
    found = [len(set(index.search(q, 10)[0]) & set(exact(vectors, q, 10))) for q in queries]
    assert np.mean(found) >= 9.9


def test_an_inverted_file_probes_a_part_of_its_lists(vectors) -> None:
    record = FaissVectorIndex.build(vectors, flat_up_to=100).record
    assert 1 < record.probes < record.lists


@pytest.mark.parametrize("step", [2, 500])
def test_only_allowed_rows_are_found(index, vectors, step) -> None:
    allowed = np.arange(0, 3000, step)
    rows, scores = index.search(vectors[1].astype(np.float32), 10, allowed)
    assert set(rows) <= set(allowed)
    assert len(rows) == min(10, len(allowed))
    assert scores.tolist() == sorted(scores, reverse=True)


def test_saved_and_loaded_it_finds_the_same(index, vectors, tmp_path: Path) -> None:
    index.save(tmp_path / "v.faiss")
    loaded = FaissVectorIndex.load(tmp_path / "v.faiss", index.record)
    query = vectors[5].astype(np.float32)
    assert loaded.size == 3000
    assert loaded.search(query, 10)[0].tolist() == index.search(query, 10)[0].tolist()
    stored = loaded.vectors(np.array([6, 5]))
    assert stored == pytest.approx(vectors[[6, 5]].astype(np.float32), abs=1e-3)


def test_no_vectors_no_rows() -> None:
    index = FaissVectorIndex.build(np.empty((0, 8), np.float16))
    rows, scores = index.search(np.ones(8, np.float32), 5)
    assert (len(rows), len(scores)) == (0, 0)


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.faiss").write_bytes(b"not an index")
    with pytest.raises(IndexStoreError, match="tiaowen index"):
        FaissVectorIndex.load(tmp_path / "v.faiss", VectorIndexRecord("flat"))
