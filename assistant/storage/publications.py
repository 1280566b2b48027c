"""The history of the documents: who uploaded, edited, published or withdrew what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from assistant.storage.database import Database
from assistant.storage.tables import Publication


class Publications:
    """Write and read the history; entries are only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self, source: str, action: str, *, actor: str, index_version: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Add one event; ``detail`` holds JSON values."""
        with self._database.write() as session:
            session.add(
                Publication(
                    source=source,
                    action=action,
                    actor=actor,
                    index_version=index_version,
                    detail=dict(detail or {}),
                )
            )

    def history(self, source: str | None = None, *, limit: int = 100) -> list[Publication]:
        """Return the latest events, of one document where it is named."""
        with self._database.read() as session:
            query = select(Publication).order_by(Publication.seq.desc()).limit(limit)
            if source is not None:
                query = query.where(Publication.source == source)
            return list(session.scalars(query))
