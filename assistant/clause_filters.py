"""Which clauses are meant: a tree of filters, each evaluated on the whole catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from assistant.catalogue import Catalogue, leading_units
from index.amounts import find_quantities
from index.document import Clause
from index.provision import BenefitRole
from index.quantity import Quantity
from index.terms import clause_terms

#: How the named units must stand to a clause.
Relation = Literal["any", "all", "alone", "leading"]
#: An index with more clauses is not read through for its amounts.
READ_THROUGH = 5000
_MONEY = frozenset({"money_cny", "number"})
#: Comparators of an amount that is the most that is given, and the words that say so of a bare one.
_CAPPED = frozenset({"at_most", "below"})


class ClauseFilter(Protocol):
    """One condition on clauses."""

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return every clause that fulfils it, in the order of the documents."""
        ...

    @property
    def words(self) -> str:
        """What it says of its clauses, to stand before 的条款."""
        ...


@dataclass(frozen=True, slots=True)
class ByUnits:
    """Clauses of the named units."""

    units: tuple[str, ...]
    relation: Relation = "any"

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses of these units in the given relation."""
        wanted, found = set(self.units), catalogue.by_units(self.units)
        match self.relation:
            case "all":
                return [c for c in found if wanted <= _units(c)]
            case "alone":
                return [c for c in found if wanted == _units(c)]
            case "leading":
                return [c for c in found if wanted & leading_units(c)]
            case _:
                return found

    @property
    def words(self) -> str:
        """Name the units and what they do."""
        role = {"any": "负责", "all": "共同负责", "alone": "单独负责", "leading": "牵头（列首位）"}
        joint = "、" if self.relation == "any" else "和"
        return f"{joint.join(self.units)}{role[self.relation]}"


@dataclass(frozen=True, slots=True)
class Among:
    """Clauses that are known one by one: a section's, a range of numbers."""

    clauses: tuple[Clause, ...]
    label: str

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses themselves."""
        return self.clauses

    @property
    def words(self) -> str:
        """Return how the clauses are called."""
        return self.label


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Clauses with so many responsible units; ``high`` ``None`` leaves that end open."""

    low: int
    high: int | None

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses whose units number from ``low`` to ``high``."""
        return [c for c in catalogue.numbered if self._holds(len(_units(c)))]

    def _holds(self, count: int) -> bool:
        return self.low <= count and (self.high is None or count <= self.high)

    @property
    def words(self) -> str:
        """Say how many units there are."""
        if self.high is None:
            return f"责任单位有{self.low}个以上"
        if self.low == self.high:
            return f"只有{self.low}个责任单位" if self.low == 1 else f"责任单位有{self.low}个"
        return f"责任单位有{self.low}至{self.high}个"


@dataclass(frozen=True, slots=True)
class States:
    """Clauses that state an amount from ``low`` to ``high``; ``capped``: as the most given."""

    kind: str
    low: Fraction
    high: Fraction | None
    label: str
    capped: bool = False
    strict: bool = False

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that state such an amount; none of an index too large to read."""
        numbered = catalogue.numbered
        if len(numbered) > READ_THROUGH:
            return []
        return [c for c in numbered if any(self.holds(q) for q in find_quantities(c.text))]

    def holds(self, quantity: Quantity) -> bool:
        """Tell whether an amount is one of these."""
        if not (quantity.kind == self.kind or {quantity.kind, self.kind} <= _MONEY):
            return False
        if self.capped and quantity.comparator not in _CAPPED:
            return False
        top = quantity.exact if quantity.upper is None else quantity.upper
        above = top > self.low if self.strict else top >= self.low
        return above and (self.high is None or quantity.exact <= self.high)

    @property
    def words(self) -> str:
        """Return the amount as it was asked for."""
        return f"写有{self.label}"


