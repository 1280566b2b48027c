"""Reads the amounts by which a question describes clauses: stated, given, at most."""

from __future__ import annotations

from fractions import Fraction

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import ClauseFilter, Grants, Stackable, States, StatesExactly
from assistant.unread import Unread
from index.amounts import find_quantities
from index.provision import BenefitRole
from index.quantity import Quantity

#: A bare number below this is no amount that a list is asked by.
_LEAST_NUMBER = 1000
_SAID = {"at_least": "{}及以上", "above": "超过{}", "at_most": "{}及以下", "below": "低于{}"}


def read_amount(unread: Unread, catalogue: Catalogue, *, asks_for_clauses: bool) -> (
    ClauseFilter | None
):
    """Return what a question says of the clauses' amounts, and strike it out."""
    if asks_for_clauses and cues.FIXED.search(unread.text):
        unread.blank()
        return Grants(("fixed",), "定额")
    if asks_for_clauses and cues.STACKS.search(unread.text):
        unread.blank()
        return Stackable()
    return _magnitude(unread) or _quantity(unread, catalogue)


def _magnitude(unread: Unread) -> ClauseFilter | None:
    """Read 几百万、几千万."""
    matches = [(m, low, beyond) for pattern, low, beyond in cues.MAGNITUDES
               for m in pattern.finditer(unread.text)]  # fmt: skip
    if not matches:
        return None
    label = "、".join(match.group() for match, _, _ in matches)
    low = Fraction(min(low for _, low, _ in matches))
    high = Fraction(max(beyond for _, _, beyond in matches) - 1)
    if cues.CAP.search(unread.text) and cues.GIVES.search(unread.text):
        unread.blank()
        return Grants(("cap",), f"最高{label}", low, high)
    unread.strike(*(match.span() for match, _, _ in matches))
    return States("money_cny", low, high, label)


def _quantity(unread: Unread, catalogue: Catalogue) -> ClauseFilter | None:
    """Read an amount with how it is compared: 500万元, 90%以上, 最高3000万."""
    capped, gives = cues.CAP.search(unread.text), cues.GIVES.search(unread.text)
    quantities = [q for q in find_quantities(unread.text) if is_sum(q)]
    if len({(q.kind, q.exact) for q in quantities}) != 1:
        return None
    value, last = quantities[0], quantities[-1]
    comparator = last.comparator
    if comparator == "equal" and cues.AT_LEAST.match(unread.text[last.span[1] :]):
        comparator = "at_least"
    low, high = _bounds(comparator, value.exact)
    said = _SAID.get(comparator, "{}").format(value.surface)
    if (comparator == "equal" or capped) and not gives and not catalogue.with_value(value):
        return None  # it may stand there as the number of something else
    unread.strike(*(each.phrase_span for each in quantities))
    if gives and _is_money(value) and (capped or comparator != "equal"):
        roles: tuple[BenefitRole, ...] = ("cap",) if capped else ("fixed", "cap")
        at_cap = capped and comparator == "at_most"
        low, said = (value.exact, f"最高{value.surface}") if at_cap else (low, said)
        return Grants(roles, said, low, high)
    if comparator != "equal" and not capped:
        return States(last.kind, low, high, said, strict=comparator == "above")
    return StatesExactly(value) if catalogue.with_value(value) else None


def _bounds(comparator: str, value: Fraction) -> tuple[Fraction, Fraction | None]:
    if comparator in ("at_least", "above"):
        return value, None
    return (Fraction(0) if comparator in ("at_most", "below") else value), value


def _is_money(quantity: Quantity) -> bool:
    return quantity.kind.startswith("money") or quantity.kind == "number"


def is_sum(quantity: Quantity) -> bool:
    """Tell whether an amount is a sum of money or a rate, by which lists are asked."""
    if quantity.kind == "number":
        return quantity.exact >= _LEAST_NUMBER
    return quantity.kind.startswith("money") or quantity.kind == "percent"
