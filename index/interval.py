"""Exact intervals of a figure, and how a figure stands to a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from index.quantity import Quantity

#: 大约, 左右, 差不多: read as within a tenth, so that only what holds at both ends is decided.
_ABOUT = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure may have, in its base unit; ``None`` leaves that end open."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The one value, where there is only one."""
        return self.low if self.low is not None and self.low == self.high else None

    def within(self, threshold: Interval) -> bool | None:
        """Say whether every value lies in the threshold; ``None`` where only some do."""
        inside = not self._below(threshold) and not self._above(threshold)
        if inside:
            return True
        return False if self._apart(threshold) else None

    def _below(self, other: Interval) -> bool:
        """Say whether some value lies under the other's low end."""
        if other.low is None:
            return False
        if self.low is None or self.low < other.low:
            return True
        return self.low == other.low and other.low_open and not self.low_open

    def _above(self, other: Interval) -> bool:
        """Say whether some value lies over the other's high end."""
        if other.high is None:
            return False
        if self.high is None or self.high > other.high:
            return True
        return self.high == other.high and other.high_open and not self.high_open

    def _apart(self, other: Interval) -> bool:
        """Say whether no value lies in the other."""
        return _ends_before(self, other) or _ends_before(other, self)

    def times(self, factor: Interval) -> Interval:
        """Return the product of two intervals of values that are not negative."""
        return Interval(
            None if self.low is None or factor.low is None else self.low * factor.low,
            None if self.high is None or factor.high is None else self.high * factor.high,
            self.low_open or factor.low_open,
            self.high_open or factor.high_open,
        )

    def over(self, divisor: Interval) -> Interval | None:
        """Return the quotient of two intervals; ``None`` unless the divisor is positive."""
        if divisor.low is None or divisor.low <= 0:
            return None
        return Interval(
            None if self.low is None or divisor.high is None else self.low / divisor.high,
            None if self.high is None else self.high / divisor.low,
            self.low_open or divisor.high_open,
            self.high_open or divisor.low_open,
        )

    def scaled(self, factor: Fraction, shift: Fraction = Fraction(0)) -> Interval:
        """Return every value times a positive factor, plus a shift."""
        return Interval(
            None if self.low is None else self.low * factor + shift,
            None if self.high is None else self.high * factor + shift,
            self.low_open,
            self.high_open,
        )


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    touching = first.high == second.low and (first.high_open or second.low_open)
    return first.high < second.low or touching


def interval_of(quantity: Quantity) -> Interval:
    """Return the values that a quantity allows (以上 includes the number, 超过 does not)."""
    value = quantity.exact
    match quantity.comparator:
        case "at_least":
            return Interval(value, None)
        case "above":
            return Interval(value, None, low_open=True)
        case "at_most":
            return Interval(None, value)
        case "below":
            return Interval(None, value, high_open=True)
        case "range":
            return Interval(value, value if quantity.upper is None else quantity.upper)
        case "about":
            return Interval(value * (1 - _ABOUT), value * (1 + _ABOUT))
        case _:
            return Interval(value, value)
