"""Makes a kept answer again from its record, and says what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from assistant.conversation import Turn
from assistant.privacy import masked_with, secrets_in
from assistant.service import PolicyAssistant
from assistant.storage.tables import AnswerRecord

#: What must be the same for two answers to be the same.
_COMPARED = ("standalone_question", "intent", "status", "verdict", "answer", "departments")


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer made again, and the names of what differs from the record."""

    answer: dict[str, Any]
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def replay(record: AnswerRecord, assistant: PolicyAssistant) -> Replay:
    """Answer a record's question again with its history and its day.

    ``index_version`` is among the differences where another index answers now; ``writer`` where
    a language model or a member of the staff had worded the answer.
    """
    history = [
        Turn(turn["standalone"], tuple(turn["cited"]), turn["number"]) for turn in record.history
    ]
    made = assistant.ask(record.question, as_of=record.as_of, history=history)
    now = masked_with(made.to_json(record.id), secrets_in(made.question))
    kept = record.answer
    differences = [name for name in _COMPARED if kept.get(name) != now[name]]
    if record.clause_ids != [citation["clause_id"] for citation in now["citations"]]:
        differences.append("clause_ids")
    if [c["quote"] for c in kept["citations"]] != [c["quote"] for c in now["citations"]]:
        differences.append("quotes")
    if record.index_version != now["index_version"]:
        differences.append("index_version")
    if record.writer != now["answered_by"]:
        differences.append("writer")
    return Replay(now, tuple(differences))


def record_json(record: AnswerRecord) -> dict[str, Any]:
    """Return a record as it is exported."""
    return {
        "id": record.id,
        "at": record.created_at.astimezone(UTC).isoformat(),
        "owner": record.owner,
        "channel": record.channel,
        "question": record.question,
        "standalone_question": record.standalone,
        "history": record.history,
        "as_of": record.as_of.isoformat(),
        "intent": record.intent,
        "status": record.status,
        "writer": record.writer,
        "index_version": record.index_version,
        "clause_ids": record.clause_ids,
        "checks": record.checks,
        "answer": record.answer,
        "elapsed_ms": record.elapsed_ms,
    }
