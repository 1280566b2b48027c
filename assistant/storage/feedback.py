"""What askers thought of the answers they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from assistant.storage.database import Database
from assistant.storage.tables import AnswerRecord, Feedback, now
from index.errors import InputError


@dataclass(frozen=True, slots=True)
class Opinion:
    """One feedback with the question and answer that it speaks of."""

    answer_id: str
    question: str
    answer: str
    helpful: bool
    reason: str
    at: datetime


class FeedbackBox:
    """Take and read feedback; a second opinion of the same asker replaces the first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, answer_id: str, owner: str, *, helpful: bool, reason: str = "") -> None:
        """Keep an opinion on an answer.

        Raises:
            InputError: there is no such answer, or it was given to somebody else.
        """
        try:
            self._give(answer_id, owner, helpful, reason)
        except IntegrityError:
            self._give(answer_id, owner, helpful, reason)

    def _give(self, answer_id: str, owner: str, helpful: bool, reason: str) -> None:
        with self._database.write() as session:
            asked = select(AnswerRecord.owner).where(AnswerRecord.id == answer_id)
            asked_by = session.scalar(asked)
            if asked_by != owner:
                raise InputError("找不到这条回答：可能已被删除，或不是您提的问题。")
            found = session.scalar(
                select(Feedback).where(Feedback.answer_id == answer_id, Feedback.owner == owner)
            )
            if found is None:
                found = Feedback(answer_id=answer_id, owner=owner)
                session.add(found)
            found.helpful, found.reason, found.created_at = helpful, reason, now()

    def counts(self, since: datetime) -> tuple[int, int]:
        """Return how many opinions said helpful, and how many did not."""
        with self._database.read() as session:
            query = (
                select(Feedback.helpful, func.count())
                .where(Feedback.created_at >= since)
                .group_by(Feedback.helpful)
            )
            found = {bool(helpful): count for helpful, count in session.execute(query)}
        return found.get(True, 0), found.get(False, 0)

    def recent(self, *, limit: int = 50, offset: int = 0) -> list[Opinion]:
        """Return the latest opinions, newest first."""
        with self._database.read() as session:
            query = (
                select(Feedback, AnswerRecord.question, AnswerRecord.answer)
                .join(AnswerRecord, Feedback.answer_id == AnswerRecord.id)
                .order_by(Feedback.seq.desc())
                .limit(limit)
                .offset(offset)
            )
            return [
                Opinion(f.answer_id, question, answer["answer"], f.helpful, f.reason, f.created_at)
                for f, question, answer in session.execute(query)
            ]
