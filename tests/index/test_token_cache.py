from __future__ import annotations

from pathlib import Path

import pytest

from index import token_cache
from index.token_cache import TokenCache
from index.tokenization import Tokenizer

TEXTS = ["市科技局补助30万元。", "市财政局负责。", "。"]


@pytest.fixture
def cut(monkeypatch, tmp_path: Path):
    """Cut texts with names through one cache file; return the tokens and the texts really cut."""
    original = Tokenizer.tokenize
    really: list[str] = []

    def spy(self: Tokenizer, text: str) -> list[str]:
        really.append(text)
        return original(self, text)

    monkeypatch.setattr(Tokenizer, "tokenize", spy)

    def run(texts: list[str], names: list[str]) -> tuple[list[list[str]], list[str]]:
        really.clear()
        return list(TokenCache(tmp_path / "tokens.sqlite", names).token_lists(texts)), [*really]

    return run


def test_a_second_build_cuts_nothing(cut) -> None:
    first, cut_first = cut(TEXTS, ["市科技局"])
    second, cut_again = cut(TEXTS, ["市科技局"])
    assert cut_first == TEXTS
    assert cut_again == []
    assert second == first
    assert "市科技局" in first[0]
    assert first[2] == []


def test_only_texts_that_hold_a_new_or_lost_name_are_cut_again(cut) -> None:
    cut(TEXTS, ["市科技局"])
    tokens, cut_again = cut(TEXTS, ["市科技局", "市财政局"])
    assert cut_again == [TEXTS[1]]
    assert "市财政局" in tokens[1]
    tokens, cut_again = cut(TEXTS, ["市财政局"])
    assert cut_again == [TEXTS[0]]
    assert "市科技局" not in tokens[0]


def test_another_lexicon_empties_the_cache(cut, monkeypatch) -> None:
    cut(TEXTS, [])
    monkeypatch.setattr(token_cache, "lexicon_fingerprint", lambda: "another")
    assert cut(TEXTS, [])[1] == TEXTS


def test_a_build_that_was_killed_leaves_the_cache_as_it_was(cut, tmp_path) -> None:
    cut(TEXTS, ["市科技局"])
    killed = TokenCache(tmp_path / "tokens.sqlite", ["市财政局"]).token_lists(["新的话"])
    next(killed)
    del killed
    assert cut(TEXTS, ["市科技局"])[1] == []


def test_a_damaged_cache_is_begun_anew(cut, tmp_path) -> None:
    (tmp_path / "tokens.sqlite").write_bytes(b"not a database" * 100)
    assert cut(TEXTS, [])[1] == TEXTS
    assert cut(TEXTS, [])[1] == []
