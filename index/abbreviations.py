"""Finds what an abbreviation stands for in the documents' own words: 长护险 → 长期护理保险."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.synonyms import Expansion

#: Texts of more characters in all are not searched: a large collection has every abbreviation's
#: characters somewhere, and the search would cost more than it finds.
MOST_CHARACTERS = 400_000
#: How surely the long form is meant.
WEIGHT = 0.6

_SHORTEST, _LONGEST = 3, 5
#: Characters that an abbreviation may leave out between two that it keeps.
_LEFT_OUT = ".{0,4}?"
_CHINESE = re.compile("[\u4e00-\u9fff]+")
#: What the text is cut at, so that a dot stands for Chinese characters alone: their range would
#: take 5 ms to compile for every word looked for.
_OTHER = re.compile("[^\u4e00-\u9fff]+")
#: Function words that no abbreviation holds.
_FUNCTION = frozenset(
    "的了吗呢吧啊是有在和与及或我你他她它这那哪不没要能会给到去来从把被就都也还很太最多少几个"
)


class AbbreviationFinder:
    """Look for the long forms of unknown short words in the texts of an index."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = _joined(texts)
        self.find = lru_cache(maxsize=4096)(self._find)

    def expansions(self, words: Sequence[str], known: Iterable[Expansion]) -> list[Expansion]:
        """Return an expansion for each run of unknown characters that abbreviates a long form.

        Args:
            words: a question's words in order, which together make it up.
            known: expansions found otherwise; their stretches are left alone.
        """
        taken = [expansion.span for expansion in known]
        found = []
        for start, run in _unknown_runs(words, self._text):
            if any(s < start + len(run) and start < e for s, e in taken):
                continue
            for length in range(min(len(run), _LONGEST), _SHORTEST - 1, -1):
                hit = next(
                    (
                        (offset, long)
                        for offset in range(len(run) - length + 1)
                        if (long := self.find(run[offset : offset + length]))
                    ),
                    None,
                )
                if hit:
                    offset, long = hit
                    span = (start + offset, start + offset + length)
                    found.append(Expansion(span, run[offset : offset + length], (long,), WEIGHT))
                    break
        return found

    def _find(self, short: str) -> str | None:
        """Return the shortest, most frequent stretch that begins and ends like the short word."""
        if not self._text or short in self._text:
            return None
        pattern = _LEFT_OUT.join(map(re.escape, short))
        counts = Counter(match.group() for match in re.finditer(pattern, self._text))
        if not counts:
            return None
        return min(counts, key=lambda long: (len(long), -counts[long]))


def _joined(texts: Iterable[str]) -> str:
    """Join the texts, or return nothing, and read no further, where they are too long."""
    pieces: list[str] = []
    characters = 0
    for text in texts:
        characters += len(text)
        if characters > MOST_CHARACTERS:
            return ""
        pieces.append(text)
    return _OTHER.sub("\n", "\n".join(pieces))


def _unknown_runs(words: Sequence[str], text: str) -> list[tuple[int, str]]:
    """Return the stretches of single characters and of words that no text holds, with places."""
    runs: list[tuple[int, str]] = []
    place = 0
    run = ""
    for word in words:
        loose = bool(_CHINESE.fullmatch(word)) and (len(word) == 1 or word not in text)
        if loose and word not in _FUNCTION:
            run += word
        else:
            if len(run) >= _SHORTEST:
                runs.append((place - len(run), run))
            run = ""
        place += len(word)
    if len(run) >= _SHORTEST:
        runs.append((place - len(run), run))
    return runs
