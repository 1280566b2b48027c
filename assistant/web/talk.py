"""One visitor's conversation as the chat page shows it: read from storage, never from memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.backend import Backend
from assistant.settings import TIME_ZONE
from assistant.storage.tables import AnswerRecord
from assistant.web.answer_views import AnswerView, view_of
from assistant.web.examples import examples_for
from assistant.web.rendering import render
from assistant.wording import chinese_day

#: Earlier conversations offered on the empty page.
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier conversation to go on with."""

    name: str
    title: str
    day: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation; ``shared`` is the token of one that somebody else shared."""

    name: str
    turns: tuple[AnswerView, ...]
    shared: str = ""

    def render(
        self, *, pending: str = "", problem: str = "", draft: AnswerView | None = None,
        fresh: bool = False,
    ) -> str:  # fmt: skip
        """Return the conversation's HTML.

        Args:
            pending: a question that is being answered.
            problem: why the pending question got no answer.
            draft: what the pending question's answer rests on, where that is known already.
            fresh: the last turn has just been answered.
        """
        return render(
            "conversation.html",
            talk=self, pending=pending, problem=problem, draft=draft, fresh=fresh,
        )  # fmt: skip


class Talks:
    """Read the conversations of the page's visitors."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._examples = lru_cache(maxsize=2)(examples_for)

    def welcome(self, problem: str = "") -> str:
        """Return the empty conversation: examples for every kind of asker."""
        audiences = self._examples(self._backend.assistant)
        return render("welcome.html", audiences=audiences, problem=problem)

    def of(self, owner: str, name: str) -> Talk:
        """Return an owner's conversation; one without turns where it is not theirs."""
        return self._talk(name, self._backend.conversations.answers(owner, name) if name else [])

    def shared(self, token: str) -> Talk:
        """Return a conversation that was shared; one without turns where it is not."""
        return self._talk("", self._backend.conversations.shared(token), token)

    def view(self, answer: Mapping[str, Any]) -> AnswerView:
        """Return what is shown of an answer in the contract's shape."""
        return view_of(answer, self._backend.assistant.catalogue)

    def earlier(self, owner: str) -> str:
        """Return the list of what the visitor asked before."""
        listed = self._backend.conversations.listed(owner, limit=_RECENT)
        earlier = [
            Earlier(c.name, c.title, chinese_day(c.updated_at.astimezone(TIME_ZONE).date()))
            for c in listed
        ]
        return render("earlier.html", earlier=earlier)

    def _talk(self, name: str, records: list[AnswerRecord], shared: str = "") -> Talk:
        views = tuple(self.view({**record.answer, "id": record.id}) for record in records)
        return Talk(name, views, shared)
