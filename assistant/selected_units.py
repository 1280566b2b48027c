"""Reads the units by which a question describes clauses, and how they stand to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import ByUnits, ClauseFilter, Except, Relation, UnitCount
from assistant.references import read_numeral
from assistant.unread import Unread
from index.document import Span

_LOOKS_LIKE_UNIT = re.compile(r"[\u4e00-\u9fff]{2}(?:局|委|办|厅|社|中心|集团|公司)")
#: What a unit does: a name before it may be misspelt in its last sign too.
_DOES = re.compile(r"负责|管|牵头|参与|承担|有份|挂名")
_MENTION_VERB = re.compile(r"(?:都|一起)(?=提到|写)")
_NOT_LEADING = re.compile(
    r"(?:不|没有?|非|未)(?:是)?(?:牵头|领头|挑头|主抓|(?:排(?:在)?)?第一)"
)


def read_unit_filters(unread: Unread, catalogue: Catalogue) -> list[ClauseFilter]:
    """Return what a question says of the clauses' units, and strike it out."""
    said = _MENTION_VERB.sub("", unread.text)
    mentions = catalogue.unit_mentions(unread.text)
    misspelt = not mentions and _DOES.search(unread.text)
    if misspelt or _LOOKS_LIKE_UNIT.search(_without(unread.text, mentions)):
        unread.text = catalogue.with_units_mended(unread.text)
        mentions = catalogue.unit_mentions(unread.text)
    count = _unit_count(unread, catalogue, len(mentions))
    found: list[ClauseFilter] = [count] if count else []
    wanted: list[str] = []
    for span, unit in mentions:
        before, behind = unread.text[: span[0]], unread.text[span[1] :]
        unread.strike(span)
        if cues.WITHOUT_BEFORE.search(before) or cues.WITHOUT_BEHIND.match(behind):
            found.append(Except(ByUnits((unit,)), f"没有{unit}"))
        elif unit not in wanted:
            wanted.append(unit)
    if wanted:
        found += _related(said, tuple(wanted))
    elif not mentions and count is None and cues.ALONE.search(said):
        found.append(UnitCount(1, 1))
    return found


def _without(text: str, mentions: Sequence[tuple[Span, str]]) -> str:
    """Return a text without the units that it names."""
    rest = Unread(text)
    rest.strike(*(span for span, _ in mentions))
    return rest.text


def _related(said: str, units: tuple[str, ...]) -> list[ClauseFilter]:
    """Return the filters for the units wanted, by how the question relates them."""
    if cues.LEADING.search(said):
        if not _NOT_LEADING.search(said):
            return [ByUnits(units, "leading")]
        return [ByUnits(units), Except(ByUnits(units, "leading"), "不牵头")]
    together = len(units) > 1 and cues.TOGETHER.search(said) and not cues.APART.search(said)
    relation: Relation = "all" if together else "alone" if cues.ALONE.search(said) else "any"
    return [ByUnits(units, relation)]


def _unit_count(unread: Unread, catalogue: Catalogue, named: int) -> UnitCount | None:
    """Read 三个以上部门, 只有一个责任单位, 责任单位最多, beside so many named units."""
    most = cues.MOST_UNITS.search(unread.text)
    if most:
        counts = [len({unit.canonical for unit in c.units}) for c in catalogue.numbered]
        unread.strike(most.span())
        return UnitCount(max(counts, default=0), None)
    match = cues.UNIT_COUNT.search(unread.text)
    if match is None or cues.LEADING.match(unread.text[match.end() :].lstrip("的来")):
        return None
    said = {key.rstrip("2"): value for key, value in match.groupdict().items() if value}
    number = 1 if said["n"] == "单" else read_numeral(said["n"])
    if not number:
        return None
    unread.strike(match.span())
    if named and number in (1, named) and not said.keys() - {"n"}:  # 只有民政局一个责任单位
        return None
    if "more" in said or "least" in said or "up" in said:
        return UnitCount(number + ("more" in said), None)
    return UnitCount(1 if "most" in said or "down" in said else number, number)
