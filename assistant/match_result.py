"""The result of matching: conditions with their grounds, an outcome per clause, advice in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.benefit_amount import ComputedAmount
from assistant.wording import chinese_day
from index.document import Clause, Span, Validity
from index.provision import Provision, StackingRule

Outcome = Literal["符合", "不符合", "缺信息"]
Status = Literal["met", "not_met", "unknown"]
Cite = Callable[[Clause, Span], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition with the asker's words, or the arithmetic, that it rests on."""

    text: str
    span: Span
    status: Status
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One clause: what it gives, whether the asker fulfils it, what is still to be asked."""

    clause: Clause
    provision: Provision
    outcome: Outcome
    conditions: tuple[ConditionResult, ...]
    amount: ComputedAmount | None
    ask: tuple[str, ...]
    validity: Validity
    as_of: date
    relevance: float
    #: What the clause says on adding benefits up.
    stacking: tuple[StackingRule, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether the clause is in force on the day."""
        return self.validity.status(self.as_of) == "in_force"

    @property
    def advice(self) -> str:
        """Return one sentence for the asker; only a clause in force can be enjoyed."""
        if self.outcome == "不符合":
            return "不符合条文写明的条件。"
        if self.outcome == "缺信息":
            return "还缺信息，暂不能判断。"
        status = self.validity.status(self.as_of)
        if status == "in_force":
            return "符合条文写明的条件，可以享受，具体以责任单位审核为准。"
        until = chinese_day(self.validity.until) if self.validity.until else ""
        reason = {
            "expired": f"但文件已于{until}到期" if until else "但文件已过有效期",
            "not_yet": "但文件尚未生效",
            "repealed": "但文件已废止",
        }.get(status, "但文件没有写明有效期")
        return f"符合条文写明的条件，{reason}，须向责任单位核实是否仍然执行。"

    def to_json(self, cite: Cite) -> dict[str, Any]:
        """Return the contract's match."""
        return {
            "clause_id": self.clause.clause_id,
            "number": self.clause.number,
            "title": self.clause.title,
            "outcome": self.outcome,
            "benefit": self.provision.benefit.text,
            "amount": self.amount.to_json() if self.amount else None,
            "conditions": [
                {"text": c.text, "span": list(c.span), "status": c.status, "fact": c.fact}
                for c in self.conditions
            ],
            "stacking": [{"kind": r.kind, "text": r.text} for r in self.stacking],
            "ask": list(self.ask),
            "advice": self.advice,
            "citation": dict(cite(self.clause, self.provision.span)),
        }


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The matches, the most useful first, and the facts that were understood."""

    matches: tuple[Match, ...]
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def ask(self) -> tuple[str, ...]:
        """The questions whose answers decide most clauses, first those that decide more."""
        counts: dict[str, int] = {}
        for each in self.matches:
            for question in each.ask:
                counts[question] = counts.get(question, 0) + 1
        return tuple(sorted(counts, key=lambda question: -counts[question]))

    def to_json(self, cite: Cite) -> dict[str, Any]:
        """Return the shape of ``match --json``."""
        return {
            "facts": {name: dict(fact) for name, fact in self.facts.items()},
            "matches": [each.to_json(cite) for each in self.matches],
        }
