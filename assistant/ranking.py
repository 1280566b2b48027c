"""Retrieved clauses, read closely and ranked by how well their statements answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from assistant.asked import Asked
from assistant.conversation import Resolved
from assistant.decision import Value, choose_value
from assistant.evidence import Concept, Coverage, EvidenceFinder, Statement, strongest_held
from assistant.topic import GENERIC
from assistant.verdict import claimed_values
from assistant.weights import RankingWeights
from index.document import Clause, Span
from index.filters import Filters
from index.places import places_in
from index.quantity import same_quantity
from index.query import QueryTerm
from index.retriever import HybridRetriever, ScoredClause

#: How much of its weight a word keeps that names a benefit in general.
GENERIC_WEIGHT = 0.3
#: How much of its weight the name of the documents' own place keeps: every clause is of it.
HOME_WEIGHT = 0.1
#: How much of its weight an everyday word keeps that no document has ("找", "自己"), and one of a
#: single character.
FILLER_WEIGHT, LONE_CHARACTER_WEIGHT = 0.1, 0.4
#: How much of its weight a term keeps that an earlier turn brought in.
INHERITED_WEIGHT = 0.4
#: A second value of a clause answers only if its own words hold this share of the question.
BESIDE = 0.34
#: So many rankings are kept, for the questions that are being answered.
RANKED_KEPT = 32
#: What a clause's value gains that is just the number a question claims.
SAME_NUMBER = 0.5
#: How many retrieved clauses are read closely.
READ_CLOSELY = 8


@dataclass(frozen=True, slots=True)
class ClauseFeatures:
    """What is known of a retrieved clause: each a share or a score between 0 and about 1.

    ``weights.RankingWeights`` has one weight of the same name for each.
    """

    fused: float
    clause_cosine: float
    sentence_cosine: float
    lexical: float
    coverage: float
    title: float
    statement: float
    statement_coverage: float
    has_value: float
    value: float
    unit: float
    focus: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A retrieved clause with its statements, best first, and its score after close reading."""

    scored: ScoredClause
    statements: tuple[Statement, ...]
    #: The clause's value that fits best what is asked for or claimed.
    value: Value | None
    features: ClauseFeatures
    #: How near the weightiest term that the clause holds comes to the weightiest of the question.
    strongest: float
    score: float

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.scored.clause


@dataclass(frozen=True, slots=True)
class _Top:
    """The highest scores of one retrieval, by which its scores are made comparable."""

    score: float
    lexical: float


def _fit_of(value: Value | None, resolved: Resolved) -> float:
    """Return how far a clause's value is the one spoken of; just the claimed number is halfway."""
    if value is None:
        return 0.0
    claimed = claimed_values(resolved.question) if resolved.question.confirms else []
    same = any(same_quantity(value.bound.quantity, each) for each in claimed)
    return min(1.0, value.own + SAME_NUMBER * same)


def _weighted(features: ClauseFeatures, weights: RankingWeights) -> float:
    total: float = sum(
        getattr(weights, field.name) * getattr(features, field.name) for field in fields(features)
    )
    return total


