"""条款检索: the hotline's page, where the right clause is found and read out within seconds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import gradio as gr

from assistant.clause_search import ClauseSearch
from assistant.settings import today
from assistant.web.clause_views import detail_of, row_of
from assistant.web.finder import Finder, FinderQuery, FinderResult, read_query
from assistant.web.fragment import event_fields, fragment, numbered
from assistant.web.rendering import header, render
from assistant.web.views import ROLE_LABELS, VALIDITY_LABELS
from index.errors import TiaowenError

#: Lines shown of a list; a table, which answers a list or a count, is shown whole.
_SHOWN = 60


class ClausePage:
    """Build the search page, then bind its events."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def build(self) -> None:
        """Lay the page out."""
        head = header("clauses", "条款检索", "ti-q")
        fragment(head, name="header", behaviour="header.js")
        self._box = fragment(render("search.html"), name="search", behaviour="search.js")
        self._filters = fragment("", name="filters", behaviour="filters.js")
        with gr.Row(elem_id="finder"):
            self._results = fragment("", name="results", behaviour="results.js")
            self._detail = fragment("", name="detail", behaviour="detail.js")

    def bind(self) -> None:
        """Bind the events: the page is opened, something is typed or chosen, a result is taken."""
        self._box.ready(self._ready, outputs=[self._filters], **_DIRECT)
        self._box.search(self._search, outputs=[self._results, self._detail], **_DIRECT)
        self._results.open(self._open, outputs=[self._detail], **_DIRECT)

    def _ready(self, event: gr.EventData) -> str:
        search = self._finder.search
        return render(
            "filters.html",
            documents=[(document.doc_id, document.title) for document in search.documents()],
            sections=_section_choices(search),
            units=[(unit, unit) for unit in search.units()],
            roles=ROLE_LABELS,
            validities=VALIDITY_LABELS,
            chosen=event_fields(event),
            today=today().isoformat(),
        )

    def _search(self, event: gr.EventData) -> tuple[str, str]:
        fields = event_fields(event)
        results, detail = self._run(fields)
        if fields.get("clause"):
            detail = self._detail_of(str(fields["clause"]), fields)
        return numbered(event, results), detail

    def _open(self, event: gr.EventData) -> str:
        fields = event_fields(event)
        return numbered(event, self._detail_of(str(fields.get("clause", "")), fields))

    def _run(self, fields: dict[str, Any]) -> tuple[str, str]:
        try:
            query = read_query(fields)
            result = self._finder.run(query)
        except TiaowenError as error:
            return render("results.html", problem=str(error)), ""
        if not result.hits:
            return self._listed(result, fields), ""
        first = result.hits[0].clause.clause_id
        return self._listed(result, fields), self._shown(first, query)

    def _listed(self, result: FinderResult, fields: dict[str, Any]) -> str:
        shown = result.hits if result.table else result.hits[:_SHOWN]
        export = {k: v for k, v in fields.items() if v and k != "clause" and isinstance(v, str)}
        return render(
            "results.html",
            problem="",
            heading=result.heading,
            table=result.table,
            rows=[row_of(hit, result.query.as_of) for hit in shown],
            exact=result.exact,
            hidden=len(result.hits) - len(shown),
            several=self._finder.search.spans_documents,
            export=f"/download/clauses.xlsx?{urlencode(export)}",
        )

    def _detail_of(self, clause_id: str, fields: dict[str, Any]) -> str:
        try:
            return self._shown(clause_id, read_query(fields))
        except TiaowenError as error:
            return render("results.html", problem=str(error))

    def _shown(self, clause_id: str, query: FinderQuery) -> str:
        hit = self._finder.search.hit(clause_id, query.words)
        if hit is None:
            problem = "这一条已不在当前的文件里，可能文件已更新或撤下。"
            return render("results.html", problem=problem)
        return render("clause.html", detail=detail_of(hit, query.as_of))


#: Searches answer while somebody types: straight, without a place in the queue.
_DIRECT: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "trigger_mode": "multiple",
    "queue": False,
}


def _section_choices(search: ClauseSearch) -> list[tuple[str, str]]:
    """Return each section's title with its printed form; one title may stand in several files."""
    choices = {
        section.title: f"{section.no}、{section.title}" if section.no else section.title
        for _, section in search.sections()
    }
    return list(choices.items())
