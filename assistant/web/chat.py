"""问政策: the conversation page of companies and citizens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.backend import Backend
from assistant.dialogue import Exchange
from assistant.settings import parse_day
from assistant.storage.tables import new_id
from assistant.web.background import Done, in_background
from assistant.web.fragment import event_fields, fragment, web_request
from assistant.web.rendering import header, render
from assistant.web.talk import Talk, Talks
from assistant.web.visitor import visitor_of
from index.errors import TiaowenError

_CHANNEL = "web"
_MAX_REASON = 500
_MISSING = "找不到这段对话：可能已被删除，或不是在这个浏览器里提问的。"
_EVENT: dict[str, Any] = {
    "show_progress": "hidden", "api_visibility": "private", "trigger_mode": "once",
}  # fmt: skip


class ChatPage:
    """Build the chat page, then bind its events."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._talks = Talks(backend)

    def build(self) -> None:
        """Lay the page out."""
        head = header("chat", "问政策", "ti-question")
        fragment(head, name="header", behaviour="header.js")
        self._conversation = fragment(
            self._talks.welcome(), name="conversation", behaviour="conversation.js"
        )
        self._earlier = fragment("", name="earlier", behaviour="earlier.js")
        self._notice = fragment("", name="notice", behaviour="notice.js")
        longest = self._backend.settings.max_question_chars
        self._composer = fragment(
            render("composer.html", max_chars=longest), name="composer", behaviour="composer.js"
        )

    def bind(self) -> None:
        """Bind the events; a question comes from the box, an example or a choice."""
        page = self._conversation
        page.open(self._open, outputs=[page, self._earlier], queue=False, **_EVENT)
        for source in (self._composer, page):
            source.ask(self._ask, outputs=[page], **_EVENT)
        self._earlier.forget(self._forget, outputs=[page, self._earlier], queue=False, **_EVENT)
        page.opinion(self._opinion, outputs=[self._notice], queue=False, **_EVENT)
        page.share_link(self._share, outputs=[self._notice], queue=False, **_EVENT)

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        fields = event_fields(event)
        token, name = str(fields.get("share") or ""), str(fields.get("c") or "")
        try:
            owner = visitor_of(web_request(request), self._backend).owner
            earlier = self._talks.earlier(owner)
            if not token and not name:
                return gr.skip(), earlier
            talk = self._talks.shared(token) if token else self._talks.of(owner, name)
        except TiaowenError as error:
            return self._talks.welcome(str(error)), ""
        return (talk.render() if talk.turns else self._talks.welcome(_MISSING)), earlier

    def _ask(self, event: gr.EventData, request: gr.Request) -> Iterator[str]:
        fields = event_fields(event)
        question, talk = str(fields.get("question") or ""), Talk("", ())
        try:
            owner = visitor_of(web_request(request), self._backend).owner
            talk = self._talks.of(owner, str(fields.get("c") or "") or new_id())
            yield talk.render(pending=question)
            day = parse_day(str(fields.get("as_of") or "") or None)
            for told in in_background(self._answering(question, owner, talk.name, day)):
                if isinstance(told, Done):
                    view = self._talks.view(told.result.to_json())
                    yield Talk(talk.name, (*talk.turns, view)).render(fresh=True)
                else:
                    draft = self._talks.view(told.to_json())
                    yield talk.render(pending=question, draft=draft)
        except TiaowenError as error:
            yield talk.render(pending=question, problem=str(error))

    def _answering(
        self, question: str, owner: str, name: str, day: date
    ) -> Callable[[Callable[[Answer], None]], Exchange]:
        """Return the work of answering, which tells what it found before a model words it."""

        def work(tell: Callable[[Answer], None]) -> Exchange:
            return self._backend.dialogue.ask(
                question, owner=owner, channel=_CHANNEL, conversation=name, as_of=day, drafted=tell
            )

        return work

    def _forget(self, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        try:
            owner = visitor_of(web_request(request), self._backend).owner
            self._backend.conversations.delete(owner, str(event_fields(event).get("c") or ""))
            return gr.skip(), self._talks.earlier(owner)
        except TiaowenError as error:
            return self._talks.welcome(str(error)), ""

    def _opinion(self, event: gr.EventData, request: gr.Request) -> str:
        fields = event_fields(event)
        try:
            owner = visitor_of(web_request(request), self._backend).owner
            reason = str(fields.get("reason") or "")[:_MAX_REASON]
            record = str(fields.get("record") or "")
            helpful = fields.get("helpful") is True
            self._backend.feedback.give(record, owner, helpful=helpful, reason=reason)
            return render("notice.html", text="谢谢，您的意见已记下。", link="")
        except TiaowenError as error:
            return render("notice.html", text=str(error), link="")

    def _share(self, event: gr.EventData, request: gr.Request) -> str:
        try:
            owner = visitor_of(web_request(request), self._backend).owner
            name = str(event_fields(event).get("c") or "")
            token = self._backend.conversations.share(owner, name)
            if token is None:
                return render("notice.html", text="找不到这段对话，没能分享。", link="")
            return render("notice.html", text="", link=f"/?share={token}")
        except TiaowenError as error:
            return render("notice.html", text=str(error), link="")