@dataclass(frozen=True, slots=True)
class Grants:
    """Clauses that give a sum of money of some roles: fixed, or the most that is given."""

    roles: tuple[BenefitRole, ...]
    label: str
    low: Fraction = Fraction(0)
    high: Fraction | None = None

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that give such a sum; none of an index too large to read."""
        numbered = catalogue.numbered
        return [c for c in numbered if self._holds(c)] if len(numbered) <= READ_THROUGH else []

    def _holds(self, clause: Clause) -> bool:
        sums = (
            amount.quantity
            for provision in clause_terms(clause).provisions
            for amount in provision.benefit.amounts
            if amount.role in self.roles and amount.quantity.kind == "money_cny"
        )
        return any(self.holds(each) for each in sums)

    def holds(self, quantity: Quantity) -> bool:
        """Tell whether an amount is within the bounds."""
        if quantity.kind != "money_cny":
            return False
        return self.low <= quantity.exact and (self.high is None or quantity.exact <= self.high)

    @property
    def words(self) -> str:
        """Say of which role the sums are."""
        return f"给予{self.label}"


@dataclass(frozen=True, slots=True)
class Stackable:
    """Clauses whose benefit may be taken beside others."""

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that say so; none of an index too large to read."""
        numbered = catalogue.numbered
        if len(numbered) > READ_THROUGH:
            return []
        return [
            clause
            for clause in numbered
            if any(rule.kind == "stackable" for rule in clause_terms(clause).stacking)
        ]

    @property
    def words(self) -> str:
        """Say that the benefits stack."""
        return "可以叠加享受"


@dataclass(frozen=True, slots=True)
class StatesExactly:
    """Clauses that state one value, however it is printed."""

    value: Quantity

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that state the value."""
        return catalogue.with_value(self.value)

    @property
    def words(self) -> str:
        """Return the value as it was asked for."""
        return f"写有{self.value.surface}"


@dataclass(frozen=True, slots=True)
class Mentions:
    """Clauses that hold words: of every group any one; ``letter_for_letter`` where quoted."""

    groups: tuple[tuple[str, ...], ...]
    letter_for_letter: bool = False
    either: bool = False

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that hold the words."""
        long_forms = not self.letter_for_letter
        held = [
            {c.clause_id: c for word in group for c in catalogue.with_words([word], long_forms)}
            for group in self.groups
        ]
        every = {key: clause for each in held for key, clause in each.items()}
        kept = every if self.either else {
            key: c for key, c in every.items() if all(key in each for each in held)
        }  # fmt: skip
        return in_order(kept.values())

    @property
    def words(self) -> str:
        """Name the words as they were asked for."""
        return f"提到{('或' if self.either else '').join(f'“{g[0]}”' for g in self.groups)}"


@dataclass(frozen=True, slots=True)
class Except:
    """Clauses that another filter does not hold."""

    other: ClauseFilter
    label: str

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return every clause that the other filter leaves out."""
        held = {clause.clause_id for clause in self.other.find(catalogue)}
        return [clause for clause in catalogue.numbered if clause.clause_id not in held]

    @property
    def words(self) -> str:
        """Return what is left out."""
        return self.label


@dataclass(frozen=True, slots=True)
class AllOf:
    """Clauses that fulfil every one of some filters."""

    filters: tuple[ClauseFilter, ...]

    def find(self, catalogue: Catalogue) -> Sequence[Clause]:
        """Return the clauses that all filters hold, in order."""
        first, *others = self.filters
        kept = list(first.find(catalogue))
        for other in others:
            held = {clause.clause_id for clause in other.find(catalogue)}
            kept = [clause for clause in kept if clause.clause_id in held]
        return kept

    @property
    def words(self) -> str:
        """Join what the filters say."""
        return "、".join(each.words for each in self.filters)


def _units(clause: Clause) -> set[str]:
    return {unit.canonical for unit in clause.units}


def in_order(clauses: Iterable[Clause]) -> list[Clause]:
    """Return clauses in the order of their documents."""
    return sorted(clauses, key=lambda clause: (clause.doc_id, clause.span))
