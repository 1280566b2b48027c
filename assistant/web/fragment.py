"""One piece of a page: our own HTML in a Gradio component, with the script that brings it alive."""

from __future__ import annotations

from typing import Any

import gradio as gr
from starlette.requests import Request

from assistant.web.rendering import script


def fragment(html: str, *, name: str, behaviour: str | None = None) -> gr.HTML:
    """Place a piece of HTML on the page being built.

    Args:
        html: a rendered template.
        name: the element's id.
        behaviour: a script of the static folder; the events it triggers can be bound.
    """
    return gr.HTML(
        html,
        elem_id=name,
        elem_classes="ti-page",
        js_on_load=script(behaviour) if behaviour else None,
        apply_default_css=False,
    )


def event_fields(event: gr.EventData) -> dict[str, Any]:
    """Return what a script sent with its event; whatever a browser sends may be missing."""
    data = event._data
    return data if isinstance(data, dict) else {}


def web_request(request: gr.Request) -> Request:
    """Return the HTTP request behind an event."""
    inner: Request = request.request
    return inner


def numbered(event: gr.EventData, html: str) -> str:
    """Return an answer with the number of the event that it answers, for the page's scripts."""
    number = event_fields(event).get("number")
    shown = number if isinstance(number, int) else 0
    return f'<div data-number="{shown}">{html}</div>'
