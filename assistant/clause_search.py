"""Finds clauses while somebody types: by number, by words, by meaning, narrowed by filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from assistant.catalogue import Catalogue
from assistant.references import clause_references, read_numeral
from index.amounts import find_quantities
from index.document import Clause, PolicyDocument, Section, Span, UnitRole, ValidityStatus
from index.filters import Filters
from index.retriever import HybridRetriever
from index.tokenization import normalize

#: A query longer than this is cut: the box is for words, not for documents.
_MAX_QUERY = 200
#: How many clauses of like meaning follow those that hold the words.
_SIMILAR = 20
#: An index with more clauses is not read through for each letter typed: there the words are
#: looked for among the best of the retrieval alone.
_READ_THROUGH = 5000
_LOOKED_THROUGH = 200
_WORDS = re.compile(r"[\s，,、；;]+")


@dataclass(frozen=True, slots=True)
class ClauseFilter:
    """What a clause must fulfil; an empty field does not restrict.

    ``section`` is the section's title, ``unit`` a canonical name; the amounts are in 元 and hold
    where the clause states any sum of money between them.
    """

    doc_id: str = ""
    section: str = ""
    unit: str = ""
    role: UnitRole | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    validity: ValidityStatus | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found; ``words`` are the spans of the query's words in its text."""

    clause: Clause
    document: PolicyDocument
    words: tuple[Span, ...] = ()
    #: The sentence that is nearest in meaning, where no word of the query stands in the clause.
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The clauses found, best first; the first ``exact`` hold the number or every word asked.

    ``cut`` tells that the index holds more of them than were looked at.
    """

    hits: tuple[Hit, ...]
    exact: int
    cut: bool = False


class ClauseSearch:
    """Search the clauses of one index; safe to share between threads."""

    def __init__(self, catalogue: Catalogue, retriever: HybridRetriever) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._sums = lru_cache(maxsize=8192)(_sums_of)

    def find(self, query: str, wanted: ClauseFilter, as_of: date) -> Hits:
        """Return the clauses for a query; all that the filter leaves where it is empty."""
        query = query.strip()[:_MAX_QUERY]
        if not query:
            kept = self._keep(self._candidates(wanted), wanted, as_of)
            hits = tuple(self._hit(clause) for clause in kept)
            return Hits(hits, len(kept), cut=self._is_large)
        numbered = self._keep(self._by_number(query), wanted, as_of)
        if numbered:
            return Hits(tuple(self._hit(clause) for clause in numbered), len(numbered))
        words = _words(query)
        worded = self._keep(self._with_words(query, words, wanted), wanted, as_of)
        found = [self._hit(clause, words) for clause in worded]
        held = {clause.clause_id for clause in worded}
        filters = self._filters(wanted)
        # Where the query is a sentence, its single words are what can be shown.
        words += [w for w in self._retriever.index.tokenizer.tokenize(query) if len(w) > 1]
        for scored in self._retriever.search(query, k=_SIMILAR, filters=filters):
            if scored.clause.clause_id not in held and self._fits(scored.clause, wanted, as_of):
                sentence = scored.sentences[0].text if scored.sentences else ""
                found.append(self._hit(scored.clause, words, sentence))
        return Hits(tuple(found), len(worded), cut=self._is_large)

    def units(self) -> tuple[str, ...]:
        """Return the canonical names of the responsible units, the busiest first."""
        return self._units

    @cached_property
    def _units(self) -> tuple[str, ...]:
        counts: dict[str, int] = {}
        clauses = self._catalogue.index.clauses
        for clause in clauses[:_READ_THROUGH]:
            for name in {unit.canonical for unit in clause.units}:
                counts[name] = counts.get(name, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    def sections(self) -> tuple[tuple[PolicyDocument, Section], ...]:
        """Return the sections of all documents in order; none of an index too large for a list."""
        return () if self._is_large else self._catalogue.sections

    def documents(self) -> tuple[PolicyDocument, ...]:
        """Return the documents in order; none of an index too large for a list."""
        return () if self._is_large else tuple(self._catalogue.index.documents.values())

    @property
    def spans_documents(self) -> bool:
        """Whether the clauses come from more than one document."""
        return len(self._catalogue.index.documents) > 1

    def narrowed(self, hits: Iterable[Hit], wanted: ClauseFilter, as_of: date) -> tuple[Hit, ...]:
        """Return those of some hits that the filters leave."""
        return tuple(hit for hit in hits if self._fits(hit.clause, wanted, as_of))

    def hit(self, clause_id: str, query: str = "") -> Hit | None:
        """Return one clause by its id, with the query's words in it."""
        clause = self._catalogue.index.clause(clause_id)
        return self._hit(clause, _words(query[:_MAX_QUERY])) if clause else None

    def _candidates(self, wanted: ClauseFilter) -> Sequence[Clause]:
        filters = self._filters(wanted)
        clauses = self._catalogue.index.clauses
        if filters is None:
            return clauses[:_READ_THROUGH] if self._is_large else self._catalogue.numbered
        kept = (clauses[int(row)] for row in clauses.select(filters)[:_READ_THROUGH])
        return [clause for clause in kept if clause.number]

    def _with_words(
        self, query: str, words: Sequence[str], wanted: ClauseFilter
    ) -> Sequence[Clause]:
        if not self._is_large:
            return self._catalogue.with_words(words)
        found = self._retriever.search(query, k=_LOOKED_THROUGH, filters=self._filters(wanted))
        texts = ((scored.clause, normalize(scored.clause.text)) for scored in found)
        return [clause for clause, text in texts if all(word in text for word in words)]

    @property
    def _is_large(self) -> bool:
        return len(self._catalogue.index.clauses) > _READ_THROUGH

    def _filters(self, wanted: ClauseFilter) -> Filters | None:
        filters = Filters(
            doc_ids=frozenset([wanted.doc_id] if wanted.doc_id else ()),
            units=frozenset([wanted.unit] if wanted.unit else ()),
        )
        return filters or None

    def _by_number(self, query: str) -> list[Clause]:
        normalized = normalize(query)
        numbers = clause_references(normalized)
        value = read_numeral(normalized)
        if not numbers and value is not None and value < 2000:
            numbers = (str(value),)
        return [c for number in numbers for c in self._catalogue.by_number(number)]

    def _keep(self, clauses: Iterable[Clause], wanted: ClauseFilter, as_of: date) -> list[Clause]:
        return [clause for clause in clauses if self._fits(clause, wanted, as_of)]

    def _fits(self, clause: Clause, wanted: ClauseFilter, as_of: date) -> bool:
        document = self._catalogue.document_of(clause)
        if wanted.doc_id and clause.doc_id != wanted.doc_id:
            return False
        if wanted.section and wanted.section != _section_title(clause, document):
            return False
        if wanted.validity and document.validity_of(clause).status(as_of) != wanted.validity:
            return False
        return self._fits_units(clause, wanted) and self._fits_sums(clause, wanted)

    def _fits_units(self, clause: Clause, wanted: ClauseFilter) -> bool:
        if not wanted.unit and not wanted.role:
            return True
        return any(
            (not wanted.unit or unit.canonical == wanted.unit)
            and (not wanted.role or unit.role == wanted.role)
            for unit in clause.units
        )

    def _fits_sums(self, clause: Clause, wanted: ClauseFilter) -> bool:
        if wanted.least is None and wanted.most is None:
            return True
        least = wanted.least or Decimal(0)
        return any(
            least <= value and (wanted.most is None or value <= wanted.most)
            for value in self._sums(clause.text)
        )

    def _hit(self, clause: Clause, words: Sequence[str] = (), nearest: str = "") -> Hit:
        spans = _places(clause.text, words)
        document = self._catalogue.document_of(clause)
        return Hit(clause, document, spans, "" if spans else nearest)


def _words(query: str) -> list[str]:
    # Split first: normalising drops the spaces between Chinese characters.
    return [normalize(word) for word in _WORDS.split(query) if word]


def _section_title(clause: Clause, document: PolicyDocument) -> str:
    titles = (s.title for s in document.sections if s.no == clause.section)
    return next(titles, "")


def _sums_of(text: str) -> tuple[Decimal, ...]:
    return tuple(q.value for q in find_quantities(text) if q.kind == "money_cny")


def _places(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where words stand in a text letter for letter, without overlaps, in order."""
    spans: list[Span] = []
    for word in sorted(set(words), key=len, reverse=True):
        for match in re.finditer(re.escape(word), text, re.IGNORECASE):
            if all(match.end() <= start or match.start() >= end for start, end in spans):
                spans.append(match.span())
    return tuple(sorted(spans))
