"""The facts that clauses ask for: names for fact files and the form, and questions to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from assistant.requirements import is_core, requirements
from index.conditions import (
    All,
    AnyOf,
    AttributeCondition,
    Leaf,
    Node,
    Not,
    QuantityCondition,
    leaves,
)
from index.document import Clause
from index.metrics import Metric, metric_entries, metric_mentions, read_metric
from index.provision import ClauseTerms, Provision
from index.terms import clause_terms


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact that some clause asks for; ``unit`` is empty for a yes or no."""

    name: str
    kind: Literal["figure", "yes_no"]
    unit: str
    question: str
    clause_ids: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the fact for ``--list-facts --json`` and the form."""
        return {
            "name": self.name,
            "kind": self.kind,
            "unit": self.unit or None,
            "question": self.question,
            "clause_ids": list(self.clause_ids),
        }


def list_facts(
    clauses: Iterable[Clause], terms_of: Callable[[Clause], ClauseTerms] = clause_terms
) -> list[FactSpec]:
    """Return the facts that decide some provision, figures first, those of more clauses first."""
    found: dict[str, FactSpec] = {}
    for clause in clauses:
        for provision in terms_of(clause).provisions:
            if provision.advisory:
                continue
            anchor_of = anchors(provision.condition)
            for leaf in leaves(provision.condition):
                for spec in _specs(leaf, anchor_of.get(leaf, "")):
                    _add(found, spec, clause.clause_id)
            for spec in _bases(provision):
                _add(found, spec, clause.clause_id)
    return sorted(found.values(), key=lambda s: (s.kind != "figure", -len(s.clause_ids)))


def _add(found: dict[str, FactSpec], spec: FactSpec, clause_id: str) -> None:
    known = found.get(spec.name, spec)
    ids = dict.fromkeys((*known.clause_ids, clause_id))
    found[spec.name] = FactSpec(spec.name, spec.kind, spec.unit, spec.question, tuple(ids))


def _specs(leaf: Leaf, anchor: str) -> Iterator[FactSpec]:
    if isinstance(leaf, QuantityCondition):
        for metric, unit in _figures_for(read_metric(leaf.metric), leaf.quantity.unit):
            yield FactSpec(metric.name, "figure", unit, _figure_question(metric), ())
    elif _decides(leaf):
        name = attribute_name(leaf, anchor)
        yield FactSpec(name, "yes_no", "", _yes_no_question(leaf, name), ())


def _bases(provision: Provision) -> Iterator[FactSpec]:
    """Yield the figures that a benefit is reckoned from."""
    for name in rate_bases(provision):
        metric = Metric("plain", name)
        yield FactSpec(name, "figure", metric_entries()[name].unit, _figure_question(metric), ())


def rate_bases(provision: Provision) -> tuple[str, ...]:
    """Return the metrics that a benefit's rates are taken of: the premium that 70% are paid of.

    A rate that names none is taken of what the subject names (对保费扶持比例不低于70%).
    """
    texts = [amount.base for amount in provision.benefit.amounts if amount.role == "rate"]
    if texts and not any(texts):
        texts = [leaf.text for leaf in leaves(provision.condition)]
    return tuple(name for text in texts for _, name in metric_mentions(text))


def _figures_for(metric: Metric, unit: str) -> Iterator[tuple[Metric, str]]:
    """Yield the figures that a threshold needs: for a share its two parts, for growth itself."""
    if metric.form == "share":
        for name in (metric.of, metric.base):
            entry = metric_entries().get(name)
            yield Metric("plain", name), entry.unit if entry else ""
    elif metric.of:
        yield metric, unit


def _decides(leaf: AttributeCondition) -> bool:
    """Say whether the condition can be answered and tells askers apart."""
    if leaf.role == "open":
        return False
    needs = requirements(leaf.text)
    return leaf.role != "beneficiary" or any(is_core(need) for need in needs)


def attribute_name(leaf: AttributeCondition, anchor: str) -> str:
    """Return the name of a yes-or-no fact: 新认定的国家高新技术企业, 购买科技保险产品."""
    bound = leaf.role != "beneficiary" and not any(is_core(n) for n in requirements(leaf.text))
    return f"{leaf.text}的{anchor}" if bound and anchor and anchor != leaf.text else leaf.text


def question_for(leaf: Leaf, anchor: str, has: Callable[[Metric], bool]) -> list[str]:
    """Return what to ask for an undecided condition; ``has`` tells which figures are known."""
    if isinstance(leaf, QuantityCondition):
        figures = _figures_for(read_metric(leaf.metric), leaf.quantity.unit)
        return [_figure_question(metric) for metric, _ in figures if not has(metric)]
    if leaf.role == "open" or not requirements(leaf.text):
        return []
    return [_yes_no_question(leaf, attribute_name(leaf, anchor))]


def _figure_question(metric: Metric) -> str:
    if metric.form == "growth":
        return f"{metric.of}比上年增长多少？"
    entry = metric_entries().get(metric.of)
    return entry.ask if entry else f"{metric.of}是多少？"


def _yes_no_question(leaf: AttributeCondition, name: str) -> str:
    name = name.replace("“", "").replace("”", "")
    return f"是否属于“{name}”？" if leaf.role == "beneficiary" else f"是否满足“{name}”？"


def anchors(node: Node) -> dict[Leaf, str]:
    """Return for each condition the noun it stands beside: what 新认定 and 省级 speak of."""
    found: dict[Leaf, str] = {}
    _collect(node, "", found)
    return found


def _collect(node: Node, anchor: str, found: dict[Leaf, str]) -> None:
    match node:
        case Not(inner):
            _collect(inner, anchor, found)
        case All(nodes):
            own = "、".join(_nouns(nodes)) or anchor
            for each in nodes:
                _collect(each, own, found)
        case AnyOf(nodes):
            for each in nodes:
                _collect(each, anchor, found)
        case AttributeCondition(role="beneficiary"):
            found[node] = node.text
        case _:
            found[node] = anchor


def _nouns(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, AttributeCondition) and node.role == "beneficiary":
            yield node.text
        elif isinstance(node, AnyOf):
            yield from _nouns(node.nodes)
