"""Renders the page fragments; every value that a user or a document supplies is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).parent
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_PACKAGE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """Return the fragment that a template file makes of these values."""
    return _ENVIRONMENT.get_template(template).render(values)


def script(name: str) -> str:
    """Return a script of the static folder, for a component to run when it loads."""
    return (_PACKAGE / "static" / name).read_text(encoding="utf-8")


def header(current: str, title: str, target: str) -> str:
    """Return the head of a page; ``target`` is the element that the skip link leads to."""
    return render("header.html", current=current, title=title, target=target)
