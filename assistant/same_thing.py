"""Find a word, or another for the same thing, in a text."""

from __future__ import annotations

from index.document import Span
from index.synonyms import load_thesaurus


def contains(text: str, word: str) -> Span | None:
    """Return where a text has the word or one that the thesaurus calls the same."""
    same = load_thesaurus().same.get(word, ())
    for each in (word, *same):
        at = text.find(each)
        if at >= 0 and len(each) > 1:
            return at, at + len(each)
    return None
