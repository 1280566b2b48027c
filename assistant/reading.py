"""Reads the best clause for one question: what it says, and what that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.catalogue import Catalogue
from assistant.composition import also_told
from assistant.conversation import Resolved
from assistant.decision import compares
from assistant.doubt import rests_on_little
from assistant.evidence import Concept, share_covered
from assistant.judging import Judge, decided_elsewhere
from assistant.lacking import DETAIL_NAMES, lacking
from assistant.left_out import other_sum
from assistant.narrower import narrower_share
from assistant.other_matters import OtherMatters
from assistant.parts import asking_part
from assistant.question import ParsedQuestion
from assistant.ranking import Candidate, Ranker
from assistant.reading_result import Reading, Tells
from assistant.scope import ScopeReader
from assistant.topic import topic_of
from assistant.values_apart import values_apart
from assistant.weights import load_weights
from index.document import Clause
from index.filters import Filters
from index.retriever import HybridRetriever

if TYPE_CHECKING:
    from assistant.fact_reader import FactReader

#: A second clause is told where the first :data:`NEAREST` hold one that surely is on the subject
#: and that adds this share of the question's words.
NEAREST, SURE, ADDS = 4, 0.85, 0.15
#: A word below this weight says little of what is asked.
OF_WEIGHT = 1.0
#: The part of a story that asks is answered by a clause that holds of the whole story at least
#: this share of what the best clause for the whole holds.
OF_THE_STORY = 0.5
#: How and where to apply may be asked of anything: a clause that leaves it out is told only where
#: it is on the subject with this probability.
SURE_FOR_DETAIL = 0.5


class ClauseReader:
    """Find and read the clause that answers a question."""

    def __init__(
        self,
        retriever: HybridRetriever,
        catalogue: Catalogue,
        scope: ScopeReader,
        fact_reader: FactReader | None = None,
    ) -> None:
        self._catalogue = catalogue
        self.weights = load_weights(retriever.index.manifest.embedder)
        self._subject = self.weights.subject
        self._ranker = Ranker(retriever, self.weights.ranking)
        self._scope = scope
        self._matters = OtherMatters(retriever.reader, retriever.index.lexical.document_frequency)
        self._judge = Judge(catalogue, fact_reader)

    def ranked(self, resolved: Resolved) -> list[Candidate]:
        """Return the closely read clauses of a question, best first."""
        return self._ranker.rank(resolved)

    def surer(self, apart: Resolved, leaning: Resolved) -> Resolved:
        """Return a turn as it stands alone, or leaning on the last one where that is surer.

        It leans where alone it would be answered by another clause, and a clause told before holds
        as much of its own words. What the told one holds nothing of stays unanswered, and so does
        a yes or no that nothing is on the subject of.
        """
        best, again = self.ranked(apart), self.ranked(leaning)
        if not best or not again or best[0].clause.clause_id in leaning.focus:
            return apart
        if apart.question.confirms and self.on_subject(best[0]) < self._subject.threshold:
            return apart
        told = next((c.clause for c in again if c.clause.clause_id in leaning.focus), None)
        lost = self.on_subject(best[0]) < self._subject.threshold
        if told is None or (told is not again[0].clause and not lost):
            return apart
        concepts = self.concepts(apart)
        held = share_covered(concepts, self.tokens_of(told))
        other = share_covered(concepts, self.tokens_of(best[0].clause))
        return leaning if 0 < held >= other else apart

    def concepts(self, resolved: Resolved) -> list[Concept]:
        """Return what a question speaks of."""
        return self._ranker.concepts(resolved)

    def tokens_of(self, clause: Clause) -> frozenset[str]:
        """Return the tokens of a clause's whole text."""
        return self._ranker.tokens_of(clause)

    def holds(self, clause: Clause, resolved: Resolved) -> bool:
        """Tell whether a clause has every word of weight that a question asks of it."""
        tokens = self.tokens_of(clause)
        return all(
            concept.held_by(tokens) or all(word in clause.text for word in concept.choices[0])
            for concept in self.concepts(resolved)
            if concept.weight >= OF_WEIGHT and not concept.generic
        )

    def nearest(self, resolved: Resolved) -> list[Clause]:
        """Return the clauses nearest to a question, best first."""
        return [candidate.clause for candidate in self.ranked(resolved)]

    def read(
        self, resolved: Resolved, day: date, *, avoid: Tells | None = None
    ) -> tuple[Reading | None, list[Candidate]]:
        """Read the best clause for a question; ``None`` where nothing is on the subject.

        What ``avoid`` tells is passed over: another value of its clause is read, or another clause.
        """
        question = resolved.question
        scope = self._scope.read(question.normalized)
        units = self._catalogue.units_in(question.text)
        filters = Filters(doc_ids=scope.doc_ids) if scope.doc_ids else None
        resolved, candidates = self._best_wording(
            resolved, () if question.confirms else units, filters, scope.places
        )
        if avoid:
            candidates = self._without(candidates, resolved, avoid)
        if not candidates or not candidates[0].statements:
            return None, candidates
        if self.is_of_another_matter(question):
            return None, candidates
        if self.on_subject(candidates[0]) < self._subject.threshold:
            if candidates[0].clause.clause_id not in resolved.focus:
                return None, candidates
        reading = self._read(resolved, candidates[0], units, day)
        if reading.missing in DETAIL_NAMES.values() and self._is_doubtful(candidates[0], resolved):
            return None, candidates
        coverage, sure = candidates[0].features.coverage, self.on_subject(candidates[0])
        little = rests_on_little(reading.judgement, coverage, sure)
        if little and reading.tells[0] not in resolved.focus:
            return None, candidates
        if scope.elsewhere and not self._scope.is_national(reading.candidate.clause.doc_id):
            missing = f"{scope.elsewhere}的规定"
            reading = replace(
                reading, status="not_specified", missing=missing, elsewhere=scope.elsewhere
            )
        return reading, candidates

    def is_of_another_matter(self, question: ParsedQuestion) -> bool:
        """Tell whether a question asks of what any office is asked and no document names."""
        return self._matters.named_in(question.normalized) is not None

    def _is_doubtful(self, best: Candidate, resolved: Resolved) -> bool:
        """Tell whether a clause may well be off the subject, and was not told before."""
        told = best.clause.clause_id in resolved.focus
        return not told and self.on_subject(best) < SURE_FOR_DETAIL

    def _best_wording(
        self,
        resolved: Resolved,
        units: Sequence[str],
        filters: Filters | None,
        places: Sequence[str],
    ) -> tuple[Resolved, list[Candidate]]:
        """Rank by the whole question, or of a long story by the part that asks, if surer."""
        best = (resolved, self._ranker.rank(resolved, units, filters, places))
        asking = "" if resolved.follows else asking_part(resolved.question.normalized)
        if not asking or not best[1]:
            return best
        shorter = replace(resolved, topic=topic_of(asking))
        candidates = self._ranker.rank(shorter, units, filters, places)
        if not candidates or self.on_subject(candidates[0]) <= self.on_subject(best[1][0]):
            return best
        concepts = self._ranker.concepts(resolved, places)
        whole, part = (
            share_covered(concepts, self.tokens_of(found.clause))
            for found in (best[1][0], candidates[0])
        )
        return (shorter, candidates) if part >= OF_THE_STORY * whole else best

    def _without(
        self, candidates: Sequence[Candidate], resolved: Resolved, told: Tells
    ) -> list[Candidate]:
        """Return the candidates with another value in the place of one that is told already."""
        kept: list[Candidate] = []
        for candidate in candidates:
            if candidate.clause.clause_id != told[0]:
                kept.append(candidate)
                continue
            other = self._ranker.value_beside(candidate, resolved, told)
            if other is not None:
                kept.append(replace(candidate, value=other))
        return kept

    def read_beside(
        self, resolved: Resolved, first: Reading, candidates: Sequence[Candidate], day: date
    ) -> Reading | None:
        """Read the clause that holds most of what the first one leaves out of a question."""
        concepts = self._ranker.concepts(resolved)
        held = self._ranker.tokens_of(first.candidate.clause)
        share = share_covered(concepts, held)
        best: tuple[float, Candidate] | None = None
        for candidate in candidates[:NEAREST]:
            if candidate is first.candidate or not candidate.statements:
                continue
            if candidate.clause.doc_id != first.doc_id:
                continue
            both = share_covered(concepts, held | self._ranker.tokens_of(candidate.clause))
            sure = self.on_subject(candidate) >= SURE
            if sure and both - share >= ADDS and (best is None or both > best[0]):
                best = (both, candidate)
        if best is None:
            return None
        question = resolved.question
        beside = replace(question, asked=question.asked.of_another())
        return self._read(replace(resolved, question=beside), best[1], (), day)

    def read_next(
        self, resolved: Resolved, first: Reading, candidates: Sequence[Candidate], day: date,
        most: int,
    ) -> list[Reading]:  # fmt: skip
        """Read the clauses of the first one's document that are next best on the subject."""
        others = [
            candidate
            for candidate in candidates[: most + 1]
            if candidate.clause.clause_id != first.candidate.clause.clause_id
            and candidate.clause.doc_id == first.doc_id
            and candidate.statements
            and self.on_subject(candidate) >= self._subject.threshold
        ]
        return [self._read(resolved, candidate, (), day) for candidate in others[:most]]

    def read_apart(self, resolved: Resolved, first: Reading) -> list[Reading]:
        """Read the values that pieces of a question ask of the clause that was read."""
        return values_apart(self._ranker, resolved.question, first)

    def read_on(
        self, clause: Clause, resolved: Resolved, day: date, *, bare: bool = False
    ) -> tuple[Reading | None, list[Candidate]]:
        """Read one given clause for a question; a ``bare`` one names nothing but the clause."""
        candidates = self._ranker.rank(
            replace(resolved, focus=(clause.clause_id,), lean=1.0),
            filters=Filters(doc_ids=frozenset({clause.doc_id})),
        )
        own = [c for c in candidates if c.clause.clause_id == clause.clause_id]
        if not own or not own[0].statements:
            return None, candidates
        units = self._catalogue.units_in(resolved.question.text)
        return self._read(resolved, own[0], units, day, bare=bare), candidates

    def read_candidate(self, resolved: Resolved, candidate: Candidate, day: date) -> Reading:
        """Read a clause that a search for the question brought up."""
        units = self._catalogue.units_in(resolved.question.text)
        return self._read(resolved, candidate, units, day)

    def on_subject(self, best: Candidate) -> float:
        """Return the probability that a clause is on the question's subject."""
        features = best.features
        return self._subject.probability(
            features.coverage, best.strongest, features.clause_cosine, features.sentence_cosine
        )

    def _read(
        self,
        resolved: Resolved,
        best: Candidate,
        units: Sequence[str],
        day: date,
        *,
        bare: bool = False,
    ) -> Reading:
        """Read a clause for a question; for a ``bare`` one any value that fits may be meant."""
        question = resolved.question
        missing, first = lacking(question, best)
        if missing:
            return Reading(question, best, first, None, "not_specified", missing=missing)
        value = best.value
        confirms = question.claim or question.declarative
        if value is None and question.asked.loose and not question.confirms:
            value = self._ranker.value_of_any_kind(best, resolved)
        meant = bare or best.features.title
        told = (value and (value.held or meant)) or compares(question, first)
        if question.asked and not confirms and not told:
            return Reading(question, best, first, None, "not_specified", missing="具体数额")
        places = self._scope.inside(question.normalized)
        missing = narrower_share(question, value, places) if value else ""
        if value and not missing:
            missing = other_sum(question, value.sentence.sentence_text)
        if value and missing:
            return Reading(question, best, value.sentence, None, "not_specified", missing=missing)
        statement = value.sentence if value else first
        also = also_told(question, statement, value, best.statements)
        judgement = self._judge.of(question, best.clause, statement, value, units, day, also)
        if decided := decided_elsewhere(judgement, statement, best.statements):
            statement, value = decided, None
        return Reading(question, best, statement, value, "answered", judgement)
