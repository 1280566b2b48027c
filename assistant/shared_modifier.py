"""Give the trade of the first of several companies to the others: 外贸小微企业、综合服务企业."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.requirements import Requirement, requirements
from index.conditions import All, AnyOf, AttributeCondition, Leaf, Node, Not
from index.facets import facets, mentions

_HEAD = "企业"


def shared_modifiers(node: Node) -> Mapping[Leaf, tuple[Requirement, ...]]:
    """Return for each condition what it takes over from the first of those it is listed with."""
    found: dict[Leaf, tuple[Requirement, ...]] = {}
    _collect(node, found)
    return found


def _collect(node: Node, found: dict[Leaf, tuple[Requirement, ...]]) -> None:
    match node:
        case Not(inner):
            _collect(inner, found)
        case All(nodes):
            for each in nodes:
                _collect(each, found)
        case AnyOf(nodes):
            listed = [each for each in nodes if isinstance(each, AttributeCondition)]
            shared = _leading(listed[0].text) if len(listed) == len(nodes) else ()
            for each in listed[1:]:
                if each.text.endswith(_HEAD):
                    own = {need.facet for need in requirements(each.text)}
                    found[each] = tuple(need for need in shared if need.facet not in own)
            for each in nodes:
                _collect(each, found)
        case _:
            pass


def _leading(text: str) -> tuple[Requirement, ...]:
    """Return the trade that a condition begins with, where it tells something more of its own."""
    needs = requirements(text)
    first = next((m for m in mentions(text) if m.span[0] == 0 and _is_trade(m.facet)), None)
    tells_more = any(need.facet and not _is_trade(need.facet) for need in needs if _tells(need))
    if first is None or not tells_more:
        return ()
    return (Requirement(first.facet, frozenset({first.value})),)


def _is_trade(facet: str) -> bool:
    return "trade" in facets()[facet].flags


def _tells(need: Requirement) -> bool:
    return need.facet not in ("主体", "组织")
