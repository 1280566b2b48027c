"""Which clauses a search may return: by document, unit, section, kind and validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.document import ClauseKind


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; an empty one does not restrict.

    ``units`` are canonical names, any of which suffices. ``in_force_on`` drops clauses known to
    be out of force on that day and keeps those whose period is not stated.
    """

    doc_ids: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    kinds: frozenset[ClauseKind] = frozenset()
    in_force_on: date | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is restricted."""
        return bool(
            self.doc_ids or self.units or self.sections or self.kinds or self.in_force_on
        )
