"""Compute what a benefit comes to for an asker, with its arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from assistant.figure import Figure
from assistant.figure_by_words import figure_by_words
from assistant.figure_match import FigureMatcher
from assistant.increment_amount import over_threshold, steps_reached
from assistant.money import written
from assistant.statements import Statement
from index.conditions import QuantityCondition, leaves
from index.facets import facets, mentions
from index.interval import interval_of
from index.metrics import Metric, metric_entries, metric_mentions, read_metric
from index.provision import Benefit, BenefitAmount, Provision
from index.quantity import Quantity

#: What a benefit per unit is multiplied with: metric and how many base units one unit has.
_PER_UNIT = {
    "人": ("吸纳就业人数", Fraction(1)),
    "平方米": ("建筑面积", Fraction(1)),
    "亩": ("种植面积", Fraction(2000, 3)),
}


#: What lies over the threshold: 超出额的0.5%.
_OVER = re.compile(r"(?:对)?超[出过](?:额|部分|的?部分)")
_YUAN = Quantity("money_cny", Fraction(0), "元", (0, 0), "")


@dataclass(frozen=True, slots=True)
class ComputedAmount:
    """A sum in its base unit, with the arithmetic in words."""

    value: Fraction
    unit: str
    arithmetic: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's ``amount``."""
        number = int(self.value) if self.value.denominator == 1 else round(float(self.value), 2)
        return {"value": number, "unit": self.unit, "arithmetic": self.arithmetic}


def compute(
    provision: Provision, matcher: FigureMatcher, statements: tuple[Statement, ...]
) -> ComputedAmount | None:
    """Return what the benefit comes to; ``None`` where the clause or the facts leave it open."""
    benefit = provision.benefit
    if benefit.increments:
        return _increments(provision, matcher)
    match benefit.kind:
        case "tiers":
            return _tier(provision, matcher)
        case "rate":
            return _rate(provision, matcher, statements)
        case "per_unit":
            return _per_unit(benefit, matcher)
        case "fixed":
            return _fixed(benefit)
        case _:
            # A guarantee up to a share of something is no money given, but it has an amount.
            capped = any(each.role == "cap" for each in benefit.amounts)
            return _rate(provision, matcher, statements) if capped else None


def _fixed(benefit: Benefit) -> ComputedAmount | None:
    """Return the one sum, or the whole that instalments make up (10万元，第一年5万元…)."""
    sums = [each.quantity for each in benefit.amounts if each.role == "fixed"]
    parts = sums[1:]
    if len({each.unit for each in sums}) > 1:
        return None
    if parts and sum(each.exact for each in parts) != sums[0].exact:
        return None  # 初级4000元、中级5000元: which one is for whom is not told
    return ComputedAmount(sums[0].exact, sums[0].unit, f"定额{sums[0].surface}")


def _increments(provision: Provision, matcher: FigureMatcher) -> ComputedAmount | None:
    """Return the first sum with what every full step adds, held against the cap."""
    benefit = provision.benefit
    sums = [each.quantity for each in benefit.amounts if each.role == "fixed"]
    if len(benefit.increments) > 1 or len(sums) > 1:
        return None
    (increment,) = benefit.increments
    reached = steps_reached(provision, increment, matcher)
    if reached is None or any(each.unit != increment.gift.unit for each in sums):
        return None
    number, counted = reached
    base = sums[0].exact if sums else Fraction(0)
    total = base + number * increment.gift.exact
    parts = [*(each.surface for each in sums), f"{number}×{increment.gift.surface}"]
    sum_ = f"{counted}；{'+'.join(parts)}={written(total, increment.gift.unit)}"
    return _held(benefit, total, increment.gift.unit, sum_)


def _tier(provision: Provision, matcher: FigureMatcher) -> ComputedAmount | None:
    """Return the highest step that the figure surely reaches."""
    leaf = next((x for x in leaves(provision.condition) if isinstance(x, QuantityCondition)), None)
    figure = matcher.find(read_metric(leaf.metric)) if leaf else None
    if figure is None or figure.value.low is None:
        return None
    reached = None
    for tier in provision.benefit.tiers:
        threshold = replace(interval_of(tier.threshold), high=None)
        if figure.value.within(threshold):
            reached = tier
    if reached is None or not reached.amount.kind.startswith("money"):
        return None
    reaches = f"{written(figure.value.low, figure.unit)}达到{reached.threshold.surface}一档"
    words = f"{reaches}，{reached.amount.surface}"
    return ComputedAmount(reached.amount.exact, reached.amount.unit, words)


