"""Who may see the staff's pages: the one place where their handlers ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import gradio as gr
from starlette.requests import Request

from assistant.accounts.roles import Principal
from assistant.api.guard import caller_of
from assistant.backend import Backend
from assistant.web.fragment import event_fields, web_request
from assistant.web.rendering import render
from index.errors import AccessError, TiaowenError

#: What a handler of the staff's pages gets: who acts, and what the page sent.
Action = Callable[[Any, Principal, dict[str, Any]], str]
#: The same for one that shows its progress.
Steps = Callable[[Any, Principal, dict[str, Any]], Iterator[str]]
#: What a handler takes over of the action; Gradio reads the signature, which must stay its own.
_TAKEN_OVER = ("__module__", "__name__", "__qualname__", "__doc__")


def staff_of(request: Request, backend: Backend) -> Principal:
    """Return the member of staff who makes a request; raises ``AccessError``."""
    principal = backend.access.identify(caller_of(request))
    principal.require("staff")
    return principal


def gate(backend: Backend) -> str:
    """Return what is shown in place of a page to whoever is not signed in."""
    return render("sign_in.html", has_staff=backend.accounts.has_staff())


def staff_only(action: Action) -> Callable[..., str]:
    """Make a handler that acts for staff alone and tells every failure in one line."""
    return _guarded(action, gate)


def staff_only_part(action: Action) -> Callable[..., str]:
    """Make such a handler for a part of a page whose gate stands elsewhere."""
    return _guarded(action, lambda backend: "")


def _guarded(action: Action, otherwise: Callable[[Backend], str]) -> Callable[..., str]:
    @wraps(action, assigned=_TAKEN_OVER, updated=())
    def guarded(self: Any, event: gr.EventData, request: gr.Request) -> str:  # noqa: ANN401
        try:
            principal = staff_of(web_request(request), self.backend)
            return action(self, principal, event_fields(event))
        except AccessError:
            return otherwise(self.backend)
        except TiaowenError as error:
            return render("problem.html", problem=str(error))

    del guarded.__wrapped__
    return guarded


def staff_only_steps(action: Steps) -> Callable[..., Iterator[str]]:
    """Make such a handler of an action that shows its progress."""

    @wraps(action, assigned=_TAKEN_OVER, updated=())
    def guarded(self: Any, event: gr.EventData, request: gr.Request) -> Iterator[str]:  # noqa: ANN401
        try:
            principal = staff_of(web_request(request), self.backend)
            yield from action(self, principal, event_fields(event))
        except AccessError:
            yield gate(self.backend)
        except TiaowenError as error:
            yield render("problem.html", problem=str(error))

    del guarded.__wrapped__
    return guarded
