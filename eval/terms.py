"""Measure the grammar of terms against hand annotation: precision and recall of every part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from typing import Any

from index.amounts import find_quantities
from index.conditions import AttributeCondition, QuantityCondition, leaves
from index.document import Clause
from index.errors import InputError
from index.provision import ClauseTerms, Provision
from index.quantity import Quantity
from index.terms import clause_terms

#: Two pieces of text are the same part when their characters overlap this much (Dice).
_SAME_TEXT = 0.6
PARTS = (
    "beneficiary", "quantity_condition", "attribute_condition", "open_condition", "benefit",
    "benefit_amount", "government_amount", "stacking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One annotated or read part of a clause; two are the same when all their fields agree."""

    text: str
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartScore:
    """Counts for one kind of part over all clauses."""

    right: int
    read: int
    annotated: int

    @property
    def precision(self) -> float | None:
        """Right parts among those read; ``None`` where none was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Right parts among those annotated; ``None`` where none was annotated."""
        return self.right / self.annotated if self.annotated else None


def score_terms(clauses: Iterable[Clause]) -> dict[str, PartScore]:
    """Score the reading of a document's measures; those without annotation must yield nothing.

    Raises:
        InputError: the clauses are not those of the annotated document.
    """
    annotated = {row["number"]: row for row in _annotations()}
    counts = {part: [0, 0, 0] for part in PARTS}
    measures = [clause for clause in clauses if clause.kind == "measure"]
    if missing := set(annotated) - {clause.number for clause in measures}:
        raise InputError(f"不是标注所依据的文件：缺第{sorted(missing, key=int)[0]}条。")
    for clause in measures:
        row = annotated.get(clause.number)
        wanted = _parts_of_row(row or {"provisions": [], "stacking": [], "government": []})
        found = _parts_of_terms(clause_terms(clause))
        for part in PARTS:
            if row is None and part == "government_amount":
                continue  # annotated only in clauses that also grant something
            right = _matches(wanted[part], found[part])
            for at, number in enumerate((right, len(found[part]), len(wanted[part]))):
                counts[part][at] += number
    return {part: PartScore(*numbers) for part, numbers in counts.items()}


def _annotations() -> list[dict[str, Any]]:
    text = (files("eval") / "datasets" / "terms.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def _matches(wanted: Sequence[Part], found: Sequence[Part]) -> int:
    """Pair parts one to one, the most alike first, and return how many pairs are the same part."""
    pairs = sorted(
        (
            (_overlap(one.text, other.text), i, j)
            for i, one in enumerate(wanted)
            for j, other in enumerate(found)
            if one.exact == other.exact
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for overlap, i, j in pairs:
        if overlap >= _SAME_TEXT and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def _overlap(first: str, second: str) -> float:
    """Return the Dice overlap of two texts' characters, with multiplicity."""
    one, other = re.sub(r"\W", "", first), re.sub(r"\W", "", second)
    if one == other:
        return 1.0
    rest, shared = list(other), 0
    for sign in one:
        if sign in rest:
            rest.remove(sign)
            shared += 1
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0


def _parts_of_row(row: Mapping[str, Any]) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {part: [] for part in PARTS}
    for provision in row["provisions"]:
        parts["beneficiary"].extend(Part(text) for text in provision["beneficiaries"])
        for leaf in _annotated_leaves(provision["conditions"]):
            if "metric" in leaf:
                exact = (leaf["comparator"], str(Fraction(leaf["value"])), leaf["unit"])
                parts["quantity_condition"].append(Part(leaf["metric"], exact))
            else:
                kind = "open_condition" if leaf.get("open") else "attribute_condition"
                parts[kind].append(Part(leaf["text"]))
        benefit = provision["benefit"]
        parts["benefit"].append(Part(benefit["text"], (benefit["kind"],)))
        for amount in benefit["amounts"]:
            exact = (amount["role"], str(Fraction(amount["value"])), amount["unit"])
            parts["benefit_amount"].append(Part("", exact))
    parts["government_amount"] = [_amount_part(find_quantities(t)[0]) for t in row["government"]]
    parts["stacking"] = [Part(rule["text"], (rule["kind"],)) for rule in row["stacking"]]
    return parts


def _annotated_leaves(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    children = node.get("all", node.get("any"))
    if children is None:
        yield node
        return
    for child in children:
        yield from _annotated_leaves(child)


def _parts_of_terms(terms: ClauseTerms) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {part: [] for part in PARTS}
    for provision in terms.provisions:
        if not provision.advisory:
            _add_provision(parts, provision)
    parts["government_amount"] = [
        _amount_part(each.quantity)
        for each in terms.amounts
        if each.role in ("target", "budget", "requirement", "unparsed")
        and each.quantity.kind != "duration"
    ]
    parts["stacking"] = [Part(rule.text, (rule.kind,)) for rule in terms.stacking]
    return parts


def _add_provision(parts: dict[str, list[Part]], provision: Provision) -> None:
    for leaf in leaves(provision.condition):
        match leaf:
            case QuantityCondition():
                quantity = leaf.quantity
                exact = (quantity.comparator, str(quantity.exact), quantity.unit)
                parts["quantity_condition"].append(Part(leaf.metric, exact))
            case AttributeCondition(role="beneficiary"):
                parts["beneficiary"].append(Part(leaf.text))
            case AttributeCondition(role="open"):
                parts["open_condition"].append(Part(leaf.text))
            case AttributeCondition():
                parts["attribute_condition"].append(Part(leaf.text))
    benefit = provision.benefit
    parts["benefit"].append(Part(benefit.text, (benefit.kind,)))
    for amount in benefit.amounts:
        parts["benefit_amount"].append(
            Part("", (amount.role, str(amount.quantity.exact), amount.quantity.unit))
        )


def _amount_part(quantity: Quantity) -> Part:
    return Part("", (quantity.kind, str(quantity.exact), str(quantity.upper)))
