"""Figures on what was asked: questions a day, and what could not be answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from assistant.same_words import same_words_key
from assistant.settings import TIME_ZONE
from assistant.storage.database import Database
from assistant.storage.tables import AnswerRecord

#: Statuses of answers that did not give what was asked.
UNANSWERED = ("not_found", "not_specified")


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day ended in each status."""

    day: date
    statuses: dict[str, int]

    @property
    def total(self) -> int:
        """Every question of the day."""
        return sum(self.statuses.values())


@dataclass(frozen=True, slots=True)
class UnansweredGroup:
    """Questions that say the same, punctuation aside, and got no answer."""

    question: str
    status: str
    count: int
    last: datetime
    record_id: str


class Activity:
    """Read figures off the records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def per_day(self, since: datetime) -> list[DayCount]:
        """Return a count for each day that had questions, oldest first, days in Asia/Shanghai."""
        with self._database.read() as session:
            query = select(AnswerRecord.created_at, AnswerRecord.status).where(
                AnswerRecord.created_at >= since
            )
            days: dict[date, Counter[str]] = {}
            for moment, status in session.execute(query):
                days.setdefault(moment.astimezone(TIME_ZONE).date(), Counter())[status] += 1
        return [DayCount(day, dict(days[day])) for day in sorted(days)]

    def unanswered(self, since: datetime, *, limit: int = 50) -> list[UnansweredGroup]:
        """Return the questions without an answer, the most frequent first."""
        with self._database.read() as session:
            query = (
                select(AnswerRecord)
                .where(AnswerRecord.created_at >= since, AnswerRecord.status.in_(UNANSWERED))
                .order_by(AnswerRecord.seq)
            )
            groups: dict[tuple[str, str], list[AnswerRecord]] = {}
            for row in session.scalars(query):
                groups.setdefault((same_words_key(row.standalone), row.status), []).append(row)
        found = [
            UnansweredGroup(
                rows[-1].standalone, status, len(rows), rows[-1].created_at, rows[-1].id
            )
            for (_, status), rows in groups.items()
        ]
        return sorted(found, key=lambda group: (-group.count, -group.last.timestamp()))[:limit]
