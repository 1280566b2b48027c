"""Expand a question's words by the terms that documents use for them (lexicon/synonyms.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from index.document import Span
from index.lexicon_tables import read_table
from index.normalization import normalize

#: An everyday word points to official terms less surely than an abbreviation to its long form.
SAME_WEIGHT = 0.5
MEANS_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term of a text, its span there, and the terms to search as well, with their weight."""

    span: Span
    term: str
    alternatives: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The synonym table by term; ``longest`` is the length of its longest term."""

    same: Mapping[str, tuple[str, ...]]
    means: Mapping[str, tuple[str, ...]]
    longest: int

    def terms(self) -> frozenset[str]:
        """Return every term of the table."""
        values = [term for terms in self.means.values() for term in terms]
        return frozenset((*self.same, *self.means, *values))

    def lookup(self, term: str) -> tuple[tuple[str, ...], float] | None:
        """Return the terms to search as well and their weight; None for an unknown term."""
        same, means = self.same.get(term, ()), self.means.get(term, ())
        if not same and not means:
            return None
        return tuple(dict.fromkeys((*same, *means))), SAME_WEIGHT if same else MEANS_WEIGHT


@cache
def load_thesaurus() -> Thesaurus:
    """Read the synonym table, normalised; a term in two groups has the terms of both."""
    table = read_table("synonyms")
    same: dict[str, tuple[str, ...]] = {}
    for group in table["same"]:
        terms = [normalize(term) for term in group]
        for term in terms:
            others = (*same.get(term, ()), *(other for other in terms if other != term))
            same[term] = tuple(dict.fromkeys(others))
    means = {
        normalize(term): tuple(normalize(other) for other in others)
        for term, others in table["means"].items()
    }
    longest = max(map(len, (*same, *means)))
    return Thesaurus(same, means, longest)


def expand(words: Sequence[str]) -> list[Expansion]:
    """Return the expansions of a text given as its words in order, which together make it up.

    Terms begin and end where words do; the longest term at a place wins, and what lies inside it
    is not expanded by itself.
    """
    text = "".join(words)
    ends = [0, *accumulate(len(word) for word in words)]
    thesaurus = load_thesaurus()
    expansions: list[Expansion] = []
    covered = 0
    for index, start in enumerate(ends[:-1]):
        if start < covered:
            continue
        for end in _reachable(ends, index, thesaurus.longest):
            found = thesaurus.lookup(text[start:end])
            if found is not None:
                expansions.append(Expansion((start, end), text[start:end], *found))
                covered = end
                break
    return expansions


def _reachable(ends: Sequence[int], index: int, longest: int) -> Iterator[int]:
    """Yield the word ends within a term's length of a word's start, farthest first."""
    start = ends[index]
    later = [end for end in ends[index + 1 : index + 1 + longest] if end - start <= longest]
    yield from reversed(later)
