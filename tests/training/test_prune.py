from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from training.prune import is_kept, prune_tokenizer

PREFIXES = ("query: ", "passage: ")


@pytest.mark.parametrize("piece", ["企业", "▁补助", "。", "（", "▁2024", "AI", "▁GDP", "①", "α"])
def test_what_chinese_text_needs_is_kept(piece: str) -> None:
    assert is_kept(piece)


@pytest.mark.parametrize("piece", ["▁government", "のは", "правительство", "정부", "είτε", "ção"])
def test_words_of_other_languages_go(piece: str) -> None:
    assert not is_kept(piece)


@pytest.fixture(scope="module")
def tokenizers(models_dir: Path) -> tuple[Tokenizer, Tokenizer, list[int]]:
    full = Tokenizer.from_file(str(models_dir / "multilingual-e5-small" / "tokenizer.json"))
    prefixes = {token for prefix in PREFIXES for token in full.encode(prefix).tokens}
    pruned, kept = prune_tokenizer(full, prefixes)
    return full, pruned, kept


def test_the_vocabulary_shrinks_to_an_eighth(
    tokenizers: tuple[Tokenizer, Tokenizer, list[int]],
) -> None:
    full, pruned, kept = tokenizers
    assert pruned.get_vocab_size() == len(kept) < full.get_vocab_size() / 6


def same_cut(tokenizers: tuple[Tokenizer, Tokenizer, list[int]], text: str) -> bool:
    full, pruned, kept = tokenizers
    for prefix in PREFIXES:
        ids = [kept[token] for token in pruned.encode(prefix + text).ids]
        if ids != full.encode(prefix + text).ids:
            return False
    return True


def test_the_default_document_is_cut_as_before(
    tokenizers: tuple[Tokenizer, Tokenizer, list[int]], default_source: Path
) -> None:
    for line in default_source.read_text(encoding="utf-8").splitlines():
        assert same_cut(tokenizers, line), line


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.one_of(
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
            st.sampled_from("，。；：、（）《》“”〔〕0123456789.%亿万元①②㎡ "),
        ),
        max_size=60,
    )
)
def test_any_chinese_text_is_cut_as_before(
    tokenizers: tuple[Tokenizer, Tokenizer, list[int]], text: str
) -> None:
    assert same_cut(tokenizers, text)
