"""The outcome of a match, and the facts that clauses ask for, as text for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from assistant.answer import clause_name
from assistant.eligibility import Match, MatchResult, Outcome
from assistant.fact_list import FactSpec
from assistant.money import written
from assistant.wording import HOTLINE
from index.store import PolicyIndex

_OUTCOMES: tuple[Outcome, ...] = ("符合", "缺信息", "不符合")
#: Control characters in an asker's or a document's words must not reach the terminal.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MARKS = {"met": "✓", "not_met": "✗", "unknown": "？"}


def match_summary(result: MatchResult, index: PolicyIndex) -> str:
    """Return what was understood, the clauses under their outcome, and what is to be asked."""
    known = [_fact_line(name, fact) for name, fact in result.facts.items()]
    lines = ["理解到的情况：", *(known or ["  没有读出数字或资格"])]
    for outcome in _OUTCOMES:
        found = [each for each in result.matches if each.outcome == outcome]
        if found:
            lines += ["", f"{outcome}（{len(found)}条）："]
            lines += [line for each in found for line in _match_lines(each, index)]
    if not result.matches:
        lines += ["", f"没有找到与这些情况有关的条款，可拨打{HOTLINE}咨询。"]
    if result.ask:
        lines += ["", "补充下面的信息可以判断得更准："]
        lines += [f"  {question}" for question in result.ask]
    return _UNPRINTABLE.sub("", "\n".join(lines))


def _fact_line(name: str, fact: Mapping[str, Any]) -> str:
    value, unit = fact["value"], fact["unit"] or ""
    if isinstance(value, bool):
        shown = "是" if value else "否"
    else:
        shown = value if isinstance(value, str) else written(Fraction(str(value)), unit)
    period = f"（{fact['period']}）" if fact["period"] else ""
    return f"  {name}{period}：{shown}，依据“{fact['from']}”"


def _match_lines(found: Match, index: PolicyIndex) -> Iterator[str]:
    clause = found.clause
    document = index.documents[clause.doc_id]
    source = f"《{document.title}》" if len(index.documents) > 1 else ""
    units = "、".join(dict.fromkeys(unit.name for unit in clause.units))
    name = f"{source}{clause_name(clause, document)}{clause.title or ''}"
    yield f"  {name}{f'（{units}）' if units else ''}"
    if found.provision.benefit.text:
        yield f"    {found.provision.benefit.text}"
    if found.amount:
        yield f"    测算：{found.amount.arithmetic}"
    # Two cases of one clause often share a condition.
    yield from dict.fromkeys(
        f"    {_MARKS[condition.status]} {condition.text}"
        f"{f'（{condition.fact}）' if condition.fact else ''}"
        for condition in found.conditions
    )
    yield from (f"    叠加规则：{rule.text}" for rule in found.stacking)
    yield f"    {found.advice}"


def facts_table(specs: Sequence[FactSpec]) -> str:
    """Return the names for fact files with their units, a line each."""
    return "\n".join(_spec_lines(specs)) or "这些条款没有可以比对的条件。"


def _spec_lines(specs: Iterable[FactSpec]) -> Iterator[str]:
    for spec in specs:
        unit = spec.unit or ("是/否" if spec.kind == "yes_no" else "数字")
        yield f"{spec.name}\t{unit}\t{spec.question}"
