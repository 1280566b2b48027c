"""Locks a name or an address out after too many failures, for all processes together."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from assistant.accounts.tables import FailedSignIn
from assistant.storage.database import Database
from assistant.storage.tables import now
from index.errors import AccessError

#: One address may be a whole office behind one router.
_ADDRESS_FACTOR = 4


class Lockout:
    """Count failures by subject (``name:…``, ``addr:…``) and refuse while there are too many."""

    def __init__(self, database: Database, *, failures: int = 5, minutes: int = 15) -> None:
        self._database = database
        self._failures = failures
        self._minutes = minutes

    def guard(self, *subjects: str) -> None:
        """Raise ``AccessError`` (429) where a subject is locked out."""
        with self._database.read() as session:
            query = select(FailedSignIn).where(FailedSignIn.subject.in_(subjects))
            for row in session.scalars(query):
                until = row.last_at + timedelta(minutes=self._minutes)
                if row.count >= self._allowed(row.subject) and until > now():
                    raise AccessError(
                        f"失败次数太多，请{self._minutes}分钟后再试。",
                        status=429,
                        retry_after=max(1, int((until - now()).total_seconds())),
                    )

    def count_failure(self, *subjects: str) -> None:
        """Count one failure for each subject; old ones lapse."""
        for subject in subjects:
            try:
                self._count(subject)
            except IntegrityError:
                self._count(subject)

    def forgive(self, subject: str) -> None:
        """Forget a subject's failures."""
        with self._database.write() as session:
            session.execute(delete(FailedSignIn).where(FailedSignIn.subject == subject))

    def _allowed(self, subject: str) -> int:
        return self._failures * (_ADDRESS_FACTOR if subject.startswith("addr:") else 1)

    def _count(self, subject: str) -> None:
        with self._database.write() as session:
            row = session.get(FailedSignIn, subject)
            if row is None:
                session.add(FailedSignIn(subject=subject, count=1, last_at=now()))
                return
            lapsed = row.last_at + timedelta(minutes=self._minutes) < now()
            row.count, row.last_at = (1 if lapsed else row.count + 1), now()
