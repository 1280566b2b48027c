"""Tells who makes a request, and whether anybody may ask without a key."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.accounts.keys import ApiKeys, looks_like_key
from assistant.accounts.lockout import Lockout
from assistant.accounts.roles import Principal, Role
from assistant.accounts.staff import Accounts
from assistant.accounts.tables import ApiKey
from index.errors import AccessError

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_NEED_KEY = "需要密钥：请在请求头写 Authorization: Bearer 密钥，或先登录。"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request tells of its maker; header names are in lower case."""

    address: str
    headers: Mapping[str, str]
    #: The token of a browser that is signed in.
    session_token: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether somebody on this very machine asks this server by its loopback name.

        A page of another site in a local browser (``Origin``, a rebound host name) and what a
        proxy passes on are not local.
        """
        if not is_loopback(self.address) or any(name in self.headers for name in _FORWARDED):
            return False
        origin = self.headers.get("origin")
        names = [self.headers.get("host", "")] + ([origin] if origin else [])
        return all(is_loopback(host_name(name)) for name in names)


@dataclass(frozen=True, slots=True)
class AccessRules:
    """``anonymous``: anybody may ask; ``local_staff``: the machine's own user may do all."""

    anonymous: bool
    local_staff: bool
    per_minute_address: int
    per_minute_key: int


class Access:
    """Recognise who asks; every failure is counted, and too many lock the address out."""

    def __init__(
        self, rules: AccessRules, keys: ApiKeys, accounts: Accounts, lockout: Lockout
    ) -> None:
        self.rules = rules
        self._keys = keys
        self._accounts = accounts
        self._lockout = lockout

    def identify(self, caller: Caller) -> Principal:
        """Return who makes a request.

        Raises:
            AccessError: a key is wrong or missing (401), or the address is locked out (429).
        """
        scheme, _, given = caller.headers.get("authorization", "").partition(" ")
        given = given.strip() if scheme.lower() == "bearer" else ""
        open_to_all = self.rules.anonymous or self._is_local_staff(caller)
        # OpenAI clients send some key even where none is needed.
        if given and (looks_like_key(given) or not open_to_all):
            return self._by_key(given, caller.address)
        if caller.session_token:
            principal = self._accounts.signed_in(caller.session_token)
            if principal is not None:
                return principal
        return self._anonymous(caller)

    def _by_key(self, given: str, address: str) -> Principal:
        subject = f"addr:{address}"
        self._lockout.guard(subject)
        key = self._keys.check(given)
        if key is None:
            self._lockout.count_failure(subject)
            raise AccessError("密钥不对、已停用或已过期。", status=401)
        return self._of_key(key)

    def _of_key(self, key: ApiKey) -> Principal:
        per_minute = self.rules.per_minute_key if key.per_minute is None else key.per_minute
        role: Role = "staff" if key.role == "staff" else "agent" if key.role == "agent" else "asker"
        return Principal(f"key:{key.id}", role, key.label, f"key:{key.id}", per_minute)

    def _anonymous(self, caller: Caller) -> Principal:
        network = _network(caller.address)
        owner = f"anonymous:{network}"
        if self._is_local_staff(caller):
            return Principal(owner, "staff", "本机用户")
        if not self.rules.anonymous:
            raise AccessError(_NEED_KEY, status=401)
        return Principal(
            owner, "asker", "匿名提问者", f"addr:{network}", self.rules.per_minute_address
        )

    def _is_local_staff(self, caller: Caller) -> bool:
        return self.rules.local_staff and caller.is_local and not self._accounts.has_staff()


def is_loopback(name: str) -> bool:
    """Tell whether a host name or address is this machine's loopback."""
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def host_name(host_or_origin: str) -> str:
    """Return the name in a ``Host`` or ``Origin`` header, empty where there is none."""
    text = host_or_origin if "//" in host_or_origin else f"//{host_or_origin}"
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _network(address: str) -> str:
    """Return what an address is limited as: an IPv6 customer has a whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
