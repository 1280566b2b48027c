"""Conditions as an explicit tree, and the three-valued logic that evaluates it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.document import Span
from index.quantity import Quantity

#: ``open`` is a condition that the clause leaves to other documents (符合条件的, 原则上).
AttributeRole = Literal["beneficiary", "attribute", "place", "time", "open"]


@dataclass(frozen=True, slots=True)
class QuantityCondition:
    """A threshold: ``metric`` as printed (``研发费用占营业收入比重``) against ``quantity``."""

    text: str
    span: Span
    metric: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class AttributeCondition:
    """Something the asker is, has or does, in the clause's words."""

    text: str
    span: Span
    role: AttributeRole = "attribute"


@dataclass(frozen=True, slots=True)
class All:
    """Every node must hold; none at all holds."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One node must hold."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The node must not hold."""

    node: Node


Leaf = QuantityCondition | AttributeCondition
Node = Leaf | All | AnyOf | Not


def evaluate(node: Node, leaf_value: Callable[[Leaf], bool | None]) -> bool | None:
    """Return the tree's value by strong Kleene logic; ``None`` is unknown."""
    match node:
        case Not(inner):
            value = evaluate(inner, leaf_value)
            return None if value is None else not value
        case All(nodes):
            values = [evaluate(each, leaf_value) for each in nodes]
            return False if False in values else None if None in values else True
        case AnyOf(nodes):
            values = [evaluate(each, leaf_value) for each in nodes]
            return True if True in values else None if None in values else False
        case _:
            return leaf_value(node)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves in reading order."""
    match node:
        case Not(inner):
            yield from leaves(inner)
        case All(nodes) | AnyOf(nodes):
            for each in nodes:
                yield from leaves(each)
        case _:
            yield node


def deciding(node: Node, leaf_value: Callable[[Leaf], bool | None]) -> Iterator[Leaf]:
    """Yield the unknown leaves whose answer can still change the tree's value.

    A branch that is settled asks nothing: of ``A 且 B`` with A refuted, B decides nothing.
    """
    if evaluate(node, leaf_value) is not None:
        return
    match node:
        case Not(inner):
            yield from deciding(inner, leaf_value)
        case All(nodes) | AnyOf(nodes):
            for each in nodes:
                yield from deciding(each, leaf_value)
        case _:
            yield node


def rewritten(node: Node, leaf: Callable[[Leaf], Node]) -> Node:
    """Return the tree with every leaf replaced by what ``leaf`` makes of it."""
    match node:
        case Not(inner):
            return Not(rewritten(inner, leaf))
        case All(nodes):
            return All(tuple(rewritten(each, leaf) for each in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(rewritten(each, leaf) for each in nodes))
        case _:
            return leaf(node)


def both(*nodes: Node | None) -> All:
    """Join conditions; nested conjunctions become one."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, All):
            joined.extend(node.nodes)
        elif node is not None:
            joined.append(node)
    return All(tuple(joined))


def either(nodes: list[Node]) -> Node:
    """Return the alternatives as one node."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def beneficiary_of(node: Node) -> Node | None:
    """Return the beneficiary nouns of a tree as one node, if it names any."""
    nouns: list[Node] = [
        leaf
        for leaf in leaves(node)
        if isinstance(leaf, AttributeCondition) and leaf.role == "beneficiary"
    ]
    return either(nouns) if nouns else None
