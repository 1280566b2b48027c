"""Name what a condition or an asker measures: one name for all its words, shares, growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from index.document import Span
from index.lexicon_tables import read_table

Form = Literal["plain", "share", "growth"]

_SHARE = re.compile(r"^(?P<of>.+?)占(?P<base>.+?)的?(?:比重|比例|比率|份额|比)?$")
_GROWTH = re.compile(
    r"^(?P<of>.+?)(?:的|同比|年均|年度|年|比上年|较上年|较去年)*(?:增长|增加|增幅|增速|涨幅)[率额幅]?$"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: ``plain``, the ``share`` of one in another, or the yearly ``growth`` of one."""

    form: Form
    of: str
    base: str = ""

    @property
    def name(self) -> str:
        """The name in lists, forms and fact files."""
        if self.form == "share":
            return f"{self.of}占{self.base}比重"
        return f"{self.of}年增长率" if self.form == "growth" else self.of


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """A metric of the lexicon."""

    name: str
    unit: str
    ask: str
    owner: str
    words: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_table("metrics")
    return table


@cache
def metric_entries() -> dict[str, MetricEntry]:
    """Return the known metrics by name."""
    return {
        row["name"]: MetricEntry(
            row["name"], row["unit"], row["ask"], row.get("owner", ""), tuple(row["words"])
        )
        for row in _table()["metrics"]
    }


@cache
def _words() -> re.Pattern[str]:
    words = {word for entry in metric_entries().values() for word in entry.words}
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)), re.I)


@cache
def _names() -> dict[str, str]:
    return {word.lower(): entry.name for entry in metric_entries().values() for word in entry.words}


@cache
def _share_words() -> tuple[re.Pattern[str], dict[str, Metric]]:
    known = {
        word: Metric("share", row["of"], row["base"])
        for row in _table()["shares"]
        for word in row["words"]
    }
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True))), known


def metric_mentions(text: str) -> list[tuple[Span, str]]:
    """Return the plain metrics that a text names, with their places."""
    return [(match.span(), _names()[match.group().lower()]) for match in _words().finditer(text)]


def share_mentions(text: str) -> list[tuple[Span, Metric]]:
    """Return the shares that a text names (研发占比, 研发费用占营业收入比重)."""
    pattern, known = _share_words()
    return [(match.span(), known[match.group()]) for match in pattern.finditer(text)]


def read_metric(words: str) -> Metric:
    """Return the metric that a condition's words name; unknown words are a name of their own."""
    share = share_mentions(words)
    if share and share[0][0] == (0, len(words)):
        return share[0][1]
    if match := _SHARE.match(words):
        return Metric("share", _plain_name(match["of"]), _plain_name(match["base"]))
    if match := _GROWTH.match(words):
        return Metric("growth", _plain_name(match["of"]))
    return Metric("plain", _plain_name(words))


def _plain_name(words: str) -> str:
    found = metric_mentions(words)
    if not found:
        return words
    (start, end), name = max(found, key=lambda item: item[0][1] - item[0][0])
    # A known word inside a longer name (单品种销售收入 is not the company's) keeps the whole name.
    return name if end - start >= len(words) - _SLACK else words


_SLACK = 2
