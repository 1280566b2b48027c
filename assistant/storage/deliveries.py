"""Remembers which messages of a channel were delivered, so that a repeated one is left alone."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from assistant.storage.database import Database
from assistant.storage.tables import Delivery, now

_KEPT = timedelta(days=1)


class Deliveries:
    """Tell first deliveries from repeated ones, for all processes together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_first(self, channel: str, identifier: str) -> bool:
        """Note a delivery and tell whether it is the first of this message within a day."""
        key = hashlib.sha256(f"{channel}\0{identifier}".encode("utf-8", "replace")).hexdigest()
        try:
            with self._database.write() as session:
                session.execute(delete(Delivery).where(Delivery.at < now() - _KEPT))
                session.add(Delivery(key=key))
        except IntegrityError:
            return False
        return True
