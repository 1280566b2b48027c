"""Which lines of a text name responsible units, a bracket torn over lines put together."""

from __future__ import annotations

from collections.abc import Sequence

from index.unit_names import CLOSERS, OPENERS
from index.units import has_label

#: A bracket of units runs over no more lines than these.
_MOST_LINES = 6


def unit_lines(texts: Sequence[str]) -> set[int]:
    """Return the positions of the lines that name units, or on which a bracket begins that does."""
    found = set()
    for i, text in enumerate(texts):
        whole, end = text, i + 1
        while _is_open(whole) and end < min(len(texts), i + _MOST_LINES):
            whole += texts[end]
            end += 1
        if has_label(text) or (end > i + 1 and has_label(whole)):
            found.add(i)
    return found


def _is_open(text: str) -> bool:
    """Say whether the last bracket of a text is still open."""
    opened = max(text.rfind(sign) for sign in OPENERS)
    return opened >= 0 and all(sign not in text[opened:] for sign in CLOSERS)
