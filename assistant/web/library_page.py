"""文档管理: the staff upload, look through, publish and withdraw documents, and pin answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.accounts.roles import Principal
from assistant.backend import Backend
from assistant.library.drafts import Drafts
from assistant.library.preview import parsed
from assistant.library.publisher import Publisher
from assistant.library.shelf import shelf
from assistant.pinning import foreign_numbers
from assistant.settings import today
from assistant.web.background import Done, in_background
from assistant.web.fragment import fragment
from assistant.web.library_views import FileView, changed_fields, events, file_view
from assistant.web.pinned_views import clause_choices, pinned_rows
from assistant.web.rendering import header, render
from assistant.web.staff import staff_only, staff_only_part, staff_only_steps
from assistant.web.views import VALIDITY_LABELS
from index.build import BuildReport, Progress
from index.errors import InputError
from index.readers import MAX_FILE_BYTES

#: Documents and history lines that a page shows.
_MOST = 300
_HISTORY = 30
#: Clauses that a pinned answer may rest on.
_MOST_PINNED = 5
_EVENT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class _File:
    """A draft or a source by the key that the page calls it: ``draft:ID`` or ``source:NAME``."""

    key: str
    path: Path
    published: bool


class LibraryPage:
    """Build the document page, then bind its events."""

    def __init__(self, backend: Backend, drafts: Drafts, publisher: Publisher) -> None:
        self.backend = backend
        self._drafts = drafts
        self._publisher = publisher

    def build(self) -> None:
        """Lay the page out; everything on it comes once somebody has signed in."""
        head = header("documents", "文档管理", "ti-file")
        fragment(head, name="header", behaviour="header.js")
        with gr.Row(elem_id="library"):
            with gr.Column(elem_id="stock"):
                self._shelf = fragment("", name="shelf", behaviour="shelf.js")
                self._pinned = fragment("", name="pinned", behaviour="pinned.js")
            with gr.Column(elem_id="desk"):
                self._work = fragment("", name="work", behaviour="work.js")
                self._file = fragment(render("unchosen.html"), name="file", behaviour="file.js")

    def bind(self) -> None:
        """Bind the events: listing, looking through, publishing, withdrawing, editing."""
        self._shelf.refresh(self._listed, outputs=[self._shelf], queue=False, **_EVENT)
        for event in (self._pinned.refresh, self._pinned.pin, self._pinned.unpin):
            event(self._pinning, outputs=[self._pinned], queue=False, **_EVENT)
        self._shelf.look(self._look, outputs=[self._file], **_EVENT)
        self._shelf.discard(self._discard, outputs=[self._shelf], queue=False, **_EVENT)
        self._file.publish(self._publish, outputs=[self._work], **_EVENT)
        self._file.withdraw(self._withdraw, outputs=[self._work], **_EVENT)
        self._file.save_fields(self._edit, outputs=[self._work], **_EVENT)

    @staff_only
    def _listed(self, principal: Principal, fields: dict[str, Any]) -> str:
        return self._shelf_html(principal)

    @staff_only_steps
    def _look(self, principal: Principal, fields: dict[str, Any]) -> Iterator[str]:
        file = self._file_of(str(fields.get("key") or ""))
        yield render("pending.html", text=f"正在解析“{file.path.name}”……")
        view = self._view(file)
        history = self.backend.publications.history(view.name, limit=_HISTORY)
        yield render("file.html", file=view, history=events(history))

    @staff_only
    def _discard(self, principal: Principal, fields: dict[str, Any]) -> str:
        draft = self._drafts.get(str(fields.get("key") or "").removeprefix("draft:"))
        self._drafts.drop(draft.identifier)
        self.backend.publications.note(draft.name, "discard", actor=principal.name)
        return self._shelf_html(principal)

    @staff_only_part
    def _pinning(self, principal: Principal, fields: dict[str, Any]) -> str:
        """Pin or drop an answer where one is sent, and list them."""
        pinned, problem, done = self.backend.pinned, "", ""
        if fields.get("drop") and pinned.drop(str(fields["drop"])):
            done = "固定回答已删除。"
        try:
            if fields.get("question"):
                self._pin(fields, principal.name)
                done = "固定回答已保存，马上生效。"
        except InputError as error:
            problem = str(error)
        catalogue = self.backend.assistant.catalogue
        return render(
            "pinned.html",
            rows=pinned_rows(pinned.listed(), catalogue),
            problem=problem,
            done=done,
            sent=fields if problem else {},
            kept=dict(enumerate(_chosen(fields), start=1)) if problem else {},
            groups=clause_choices(catalogue),
        )

    def _pin(self, fields: dict[str, Any], author: str) -> None:
        catalogue = self.backend.assistant.catalogue
        named = [catalogue.index.clause(identifier) for identifier in _chosen(fields)]
        clauses = [clause for clause in named if clause is not None]
        if not clauses or len(clauses) < len(named):
            raise InputError("请从列表里选至少一条依据条款。")
        question, text = str(fields["question"])[:500], str(fields.get("text") or "")[:2000]
        foreign = foreign_numbers(question, text, clauses, catalogue)
        if foreign:
            raise InputError(f"回答里的{'、'.join(foreign[:5])}在所选条款里没有，请核对后再固定。")
        self.backend.pinned.pin(question, text, clauses, author=author)

    @staff_only_steps
    def _publish(self, principal: Principal, fields: dict[str, Any]) -> Iterator[str]:
        draft = self._drafts.get(str(fields.get("key") or "").removeprefix("draft:"))
        yield from _shown(
            f"发布“{draft.name}”",
            lambda tell: self._publisher.publish(draft, principal.name, tell),
            opens=f"source:{draft.name}",
        )

    @staff_only_steps
    def _withdraw(self, principal: Principal, fields: dict[str, Any]) -> Iterator[str]:
        source = str(fields.get("key") or "").removeprefix("source:")
        yield from _shown(
            f"撤下“{source}”",
            lambda tell: self._publisher.withdraw(source, principal.name, tell),
        )

    @staff_only_steps
    def _edit(self, principal: Principal, fields: dict[str, Any]) -> Iterator[str]:
        file = self._file_of(str(fields.get("key") or ""))
        sent = fields.get("fields")
        view = self._view(file)
        changed = changed_fields(sent if isinstance(sent, dict) else {}, view.fields)
        if not changed:
            raise InputError("没有改动。")
        yield from _shown(
            "保存文件信息",
            lambda tell: self._publisher.edit(file.path, changed, principal.name, tell),
            opens=file.key,
        )

    def _file_of(self, key: str) -> _File:
        kind, _, name = key.partition(":")
        if kind == "draft":
            return _File(key, self._drafts.get(name).path, published=False)
        return _File(key, self._publisher.source_path(name), published=True)

    def _view(self, file: _File) -> FileView:
        name = file.key.partition(":")[2] if file.published else file.path.name
        shape = parsed(file.path)
        twins = () if file.published else self._twins(name, shape["document"]["doc_number"])
        return file_view(file.key, name, shape, published=file.published, warnings=twins)

    def _twins(self, name: str, doc_number: str | None) -> tuple[str, ...]:
        """Warn of published documents that a draft replaces or stands beside."""
        documents = self.backend.assistant.catalogue.index.documents.values()
        if any(document.source == name for document in documents):
            return ("已发布的文件里有同名的，发布后会替换它。",)
        same = [d.source for d in documents if doc_number and d.doc_number == doc_number]
        return (f"文号与已发布的“{same[0]}”相同，如果是新版，请先撤下旧的。",) if same else ()

    def _shelf_html(self, principal: Principal) -> str:
        index = self.backend.assistant.catalogue.index
        return render(
            "shelf.html",
            most_mb=MAX_FILE_BYTES // 1024**2,
            actor=principal.name,
            signed_in=principal.owner.startswith("account:"),
            documents=shelf(index, today(), limit=_MOST),
            total=len(index.documents),
            labels=VALIDITY_LABELS,
            drafts=self._drafts.listed(),
            history=events(self.backend.publications.history(limit=_HISTORY)),
        )


def _chosen(fields: dict[str, Any]) -> list[str]:
    sent = fields.get("clauses")
    return [str(item) for item in sent if item][:_MOST_PINNED] if isinstance(sent, list) else []


def _shown(
    what: str, work: Callable[[Progress], BuildReport | None], *, opens: str = ""
) -> Iterator[str]:
    """Show the progress of a change and its end; ``opens`` is the file shown afterwards."""
    yield render("work.html", what=what, step="正在准备", done=0, total=0)

    def stepwise(tell: Callable[[tuple[str, int, int]], None]) -> BuildReport | None:
        return work(lambda step, done, total: tell((step, done, total)))

    for told in in_background(stepwise):
        if isinstance(told, Done):
            yield render("work_done.html", what=what, report=told.result, opens=opens)
        else:
            step, done, total = told
            yield render("work.html", what=what, step=step, done=done, total=total)
