"""A provision with the judgement of each of its conditions: outcome, relevance, what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.fact_list import anchors, question_for
from assistant.judgement import Judgement
from assistant.match_result import ConditionResult, Outcome, Status
from index.conditions import (
    All,
    AnyOf,
    Leaf,
    Node,
    Not,
    QuantityCondition,
    deciding,
    evaluate,
)
from index.document import Span
from index.metrics import Metric
from index.provision import Provision

_OUTCOMES: dict[bool | None, Outcome] = {True: "符合", False: "不符合", None: "缺信息"}
_STATUS: dict[bool | None, Status] = {True: "met", False: "not_met", None: "unknown"}


@dataclass(frozen=True, slots=True)
class JudgedProvision:
    """A provision with the judgement of every leaf."""

    provision: Provision
    judgements: Mapping[Leaf, Judgement]
    #: The asker names what is given.
    named: bool
    #: How long, or how often, the asker already had it.
    had: ConditionResult | None = None
    #: The asker gives the figure that the benefit is reckoned from.
    reckoned: bool = False

    @property
    def outcome(self) -> Outcome:
        """What the conditions come to."""
        if self.had is not None and self.had.status == "not_met":
            return "不符合"
        if not self.judgements:  # the clause does not say who gets it
            return "缺信息"
        return _OUTCOMES[evaluate(self.provision.condition, self._value)]

    @property
    def measured(self) -> bool:
        """Whether a figure of the asker reaches a threshold."""
        return any(
            isinstance(leaf, QuantityCondition) and judgement.value is True
            for leaf, judgement in self.judgements.items()
        )

    @property
    def touched(self) -> bool:
        """Whether the asker speaks of it at all."""
        spoken_of = self.had is not None and any(
            each.value is not None for each in self.judgements.values()
        )
        touched = any(each.touched for each in self.judgements.values())
        return self.named or self.reckoned or spoken_of or touched

    @property
    def spoken(self) -> int:
        """How many of its telling conditions the asker spoke of."""
        return self._spoken(self.provision.condition)[0]

    @property
    def telling(self) -> bool:
        """Whether its conditions tell askers apart at all."""
        return self._spoken(self.provision.condition)[1] > 0

    @property
    def relevance(self) -> float:
        """How much of it the asker spoke of: more conditions weigh more than a larger share."""
        spoken, counted = self._spoken(self.provision.condition)
        return spoken**2 / (counted or 1) + self.named / 2

    def _spoken(self, node: Node) -> tuple[int, int]:
        """Return how many of a tree's telling conditions were spoken of, and how many there are."""
        match node:
            case Not(inner):
                return self._spoken(inner)
            case All(nodes):
                parts = [self._spoken(each) for each in nodes]
                return sum(part[0] for part in parts), sum(part[1] for part in parts)
            case AnyOf(nodes):
                parts = [self._spoken(each) for each in nodes]
                return max(parts, key=lambda part: (part[0] ** 2 / (part[1] or 1), -part[1]))
            case _:
                judgement = self.judgements[node]
                return judgement.spoken, judgement.demanded

    def _value(self, leaf: Leaf) -> bool | None:
        return self.judgements[leaf].value

    def results(self, text: str) -> tuple[ConditionResult, ...]:
        """Return every condition in the words of the clause's ``text``, with its judgement."""
        found = self._results(self.provision.condition, text, negated=False)
        return (*found, *((self.had,) if self.had is not None else ()))

    def _results(self, node: Node, text: str, *, negated: bool) -> Iterator[ConditionResult]:
        match node:
            case Not(inner):
                yield from self._results(inner, text, negated=not negated)
            case All(nodes) | AnyOf(nodes):
                for each in nodes:
                    yield from self._results(each, text, negated=negated)
            case _:
                judgement = self.judgements[node]
                value = judgement.value
                if negated and value is not None:
                    value = not value
                span = _with_negation(node.span, text) if negated else node.span
                words = text[slice(*span)]
                yield ConditionResult(words, span, _STATUS[value], judgement.words)

    def questions(self, has: Callable[[Metric], bool]) -> Iterator[str]:
        """Yield a question for each fact that can still decide; ``has`` tells the known figures."""
        anchor_of = anchors(self.provision.condition)
        seen: set[str] = set()
        for leaf in deciding(self.provision.condition, self._value):
            for question in question_for(leaf, anchor_of.get(leaf, ""), has):
                if question not in seen:
                    seen.add(question)
                    yield question


def _with_negation(span: Span, text: str) -> Span:
    """Widen a span over the 不 or 未 before it."""
    start = span[0]
    while start > 0 and text[start - 1] in "不未无没有":
        start -= 1
    return start, span[1]
