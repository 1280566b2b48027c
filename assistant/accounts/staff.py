"""Accounts of agents and staff: passwords, signing in and out."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from assistant.accounts.lockout import Lockout
from assistant.accounts.roles import Principal, Role
from assistant.accounts.tables import Account, SignIn
from assistant.storage.database import Database
from assistant.storage.tables import now
from index.errors import AccessError, InputError

MIN_PASSWORD_CHARS = 10
_MAX_PASSWORD_CHARS = 200
_SIGN_IN_HOURS = 12
_WRONG = "账号或密码不对。"
# The second choice of OWASP's password storage sheet: a sign-in costs 19 MiB, not 64.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Accounts:
    """Make accounts, sign people in, and tell who a browser is."""

    def __init__(self, database: Database, lockout: Lockout) -> None:
        self._database = database
        self._lockout = lockout

    def create(self, name: str, password: str, role: Role) -> None:
        """Make an account.

        Raises:
            InputError: the name is taken, or name or password cannot be used.
        """
        _check(name, password)
        account = Account(name=name, role=role, password_hash=_HASHER.hash(password))
        try:
            with self._database.write() as session:
                session.add(account)
        except IntegrityError as error:
            raise InputError(f"账号“{name}”已经存在。") from error

    def create_first_staff(self) -> tuple[str, str] | None:
        """Make ``admin`` with a random password where no staff is; return both, else ``None``."""
        if self.has_staff():
            return None
        password = secrets.token_urlsafe(12)
        try:
            self.create("admin", password, "staff")
        except InputError:
            return None  # another process was first
        return "admin", password

    def has_staff(self) -> bool:
        """Tell whether somebody with the role staff can sign in."""
        with self._database.read() as session:
            query = select(func.count()).select_from(Account)
            query = query.where(Account.role == "staff", Account.disabled.is_(False))
            return bool(session.scalar(query))

    def set_password(self, name: str, password: str) -> None:
        """Set a password and sign the account out everywhere; raises ``InputError``."""
        _check(name, password)
        with self._database.write() as session:
            account = session.scalar(select(Account).where(Account.name == name))
            if account is None:
                raise InputError(f"没有账号“{name}”。")
            account.password_hash = _HASHER.hash(password)
            session.execute(delete(SignIn).where(SignIn.account_id == account.id))
        self._lockout.forgive(f"name:{name}")

    def disable(self, name: str) -> None:
        """Disable an account and sign it out everywhere; raises ``InputError``."""
        with self._database.write() as session:
            account = session.scalar(select(Account).where(Account.name == name))
            if account is None:
                raise InputError(f"没有账号“{name}”。")
            account.disabled = True
            session.execute(delete(SignIn).where(SignIn.account_id == account.id))

    def listed(self) -> list[Account]:
        """Return every account by name."""
        with self._database.read() as session:
            return list(session.scalars(select(Account).order_by(Account.name)))

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Sign somebody in and return the browser's token, good for twelve hours.

        Raises:
            AccessError: name or password is wrong (401), or there were too many failures (429).
        """
        # A name that no account can have is looked up as the empty one: databases refuse NUL.
        name = name[:64] if name.isprintable() else ""
        subjects = (f"name:{name}", f"addr:{address}")
        self._lockout.guard(*subjects)
        with self._database.read() as session:
            account = session.scalar(select(Account).where(Account.name == name))
        usable = account is not None and not account.disabled
        # An unknown name costs as much time as a wrong password.
        kept = account.password_hash if account is not None and usable else _nobody()
        if not _matches(kept, password[:_MAX_PASSWORD_CHARS]) or account is None or not usable:
            self._lockout.count_failure(*subjects)
            raise AccessError(_WRONG, status=401)
        self._lockout.forgive(subjects[0])
        token = secrets.token_urlsafe(32)
        with self._database.write() as session:
            session.execute(delete(SignIn).where(SignIn.expires_at < now()))
            session.add(
                SignIn(
                    token_hash=token_hash(token),
                    account_id=account.id,
                    expires_at=now() + timedelta(hours=_SIGN_IN_HOURS),
                )
            )
        return token

    def signed_in(self, token: str) -> Principal | None:
        """Return who a browser's token belongs to, ``None`` where it is wrong or too old."""
        with self._database.read() as session:
            account = session.scalar(
                select(Account)
                .join(SignIn, SignIn.account_id == Account.id)
                .where(SignIn.token_hash == token_hash(token), SignIn.expires_at > now())
                .where(Account.disabled.is_(False))
            )
        if account is None:
            return None
        role: Role = "staff" if account.role == "staff" else "agent"
        return Principal(f"account:{account.id}", role, account.name)

    def sign_out(self, token: str) -> None:
        """Forget a browser's token."""
        with self._database.write() as session:
            session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def token_hash(token: str) -> str:
    """Return what is kept of a token; it is long and random, so a plain hash protects it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(12))


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password.encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False


def _check(name: str, password: str) -> None:
    if not 1 <= len(name) <= 64 or not name.isprintable() or name != name.strip():
        raise InputError("账号名需要1到64个可见字符，首尾不留空格。")
    if not MIN_PASSWORD_CHARS <= len(password) <= _MAX_PASSWORD_CHARS:
        raise InputError(f"密码至少{MIN_PASSWORD_CHARS}位，最多{_MAX_PASSWORD_CHARS}位。")
