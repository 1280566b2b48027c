"""Find an asker's figure for a metric outside the lexicon by the words that both share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.figure import Figure
from assistant.requirements import content_words
from assistant.statements import Statement
from index.amounts import find_quantities
from index.interval import interval_of
from index.metrics import read_metric
from index.quantity import Quantity

#: From this share of the metric's words on a statement speaks of it; less leaves it open ...
_SPEAKS = Fraction(2, 5)
#: ... and from this share on it is surely meant, so that the threshold can be met.
_SURE = Fraction(3, 5)
#: A statement as short as this (已经7个月了) goes on with the one before.
_FRAGMENT = 8


def figure_by_words(
    metric: str, wanted: Quantity, statements: Sequence[Statement]
) -> tuple[Figure | None, bool]:
    """Return the figure that shares most words with a metric, and whether it is surely meant.

    A metric without a word of its own takes the one amount of its kind that there is.
    """
    words = content_words(metric)
    found: list[tuple[Fraction, Figure]] = []
    for at, statement in enumerate(statements):
        before = statements[at - 1].text if at and len(statement.text) <= _FRAGMENT else ""
        said = before + statement.text
        share = Fraction(sum(word in said for word in words), len(words)) if words else _SURE
        for quantity in find_quantities(statement.text):
            if share >= _SPEAKS and _measures_alike(quantity, wanted):
                found.append((share, _figure(metric, quantity, wanted, statement, at)))
    if not found or (not words and len(found) > 1):
        return None, False
    share, figure = max(found, key=lambda each: each[0])
    return figure, share >= _SURE


def _measures_alike(quantity: Quantity, wanted: Quantity) -> bool:
    if quantity.kind == "number":
        return wanted.kind.startswith("money")
    return (quantity.kind, quantity.unit) == (wanted.kind, wanted.unit)


def _figure(
    metric: str, quantity: Quantity, wanted: Quantity, statement: Statement, at: int
) -> Figure:
    return Figure(
        read_metric(metric),
        interval_of(quantity),
        wanted.unit,
        statement.words,
        at,
        shown=quantity.surface,
    )
