"""Turn a sentence-transformers encoder into a served model directory: int8 ONNX and tokenizer.

A served directory holds ``model.onnx`` (mean pooling and unit norm inside), ``tokenizer.json``
and ``model.json``, which says what an embedder must know and names the files' hashes. Only
building a model comes here; serving one reads the directory in ``index.embedding``.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ModelError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
CARD_FILE = "model.json"


def export_served_model(
    encoder: SentenceTransformer, directory: Path, *, name: str, licence: str
) -> None:
    """Write ``encoder`` as a served model directory.

    Args:
        encoder: A mean-pooled BERT encoder with a fast tokenizer.
        directory: An existing directory; files of the served layout in it are replaced.
        name: The model's name, as index manifests show it.
        licence: The licence of the weights.

    Raises:
        ModelError: If the encoder is no mean-pooled transformer.
    """
    pooling = [module for module in encoder if type(module).__name__ == "Pooling"]
    if len(pooling) != 1 or pooling[0].pooling_mode not in ("mean", ("mean",)):
        raise ModelError("只能导出平均池化（mean pooling）的句向量模型。")
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        exact = Path(scratch) / "float32.onnx"
        _export_float32(encoder[0].auto_model, exact)
        _quantize_int8(exact, directory / MODEL_FILE)
    encoder.tokenizer.backend_tokenizer.save(str(directory / TOKENIZER_FILE))
    card = {
        "name": name,
        "licence": licence,
        "dimension": encoder.get_embedding_dimension(),
        "max_tokens": encoder.max_seq_length,
        "query_prefix": "query: ",
        "passage_prefix": "passage: ",
        "files": {
            file: {
                "bytes": (directory / file).stat().st_size,
                "sha256": hashlib.sha256((directory / file).read_bytes()).hexdigest(),
            }
            for file in (MODEL_FILE, TOKENIZER_FILE)
        },
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    (directory / CARD_FILE).write_text(text, encoding="utf-8")


def _export_float32(encoder: torch.nn.Module, path: Path) -> None:
    """Export token ids and mask [batch, sequence] → unit vectors [batch, dimension]."""
    import torch

    class SentenceEncoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            weights = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "sequence"}
    with _quiet():
        torch.onnx.export(
            SentenceEncoder().eval(),
            (example, example),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )


def _quantize_int8(source: Path, target: Path) -> None:
    """Quantise weights to int8, per output channel; activations are quantised while running."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet():
        quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8)


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the exporters' advice: tracing warnings and the call for a preprocessing step."""
    import logging

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.setLevel(level)


def read_card(directory: Path) -> dict[str, Any]:
    """Return the card of a served model directory.

    Raises:
        ModelError: If the directory holds no complete served model.
    """
    try:
        card: dict[str, Any] = json.loads((directory / CARD_FILE).read_text(encoding="utf-8"))
        complete = all(
            (directory / file).stat().st_size == entry["bytes"]
            for file, entry in card["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"模型“{directory.name}”不存在或不完整，请先运行：make setup") from error
    if not complete:
        raise ModelError(f"模型“{directory.name}”的文件已损坏，请删除后重新运行：make setup")
    return card
