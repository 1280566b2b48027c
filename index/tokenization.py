"""Cut text into search tokens: jieba with the lexicon's words and an index's own names."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import jieba
import numpy as np

from index.amounts import find_quantities
from index.errors import IndexStoreError
from index.normalization import normalize
from index.quantity import Quantity
from index.synonyms import load_thesaurus

__all__ = [
    "Tokenizer", "amount_token", "amount_tokens", "default_tokenizer", "normalize", "stop_words",
    "tokenize",
]  # fmt: skip

jieba.setLogLevel(logging.WARNING)

#: Longer dictionary words inside a word are not looked for.
_LONGEST_INNER_WORD = 8
_REMEMBERED_WORDS = 16_384
#: A word that stands for one in so many of a general text is everyday, or is rare.
_EVERYDAY, _RARE = math.exp(8), math.exp(13)
_WORDS, _COUNTS = "words.txt", "counts.npy"


def read_words(name: str) -> tuple[str, ...]:
    """Return the lines of a word list in index/lexicon without comments."""
    text = files("index").joinpath("lexicon", name).read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def other_matters() -> tuple[str, ...]:
    """Return the matters that people ask any office about, whatever the documents are."""
    return tuple(map(normalize, read_words("other_matters.txt")))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no subject."""
    return frozenset(read_words("stop_words.txt"))


def lexicon_fingerprint() -> str:
    """Return a hash of all that decides how texts are cut and questions are widened."""
    digest = hashlib.sha256(jieba.__version__.encode())
    for entry in sorted(files("index").joinpath("lexicon").iterdir(), key=lambda e: e.name):
        digest.update(entry.read_bytes())
    return digest.hexdigest()


@cache
def _base_frequencies() -> Mapping[str, int]:
    """Return jieba's dictionary, its prefixes included, with the lexicon's words."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    words = {*read_words("words.txt"), *other_matters(), *load_thesaurus().terms()}
    _add_words(tokenizer, sorted(words))
    frequencies: dict[str, int] = tokenizer.FREQ
    return frequencies


def _add_words(tokenizer: jieba.Tokenizer, words: Iterable[str]) -> None:
    for word in words:
        if len(word) > 1 and not tokenizer.FREQ.get(word):
            tokenizer.add_word(word)


class Tokenizer:
    """Cut text into jieba words with a dictionary of its own.

    An index keeps the dictionary that it was built with, so that questions are cut as its clauses
    were, whatever became of the lexicon; and reading it takes a third of jieba's own start.
    """

    def __init__(self, frequencies: dict[str, int]) -> None:
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ = frequencies
        self._jieba.total = sum(frequencies.values())
        self._jieba.initialized = True
        # The same words come in clause after clause.
        self._inside = lru_cache(maxsize=_REMEMBERED_WORDS)(self._words_inside)

    @classmethod
    def with_words(cls, words: Iterable[str] = ()) -> Tokenizer:
        """Return a tokenizer with the general dictionary, the lexicon's and the given words."""
        tokenizer = cls(dict(_base_frequencies()))
        _add_words(tokenizer._jieba, map(normalize, words))
        return tokenizer

    @classmethod
    def load(cls, directory: Path) -> Tokenizer:
        """Read a saved tokenizer.

        Raises:
            IndexStoreError: files are absent or damaged.
        """
        try:
            words = (directory / _WORDS).read_text(encoding="utf-8").split("\n")
            counts = np.load(directory / _COUNTS).tolist()
            return cls(dict(zip(words, counts, strict=True)))
        except (OSError, ValueError) as error:
            raise IndexStoreError("索引的词典文件损坏，请运行 tiaowen index 重建。") from error

    def save(self, directory: Path) -> None:
        """Write the dictionary into a directory."""
        directory.mkdir(exist_ok=True)
        frequencies = self._jieba.FREQ
        (directory / _WORDS).write_text("\n".join(frequencies), encoding="utf-8")
        np.save(directory / _COUNTS, np.fromiter(frequencies.values(), np.int32))

    def words(self, text: str) -> list[str]:
        """Return the words that together make up the normalised text, punctuation included."""
        return list(self._jieba.cut(normalize(text), HMM=False))

    def tokenize(self, text: str) -> list[str]:
        """Return search tokens: words with the words inside them, and amounts by value."""
        words = [token for word in self.words(text) for token in self.tokens_of(word)]
        return words + amount_tokens(text)

    def tokens_of(self, word: str) -> list[str]:
        """Return the tokens of one word: the dictionary words inside it, then itself."""
        return list(self._inside(word))

    def _words_inside(self, word: str) -> tuple[str, ...]:
        if word in stop_words() or not any(character.isalnum() for character in word):
            return ()
        inner = (
            word[start : start + length]
            for length in range(2, min(len(word), _LONGEST_INNER_WORD + 1))
            for start in range(len(word) - length + 1)
            if self.knows(word[start : start + length])
        )
        return *(token for token in inner if token not in stop_words()), word

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary holds the word."""
        return bool(self._jieba.FREQ.get(word))

    def rarity(self, word: str) -> float:
        """Return how rare a word is in general Chinese: 0 for an everyday word, up to 1."""
        one_in = self._jieba.total / max(1, self._jieba.FREQ.get(word) or 0)
        share = math.log(one_in / _EVERYDAY) / math.log(_RARE / _EVERYDAY)
        return min(1.0, max(0.0, share))


def amount_tokens(text: str) -> list[str]:
    """Return one token per amount, the same however it is written (三十万, 30w, 30万元).

    Money goes by its value alone, since askers drop 元.
    """
    return [amount_token(q) for q in find_quantities(text) if q.kind != "date"]


def amount_token(quantity: Quantity) -> str:
    """Return the token of an amount; a bare number has that of so much money."""
    unit = "" if quantity.unit == "元" else quantity.unit
    return f"={quantity.value.normalize():f}{unit}"


@cache
def default_tokenizer() -> Tokenizer:
    """Return the tokenizer without an index's own words."""
    return Tokenizer.with_words()


def tokenize(text: str) -> list[str]:
    """Return the search tokens of a text with the general dictionary."""
    return default_tokenizer().tokenize(text)
