"""政策体检: what a company or a person can get, clause by clause, with reasons."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.backend import Backend
from assistant.web.checkup import Checkup, read_checkup
from assistant.web.fragment import event_fields, fragment, numbered, web_request
from assistant.web.rendering import header, render
from assistant.web.visitor import visitor_of
from index.errors import TiaowenError

_EVENT: dict[str, Any] = {
    "show_progress": "hidden", "api_visibility": "private", "queue": False,
}  # fmt: skip

PROFILES = (
    (
        "企业的例子",
        "我们是衢州的规上工业企业，去年营业收入8000万元，研发费用310万元，"
        "研发费用比上一年增长了25%，今年新认定为国家高新技术企业。",
    ),
    ("个人的例子", "我今年66岁，在衢州参加城乡居民医保，家庭是低收入家庭。"),
)


class CheckupPage:
    """Build the eligibility page, then bind its events."""

    def __init__(self, backend: Backend, checkup: Checkup) -> None:
        self._backend = backend
        self._checkup = checkup

    def build(self) -> None:
        """Lay the page out."""
        head = header("checkup", "政策体检", "ti-text")
        fragment(head, name="header", behaviour="header.js")
        with gr.Row(elem_id="checkup"):
            self._form = fragment(
                render("checkup_form.html", profiles=PROFILES, figures=(), choices=()),
                name="facts", behaviour="checkup.js",
            )  # fmt: skip
            self._result = fragment(render("checkup_empty.html"), name="outcome",
                                    behaviour="outcome.js")  # fmt: skip

    def bind(self) -> None:
        """Bind the events: the page is opened, the facts are sent."""
        self._form.ready(self._ready, outputs=[self._form], **_EVENT)
        self._form.check(self._check, outputs=[self._result], trigger_mode="multiple", **_EVENT)

    def _ready(self) -> str:
        specs = self._checkup.specs()
        return render(
            "checkup_form.html",
            profiles=PROFILES,
            figures=[spec for spec in specs if spec.kind == "figure"],
            choices=[spec for spec in specs if spec.kind == "yes_no"],
        )

    def _check(self, event: gr.EventData, request: gr.Request) -> str:
        try:
            visitor_of(web_request(request), self._backend)
            view = self._checkup.run(read_checkup(event_fields(event)))
        except TiaowenError as error:
            return numbered(event, render("problem.html", problem=str(error)))
        return numbered(event, render("checkup_result.html", view=view))
