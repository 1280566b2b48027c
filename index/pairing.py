"""Pair what a list of cases gets with its list of amounts: 国家级、省级分别给予100万元、30万元."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.benefits import benefit_kind
from index.conditions import (
    All,
    AnyOf,
    AttributeCondition,
    Leaf,
    Node,
    QuantityCondition,
    rewritten,
)
from index.provision import Benefit, BenefitAmount, Phrase, Tier
from index.segments import cut
from index.thresholds import threshold_lists

_JOINT = re.compile(r"、|和|及(?!以)|或")
#: What may stand between the amounts of a list: commas, 和, and the bound of the next one.
_JOINTS_ONLY = re.compile(
    r"(?:[、，,/和及或与]|以及|给予|分别|最高|不超过|不低于|每[^，、\d]{1,3}|的)*"
)


def pair(subject: Sequence[Phrase], node: Node, benefit: Benefit) -> list[tuple[Node, Benefit]]:
    """Return one provision for every pair, a scale for a list of thresholds, else all as one."""
    listed = _listed_amounts(benefit)
    if len(listed) < 2:
        return [(node, benefit)]
    for phrase in subject:
        for run in threshold_lists(phrase):
            if len(run) == len(listed):
                steps = tuple(Tier(q, a.quantity) for q, a in zip(run, listed, strict=True))
                scale = replace(benefit, kind="tiers", tiers=steps)
                return [(rewritten(node, _open_upwards), scale)]
    cases = _expanded(node, len(listed)) or _cut_leaf(node, len(listed))
    if cases is None:
        return [(node, benefit)]
    return [
        (case, _only(benefit, amount, listed)) for case, amount in zip(cases, listed, strict=True)
    ]


def _open_upwards(leaf: Leaf) -> Node:
    """Let a scale's first step (1000万元至5000万元) admit the steps above it too."""
    if not isinstance(leaf, QuantityCondition) or leaf.quantity.comparator != "range":
        return leaf
    return replace(leaf, quantity=replace(leaf.quantity, comparator="at_least", upper=None))


def _listed_amounts(benefit: Benefit) -> list[BenefitAmount]:
    """Return the amounts that a list gives, all of one part and one kind."""
    for role in ("fixed", "rate", "cap", "per_unit"):
        same = [amount for amount in benefit.amounts if amount.role == role]
        alike = len({amount.quantity.kind for amount in same}) == 1
        if len(same) > 1 and alike and _follow_one_another(same, benefit):
            return same
    return []


def _follow_one_another(amounts: Sequence[BenefitAmount], benefit: Benefit) -> bool:
    """Say whether nothing but joints parts the amounts: each is then one case's."""
    offset = benefit.span[0]
    return all(
        _JOINTS_ONLY.fullmatch(
            benefit.text[first.quantity.phrase_span[1] - offset : second.quantity.span[0] - offset]
        )
        for first, second in pairwise(amounts)
    )


def _only(benefit: Benefit, amount: BenefitAmount, listed: list[BenefitAmount]) -> Benefit:
    kept = tuple(each for each in benefit.amounts if each is amount or each not in listed)
    return replace(benefit, amounts=kept, kind=benefit_kind(kept, benefit.text))


def _cut_leaf(node: Node, count: int) -> list[Node] | None:
    """Return the tree once for each item of a list inside one condition (获得甲、乙称号)."""
    if isinstance(node, AttributeCondition):
        pieces = cut(Phrase(node.text, node.span), _JOINT)
        if len(pieces) == count:
            return [AttributeCondition(each.text, each.span, node.role) for each in pieces]
    return _in_children(node, count, _cut_leaf)


def _in_children(
    node: Node, count: int, expand: Callable[[Node, int], list[Node] | None]
) -> list[Node] | None:
    if isinstance(node, All):
        for at, child in enumerate(node.nodes):
            cases = expand(child, count)
            if cases is not None:
                return [All((*node.nodes[:at], case, *node.nodes[at + 1 :])) for case in cases]
    return None


def _expanded(node: Node, count: int) -> list[Node] | None:
    """Return the tree once for each case of its one list of ``count`` alternatives."""
    if isinstance(node, AnyOf) and len(node.nodes) == count:
        return list(node.nodes)
    return _in_children(node, count, _expanded)
