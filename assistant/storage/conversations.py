"""Conversations and the record of every answer; nobody reads another owner's."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.conversation import Turn
from assistant.storage.database import Database
from assistant.storage.tables import AnswerRecord, Conversation, new_id, now
from index.document import NUMBERED_KINDS

#: Turns that a later one may lean on.
HISTORY_TURNS = 10
_TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An answer about to be kept; ``answer`` has the contract's shape, already masked."""

    owner: str
    channel: str
    answer: Mapping[str, Any]
    history: Sequence[Turn] = ()
    conversation: str | None = None


class Conversations:
    """Keep and read answers; every reader names the owner whose they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, record: NewRecord) -> str:
        """Store an answer, beginning its conversation where it is new; return the record's id."""
        try:
            return self._keep(record)
        except IntegrityError:
            # Another process began the same conversation in between; now it is there.
            return self._keep(record)

    def _keep(self, record: NewRecord) -> str:
        answer = record.answer
        with self._database.write() as session:
            row = AnswerRecord(
                id=new_id(),
                conversation_id=_begin(session, record),
                owner=record.owner,
                channel=record.channel,
                question=answer["question"],
                standalone=answer["standalone_question"],
                history=[asdict(turn) for turn in record.history],
                as_of=date.fromisoformat(answer["as_of"]),
                intent=answer["intent"],
                status=answer["status"],
                writer=answer["answered_by"],
                index_version=answer["index_version"],
                clause_ids=[c["clause_id"] for c in answer["citations"]],
                checks=dict(answer["checks"]),
                answer=dict(answer),
                elapsed_ms=answer["timings_ms"].get("total", 0.0),
            )
            session.add(row)
            session.flush()
            return row.id

    def history(self, owner: str, name: str) -> tuple[Turn, ...]:
        """Return the last turns of a conversation, oldest first; none where it is not there."""
        with self._database.read() as session:
            query = (
                select(AnswerRecord.answer)
                .join(Conversation, AnswerRecord.conversation_id == Conversation.id)
                .where(Conversation.owner == owner, Conversation.name == name)
                .order_by(AnswerRecord.seq.desc())
                .limit(HISTORY_TURNS)
            )
            answers = list(session.scalars(query))
        return tuple(_turn(answer) for answer in reversed(answers))

    def listed(self, owner: str, *, limit: int = 50, offset: int = 0) -> list[Conversation]:
        """Return an owner's conversations, the newest first."""
        with self._database.read() as session:
            query = (
                select(Conversation)
                .where(Conversation.owner == owner)
                .order_by(Conversation.updated_at.desc(), Conversation.id)
                .limit(limit)
                .offset(offset)
            )
            return list(session.scalars(query))

    def answers(self, owner: str, name: str) -> list[AnswerRecord]:
        """Return the answers of a conversation, oldest first; none where it is not there."""
        with self._database.read() as session:
            return list(session.scalars(_answers_of(owner, name)))

    def record(self, identifier: str, *, owner: str | None = None) -> AnswerRecord | None:
        """Return one answer, of this owner alone where one is given."""
        with self._database.read() as session:
            query = select(AnswerRecord).where(AnswerRecord.id == identifier)
            if owner is not None:
                query = query.where(AnswerRecord.owner == owner)
            return session.scalar(query)

    def share(self, owner: str, name: str) -> str | None:
        """Return the token by which anybody may read a conversation; ``None`` where it is not."""
        with self._database.write() as session:
            found = session.scalar(_conversation(owner, name))
            if found is None:
                return None
            token: str = found.share_token or secrets.token_urlsafe(24)
            found.share_token = token
            return token

    def shared(self, token: str) -> list[AnswerRecord]:
        """Return the answers of a shared conversation, oldest first; none for a wrong token."""
        with self._database.read() as session:
            found = session.scalar(select(Conversation).where(Conversation.share_token == token))
            if found is None:
                return []
            return list(session.scalars(_answers_of(found.owner, found.name)))

    def delete(self, owner: str, name: str) -> bool:
        """Delete a conversation with its answers and their feedback; tell whether it was there."""
        with self._database.write() as session:
            found = session.scalar(_conversation(owner, name))
            if found is not None:
                session.execute(delete(Conversation).where(Conversation.id == found.id))
            return found is not None

    def forget_before(self, moment: datetime) -> int:
        """Delete every answer older than a moment, and conversations left empty; count answers."""
        with self._database.write() as session:
            old = AnswerRecord.created_at < moment
            count = session.scalar(select(func.count()).select_from(AnswerRecord).where(old))
            session.execute(delete(AnswerRecord).where(old))
            filled = select(AnswerRecord.conversation_id).where(
                AnswerRecord.conversation_id.is_not(None)
            )
            session.execute(
                delete(Conversation).where(
                    Conversation.updated_at < moment, Conversation.id.not_in(filled)
                )
            )
            return count or 0

    def keep_days(self, days: int) -> int:
        """Delete what is older than so many days and return how many answers that were."""
        return self.forget_before(now() - timedelta(days=days))

    def exported(self, *, since: datetime | None = None) -> Iterator[AnswerRecord]:
        """Yield every record in the order of its making."""
        last = 0
        while True:
            with self._database.read() as session:
                query = select(AnswerRecord).where(AnswerRecord.seq > last)
                if since is not None:
                    query = query.where(AnswerRecord.created_at >= since)
                rows = list(session.scalars(query.order_by(AnswerRecord.seq).limit(200)))
            if not rows:
                return
            yield from rows
            last = rows[-1].seq


def _turn(answer: Mapping[str, Any]) -> Turn:
    citations = answer["citations"]
    numbered = bool(citations) and citations[0].get("kind") in NUMBERED_KINDS
    return Turn(
        answer["standalone_question"],
        tuple(citation["clause_id"] for citation in citations),
        citations[0]["number"] if numbered else None,
    )


def _begin(session: Session, record: NewRecord) -> str | None:
    if record.conversation is None:
        return None
    found = session.scalar(_conversation(record.owner, record.conversation))
    if found is None:
        found = Conversation(
            owner=record.owner,
            name=record.conversation,
            title=record.answer["question"][:_TITLE_CHARS],
        )
        session.add(found)
        session.flush()
    found.updated_at = now()
    return str(found.id)


def _conversation(owner: str, name: str) -> Select[Conversation]:
    return select(Conversation).where(Conversation.owner == owner, Conversation.name == name)


def _answers_of(owner: str, name: str) -> Select[AnswerRecord]:
    return (
        select(AnswerRecord)
        .join(Conversation, AnswerRecord.conversation_id == Conversation.id)
        .where(Conversation.owner == owner, Conversation.name == name)
        .order_by(AnswerRecord.seq)
    )