class Ranker:
    """Retrieve clauses for a question and rank them by their evidence."""

    def __init__(self, retriever: HybridRetriever, weights: RankingWeights) -> None:
        self._retriever = retriever
        self._weights = weights
        self._home = frozenset(
            place
            for document in retriever.index.documents.values()
            for place in places_in("、".join(document.issuers) or document.title)
        )
        tokenize = retriever.index.tokenizer.tokenize
        self._evidence = EvidenceFinder(tokenize)
        # The same subjects of the same clauses are weighed for question after question.
        self._tokens = lru_cache(maxsize=16384)(lambda text: frozenset(tokenize(text)))
        # One question is ranked for its cuts, its places and its reading.
        self._ranked = lru_cache(maxsize=RANKED_KEPT)(self._ranked_anew)

    def rank(
        self,
        resolved: Resolved,
        units: Sequence[str] = (),
        filters: Filters | None = None,
        places: Sequence[str] = (),
    ) -> list[Candidate]:
        """Return the closely read clauses, best first.

        ``units`` and ``places`` are those that the question names; by its places the documents
        were chosen already.
        """
        return list(self._ranked(resolved, tuple(units), filters, tuple(places)))

    def _ranked_anew(
        self,
        resolved: Resolved,
        units: tuple[str, ...],
        filters: Filters | None,
        places: tuple[str, ...],
    ) -> tuple[Candidate, ...]:
        retrieved = self._retriever.search(resolved.topic, k=50, filters=filters)
        if not retrieved:
            return ()
        concepts = self.concepts(resolved, places)
        covered = Coverage(concepts)
        top = _Top(
            max(scored.score for scored in retrieved) or 1.0,
            max(scored.scores.get("lexical", 0.0) for scored in retrieved),
        )
        read = [
            self._read(scored, resolved, concepts, covered, frozenset(units), top)
            for scored in self._closely(retrieved, resolved)
        ]
        return tuple(sorted(read, key=lambda c: -c.score))

    def _closely(
        self, retrieved: Sequence[ScoredClause], resolved: Resolved
    ) -> list[ScoredClause]:
        """Return the clauses worth reading: the best, and those the conversation is about."""
        return [
            scored
            for rank, scored in enumerate(retrieved)
            if rank < READ_CLOSELY or scored.clause.clause_id in resolved.focus
        ]

    def _read(
        self,
        scored: ScoredClause,
        resolved: Resolved,
        concepts: Sequence[Concept],
        covered: Coverage,
        units: frozenset[str],
        top: _Top,
    ) -> Candidate:
        clause = scored.clause
        dense = {s.span: s.score for s in scored.sentences}
        statements = self._evidence.statements(clause, resolved.question, covered, dense)
        best = statements[0] if statements else None
        value = choose_value(resolved.question, statements, concepts, self._tokens)
        features = ClauseFeatures(
            fused=scored.score / top.score,
            clause_cosine=scored.scores.get("clause", 0.0),
            sentence_cosine=scored.scores.get("sentence", 0.0),
            lexical=scored.scores.get("lexical", 0.0) / (top.lexical or 1.0),
            coverage=covered.share(covered.bits(self._evidence.clause_tokens(clause))),
            title=covered.share(covered.bits(self._evidence.title_tokens(clause))),
            statement=best.score if best else 0.0,
            statement_coverage=best.coverage if best else 0.0,
            has_value=float(any(s.has_kind for s in statements)),
            value=_fit_of(value, resolved),
            unit=float(bool(units & {unit.canonical for unit in clause.units})),
            focus=resolved.lean * (clause.clause_id in resolved.focus),
        )
        return Candidate(
            scored,
            tuple(statements),
            value,
            features,
            strongest_held(concepts, self._evidence.clause_tokens(clause)),
            _weighted(features, self._weights),
        )

    def value_beside(
        self, candidate: Candidate, resolved: Resolved, told: tuple[str, Span, Span]
    ) -> Value | None:
        """Return the clause's best value but for one that is told already, if it fits at all."""
        _, sentence, span = told
        if span == (0, 0):
            return None
        value = choose_value(
            resolved.question,
            candidate.statements,
            self.concepts(resolved),
            self._tokens,
            told=(sentence, span),
        )
        return value if value and value.own >= BESIDE else None

    def value_of_any_kind(self, candidate: Candidate, resolved: Resolved) -> Value | None:
        """Return the clause's value that fits best, whatever kind the question seems to ask for."""
        question = replace(resolved.question, asked=Asked(any_kind=True))
        return self.value_of(candidate, replace(resolved, question=question))

    def value_of(self, candidate: Candidate, resolved: Resolved) -> Value | None:
        """Return the clause's value that fits a question best."""
        concepts = self.concepts(resolved)
        return choose_value(resolved.question, candidate.statements, concepts, self._tokens)

    def tokens_of(self, clause: Clause) -> frozenset[str]:
        """Return the tokens of a clause's whole text."""
        return self._evidence.clause_tokens(clause)

    def concepts(self, resolved: Resolved, places: Sequence[str] = ()) -> list[Concept]:
        """Return what a question speaks of, each term weighted by its rarity in the index.

        Words of benefit in general count less, and so do terms taken from earlier turns.
        """
        index = self._retriever.index
        total = max(1, len(index.clauses))
        concepts = []
        for term in self._retriever.reader.read(resolved.topic).terms:
            frequency = min(
                (max(1, index.lexical.document_frequency(t)) for c in term.choices[:1] for t in c),
                default=1,
            )
            weight = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
            weight *= self._subject_share(term)
            generic = term.surface in GENERIC
            if generic:
                weight *= GENERIC_WEIGHT
            if term.surface in self._home or term.surface in places:
                weight *= HOME_WEIGHT
            if term.surface in resolved.inherited:
                weight *= INHERITED_WEIGHT
            concepts.append(Concept(weight, term.choices, generic))
        return concepts

    def _subject_share(self, term: QueryTerm) -> float:
        """Return how much of its weight a term keeps: a word of no document may be mere filler.

        An everyday word says nothing that the documents leave out; a rare one is another subject.
        """
        index = self._retriever.index
        if any(index.lexical.document_frequency(t) for choice in term.choices for t in choice):
            return 1.0
        share = max(FILLER_WEIGHT, index.tokenizer.rarity(term.surface))
        return share * (LONE_CHARACTER_WEIGHT if len(term.surface) == 1 else 1.0)
