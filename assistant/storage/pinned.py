"""Answers that the staff word their way; each holds only while its clauses stay as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import delete, select

from assistant.same_words import same_words_key
from assistant.storage.database import Database
from assistant.storage.tables import PinnedAnswer, now
from index.document import Clause
from index.errors import InputError

_KEY_CHARS = 400


class PinnedAnswers:
    """Keep, find and drop pinned answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pin(self, question: str, text: str, clauses: Sequence[Clause], *, author: str) -> str:
        """Pin an answer with its clauses, in place of an earlier one; return its id.

        Raises:
            InputError: the question or the answer is empty, or no clause is named.
        """
        key = same_words_key(question)[:_KEY_CHARS]
        if not key or not text.strip() or not clauses:
            raise InputError("固定回答需要问题、回答和至少一条依据条款。")
        with self._database.write() as session:
            found = session.scalar(select(PinnedAnswer).where(PinnedAnswer.key == key))
            if found is None:
                found = PinnedAnswer(key=key)
                session.add(found)
            found.question, found.text, found.author = question.strip(), text.strip(), author
            found.clause_ids = [clause.clause_id for clause in clauses]
            found.clauses_digest, found.updated_at = digest(clauses), now()
            session.flush()
            return found.id

    def find(self, question: str) -> PinnedAnswer | None:
        """Return what is pinned for a question, punctuation and spaces aside."""
        with self._database.read() as session:
            key = same_words_key(question)[:_KEY_CHARS]
            return session.scalar(select(PinnedAnswer).where(PinnedAnswer.key == key))

    def listed(self) -> list[PinnedAnswer]:
        """Return every pinned answer, the latest first."""
        with self._database.read() as session:
            query = select(PinnedAnswer).order_by(PinnedAnswer.updated_at.desc())
            return list(session.scalars(query))

    def drop(self, identifier: str) -> bool:
        """Drop a pinned answer and tell whether it was there."""
        with self._database.write() as session:
            found = session.get(PinnedAnswer, identifier)
            session.execute(delete(PinnedAnswer).where(PinnedAnswer.id == identifier))
            return found is not None


def digest(clauses: Sequence[Clause]) -> str:
    """Return a fingerprint of what clauses say."""
    joined = "\0".join(clause.text for clause in clauses)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()
