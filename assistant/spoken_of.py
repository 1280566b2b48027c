"""Whether a question speaks, in a clause's words, of the conditions that its facts leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.match_result import ConditionResult
from index.amounts import find_quantities
from index.normalization import normalize

#: Of a condition's pairs of signs a question that speaks of it holds this share.
SPOKEN = 0.6
#: A condition that the clause leaves to others: nobody meets it by naming it.
_LEFT_OPEN = re.compile(r"符合(?:条件|规定|要求|相关|有关)|探索|原则上")
_SIGNS = re.compile(r"[\W_]+")


def speaks_of(text: str, conditions: Sequence[ConditionResult]) -> bool:
    """Tell whether a text speaks of the conditions: it holds most of one, and no figure is open."""
    unknown = [each.text for each in conditions if each.status == "unknown"]
    if any(_LEFT_OPEN.search(each) or find_quantities(each) for each in unknown):
        return False
    held = _pairs(text)
    return any(_share(_pairs(each), held) >= SPOKEN for each in unknown)


def _share(pairs: frozenset[str], held: frozenset[str]) -> float:
    return len(pairs & held) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        piece[at : at + 2]
        for piece in _SIGNS.split(normalize(text))
        for at in range(len(piece) - 1)
    )
