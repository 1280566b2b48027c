"""A figure of an asker: which metric, which value, of which period."""

from __future__ import annotations

from dataclasses import dataclass

from index.interval import Interval
from index.metrics import Metric


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the asker; ``arithmetic`` says how a derived one was computed.

    ``words`` are the asker's own; ``statement`` is the place of the statement they stand in.
    """

    metric: Metric
    value: Interval
    unit: str
    words: str
    statement: int
    period: str = ""
    arithmetic: str = ""
    shown: str = ""
