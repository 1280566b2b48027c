"""Mend a question's misspelt words by the words of the index: homophones and near misses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property

from rapidfuzz.distance import DamerauLevenshtein

from index.lexicon_tables import read_table

#: A word must be this long to be known by its sound alone,
_LONG_ENOUGH_BY_SOUND = 3
#: and this long for one wrong, missing or exchanged character to be forgiven.
_LONG_ENOUGH_BY_LOOK = 4
_LONGEST_WORD = 10


@cache
def load_misspellings() -> Mapping[str, str]:
    """Read the table of misspelt short words."""
    table: dict[str, str] = read_table("misspellings")
    return table


class SpellingCorrector:
    """Replace unknown stretches of a question by the index's word that they sound or look like.

    ``vocabulary`` holds the words of the index with the number of clauses each stands in; more
    frequent words win. ``knows`` tells whether a word is in the general dictionary: a stretch
    of known words is never touched.
    """

    def __init__(self, vocabulary: Iterable[tuple[str, int]], knows: Callable[[str], bool]) -> None:
        self._vocabulary = {
            word: count for word, count in vocabulary
            if 2 <= len(word) <= _LONGEST_WORD and _is_chinese(word)
        }  # fmt: skip
        self._knows = knows

    def correct(self, words: Sequence[str]) -> list[str]:
        """Return the words of a question, with misspelt stretches replaced by one word each."""
        corrected: list[str] = []
        place = 0
        while place < len(words):
            taken, replacement = self._at(words, place)
            corrected.append(replacement)
            place += taken
        return corrected

    def _at(self, words: Sequence[str], place: int) -> tuple[int, str]:
        """Return how many words to replace here and by what; the longest stretch first."""
        stretches = []
        for count in range(1, len(words) - place + 1):
            stretch = "".join(words[place : place + count])
            if len(stretch) > _LONGEST_WORD or not _is_chinese(stretch):
                break
            stretches.append((count, stretch))
        for count, stretch in reversed(stretches):
            if not self._is_suspect(words[place : place + count]):
                continue
            replacement = (
                load_misspellings().get(stretch)
                or self._by_sound(stretch)
                or self._by_look(stretch)
            )
            if replacement is not None:
                return count, replacement
        return 1, words[place]

    def _is_suspect(self, stretch: Sequence[str]) -> bool:
        """Tell whether a stretch is no word of the index and falls into single characters."""
        joined = "".join(stretch)
        if joined in self._vocabulary or self._knows(joined):
            return False
        return any(len(word) == 1 or word not in self._vocabulary for word in stretch)

    def _by_sound(self, stretch: str) -> str | None:
        if len(stretch) < _LONG_ENOUGH_BY_SOUND:
            return None
        candidates = self._by_pinyin.get(_pinyin(stretch), ())
        return max(candidates, key=lambda word: self._vocabulary[word], default=None)

    def _by_look(self, stretch: str) -> str | None:
        if len(stretch) < _LONG_ENOUGH_BY_LOOK:
            return None
        near = [
            word
            for length in (len(stretch) - 1, len(stretch), len(stretch) + 1)
            for word in self._by_start.get((stretch[0], length), ())
            if length >= _LONG_ENOUGH_BY_LOOK
            and word not in stretch
            and DamerauLevenshtein.distance(stretch, word, score_cutoff=1) == 1
        ]
        return max(near, key=lambda word: self._vocabulary[word], default=None)

    @cached_property
    def _by_start(self) -> dict[tuple[str, int], list[str]]:
        """Index by first character too: a wrong one makes another name (省科技局, 县科技局)."""
        table: dict[tuple[str, int], list[str]] = {}
        for word in self._vocabulary:
            table.setdefault((word[0], len(word)), []).append(word)
        return table

    @cached_property
    def _by_pinyin(self) -> dict[tuple[str, ...], list[str]]:
        table: dict[tuple[str, ...], list[str]] = {}
        for word in self._vocabulary:
            table.setdefault(_pinyin(word), []).append(word)
        return table


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _pinyin(text: str) -> tuple[str, ...]:
    """Return the toneless syllables, with the sounds that dialects and haste confuse made one."""
    return tuple(map(_syllable, text))


@cache
def _syllable(character: str) -> str:
    # Phrases would cost 50 MB and 0.3 s; single characters' readings are what a homophone needs.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return _blur(lazy_pinyin(character)[0])


def _blur(syllable: str) -> str:
    for heard, kept in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(heard):
            syllable = kept + syllable[len(heard) :]
    if syllable.endswith(("ing", "eng", "ang")):
        syllable = syllable[:-1]
    return "l" + syllable[1:] if syllable.startswith("n") else syllable
