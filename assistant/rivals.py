"""Several documents that answer one question: which of them count, and whether they can agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.catalogue import Catalogue
from assistant.conversation import Resolved
from assistant.ranking import Candidate
from assistant.reading import ClauseReader
from assistant.reading_result import Reading
from assistant.scope import ScopeReader
from index.document import PolicyDocument

#: A clause of another document is a rival from this probability on to be on the subject,
LEAST_ON_SUBJECT = 0.8
#: from this one on where its best statement holds as much of the question;
LEAST_SAYING_AS_MUCH = 0.5
#: where it holds as much of the question, but for this share of it,
COVERAGE_SLACK = 0.05
#: and its rank's score is as near as this: nearer for questions that ask for no value, whose
#: rivals cannot be told by the kind of value that they hold.
SCORE_SLACK = 3.0
SCORE_SLACK_WITHOUT_VALUE = 1.2
#: A statement that fits this well is a rival on its own, though the rest of its clause is not.
STATEMENT_SLACK = 0.05
SCORE_SLACK_OF_STATEMENT = 8.0

_ENDED = ("expired", "repealed")


class Rivals:
    """Find the documents that answer a question as well as the best one."""

    def __init__(self, reader: ClauseReader, catalogue: Catalogue, scope: ScopeReader) -> None:
        self._reader = reader
        self._catalogue = catalogue
        self._scope = scope

    def of(
        self, best: Reading, candidates: Sequence[Candidate], resolved: Resolved, day: date
    ) -> list[Reading]:
        """Return the readings of other documents that answer about as well as the best."""
        if best.elsewhere or best.status != "answered":
            return []
        found: dict[str, Reading] = {}
        own = best.doc_id
        for candidate in candidates:
            doc_id = candidate.clause.doc_id
            if doc_id == own or doc_id in found or not self._is_as_near(candidate, best):
                continue
            reading = self._reader.read_candidate(resolved, candidate, day)
            if reading.status == "answered" and (best.value is None) == (reading.value is None):
                found[doc_id] = reading
        return list(found.values())

    def counting(self, readings: Iterable[Reading], day: date) -> list[Reading]:
        """Return the readings to tell, newest first: of one place, what is in force beats the rest.

        What has ended in one city is not beaten by what stands in another.
        """
        ordered = sorted(readings, key=self._issued, reverse=True)
        standing = [r for r in ordered if self._status(r, day) not in _ENDED]
        return [
            reading
            for reading in ordered
            if self._status(reading, day) not in _ENDED
            or not any(self._scope.related(reading.doc_id, other.doc_id) for other in standing)
        ]

    def compatible(self, readings: Sequence[Reading]) -> bool:
        """Tell whether all the documents can hold in one place."""
        first, *others = [r.doc_id for r in readings]
        return all(self._scope.related(first, other) for other in others)

    def document(self, reading: Reading) -> PolicyDocument:
        """Return the document of a reading."""
        return self._catalogue.document_of(reading.candidate.clause)

    def _is_as_near(self, candidate: Candidate, best: Reading) -> bool:
        if not candidate.statements:
            return False
        mine, others = candidate.features, best.candidate.features
        says_as_much = mine.statement_coverage >= others.statement_coverage
        least = LEAST_SAYING_AS_MUCH if says_as_much else LEAST_ON_SUBJECT
        if self._reader.on_subject(candidate) < least:
            return False
        gap = best.candidate.score - candidate.score
        if mine.statement_coverage < others.statement_coverage - COVERAGE_SLACK:
            return False
        if best.value is None:
            return gap <= SCORE_SLACK_WITHOUT_VALUE
        fits = mine.statement >= others.statement - STATEMENT_SLACK
        return gap <= (SCORE_SLACK_OF_STATEMENT if fits else SCORE_SLACK)

    def _issued(self, reading: Reading) -> date:
        return self.document(reading).issue_date or date.min

    def _status(self, reading: Reading, day: date) -> str:
        clause = reading.candidate.clause
        return self.document(reading).validity_of(clause).status(day)
