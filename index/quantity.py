"""The typed amount: a number with its unit, comparator and place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from index.document import Span

Comparator = Literal["equal", "at_least", "above", "at_most", "below", "about", "range"]
Trend = Literal["growth", "decline"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as printed.

    ``kind`` is ``money_cny``, ``percent``, ``area``, ``count``, ``duration``, ``date`` …, or
    ``number`` where no unit is printed. ``exact`` is in the base ``unit`` (元, 平方米, %, 月; for
    a count its classifier); a date is the number yyyymmdd, with zeros for what is not printed.
    ``span`` covers number and unit, ``phrase_span`` its comparators too.
    """

    kind: str
    exact: Fraction
    unit: str
    span: Span
    surface: str
    comparator: Comparator = "equal"
    phrase_span: Span = (0, 0)
    #: The far end of a range (3000～5000元); ``exact`` is then the near end.
    upper: Fraction | None = None
    #: What the amount is counted by: 300元/人/月 → ("人", "月"); 每平方米100元 → ("平方米",).
    per: tuple[str, ...] = ()
    trend: Trend | None = None
    #: Whether the text says in so many words that the number is included (含, 及以上).
    inclusive: bool = False

    @property
    def value(self) -> Decimal:
        """The value in the base unit, exact wherever a decimal can be."""
        return Decimal(self.exact.numerator) / Decimal(self.exact.denominator)

    def admits(self, value: Fraction) -> bool | None:
        """Say whether a value in the base unit fulfils the amount; ``None`` where it is open.

        以上, 以下 and 以内 include the number; 超过, 不满 and 低于 do not (Civil Code,
        article 1259).
        """
        match self.comparator:
            case "at_least":
                return value >= self.exact
            case "above":
                return value > self.exact
            case "at_most":
                return value <= self.exact
            case "below":
                return value < self.exact
            case "range":
                return self.exact <= value <= (self.exact if self.upper is None else self.upper)
            case "equal":
                return value == self.exact
            case _:
                return None


def same_quantity(first: Quantity, second: Quantity) -> bool:
    """Say whether two amounts are the same number of the same thing, however printed.

    Comparators are left out of account. A bare number equals any amount of that value, since
    askers drop 元 (8000万).
    """
    if (first.exact, first.upper) != (second.exact, second.upper):
        return False
    if "number" in (first.kind, second.kind):
        return True
    return (first.kind, first.unit) == (second.kind, second.unit)
