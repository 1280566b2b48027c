"""The tables of answers and what people and staff add to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: SQLite counts up only a plain INTEGER key.
Sequence = BigInteger().with_variant(Integer(), "sqlite")


def new_id() -> str:
    """Return an identifier that nobody can guess."""
    return uuid4().hex


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, also where the database keeps no zone (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of every table; constraints get names that migrations can speak of."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Conversation(Base):
    """A conversation of one owner; ``name`` is what the owner's program calls it."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    owner: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200), default="")
    #: Whoever holds this token may read the conversation.
    share_token: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcMoment, default=now, index=True)


class AnswerRecord(Base):
    """One answer with everything that is needed to make it again."""

    __tablename__ = "answer"

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True, default=new_id)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    owner: Mapped[str] = mapped_column(String(120), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(Text)
    standalone: Mapped[str] = mapped_column(Text)
    #: The turns that the answer leaned on: ``[{"standalone", "cited", "number"}]``, oldest first.
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    as_of: Mapped[date]
    intent: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), index=True)
    writer: Mapped[str] = mapped_column(String(20))
    index_version: Mapped[str] = mapped_column(String(80))
    clause_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    checks: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)
    #: The whole answer in the contract's shape.
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    elapsed_ms: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=now, index=True)


class Feedback(Base):
    """What an asker thought of an answer."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("answer_id", "owner"),)

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(String(120))
    helpful: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=now, index=True)


class PinnedAnswer(Base):
    """The staff's own wording of an answer, valid while its clauses say what they said."""

    __tablename__ = "pinned_answer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    question: Mapped[str] = mapped_column(Text)
    #: The question without punctuation and spaces, as it is looked up.
    key: Mapped[str] = mapped_column(String(400), unique=True)
    text: Mapped[str] = mapped_column(Text)
    clause_ids: Mapped[list[str]] = mapped_column(JSON)
    #: SHA-256 of the clauses' texts when the answer was pinned.
    clauses_digest: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(120))
    updated_at: Mapped[datetime] = mapped_column(UtcMoment, default=now)


class Publication(Base):
    """One event in the history of a document: who did what to which file, and when."""

    __tablename__ = "publication"

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(400), index=True)
    #: upload, edit, publish, withdraw …
    action: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(120))
    index_version: Mapped[str | None] = mapped_column(String(80), default=None)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(UtcMoment, default=now, index=True)


class Delivery(Base):
    """A message of a channel that was delivered; ``key`` is a hash of its identifier."""

    __tablename__ = "delivery"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment, default=now, index=True)
