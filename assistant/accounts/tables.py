"""The tables of accounts, keys, sign-ins and limits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.storage.tables import Base, UtcMoment, new_id, now


class Account(Base):
    """A member of the staff or a hotline agent."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    #: Argon2id, with its parameters and salt.
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=now)


class SignIn(Base):
    """A browser in which somebody is signed in; only the token's hash is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)


class ApiKey(Base):
    """A program's key; only its hash is kept."""

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(10))
    #: Requests a minute, the setting's number where it is not given.
    per_minute: Mapped[int | None] = mapped_column(default=None)
    revoked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcMoment, default=None)


class RateWindow(Base):
    """How many requests a subject made in one minute."""

    __tablename__ = "rate_window"

    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    #: Whole minutes since 1970.
    minute: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class FailedSignIn(Base):
    """How often a name or an address failed to sign in lately."""

    __tablename__ = "failed_sign_in"

    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcMoment)
