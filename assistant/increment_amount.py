"""Compute rewards by increment, and what lies over a provision's threshold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.figure import Figure
from assistant.figure_match import FigureMatcher
from assistant.money import written
from index.conditions import QuantityCondition, leaves
from index.interval import Interval
from index.metrics import Metric, metric_mentions, read_metric
from index.provision import Increment, Provision

#: What people are counted by where no metric is named (每招用1人).
_COUNTED = {"人": "吸纳就业人数", "名": "吸纳就业人数"}


def over_threshold(
    provision: Provision, matcher: FigureMatcher, metric: str = "", unit: str = ""
) -> Figure | None:
    """Return how far the asker's figure is over the provision's threshold, never below nothing.

    ``metric`` and ``unit`` tell which threshold is meant where there are several.
    """
    for leaf in leaves(provision.condition):
        if not isinstance(leaf, QuantityCondition) or (unit and leaf.quantity.unit != unit):
            continue
        asked = read_metric(leaf.metric)
        if metric and asked.of != metric:
            continue
        figure = matcher.find(asked, leaf.quantity.unit)
        if figure is None or figure.value.exact is None or figure.unit != leaf.quantity.unit:
            return None
        value = figure.value.exact - leaf.quantity.exact
        bound = written(leaf.quantity.exact, leaf.quantity.unit)
        sum_ = f"{written(figure.value.exact, figure.unit)}－{bound}"
        over = max(value, Fraction(0))
        return replace(figure, value=Interval(over, over), arithmetic=sum_)
    return None


def steps_reached(
    provision: Provision, increment: Increment, matcher: FigureMatcher
) -> tuple[int, str] | None:
    """Return how many full steps the asker reaches, with the arithmetic; ``None`` where open."""
    figure = _counted(provision, increment, matcher)
    if figure is None or figure.value.exact is None or figure.unit != _unit(increment):
        return None
    value = max(figure.value.exact, Fraction(0))
    number = int(value // increment.step.exact)
    shown = figure.arithmetic or written(value, figure.unit)
    return number, f"（{shown}）÷{increment.step.surface}，满{number}个"


def _counted(
    provision: Provision, increment: Increment, matcher: FigureMatcher
) -> Figure | None:
    named = metric_mentions(increment.metric)
    name, unit = named[-1][1] if named else "", _unit(increment)
    if increment.counted == "over":
        return over_threshold(provision, matcher, name, unit)
    name = name or _COUNTED.get(unit) or _metric_of_threshold(provision, unit)
    if not name:
        return None
    rise = increment.counted == "rise"
    return matcher.find(Metric("growth" if rise else "plain", name), unit)


def _unit(increment: Increment) -> str:
    return "人" if increment.step.unit == "名" else increment.step.unit


def _metric_of_threshold(provision: Provision, unit: str) -> str:
    for leaf in leaves(provision.condition):
        if isinstance(leaf, QuantityCondition) and leaf.quantity.unit == unit:
            return read_metric(leaf.metric).of
    return ""
