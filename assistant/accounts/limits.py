"""Limits requests by the minute, for all processes together."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from assistant.accounts.roles import Principal
from assistant.accounts.tables import RateWindow
from assistant.storage.database import Database
from index.errors import AccessError

_KEPT_MINUTES = 5


class RateLimiter:
    """Count each subject's requests in whole minutes of the clock."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def admit(self, principal: Principal) -> None:
        """Count a request; raises ``AccessError`` (429) where the minute's number is used up."""
        if principal.limited_as is None or principal.per_minute <= 0:
            return
        moment = self._clock()
        minute = int(moment // 60)
        try:
            count = self._count(principal.limited_as, minute)
        except IntegrityError:
            count = self._count(principal.limited_as, minute)
        if count > principal.per_minute:
            raise AccessError(
                f"请求太频繁：每分钟最多{principal.per_minute}次，请稍后再试。",
                status=429,
                retry_after=int(60 * (minute + 1) - moment) + 1,
            )

    def _count(self, subject: str, minute: int) -> int:
        here = (RateWindow.subject == subject, RateWindow.minute == minute)
        with self._database.write() as session:
            changed = session.execute(
                update(RateWindow).where(*here).values(count=RateWindow.count + 1)
            )
            if changed.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
                return session.scalar(select(RateWindow.count).where(*here)) or 1
            session.execute(delete(RateWindow).where(RateWindow.minute < minute - _KEPT_MINUTES))
            session.add(RateWindow(subject=subject, minute=minute, count=1))
            return 1
