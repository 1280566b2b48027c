from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexStoreError
from index.normalization import normalize
from index.tokenization import Tokenizer, amount_tokens, default_tokenizer, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＩＳＯ９００１認證", "iso9001认证"),
        ("補助 30 萬元", "补助30万元"),
        ("高 新 技 术 企 业", "高新技术企业"),
        ("Hello World 企业", "hello world 企业"),
        ("零\u200b宽", "零宽"),
        ("第一行\n 第二行", "第一行\n 第二行"),
    ],
)
def test_normalize_makes_writing_even(text: str, expected: str) -> None:
    assert normalize(text) == expected


@pytest.mark.parametrize(
    ("everyday", "rare"), [("自己", "公交"), ("事情", "驾照"), ("的", "从无此词")]
)
def test_a_rare_word_is_told_from_an_everyday_one(everyday: str, rare: str) -> None:
    words = default_tokenizer()
    assert 0 <= words.rarity(everyday) < words.rarity(rare) <= 1


@given(st.text(max_size=40))
def test_normalize_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


def test_tokens_drop_words_without_subject_and_punctuation() -> None:
    assert tokenize("请问，企业的补助是多少？") == ["企业", "补助"]


def test_a_long_word_brings_the_words_inside_it() -> None:
    tokens = tokenize("国家高新技术企业")
    assert {"国家高新技术企业", "高新技术企业", "高新技术", "企业"} <= set(tokens)


def test_an_index_adds_its_own_names() -> None:
    name = "衢江两山银行"
    assert name not in tokenize(name)
    assert name in Tokenizer.with_words([name]).tokenize(f"找{name}贷款")
    assert name not in tokenize(name), "another tokenizer's names must not leak"


def test_saved_and_loaded_it_cuts_the_same(tmp_path: Path) -> None:
    tokenizer = Tokenizer.with_words(["衢江两山银行"])
    tokenizer.save(tmp_path / "dictionary")
    loaded = Tokenizer.load(tmp_path / "dictionary")
    text = "找衢江两山银行给高新技术企业贷款30万元"
    assert loaded.tokenize(text) == tokenizer.tokenize(text)


def test_a_damaged_dictionary_is_refused(tmp_path: Path) -> None:
    Tokenizer.with_words().save(tmp_path)
    (tmp_path / "words.txt").write_text("一", encoding="utf-8")
    with pytest.raises(IndexStoreError, match="tiaowen index"):
        Tokenizer.load(tmp_path)


@pytest.mark.parametrize("spoken", ["补三十万", "补30w", "补30万", "补30万元", "补300000元"])
def test_money_has_one_token_however_it_is_said(spoken: str) -> None:
    assert "=300000" in tokenize(spoken)


def test_shares_have_one_token_however_they_are_said() -> None:
    assert "=6%" in tokenize("百分之六")
    assert set(amount_tokens("两成")) == set(amount_tokens("20%"))


@given(st.text(max_size=60))
def test_words_make_up_the_normalised_text(text: str) -> None:
    assert "".join(default_tokenizer().words(text)) == normalize(text)
