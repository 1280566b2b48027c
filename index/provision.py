"""What a clause grants, as data: benefit, conditions, how it stacks, the role of every amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.conditions import AttributeCondition, Node, leaves
from index.document import Span
from index.quantity import Quantity

BenefitKind = Literal[
    "fixed", "rate", "cap", "range", "tiers", "per_unit", "exemption", "by_rule", "non_money"
]
BenefitRole = Literal[
    "fixed", "rate", "cap", "floor", "range", "per_unit", "step", "period", "count", "increment"
]
#: ``mention`` is a plain count of what a clause speaks of (41个执法领域); nothing hangs on it.
AmountRole = Literal[
    "condition", "benefit", "target", "budget", "requirement", "time", "mention", "unparsed"
]
Counted = Literal["rise", "over", "all"]
StackingKind = Literal["stackable", "exclusive", "highest"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of the clause's text; ``span`` counts characters in that text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class BenefitAmount:
    """One amount of a benefit; ``base`` is what a rate is taken of, as printed."""

    role: BenefitRole
    quantity: Quantity
    base: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a scale: whoever reaches ``threshold`` gets ``amount``."""

    threshold: Quantity
    amount: Quantity


@dataclass(frozen=True, slots=True)
class Increment:
    """A gift for every full ``step`` of ``metric`` as printed.

    Steps are counted of what came on top of the year before (``rise``), of what is over the
    provision's threshold (``over``), or of the whole figure (``all``).
    """

    step: Quantity
    gift: Quantity
    metric: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Benefit:
    """What is given; ``kind`` is that of the amount that matters most."""

    kind: BenefitKind
    text: str
    span: Span
    amounts: tuple[BenefitAmount, ...] = ()
    tiers: tuple[Tier, ...] = ()
    increments: tuple[Increment, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One benefit with the tree of who gets it.

    ``advisory`` marks what a third party is merely urged to give.
    """

    condition: Node
    benefit: Benefit
    span: Span
    advisory: bool = False

    @property
    def is_otherwise(self) -> bool:
        """Whether it is for those whom the clause's other provisions leave out (其他企业)."""
        return any(leaf.text.startswith(("其他", "其余")) for leaf in self.beneficiaries)

    @property
    def beneficiaries(self) -> tuple[AttributeCondition, ...]:
        """The nouns that can be given the benefit, in reading order."""
        return tuple(
            leaf
            for leaf in leaves(self.condition)
            if isinstance(leaf, AttributeCondition) and leaf.role == "beneficiary"
        )


@dataclass(frozen=True, slots=True)
class StackingRule:
    """Whether benefits add up: 可叠加, 不重复享受, 就高."""

    kind: StackingKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """An amount with its part in the clause; ``unparsed`` where no rule says which."""

    quantity: Quantity
    role: AmountRole


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """The terms of one clause."""

    clause_id: str
    provisions: tuple[Provision, ...] = ()
    stacking: tuple[StackingRule, ...] = ()
    amounts: tuple[TypedAmount, ...] = ()
    #: Pieces that speak of a benefit but that the grammar cannot read.
    unparsed: tuple[Phrase, ...] = ()