def _rate(
    provision: Provision, matcher: FigureMatcher, statements: tuple[Statement, ...]
) -> ComputedAmount | None:
    """Multiply base and rate and hold the product against the cap."""
    rate = _the_rate(provision.benefit)
    if rate is None:
        return None
    figure = _base_figure(rate, provision, matcher, statements)
    if figure is None or figure.value.exact is None:
        return None
    product = figure.value.exact * rate.quantity.exact / 100
    base, sum_ = written(figure.value.exact, figure.unit), written(product, figure.unit)
    arithmetic = f"{base}×{written(rate.quantity.exact, '%')}={sum_}"
    return _held(provision.benefit, product, figure.unit, arithmetic)


def _held(benefit: Benefit, total: Fraction, unit: str, arithmetic: str) -> ComputedAmount:
    """Hold a sum against the benefit's cap."""
    caps = [x.quantity for x in benefit.amounts if x.role == "cap" and x.quantity.unit == unit]
    if not caps:
        return ComputedAmount(total, unit, arithmetic)
    limit = written(caps[0].exact, unit)
    if total > caps[0].exact:
        words = f"{arithmetic}，超过上限{limit}，按上限{limit}计"
        return ComputedAmount(caps[0].exact, unit, words)
    return ComputedAmount(total, unit, f"{arithmetic}，未超上限{limit}")


def _the_rate(benefit: Benefit) -> BenefitAmount | None:
    """Return the one rate; a bound on a rate (不超过8%) counts where there is no other."""
    rates = [x for x in benefit.amounts if x.role == "rate" and x.quantity.kind == "percent"]
    bounds = [x for x in benefit.amounts if x.role == "cap" and x.quantity.kind == "percent"]
    found = rates or bounds
    return found[0] if len(found) == 1 and found[0].quantity.upper is None else None


def _base_figure(
    rate: BenefitAmount,
    provision: Provision,
    matcher: FigureMatcher,
    statements: tuple[Statement, ...],
) -> Figure | None:
    """Return the asker's figure for what the rate is taken of.

    It is named before the rate, or in the subject (对短期出口信用保险保费扶持比例不低于70%).
    """
    if _OVER.search(rate.base):
        return over_threshold(provision, matcher) if _OVER.fullmatch(rate.base) else None
    texts = [rate.base, *(leaf.text for leaf in leaves(provision.condition))]
    for text in texts:
        names = [name for _, name in metric_mentions(text)]
        for name in reversed(names):
            if metric_entries()[name].unit != "元":
                continue
            figure = matcher.find(Metric("plain", name))
            if figure is not None and not _of_something_else(figure, texts, statements):
                return figure
    if not rate.base or metric_mentions(rate.base):
        return None
    # 资信调查费: no metric of the lexicon, but the asker names it with its sum.
    figure, sure = figure_by_words(rate.base, _YUAN, statements)
    return figure if sure else None


def _of_something_else(figure: Figure, texts: list[str], statements: tuple[Statement, ...]) -> bool:
    """Say whether the figure's own words name another thing, such as another premium."""
    own = {m.facet for text in texts for m in mentions(text) if _is_core(m.facet)}
    for at in (figure.statement, figure.statement - 1):
        if 0 <= at < len(statements):
            said = {m.facet for m in mentions(statements[at].text) if _is_core(m.facet)}
            if said:
                return bool(own) and not said & own
    return False


def _is_core(facet: str) -> bool:
    return not facets()[facet].flags & {"trivial", "bound"}


def _per_unit(benefit: Benefit, matcher: FigureMatcher) -> ComputedAmount | None:
    amount = next(each.quantity for each in benefit.amounts if each.role == "per_unit")
    known = [(unit, *_PER_UNIT[unit]) for unit in amount.per if unit in _PER_UNIT]
    if len(amount.per) != 1 or not known:
        return None
    unit, name, size = known[0]
    figure = matcher.find(Metric("plain", name))
    if figure is None or figure.value.exact is None:
        return None
    count = figure.value.exact / size
    product = count * amount.exact
    arithmetic = f"{written(count, unit)}×{written(amount.exact, amount.unit)}"
    return ComputedAmount(product, amount.unit, f"{arithmetic}={written(product, amount.unit)}")
