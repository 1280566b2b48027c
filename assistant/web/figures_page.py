"""运行与评测: what is asked, what stays unanswered, what people think, how good the answers are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from assistant.accounts.roles import Principal
from assistant.backend import Backend
from assistant.library.review import REVIEW_FILE, add_case
from assistant.settings import TIME_ZONE, today
from assistant.storage.tables import now
from assistant.web.figures_views import SERIES, chart_of, tiles_of
from assistant.web.fragment import fragment
from assistant.web.rendering import header, render
from assistant.web.staff import staff_only
from assistant.web.staff_routes import newest_report
from index.errors import InputError

_DAYS = 28
_GROUPS = 30
_OPINIONS = 30
_EVENT: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
_STATUS = {"not_found": "没有查到", "not_specified": "文件没有写明"}


class FiguresPage:
    """Build the figures page, then bind its events."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def build(self) -> None:
        """Lay the page out; everything on it comes once somebody has signed in."""
        head = header("figures", "运行与评测", "figures")
        fragment(head, name="header", behaviour="header.js")
        self._figures = fragment("", name="figures", behaviour="figures.js")
        self._notice = fragment("", name="notice", behaviour="notice.js")

    def bind(self) -> None:
        """Bind the events: the page is opened, a question becomes a case."""
        self._figures.refresh(self._shown, outputs=[self._figures], **_EVENT)
        self._figures.review(self._review, outputs=[self._notice], **_EVENT)

    @staff_only
    def _shown(self, principal: Principal, fields: dict[str, Any]) -> str:
        since = now() - timedelta(days=_DAYS)
        counted = self.backend.activity.per_day(since)
        report = newest_report(self.backend.settings.eval_dir)
        written = report and datetime.fromtimestamp(report.stat().st_mtime, TIME_ZONE)
        return render(
            "figures.html",
            days=_DAYS,
            tiles=tiles_of(counted, self.backend.feedback.counts(since)),
            chart=chart_of(counted, today(), _DAYS),
            series=SERIES,
            groups=self.backend.activity.unanswered(since, limit=_GROUPS),
            statuses=_STATUS,
            opinions=self.backend.feedback.recent(limit=_OPINIONS),
            report_day=f"{written:%Y-%m-%d %H:%M}" if written else "",
            zone=TIME_ZONE,
        )

    @staff_only
    def _review(self, principal: Principal, fields: dict[str, Any]) -> str:
        record = self.backend.conversations.record(str(fields.get("record") or ""))
        if record is None:
            raise InputError("这条记录已不在，可能已被提问者删除。")
        new = add_case(record, self.backend.settings.eval_dir)
        said = f"已加入待审核的评测题（{REVIEW_FILE}）。" if new else "这道题已经在评测集里。"
        return render("notice.html", text=said, link="")
