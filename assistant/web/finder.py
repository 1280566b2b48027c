"""One search of the 条款检索 page, whether it is shown or exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from assistant.answer import Answer
from assistant.clause_search import ClauseFilter, ClauseSearch, Hit, Hits
from assistant.live import LiveAssistant
from assistant.question import read_question
from assistant.service import PolicyAssistant
from assistant.settings import parse_day, today
from assistant.web.views import ROLE_LABELS, VALIDITY_LABELS
from index.errors import InputError

#: No field of a search is longer.
_MAX_FIELD = 200
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class FinderQuery:
    """What somebody looks for; ``as_of`` is the day on which validity is judged."""

    words: str = ""
    wanted: ClauseFilter = field(default_factory=ClauseFilter)
    as_of: date = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class FinderResult:
    """What was found, with the sentence that says how much; a table answers a list or a count."""

    query: FinderQuery
    heading: str
    hits: tuple[Hit, ...]
    exact: int
    table: bool


def read_query(fields: Mapping[str, Any]) -> FinderQuery:
    """Read a search from a form's fields, all of them text and any of them absent.

    Raises:
        InputError: an amount or the day cannot be read.
    """

    def text(name: str) -> str:
        return str(fields.get(name) or "").strip()[:_MAX_FIELD]

    role, validity = text("role"), text("validity")
    wanted = ClauseFilter(
        doc_id=text("doc"),
        section=text("section"),
        unit=text("unit"),
        role=role if role in ROLE_LABELS else None,
        least=_yuan(text("least")),
        most=_yuan(text("most")),
        validity=validity if validity in VALIDITY_LABELS else None,
    )
    return FinderQuery(text("q"), wanted, parse_day(text("as_of") or None))


def _yuan(wan: str) -> Decimal | None:
    """Return an amount in 元 that the form takes in 万元."""
    if not wan:
        return None
    try:
        value = Decimal(wan)
    except InvalidOperation as error:
        raise InputError("金额请填数字，单位是万元，例如 30。") from error
    if not value.is_finite() or value < 0:
        raise InputError("金额请填不小于0的数字，单位是万元。")
    return value * _WAN


class Finder:
    """Run searches on the published index."""

    def __init__(self, live: LiveAssistant) -> None:
        self._live = live
        self._searches = lru_cache(maxsize=2)(_search_on)

    @property
    def search(self) -> ClauseSearch:
        """The search on the newest index."""
        return self._searches(self._live.current)

    def run(self, query: FinderQuery) -> FinderResult:
        """Return the clauses; a question for a list or a count is answered as a table."""
        if read_question(query.words).intent in ("list", "count"):
            answer = self._live.current.ask(query.words, as_of=query.as_of)
            if answer.citations and answer.intent in ("list", "count"):
                return self._table(query, answer)
        hits = self.search.find(query.words, query.wanted, query.as_of)
        return FinderResult(query, _heading(query, hits), hits.hits,
                            hits.exact, table=False)  # fmt: skip

    def _table(self, query: FinderQuery, answer: Answer) -> FinderResult:
        named = tuple(Hit(c.clause, c.document) for c in answer.citations)
        hits = self.search.narrowed(named, query.wanted, query.as_of)
        heading = answer.text.splitlines()[0].rstrip("：")
        if len(hits) < len(named):
            heading = f"{heading}，其中符合筛选的{len(hits)}条"
        return FinderResult(query, heading, hits, len(hits), table=True)


def _search_on(assistant: PolicyAssistant) -> ClauseSearch:
    return ClauseSearch(assistant.catalogue, assistant.retriever)


def _heading(query: FinderQuery, hits: Hits) -> str:
    total, exact = len(hits.hits), hits.exact
    least = "至少" if hits.cut else ""
    if not query.words:
        return f"共{least}{total}条" if total else "没有符合筛选条件的条款"
    if not total:
        return f"没有找到与“{query.words}”有关的条款"
    similar = total - exact
    if not exact:
        return f"没有条款写有“{query.words}”，意思相近的有{similar}条"
    more = f"，意思相近的{similar}条" if similar else ""
    return f"写有“{query.words}”的{least}{exact}条{more}"
