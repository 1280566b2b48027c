"""Admits requests: who makes them, how often, and from which host names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from assistant.accounts.access import Caller, host_name, is_loopback
from assistant.accounts.roles import Principal, Role
from assistant.api.pool import AnswerPool
from assistant.backend import Backend

#: The cookie of a browser in which somebody is signed in.
SESSION_COOKIE = "tiaowen_session"


def backend_of(request: Request) -> Backend:
    """Return the parts behind the application that a request came to."""
    backend: Backend = request.app.state.backend
    return backend


def pool_of(request: Request) -> AnswerPool:
    """Return the threads that answer."""
    pool: AnswerPool = request.app.state.pool
    return pool


def caller_of(request: Request) -> Caller:
    """Return what a request tells of its maker."""
    return Caller(
        address=request.client.host if request.client else "",
        headers={name.lower(): value for name, value in request.headers.items()},
        session_token=request.cookies.get(SESSION_COOKIE),
    )


def principal_of(request: Request) -> Principal:
    """Return who makes a request, counted against its limit; raises ``AccessError``."""
    backend = backend_of(request)
    principal = backend.access.identify(caller_of(request))
    backend.limiter.admit(principal)
    return principal


def requires(role: Role) -> Callable[[Request], Principal]:
    """Return a dependency that lets only this role and those above it pass."""

    def principal_with_role(request: Request) -> Principal:
        principal = principal_of(request)
        principal.require(role)
        return principal

    return principal_with_role


def host_is_known(host: str, backend: Backend) -> bool:
    """Tell whether a service may be asked by this host name (against rebound names)."""
    name = host_name(host).lower()
    allowed = backend.settings.allowed_hosts
    if allowed:
        return name in {item.lower() for item in allowed} or is_loopback(name)
    return not backend.serves_this_machine_alone or is_loopback(name)


BackendOf = Annotated[Backend, Depends(backend_of)]
Pool = Annotated[AnswerPool, Depends(pool_of)]
Asker = Annotated[Principal, Depends(principal_of)]
Staff = Annotated[Principal, Depends(requires("staff"))]
