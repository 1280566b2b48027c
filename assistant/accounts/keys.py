"""API keys of programs: issued once, kept as a hash, revoked by their id."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from assistant.accounts.roles import Role
from assistant.accounts.staff import token_hash
from assistant.accounts.tables import ApiKey
from assistant.storage.database import Database
from assistant.storage.tables import now
from index.errors import InputError

_KEY = re.compile(r"tw-([0-9a-f]{12})-([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A fresh key; ``secret`` is shown once and kept nowhere."""

    id: str
    secret: str


class ApiKeys:
    """Issue, check and revoke keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(
        self, label: str, role: Role = "asker", *, per_minute: int | None = None,
        days: int | None = None,
    ) -> IssuedKey:  # fmt: skip
        """Issue a key, good for so many days or for ever; raises ``InputError``."""
        if not label.strip() or len(label) > 80:
            raise InputError("密钥需要1到80字的名称，说明给哪个程序用。")
        identifier, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        whole = f"tw-{identifier}-{secret}"
        with self._database.write() as session:
            session.add(
                ApiKey(
                    id=identifier,
                    secret_hash=token_hash(whole),
                    label=label.strip(),
                    role=role,
                    per_minute=per_minute,
                    expires_at=now() + timedelta(days=days) if days else None,
                )
            )
        return IssuedKey(identifier, whole)

    def check(self, given: str) -> ApiKey | None:
        """Return the key that was given, ``None`` where it is wrong, revoked or too old."""
        match = _KEY.fullmatch(given)
        if match is None:
            return None
        with self._database.read() as session:
            key = session.get(ApiKey, match[1])
        if key is None or not hmac.compare_digest(key.secret_hash, token_hash(given)):
            return None
        lapsed = key.expires_at is not None and key.expires_at <= now()
        return None if key.revoked or lapsed else key

    def revoke(self, identifier: str) -> None:
        """Revoke a key; raises ``InputError`` where there is none."""
        with self._database.write() as session:
            key = session.get(ApiKey, identifier)
            if key is None:
                raise InputError(f"没有编号为“{identifier}”的密钥。")
            key.revoked = True

    def listed(self) -> list[ApiKey]:
        """Return every key, the latest first."""
        with self._database.read() as session:
            return list(session.scalars(select(ApiKey).order_by(ApiKey.created_at.desc())))


def looks_like_key(given: str) -> bool:
    """Tell whether a text was meant as a key of ours, not as some program's placeholder."""
    return given.startswith("tw-")
