"""What was read of one clause for one question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Status
from assistant.decision import Value
from assistant.evidence import Statement
from assistant.question import ParsedQuestion
from assistant.ranking import Candidate
from assistant.verdict import Judgement
from index.document import Span

#: A clause, a sentence of it, and a value of that sentence; (0, 0) for none.
Tells = tuple[str, Span, Span]


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause read for one question: what to tell of it and what it decides."""

    question: ParsedQuestion
    candidate: Candidate
    statement: Statement
    value: Value | None
    status: Status
    judgement: Judgement | None = None
    #: What the file leaves out, in words, where the status is ``not_specified``.
    missing: str = ""
    #: The place that was asked for where no document is of it.
    elsewhere: str | None = None

    @property
    def doc_id(self) -> str:
        """The document of the clause."""
        return self.candidate.clause.doc_id

    @property
    def tells(self) -> Tells:
        """The clause, sentence and value that are told; two readings alike say the same."""
        value = self.value.bound.quantity.span if self.value else (0, 0)
        return self.candidate.clause.clause_id, self.statement.sentence_span, value
