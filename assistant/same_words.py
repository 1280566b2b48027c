"""Tells whether two texts say the same, punctuation, spaces and letter case aside."""

from __future__ import annotations

from index.tokenization import normalize


def same_words_key(text: str) -> str:
    """Return a text without punctuation, spaces and letter case: equal ones say the same."""
    return "".join(c for c in normalize(text).lower() if c.isalnum())
