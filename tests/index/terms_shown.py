"""Read a sentence as a clause of its own and show its conditions as one line of text."""

from index.conditions import All, AnyOf, AttributeCondition, Node, Not, QuantityCondition
from index.document import Clause
from index.provision import ClauseTerms
from index.terms import clause_terms


def read(text: str) -> ClauseTerms:
    return clause_terms(Clause("d.m1", "d", "measure", "", "1", None, text, None, (), (0, 0)))


def shown(node: Node) -> str:
    match node:
        case Not(inner):
            return f"非{shown(inner)}"
        case All(nodes):
            return "[" + "且".join(map(shown, nodes)) + "]"
        case AnyOf(nodes):
            return "<" + "或".join(map(shown, nodes)) + ">"
        case QuantityCondition():
            quantity = node.quantity
            return (
                f"{node.metric}{quantity.comparator}{quantity.value.normalize():f}{quantity.unit}"
            )
        case AttributeCondition():
            return {"beneficiary": "谁:", "open": "待定:"}.get(node.role, "") + node.text
    raise AssertionError(node)
