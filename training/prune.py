"""Prune an encoder's vocabulary to what Chinese text needs.

Kept are the special tokens and every piece made of Chinese characters, punctuation, digits and
symbols, and Latin pieces of few letters. Chinese text is cut into the same pieces as before.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: ASCII, Latin-1 signs, Greek, punctuation, arrows, units and circled numbers, CJK punctuation.
_SIGNS = (
    "\u0020-\u007e\u00a1-\u00bf\u00d7\u00f7\u0391-\u03c9\u2010-\u2bff\u3000-\u303f\uff00-\uffef"
)
_KEPT = re.compile(f"^▁?[{_HAN}{_SIGNS}]*$")
#: Words of other languages; English ones are still read, in more pieces.
_FOREIGN_WORD = re.compile(r"[A-Za-z]{4,}|[\u0391-\u03c9]{2,}")


def is_kept(piece: str) -> bool:
    """Tell whether Chinese text may need this piece."""
    return bool(_KEPT.match(piece)) and not _FOREIGN_WORD.search(piece)


def prune_tokenizer(tokenizer: Tokenizer, always: set[str]) -> tuple[Tokenizer, list[int]]:
    """Return the tokenizer of the kept pieces, and their ids in the old one, in the new order.

    Args:
        tokenizer: A Unigram tokenizer whose first pieces are the special tokens.
        always: Pieces to keep whatever they are made of.

    Raises:
        ValueError: If the special tokens would change their ids.
    """
    data = json.loads(tokenizer.to_str())
    pieces = data["model"]["vocab"]
    always = {*_SPECIAL, *always}
    kept = [row for row, (piece, _) in enumerate(pieces) if piece in always or is_kept(piece)]
    if [pieces[row][0] for row in kept[:4]] != list(_SPECIAL):
        raise ValueError("the special tokens must keep their ids")
    data["model"]["vocab"] = [pieces[row] for row in kept]
    data["padding"] = data["truncation"] = None  # states left by earlier calls
    data["added_tokens"] = [token for token in data["added_tokens"] if token["content"] in _SPECIAL]
    return Tokenizer.from_str(json.dumps(data)), kept


def prune(encoder: SentenceTransformer) -> SentenceTransformer:
    """Return the encoder with its vocabulary pruned; the one given is used up."""
    import torch

    from index.bundled_model import assemble

    prefixes = encoder.tokenizer.tokenize("query: ") + encoder.tokenizer.tokenize("passage: ")
    tokenizer, kept = prune_tokenizer(encoder.tokenizer.backend_tokenizer, set(prefixes))
    bert = encoder[0].auto_model
    rows = bert.get_input_embeddings().weight.detach()[kept].clone()
    bert.set_input_embeddings(torch.nn.Embedding.from_pretrained(rows, padding_idx=1))  # type: ignore[no-untyped-call]
    bert.config.vocab_size = len(kept)
    return assemble(bert, tokenizer)
