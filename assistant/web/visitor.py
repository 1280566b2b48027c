"""Tells whose browser makes a request: a signed-in person, or whoever holds this cookie."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from starlette.requests import Request

from assistant.accounts.roles import Principal
from assistant.api.guard import caller_of
from assistant.backend import Backend

VISITOR_COOKIE = "tiaowen_visitor"
_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at a page; ``owner`` is whose conversations they see."""

    owner: str
    principal: Principal


def visitor_of(request: Request, backend: Backend) -> Visitor:
    """Return who makes a request, counted against the rate limit.

    People behind one address are many, so one who is not signed in is known by a random cookie,
    of which only a hash is kept.

    Raises:
        AccessError: one must sign in first, or there were too many requests.
    """
    principal = backend.access.identify(caller_of(request))
    backend.limiter.admit(principal)
    if principal.owner.startswith("account:"):
        return Visitor(principal.owner, principal)
    # Without its cookie a browser has no conversation but the one of this very request.
    key = request.cookies.get(VISITOR_COOKIE) or secrets.token_urlsafe(32)
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return Visitor(f"visitor:{digest[:48]}", principal)


def new_visitor_cookie(*, secure: bool) -> str:
    """Return the ``Set-Cookie`` value that makes a browser known to itself alone."""
    flags = "; Secure" if secure else ""
    key = secrets.token_urlsafe(32)
    return f"{VISITOR_COOKIE}={key}; Path=/; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax{flags}"
