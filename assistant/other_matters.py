"""Tells whether a question is on what people ask any office about and no document names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from assistant.parts import asking_words
from index.query import QueryReader
from index.tokenization import other_matters

#: A token → the number of the documents' clauses that hold it.
Frequency = Callable[[str], int]


class OtherMatters:
    """The matters of the lexicon that the documents of one index do not name."""

    def __init__(self, reader: QueryReader, frequency: Frequency) -> None:
        """Take how questions are read and how often the documents hold a token."""
        self._reader = reader
        self._frequency = frequency

    def named_in(self, normalized: str) -> str | None:
        """Return the matter that a question asks of; what is only told beside it does not count."""
        asking = asking_words(normalized)
        return next((matter for matter in self._absent if matter in asking), None)

    @cached_property
    def _absent(self) -> tuple[str, ...]:
        """The matters that no document names, by their own words or by others for the same."""
        return tuple(matter for matter in other_matters() if not self._is_held(matter))

    def _is_held(self, matter: str) -> bool:
        terms = self._reader.read(matter).terms
        return all(
            any(all(map(self._frequency, choice)) for choice in term.choices) for term in terms
        )
