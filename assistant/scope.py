"""Which documents a question is about: the number, title, place and year that it names decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial

from assistant.authority import authority_of
from assistant.document_names import DocumentNames
from index.places import Gazetteer
from index.store import PolicyIndex

_NOT_HERE = re.compile(r"不是(?:问|说|指)")


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that count for a question, all of them for ``None``.

    ``named`` are those that it names itself, as against the national ones that count everywhere.
    ``elsewhere`` is the place that was asked for where no document is of it.
    """

    doc_ids: frozenset[str] | None = None
    named: frozenset[str] | None = None
    elsewhere: str | None = None
    #: The places that the question names.
    places: tuple[str, ...] = ()


class ScopeReader:
    """Tell which documents of an index a question selects."""

    def __init__(self, index: PolicyIndex) -> None:
        self._index = index
        self._names = DocumentNames(index.documents.values())

    def read(self, question: str) -> Scope:
        """Return the scope of a normalised question; one that names nothing has every document."""
        numbered = self._names.by_number(question) or self._names.by_title(question)
        if numbered:
            return Scope(numbered, numbered)
        places = self.places_in(question)
        if not places:
            return self._without_place(question)
        if _NOT_HERE.search(question):
            return Scope(elsewhere=places[0], places=places)
        return self._of_places(question, places)

    def places_in(self, question: str) -> tuple[str, ...]:
        """Return the places whose rules a normalised question asks for."""
        return tuple(p for p in self._gazetteer.asked(question) if not self._is_inside(p))

    def inside(self, question: str) -> tuple[str, ...]:
        """Return the places a normalised question names that lie below all the documents' own."""
        own = {place for chain in self._chains.values() for place in chain}
        return tuple(p for p in self._gazetteer.named(question) if p not in own)

    def place_of(self, doc_id: str) -> str:
        """Return the place whose authority issued a document; empty for a national one."""
        return next(reversed(self._chains[doc_id]), "")

    def related(self, first: str, second: str) -> bool:
        """Tell whether two documents can hold in one place: the same, one above, or national."""
        one, other = self.place_of(first), self.place_of(second)
        governs = self._gazetteer.governs
        return not one or not other or governs(one, other) or governs(other, one)

    def _without_place(self, question: str) -> Scope:
        every = frozenset(self._index.documents)
        if len(every) == 1:
            return Scope()
        named = self._narrowed(question, every, sure=False)
        return Scope(named, named) if named != every else Scope()

    def _of_places(self, question: str, places: tuple[str, ...]) -> Scope:
        governs = self._gazetteer.governs
        own = frozenset(
            doc_id
            for doc_id in self._index.documents
            if (held := self.place_of(doc_id)) and any(governs(held, place) for place in places)
        )
        inside = frozenset(
            doc_id
            for doc_id in self._index.documents
            if (held := self.place_of(doc_id)) and any(governs(place, held) for place in places)
        )
        rest = re.sub("|".join(map(re.escape, places)), " ", question)
        exact = frozenset(i for i in own if self.place_of(i) in places)
        if not own and self._names.points(rest):
            exact = inside
        for pool in (exact, own):
            pointed = self._narrowed(rest, pool, sure=True)
            if pointed:
                counting = (own or pool) if pointed == pool else pointed
                return Scope(self._with_national(counting), pointed, places=places)
        return Scope(elsewhere=places[0], places=places)

    def is_national(self, doc_id: str) -> bool:
        """Tell whether a document counts everywhere."""
        return not self.place_of(doc_id)

    def _with_national(self, doc_ids: frozenset[str]) -> frozenset[str]:
        return doc_ids | {i for i in self._index.documents if not self.place_of(i)}

    def _narrowed(self, question: str, pool: frozenset[str], *, sure: bool) -> frozenset[str]:
        """Return those of some documents that the year or the words of a question point at."""
        if len(pool) < 2:
            return pool
        pool = self._names.by_year(question, pool) or pool
        return self._names.by_part(question, pool, sure=sure) or pool

    def _is_inside(self, place: str) -> bool:
        """Tell whether a place that no table knows the home of is spoken of in some document."""
        if self._gazetteer.knows(place):
            return False
        return any(place in self._text(i) for i in self._index.documents)

    def _text(self, doc_id: str) -> str:
        return self._index.clauses.source_text(doc_id)

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        """Document → the places of its authority, the widest first; empty for national ones."""
        return {
            doc_id: authority_of(document, partial(self._text, doc_id))
            for doc_id, document in self._index.documents.items()
        }

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        own: dict[str, str | None] = {}
        for chain in self._chains.values():
            for above, place in zip((None, *chain), chain, strict=False):
                own.setdefault(place, above)
        return Gazetteer(own)
