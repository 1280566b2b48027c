"""Of several values of one kind, the one whose own words a question holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.binding import BoundValue
from index.facets import mentions
from index.normalization import normalize

_SIGNS = re.compile(r"[\W\d_]+")


def told_apart(text: str, rivals: Sequence[BoundValue]) -> BoundValue | None:
    """Return the value of which a text holds words that stand with none of its rivals.

    Words are compared by pairs of signs, and by what they say of an asker (头一回评上 is 新认定).
    ``None`` where no value is told apart, or more than one.
    """
    held = _marks(text)
    told = []
    for rival in rivals:
        others = frozenset().union(*(_marks(r.subject) for r in rivals if r is not rival))
        if held & (_marks(rival.subject) - others):
            told.append(rival)
    return told[0] if len(told) == 1 else None


@lru_cache(maxsize=4096)
def _marks(text: str) -> frozenset[str]:
    """Return what a text is compared by: its pairs of signs and the facets that it names."""
    pairs = {
        piece[at : at + 2]
        for piece in _SIGNS.split(normalize(text))
        for at in range(len(piece) - 1)
    }
    return frozenset(pairs | {f"{m.facet}={m.value}" for m in mentions(text)})
