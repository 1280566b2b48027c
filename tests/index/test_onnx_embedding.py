import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.bundled_model import NAME
from index.embedding import load_embedder
from index.errors import ModelError
from index.onnx_embedding import OnnxEmbedder, _batches


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> OnnxEmbedder:
    return OnnxEmbedder(models_dir / NAME, threads=1)


def test_vectors_are_unit_float32_in_the_order_given(embedder: OnnxEmbedder) -> None:
    texts = ["补助", "对新认定的国家高新技术企业给予一次性奖励。" * 4, "奖励30万元"]
    vectors = embedder.embed_passages(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.embed_passages([text])[0] @ vector > 0.99


def test_questions_and_passages_carry_their_own_prefix(embedder: OnnxEmbedder) -> None:
    text = "高新技术企业补助"
    assert embedder.embed_queries([text])[0] @ embedder.embed_passages([text])[0] < 0.999


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_text_past_the_models_length_is_cut(embedder: OnnxEmbedder) -> None:
    long = "企业技术改造投资补助" * 400
    vectors = embedder.embed_passages([long, long + "另一句话"])
    assert vectors[0] @ vectors[1] > 0.999


def test_progress_ends_at_the_number_of_texts(embedder: OnnxEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    embedder.embed_passages(["补助"] * 300, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (300, 300)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})


def test_batches_hold_every_row_once_and_keep_the_limit() -> None:
    lengths = [500, 3, 80, 80, 512, 7, 80, 80]
    batches = list(_batches(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= 512


@pytest.fixture
def copied(models_dir: Path, tmp_path: Path) -> Path:
    """The served files of the base model, to be damaged."""
    for file in ("model.json", "model.onnx", "tokenizer.json"):
        shutil.copy(models_dir / NAME / file, tmp_path / file)
    return tmp_path


def test_a_missing_model_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make setup"):
        load_embedder("bundled", models_dir=tmp_path)


def test_a_cut_file_is_told(copied: Path) -> None:
    (copied / "model.onnx").write_bytes(b"cut")
    with pytest.raises(ModelError, match="损坏"):
        OnnxEmbedder(copied)


def test_a_file_of_the_right_size_that_is_no_model_is_told(copied: Path) -> None:
    card = json.loads((copied / "model.json").read_text(encoding="utf-8"))
    (copied / "model.onnx").write_bytes(bytes(100))
    card["files"]["model.onnx"]["bytes"] = 100
    (copied / "model.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match="无法加载"):
        OnnxEmbedder(copied)


def test_the_fingerprint_follows_the_files(models_dir: Path, copied: Path) -> None:
    card = json.loads((copied / "model.json").read_text(encoding="utf-8"))
    assert OnnxEmbedder(copied).fingerprint == OnnxEmbedder(models_dir / NAME).fingerprint
    card["files"]["model.onnx"]["sha256"] = "0" * 64
    (copied / "model.json").write_text(json.dumps(card), encoding="utf-8")
    assert OnnxEmbedder(copied).fingerprint != OnnxEmbedder(models_dir / NAME).fingerprint
