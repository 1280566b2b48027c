"""Names of documents and clauses that stay the same after a rebuild."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping

from index.document import ClauseKind

_LETTERS: Mapping[ClauseKind, str] = {
    "measure": "m",
    "article": "a",
    "section_intro": "s",
    "preamble": "p",
    "closing": "e",
    "annex": "x",
}


def document_id(source_name: str) -> str:
    """Return a document's id: ``d`` and eight hex digits of its path in the source directory."""
    name = unicodedata.normalize("NFC", source_name.replace("\\", "/"))
    return "d" + hashlib.sha1(name.encode("utf-8"), usedforsecurity=False).hexdigest()[:8]


class ClauseNamer:
    """Gives the clauses of one document their ids, in order."""

    def __init__(self, doc_id: str) -> None:
        self._doc_id = doc_id
        self._used: Counter[str] = Counter()

    def name(self, kind: ClauseKind, number: str) -> str:
        """Return ``d….m19``, ``.a133-1``, ``.s2``, ``.p1`` …; a number used before gets ``~2``.

        ``number`` is the clause's own, for a section's introduction the section's; kinds without
        one are counted.
        """
        letter = _LETTERS[kind]
        if not number:
            self._used[letter] += 1
            number = str(self._used[letter])
        name = letter + number
        self._used[name] += 1
        again = f"~{self._used[name]}" if self._used[name] > 1 else ""
        return f"{self._doc_id}.{name}{again}"
